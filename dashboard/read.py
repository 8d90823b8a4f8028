"""What the views ask of the store, cached until the store changes."""

import streamlit as st

from data.found import Found, found_in
from data.language import say, use_language
from data.lexicon import Lexicon, load_lexicon
from data.query import Answer, ClaimRow, all_claims, ask
from data.schema import Article
from data.search import Hit, search
from data.settings import Settings, load_settings
from data.store import Store
from data.timeline import EventRow, timeline

EVENT_NAMES = {
    "release": ("发布", "release"),
    "open_source": ("开源", "open source"),
    "funding": ("融资", "funding"),
    "acquisition": ("收购", "acquisition"),
    "ipo": ("上市", "IPO"),
    "earnings": ("财报", "earnings"),
    "partnership": ("合作", "partnership"),
    "appointment": ("任命", "appointment"),
    "regulation": ("监管", "regulation"),
    "leaderboard": ("榜单", "leaderboard"),
    "conference": ("会议", "conference"),
    "research": ("研究", "research"),
}


def speak() -> None:
    """Use the language of the settings."""
    use_language(settings().lang)


def event_name(kind: str) -> str:
    """A type of event as people call it."""
    return say(*EVENT_NAMES.get(kind, (kind, kind)))


@st.cache_resource
def settings() -> Settings:
    """The settings that the dashboard was started with."""
    return load_settings()


@st.cache_resource
def store() -> Store:
    """The store, opened once for all sessions."""
    return Store.open(settings())


@st.cache_resource
def lexicon() -> Lexicon:
    """The bundled names and the user's own."""
    return load_lexicon(settings().lexicon_dir)


def counts() -> dict[str, int]:
    """How much the store holds."""
    return _counts(store().counter())


def events() -> list[EventRow]:
    """All events, newest first."""
    return _events(store().counter())


def claims() -> list[ClaimRow]:
    """All claims in force, newest first."""
    return _claims(store().counter())


def answer(text: str) -> Answer:
    """The answer to one query line."""
    return _answer(text, store().counter())


def hits(text: str) -> list[Hit]:
    """The articles in which a text stands."""
    return _hits(text, store().counter())


def articles() -> list[Article]:
    """The newest articles."""
    return _articles(store().counter())


def article(number: int) -> Article | None:
    """One article."""
    return store().article(number)


def finds(number: int) -> Found:
    """What is found in the latest version of an article, in the order of the text."""
    return _finds(number, store().counter())


# The store's counter is a key of the caches below: each answer is forgotten when the store changes.


@st.cache_data(max_entries=4, show_spinner=False)
def _counts(counter: int) -> dict[str, int]:  # noqa: ARG001
    return store().counts()


@st.cache_data(max_entries=4, show_spinner=False)
def _events(counter: int) -> list[EventRow]:  # noqa: ARG001
    return timeline(store())


@st.cache_data(max_entries=4, show_spinner=False)
def _claims(counter: int) -> list[ClaimRow]:  # noqa: ARG001
    return all_claims(store())


@st.cache_data(max_entries=64, show_spinner=False)
def _answer(text: str, counter: int) -> Answer:  # noqa: ARG001
    return ask(store(), text, lexicon())


@st.cache_data(max_entries=64, show_spinner=False)
def _hits(text: str, counter: int) -> list[Hit]:  # noqa: ARG001
    return search(store(), text, limit=50)


@st.cache_data(max_entries=4, show_spinner=False)
def _articles(counter: int) -> list[Article]:  # noqa: ARG001
    return store().articles(limit=200)


@st.cache_data(max_entries=64, show_spinner=False)
def _finds(number: int, counter: int) -> Found:  # noqa: ARG001
    return found_in(store(), number)

"""What the views ask of the store, cached until the store changes."""

import streamlit as st

from dashboard.moments import event_key
from data.answer import ClaimRow, Told
from data.digest import Digest
from data.digest import digest as digest_of
from data.errors import UsageError
from data.found import Found, found_in
from data.language import use_language
from data.lexicon import Lexicon, load_lexicon
from data.periods import Period
from data.query import Answer, all_claims, ask
from data.query import tellings as tellings_of
from data.roles import RoleRow, roles
from data.schema import Article, ArticleVersion
from data.search import Hit, search
from data.settings import Settings, load_settings
from data.store import Store
from data.stories import Story, story_of
from data.timeline import EventRow, timeline

MOST_HITS = 200


def speak() -> None:
    """Use the language of the settings."""
    use_language(settings().lang)


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


def tellings(claim: ClaimRow) -> tuple[Told, ...]:
    """Who says a claim."""
    return _tellings(claim.model_dump_json(), store().counter())


def concerned(word: str) -> tuple[frozenset[int], frozenset[str]]:
    """The ids of the claims and the keys of the events that concern what a word names, under any of its names."""
    return _concerned(word, store().counter())


def hits(text: str) -> list[Hit]:
    """The articles in which a text stands."""
    return _hits(text, store().counter())


def digest(period: Period) -> Digest:
    """What was new in a period."""
    return _digest(period, store().counter())


def posts(word: str) -> list[RoleRow]:
    """Who holds which post, of a person or at a company."""
    return _posts(word, store().counter())


def articles() -> list[Article]:
    """All articles, newest first."""
    return _articles(store().counter())


def article(number: int) -> Article | None:
    """One article."""
    return store().article(number)


def versions(number: int) -> list[ArticleVersion]:
    """Every version of an article, oldest first."""
    return store().versions(number)


def finds(number: int) -> Found:
    """What is found in the latest version of an article, in the order of the text."""
    return _finds(number, store().counter())


def story(number: int) -> Story | None:
    """The story of an article."""
    return _story(number, store().counter())


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
def _tellings(claim: str, counter: int) -> tuple[Told, ...]:  # noqa: ARG001
    return tellings_of(store(), ClaimRow.model_validate_json(claim))


@st.cache_data(max_entries=64, show_spinner=False)
def _concerned(word: str, counter: int) -> tuple[frozenset[int], frozenset[str]]:  # noqa: ARG001
    happened = timeline(store(), lexicon(), entity=word)
    try:
        found = ask(store(), word, lexicon())
    except UsageError:  # a word is no query: what looks like a broken filter is just text
        return frozenset(), frozenset(map(event_key, happened))
    claimed = found.rows if found.question.names_something else []
    return frozenset(claim.id for claim in claimed), frozenset(map(event_key, happened))


@st.cache_data(max_entries=64, show_spinner=False)
def _hits(text: str, counter: int) -> list[Hit]:  # noqa: ARG001
    return search(store(), text, limit=MOST_HITS)


@st.cache_data(max_entries=16, show_spinner=False)
def _digest(period: Period, counter: int) -> Digest:  # noqa: ARG001
    return digest_of(store(), lexicon(), period)


@st.cache_data(max_entries=32, show_spinner=False)
def _posts(word: str, counter: int) -> list[RoleRow]:  # noqa: ARG001
    return roles(store(), word)


@st.cache_data(max_entries=4, show_spinner=False)
def _articles(counter: int) -> list[Article]:  # noqa: ARG001
    return store().articles()


@st.cache_data(max_entries=64, show_spinner=False)
def _finds(number: int, counter: int) -> Found:  # noqa: ARG001
    return found_in(store(), number)


@st.cache_data(max_entries=64, show_spinner=False)
def _story(number: int, counter: int) -> Story | None:  # noqa: ARG001
    return story_of(store(), number)

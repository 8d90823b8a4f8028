"""A site written as the TOML file that describes it."""

import json
from collections.abc import Iterable

from crawler.site import Site

KEYS = (
    "id", "name", "home", "aliases", "feeds", "lists", "sitemaps", "article", "every", "delay", "expects", "enabled",
    "why", "verified", "encoding", "private", "spider",
)  # fmt: skip
ALWAYS = frozenset({"id", "name", "home", "article", "every", "delay", "verified"})


def toml_of(site: Site) -> str:
    """The text of a site's file, which reads back as the same site; what is as it would be anyway is left out."""
    said = site.model_dump()
    usual = {name: field.default for name, field in Site.model_fields.items()}
    lines = [f"{key} = {_value(said[key])}" for key in KEYS if key in ALWAYS or said[key] != usual[key]]
    selectors = [f"{key} = {_value(value)}" for key, value in said["select"].items() if value]
    return "\n".join([*lines, *(["", "[select]", *selectors] if selectors else [])]) + "\n"


def _value(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Iterable):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)


def _text(text: str) -> str:
    """Between single quotes where it has backslashes; else as JSON, whose escapes TOML has."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

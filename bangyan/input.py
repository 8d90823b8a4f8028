"""What a person hands in to be read: files, standard input, an address, or a line of JSON."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bangyan.run import now
from crawler.encoding import decode
from data.errors import InputError, UsageError
from data.fields import ArticleFields
from data.language import say
from data.settings import Settings

if TYPE_CHECKING:
    from crawler.site import Site

Format = Literal["html", "markdown", "text"]
SUFFIXES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}


class Line(BaseModel):
    """One line of `bangyan read --jsonl`: `html` or `text`, and what is known of it; other keys are left alone."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    html: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Given:
    """What the person says of an article beside its text; it wins over what the page says."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None

    def over(self, article: ArticleFields) -> ArticleFields:
        """The article with what was given on top; raises InputError when that is no date."""
        said = {k: v for k, v in vars(self).items() if v is not None}
        return checked(article.model_dump() | said)


def checked(fields: dict[str, Any]) -> ArticleFields:
    """Article fields, validated; raises InputError naming the first that cannot be used."""
    try:
        return ArticleFields.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "article"
        if name == "text":
            raise InputError(say("文章为空", "the article is empty")) from error
        bad = fields.get(name)
        raise InputError(
            say(
                f"'{name}' 不可用：'{bad}'；日期写作 2023-08-11",
                f"'{name}' cannot be used: '{bad}'; dates are written 2023-08-11",
            )
        ) from error


def read_line(line: str) -> Line:
    """One JSON line; raises InputError when it is no object or a key has a wrong value."""
    try:
        said = json.loads(line)
    except ValueError as error:
        raise InputError(
            say(f"这一行不是 JSON：'{line.strip()[:60]}'", f"line is no JSON: '{line.strip()[:60]}'")
        ) from error
    if not isinstance(said, dict):
        raise InputError(
            say(f"这一行不是 JSON 对象：'{line.strip()[:60]}'", f"line is no JSON object: '{line.strip()[:60]}'")
        )
    try:
        parsed = Line.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise InputError(
            say(f"键的值不对：'{name}'：{first['msg']}", f"wrong value of key '{name}': {first['msg']}")
        ) from error
    return parsed


def article_of_line(line: Line, site: "Site | None" = None) -> ArticleFields:
    """The article of a JSON line, its text unchanged; the outlet signs a page that names no author.

    Raises InputError without `html` or `text`, or PageError.
    """
    if line.html is None and line.text is None:
        raise InputError(say("缺少键：'html' 或 'text'", "missing key: 'html' or 'text'"))
    given = Given(line.url, line.title, line.published, line.source)
    if line.html is not None:
        from crawler.page import read_page  # here, as text needs none of it

        article = read_page(line.html, url=line.url, site=site, now=now())
        return given.over(article.model_copy(update={"author": article.author or article.source}))
    return checked(line.model_dump(exclude={"id", "html"}))


def article_of(
    name: str, *, as_format: Format | None, given: Given, site: "Site | None", settings: Settings
) -> tuple[ArticleFields, bytes]:
    """The article in a file, at an address, or on standard input (`-`), and the bytes it was read from.

    Raises InputError when it cannot be opened, FetchError or AddressError for an address, PageError when it holds none.
    """
    if name.startswith(("http://", "https://")):
        from crawler.fetch import fetch, fetch_further
        from crawler.fetched import with_further
        from crawler.page import read_page

        page = fetch(name, settings, site=site)
        article = read_page(page.body, url=page.url, site=site, declared_encoding=page.encoding, now=now())
        further = fetch_further(page, settings, site=site)
        return given.over(with_further(article, further, site, now()) if further else article), page.body
    body = _bytes_of(name)
    if (as_format or _format_of(name, body)) == "html":
        from crawler.page import read_page

        return given.over(read_page(body, url=given.url, site=site, now=now())), body
    return checked({"text": decode(body, name), **vars(given)}), body


def known_format(name: str | None) -> Format | None:
    """The format of this name; raises UsageError when there is none."""
    if name in (None, "html", "markdown", "text"):
        return name  # type: ignore[return-value]
    raise UsageError(
        say(
            f"没有这种格式：'{name}'；可用 html、markdown 或 text",
            f"no such format: '{name}'; use html, markdown or text",
        )
    )


def site_named(name: str | None, settings: Settings) -> "Site | None":
    """The site with this id, whose selectors read a page; raises SiteError when there is none."""
    if name is None:
        return None
    from crawler.site import known_site  # here, as most articles are read without a site

    return known_site(name, settings)


def under_one_address(article: ArticleFields, settings: Settings) -> ArticleFields:
    """The article under the address by which a crawl would keep it; an address that is none stays as it is."""
    url = article.url or ""
    if not url.lower().startswith(("http://", "https://")):
        return article
    from crawler.site import load_sites
    from crawler.urls import canonical, is_article

    try:
        sites = load_sites(settings.sites_dir).sites.values()
        url = canonical(url, next((site for site in sites if is_article(url, site)), None))
    except ValueError as error:
        raise InputError(say(f"不是网址：'{url}'", f"not a web address: '{url}'")) from error
    return article.model_copy(update={"url": url})


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(
            say(f"打不开文件：'{name}'：{error.strerror}", f"cannot open file: '{name}': {error.strerror}")
        ) from error


def _format_of(name: str, body: bytes) -> Format:
    if suffix := SUFFIXES.get(Path(name).suffix.lower()):
        return suffix
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        "html"
        if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<div", b"<article"))
        else "text"
    )

"""Saves a page as the pair of files that tests it: the page itself, and beside it what is to be read from it."""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.encoding import decode
from crawler.paper import Paper
from crawler.site import Site
from crawler.urls import canonical
from data.errors import InputError, PageError
from data.fields import ArticleFields
from data.language import say

FIELDS = ("title", "author", "source", "published", "text")
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True)
class Pair:
    """The two files, and what was read; `fault` says why nothing was, where nothing was."""

    html: Path
    json: Path
    article: ArticleFields | None
    fault: str = ""


def save_pair(paper: Paper, asked: str, site: Site | None, folder: Path, *, force: bool = False) -> Pair:
    """Write a page and what the site's selectors (or the general reader) read from it into a folder.

    `asked` is its address before redirects. A page that cannot be read is saved as well: it is worth a look. Raises
    InputError where the address is saved there already and `force` is not given, or the folder cannot be written.
    """
    address = canonical(asked, site)
    path = _place(folder, site.id if site else urlsplit(address).netloc.replace(":", "_"), address, force=force)
    article, fault = _read(paper, site)
    expected = _expected(paper, address, article)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".html").write_bytes(_bytes(paper, site))
        path.write_text(json.dumps(expected, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            say(f"写不了文件：'{path}'：{error.strerror}", f"cannot write file: '{path}': {error.strerror}")
        ) from error
    return Pair(path.with_suffix(".html"), path, article, fault)


def _place(folder: Path, name: str, address: str, *, force: bool) -> Path:
    """The first free number; that of the pair which holds the address already, where that may be written anew."""
    number = 1
    while (path := folder / f"{name}-{number}.json").exists() or path.with_suffix(".html").exists():
        if _address_in(path) == address:
            if force:
                return path
            raise InputError(
                say(f"已经保存过：'{path}'；要重写请加 --force", f"saved already: '{path}'; write it anew with --force")
            )
        number += 1
    return path


def _address_in(path: Path) -> str | None:
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return said.get("url") if isinstance(said, dict) else None


def _read(paper: Paper, site: Site | None) -> tuple[ArticleFields | None, str]:
    try:
        return paper.read(site), ""
    except PageError as error:
        return None, str(error)


def _expected(paper: Paper, address: str, article: ArticleFields | None) -> dict[str, object]:
    """What the tests of saved pages read: the fields, and which of them the general reader is known to miss."""
    said = {field: getattr(article, field, None) for field in FIELDS}
    missed = [field for field in FIELDS if getattr(paper.general, field, None) != said[field]]
    why = say("与选择器读到的不同", "not what the selectors read")
    return {
        "url": address,
        "fetched": paper.now.isoformat(timespec="seconds"),
        **said,
        "text": (said["text"] or "").split(PARAGRAPH_BREAK) if article else [],
        "gaps": {"site": {}, "general": dict.fromkeys(missed, why)},
    }


def _bytes(paper: Paper, site: Site | None) -> bytes:
    """The page as it came, or as UTF-8 where only its header told its encoding."""
    declared = (site.encoding if site else "") or paper.encoding
    text = decode(paper.body, paper.url, declared=declared)
    try:
        is_told = decode(paper.body) == text
    except PageError:
        is_told = False
    return paper.body if is_told else text.encode("utf-8", "replace")

"""What the sample articles say: texts of our own with their front matter, one file an article."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from importlib.resources import files

FENCE = "+++\n"
CORRECTED = ".v2"  # 4001.v2.md replaces 4001.md once it has been corrected
DIGEST_LENGTH = 78  # characters of an article that a list page shows


@dataclass(frozen=True)
class SampleArticle:
    """One article of a sample site, as its file says it."""

    site: str
    number: str
    title: str
    author: str
    source: str
    published: datetime
    updated: datetime | None
    tags: tuple[str, ...]
    real: bool  # it speaks of real companies or models: sources.toml names where its figures come from
    claimless: bool  # it tempts with numbers and holds no claim
    reprint_of: str  # site/number of the article that it repeats
    body: str  # Markdown: paragraphs, headings, lists, tables, bold

    @property
    def modified(self) -> datetime:
        """When the article last changed."""
        return self.updated or self.published

    @property
    def digest(self) -> str:
        """How the article begins."""
        first = self.body.split("\n\n", 1)[0].replace("**", "")
        return first if len(first) <= DIGEST_LENGTH else first[:DIGEST_LENGTH] + "…"


@lru_cache(maxsize=16)
def sample_articles(site: str, *, corrected: bool = False) -> tuple[SampleArticle, ...]:
    """The articles of one sample site, newest first; `corrected` puts a corrected version in the first one's place."""
    folder = files("data") / "samples" / site
    texts = {path.name.removesuffix(".md"): path for path in folder.iterdir() if path.name.endswith(".md")}
    numbers = [name for name in texts if not name.endswith(CORRECTED)]
    chosen = {n: texts.get(n + CORRECTED, texts[n]) if corrected else texts[n] for n in numbers}
    read = [read_article(site, number, path.read_text(encoding="utf-8")) for number, path in chosen.items()]
    return tuple(sorted(read, key=lambda article: (article.published, article.number), reverse=True))


def read_article(site: str, number: str, text: str) -> SampleArticle:
    """The article that a file's text holds; raises KeyError where its front matter lacks a key."""
    _, front, body = text.split(FENCE, 2)
    said = tomllib.loads(front)
    return SampleArticle(
        site=site,
        number=number,
        title=said["title"],
        author=said["author"],
        source=said["source"],
        published=said["published"],
        updated=said.get("updated"),
        tags=tuple(said["tags"]),
        real=said.get("real", False),
        claimless=said.get("claimless", False),
        reprint_of=said.get("reprint_of", ""),
        body=body.strip(),
    )


def as_html(markdown: str) -> str:
    """The HTML of an article's Markdown, everything in it escaped."""
    return "\n".join(_block(block) for block in re.split(r"\n{2,}", markdown.strip()))


def _block(block: str) -> str:
    lines = block.split("\n")
    if block.startswith("|"):
        return _table(lines)
    if block.startswith("- "):
        return "<ul>\n" + "\n".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "\n</ul>"
    heading = re.match(r"(#{2,4}) ", block)
    if heading:
        level = len(heading[1])
        return f"<h{level}>{_inline(block[level + 1 :])}</h{level}>"
    return "<p>" + "<br>\n".join(_inline(line) for line in lines) + "</p>"


def _table(lines: list[str]) -> str:
    head, _rule, *rows = [_cells(line) for line in lines]
    body = "\n".join(_row("td", row) for row in rows)
    return f"<table>\n<thead>\n{_row('th', head)}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(tag: str, cells: list[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in cells) + "</tr>"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text, quote=False))

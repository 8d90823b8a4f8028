"""What the addresses of a site's articles have in common, learned as a regular expression."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from crawler.urls import TRACKING

LEAST_ID = 3  # letters of an id in what is asked
FEED_SHARE = 0.15  # of a feed's links: a shape with fewer of them is an advertisement or a guest
MOST_SHAPES = 3  # of a site's articles
END = r"/?(?:[?#].*)?$"
HOST = r"^https?://[^/?#]+"
NO_ARTICLE = re.compile(
    r"/(?:tags?|authors?|users?|u|members?|topics?|columns?|search|login|register|about|contact|page|labels?|categor(?:y|ies)"
    r"|channels?|subjects?|specials?|rss|feeds?|sitemap)(?:/[^/]*)?/?$|/(?:page[-_/]?|p)\d{1,4}(?:\.\w+)?/?$"
    r"|\.(?:jpe?g|png|gif|webp|svg|css|js|pdf|zip|apk|xml|json|mp4)$",
    re.IGNORECASE,
)
TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{6,}|(?=.*[a-z])(?=.*[A-Z])[A-Za-z]{10,}|[0-9a-f]{16,}")
NAMED_NUMBER = re.compile(r"([A-Za-z][A-Za-z_]*[-_]?)\d+")
WORD = re.compile(r"[A-Za-z][A-Za-z_]{0,24}")
DATE = re.compile(r"20\d\d-\d\d-\d\d(?:-\w+)?")
EXTENSION = re.compile(r"(.+)\.(s?html?|php|aspx?|jsp)")


@dataclass(frozen=True)
class Shape:
    """What addresses may have in common: their path's parts, each a kind or a word, its ending, and what is asked."""

    parts: tuple[str, ...]
    ending: str = ""
    query: tuple[str, ...] = ()

    @property
    def varies(self) -> bool:
        """Whether any part differs from one article to the next."""
        return bool(self.query) or any(part.startswith("\\") or "\\d" in part for part in self.parts)


NUMBER, ID, DATED, SLUG, OPEN, OTHER = r"\d+", r"\w+", r"\D", r"\S", r"\A", r"\W"  # kinds of a part that varies


def learn(articles: Sequence[str], others: Iterable[str] = ()) -> str | None:
    """The expression that these articles' addresses match and the others do not; None where there is none.

    What only a few of the articles look like is left out; others of just an article's shape are articles themselves.
    """
    shapes: defaultdict[Shape, list[str]] = defaultdict(list)
    for url in articles:
        shapes[shape_of(url)].append(url)
    least = FEED_SHARE * len(articles)
    usual = {shape: urls for shape, urls in _opened(shapes).items() if len(urls) >= least and shape.varies}
    foreign = [url for url in others if shape_of(url) not in usual]
    written = [path for shape, urls in _merged(usual) if (path := _written(shape, urls, foreign))]
    best = list(dict.fromkeys(written))[:MOST_SHAPES]
    if not best:
        return None
    return HOST + (best[0] if len(best) == 1 else f"(?:{'|'.join(best)})") + END


def shape_of(url: str) -> Shape:
    """The shape of an address."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    ending = ""
    if segments and (found := EXTENSION.fullmatch(segments[-1])):
        segments[-1], ending = found[1], found[2]
    query = tuple(
        sorted(
            key
            for key, value in parse_qsl(parts.query)
            if not TRACKING.fullmatch(key) and (value.isdigit() or len(value) >= LEAST_ID)
        )
    )
    return Shape(tuple(map(_kind, segments)), ending, query)


def is_near(url: str, home: str) -> bool:
    """Whether an address is on the site's own domain, or on a part of it."""
    return _domain(url) == _domain(home)


def _kind(segment: str) -> str:
    if segment.isdigit():
        return NUMBER
    if TOKEN.fullmatch(segment):
        return ID
    if DATE.fullmatch(segment):
        return DATED
    if found := NAMED_NUMBER.fullmatch(segment):
        return re.escape(found[1]) + NUMBER
    if WORD.fullmatch(segment):
        return segment
    return SLUG if "-" in segment else OTHER


def _merged(shapes: dict[Shape, list[str]]) -> list[tuple[Shape, list[str]]]:
    """Shapes that differ in one word only, such as a section's name, as one; those with most addresses first."""
    merged: list[tuple[Shape, list[str]]] = []
    for shape, urls in sorted(shapes.items(), key=lambda pair: -len(pair[1])):
        place = next((n for n, (other, _) in enumerate(merged) if _union(shape, other)), None)
        if place is None:
            merged.append((shape, list(urls)))
        else:
            other, known = merged[place]
            merged[place] = (_union(shape, other) or other, known + urls)
    return merged


def _opened(shapes: dict[Shape, list[str]]) -> dict[Shape, list[str]]:
    """Shapes with those that end in a word joined to those that end in several: `zh/qwen` to `zh/open-weights`."""
    opened: defaultdict[Shape, list[str]] = defaultdict(list)
    for shape, urls in shapes.items():
        stem = Shape(shape.parts[:-1], shape.ending, shape.query)
        ends = {other.parts[-1] for other in shapes if other.parts and stem.parts == other.parts[:-1]}
        named = shape.parts and (shape.parts[-1] == SLUG or _is_word(shape.parts[-1]))
        is_one_of_many = named and stem.parts and SLUG in ends and any(map(_is_word, ends))
        opened[Shape((*stem.parts, OPEN), shape.ending, shape.query) if is_one_of_many else shape] += urls
    return opened


def _union(one: Shape, other: Shape) -> Shape | None:
    """One shape for both, its differing word a choice `a|b`; None where they differ in more."""
    if (len(one.parts), one.ending, one.query) != (len(other.parts), other.ending, other.query):
        return None
    places = [n for n, pair in enumerate(zip(one.parts, other.parts, strict=True)) if pair[0] != pair[1]]
    if len(places) != 1 or not all(_is_word(shape.parts[places[0]]) for shape in (one, other)):
        return None
    words = dict.fromkeys([*other.parts[places[0]].split("|"), *one.parts[places[0]].split("|")])
    parts = list(one.parts)
    parts[places[0]] = "|".join(words)
    return Shape(tuple(parts), one.ending, one.query)


def _is_word(part: str) -> bool:
    return all(WORD.fullmatch(word) for word in part.split("|"))


def _written(shape: Shape, urls: Sequence[str], others: Sequence[str]) -> str | None:
    """The shape as an expression: a section's name left open where that takes in none of the others."""
    rows = [[segment for segment in urlsplit(url).path.split("/") if segment] for url in urls]
    columns = list(zip(*rows, strict=True))
    for is_open in (True, False):
        parts = [_part(n, shape, columns, is_open=is_open) for n in range(len(columns))]
        path = "".join(f"/{part}" for part in parts) + _tail(shape)
        if not any(re.search(HOST + path + END, other) for other in others):
            return path
    return None


def _part(place: int, shape: Shape, columns: Sequence[Sequence[str]], *, is_open: bool) -> str:
    part, column = shape.parts[place], columns[place]
    is_last = place == len(columns) - 1
    if part == NUMBER:
        return r"\d+" if is_last else _number(column, columns[place - 1] if place else ())
    if not is_last and len(set(column)) == 1:
        return re.escape(column[0]).replace(r"\-", "-")
    if "|" in part:
        return r"[\w-]+" if is_open else f"(?:{part})"
    if part in (SLUG, OTHER):
        return _slug(column, exact=not is_open or not place)  # in the first place stand a site's own pages too
    return {ID: r"\w+", OPEN: r"[\w.-]+", DATED: r"20\d{2}-\d{2}-\d{2}(?:-\w+)?"}.get(part, part)


def _number(column: Sequence[str], before: Sequence[str]) -> str:
    """Digits of a part that is not the last: as many as a year has, or a month or a day after it."""
    lengths = set(map(len, column))
    if all(segment.startswith("20") for segment in column) and len(lengths) == 1 and lengths <= {4, 6, 8}:
        return rf"20\d{{{lengths.pop() - 2}}}"
    is_after_year = bool(before) and all(segment.isdigit() for segment in before)
    return r"\d{2}" if lengths == {2} and is_after_year else r"\d+"


def _slug(column: Sequence[str], *, exact: bool) -> str:
    hyphens = sorted(EXTENSION.sub(r"\1", segment).count("-") for segment in column)
    if not hyphens[0]:
        return r"[^/?#.]*%[^/?#]*" if all("%" in segment for segment in column) else r"[^/?#]{6,}"
    usual = hyphens[len(hyphens) // 5] if exact else 1  # a few with less may be lost
    return rf"[^/?#-]+(?:-[^/?#-]+){{{usual},}}" if usual > 1 else r"[^/?#-]+(?:-[^/?#-]+)+"


def _tail(shape: Shape) -> str:
    ending = {"": "", "html": r"\.html?", "htm": r"\.html?"}.get(shape.ending, rf"\.{shape.ending}")
    asked = "".join(rf"(?=[^#]*[?&]{re.escape(key)}=[\w%.-]+)" for key in shape.query)
    return ending + asked


def _domain(url: str) -> str:
    """The name that a site's hosts have in common; an address of numbers is its own."""
    host = (urlsplit(url).hostname or "").lower()
    parts = host.split(".")
    if len(parts) < 3 or parts[-1].isdigit() or ":" in host:
        return host
    return ".".join(parts[-3:] if len(parts[-2]) <= 3 and len(parts[-1]) == 2 else parts[-2:])

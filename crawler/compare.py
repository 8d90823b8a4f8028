"""How a site's selectors do on its pages, held against the general reader, and what in them is to be mended."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal
from unicodedata import normalize

from pydantic import BaseModel, ConfigDict

from crawler.body import blocks_of, one_line
from crawler.paper import Paper
from crawler.places import agreed_path, author_places, body_places, time_places, title_places
from crawler.select import hits
from crawler.site import Site
from data.errors import PageError
from data.fields import ArticleFields
from data.language import say
from data.likeness import Body

DAY_FORM = "YYYY-MM-DD"
LEAST_BODY = 80  # characters; a selector that finds less has found no body
ALIKE = 0.8  # of the four-character shingles of a body in another: what is told by one is told by the other
MUCH_MORE = 0.5  # under it, most of what a selector takes is not what the general reader takes
FIELDS = ("title", "published", "author", "body")


class Finding(BaseModel):
    """One thing of a site that was looked at; `advice` says what to mend where it is not ok."""

    model_config = ConfigDict(frozen=True)

    site: str
    what: str
    url: str | None
    state: Literal["ok", "note", "bad"]
    seen: str
    advice: str = ""


def compare(site: Site, papers: Sequence[Paper]) -> Iterator[Finding]:
    """What to say of each field of the site's selectors on these pages; of a page that cannot be read, why."""
    read: list[tuple[Paper, ArticleFields]] = []
    for paper in papers:
        try:
            read.append((paper, paper.read(site)))
        except PageError as error:
            yield Finding(site=site.id, what="article", url=paper.url, state="bad", seen=str(error))
        else:
            yield Finding(site=site.id, what="article", url=paper.url, state="ok", seen=_gist(read[-1][1]))
    for field in FIELDS:
        yield from _selectors(site, field, papers)
        differing = [(paper, why) for paper, article in read if (why := _difference(field, article, paper.general))]
        yield from _differences(site, field, differing)


def place_of(field: str, papers: Sequence[Paper]) -> str | None:
    """The CSS path at which the general reader's field stands on all these pages; None where there is no such path."""
    return agreed_path([(paper.root, _places(field, paper)) for paper in papers])


def alike(one: ArticleFields, other: ArticleFields) -> bool:
    """Whether two readings of a page have the same title and day, and bodies that tell the same."""
    return not any(_difference(field, one, other) for field in ("title", "published", "body"))


def _selectors(site: Site, field: str, papers: Sequence[Paper]) -> Iterator[Finding]:
    selectors: tuple[str, ...] = getattr(site.select, field)
    if not selectors or not papers:
        return
    said = {one: sum(_says(one, field, paper) for paper in papers) for one in selectors}
    bare = [paper for paper in papers if not any(_says(one, field, paper) for one in selectors)]
    if bare:
        state: Literal["note", "bad"] = "note" if field == "author" else "bad"
        seen = _nothing(selectors, len(bare), len(papers))
        yield Finding(site=site.id, what=field, url=bare[0].url, state=state, seen=seen, advice=_advice(field, bare))
        return
    used = [one for one, count in said.items() if count]
    seen = say(f"'{used[0]}' 匹配 {said[used[0]]}/{len(papers)} 页", f"'{used[0]}' on {said[used[0]]} of {len(papers)}")
    idle = [one for one, count in said.items() if not count]
    if idle:
        seen += say("；没有匹配：", "; match nothing: ") + ", ".join(f"'{one}'" for one in idle)
    yield Finding(site=site.id, what=field, url=None, state="note" if idle else "ok", seen=seen)


def _says(selector: str, field: str, paper: Paper) -> bool:
    return any(
        len(_text(hit, field)) >= (LEAST_BODY if field == "body" else 1) for hit in hits(paper.root, (selector,))
    )


def _text(hit: Any, field: str) -> str:
    if isinstance(hit, str):
        return one_line(hit)
    return "".join(blocks_of(hit)) if field == "body" else one_line("".join(hit.itertext()))


def _nothing(selectors: Sequence[str], bare: int, pages: int) -> str:
    tried = "', '".join(selectors)
    if len(selectors) == 1:
        return say(
            f"选择器 '{tried}' 在 {bare}/{pages} 页上什么也没匹配到",
            f"selector '{tried}' matches nothing on {bare} of {pages} pages",
        )
    return say(
        f"选择器 '{tried}' 在 {bare}/{pages} 页上都没匹配到",
        f"selectors '{tried}' all match nothing on {bare} of {pages} pages",
    )


def _advice(field: str, papers: Sequence[Paper]) -> str:
    place = place_of(field, papers)
    if place:
        return say(
            f"通用读法在 '{place}' 找到{_named(field)}；写进 select.{field}",
            f"the general reader finds the {field} in '{place}'; put it into select.{field}",
        )
    if all(_value(field, paper.general) for paper in papers):
        return say(
            f"通用读法能读到{_named(field)}，可以去掉 select.{field}",
            f"the general reader reads the {field} without it; take select.{field} out",
        )
    return say(f"通用读法也找不到{_named(field)}", f"the general reader finds no {field} either; look at the page")


def _differences(site: Site, field: str, differing: Sequence[tuple[Paper, str]]) -> Iterator[Finding]:
    if not differing:
        return
    place = place_of(field, [paper for paper, _ in differing])
    for paper, why in differing:
        state: Literal["note", "bad"] = "note" if _is_light(site, field, paper) else "bad"
        advice = _weighing(place) if state == "bad" else ""
        yield Finding(site=site.id, what=field, url=paper.url, state=state, seen=why, advice=advice)


def _is_light(site: Site, field: str, paper: Paper) -> bool:
    """Whether a difference is nothing to mend: `drop` makes it, or neither reading has the thing at all."""
    if field == "author" or not _value(field, paper.general):
        return True
    if field != "body":
        return False
    ours = [hit for hit in hits(paper.root, site.select.body) if not isinstance(hit, str)]
    theirs = _places("body", paper)
    return bool(theirs) and any(hit in (theirs[0], *theirs[0].iterancestors()) for hit in ours)


def _weighing(place: str | None) -> str:
    """What to do where the two readings differ: either may be right."""
    if place:
        return say(f"看哪个对；通用读法取自 '{place}'", f"see which is right: the general reader takes '{place}'")
    return say("看哪个对", "open the page and see which is right")


def _difference(field: str, article: ArticleFields, general: ArticleFields | None) -> str | None:
    """How a field differs between the two readings; None where it does not, or where there is nothing to compare."""
    ours, theirs = _value(field, article), _value(field, general)
    if not ours and field in ("title", "published"):
        return say(f"没有读到{_named(field)}", f"no {field} is read")
    if not ours or not theirs or (_body_difference(ours, theirs) is None if field == "body" else _same(ours, theirs)):
        return None
    if field == "body":
        return _body_difference(ours, theirs)
    return say(f"'{ours}'，通用读法读作 '{theirs}'", f"'{ours}', but '{theirs}' by the general reader")


def _body_difference(ours: str, theirs: str) -> str | None:
    site, general = Body(ours).shingles, Body(theirs).shingles
    if not site or not general:
        return None
    taken, told = len(site & general) / len(general), len(site & general) / len(site)
    if taken < ALIKE and told >= ALIKE:
        return say(f"只取到正文的 {taken:.0%}", f"takes only {taken:.0%} of what the general reader takes for the body")
    if taken < ALIKE:
        return say(f"与通用读法只有 {taken:.0%} 相同", f"is not what the general reader takes: {taken:.0%} in common")
    if told < MUCH_MORE:
        return say(
            f"取多了：只有 {told:.0%} 是正文", f"takes too much: only {told:.0%} of it is body by the general reader"
        )
    return None


def _same(ours: str, theirs: str) -> bool:
    one, other = _bare(ours), _bare(theirs)
    return one in other or other in one


def _value(field: str, article: ArticleFields | None) -> str | None:
    if article is None:
        return None
    if field == "published":
        return article.published and article.published[: len(DAY_FORM)]
    return {"title": article.title, "author": article.author, "body": article.text}[field]


def _places(field: str, paper: Paper) -> list[Any]:
    article = paper.general
    value = article and {"body": article.text, "published": article.published}.get(field, getattr(article, field, None))
    if not value:
        return []
    if field == "published":
        return time_places(paper.root, value, paper.now)
    return {"title": title_places, "author": author_places, "body": body_places}[field](paper.root, value)


def _gist(article: ArticleFields) -> str:
    said = [f"“{article.title}”" if article.title else None, article.published, article.author]
    size = say(f"{len(article.text)} 字", f"{len(article.text)} characters")
    return say("，", ", ").join(filter(None, [*said, size]))


def _named(field: str) -> str:
    return {"title": "标题", "published": "时间", "author": "作者", "body": "正文"}[field]


def _bare(text: str) -> str:
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())

"""Which element of a page holds the article's body, and which parts within it are none of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawler.body import DROPPED, HIDDEN
from crawler.cards import LEAST, cards_of
from crawler.names import ABSTRACT, holds_article, is_foreign, is_summary, may_hold_article
from crawler.title import bare

PUNCTUATION = re.compile(r"[，。！？；：、,.!?;:”]")
NOTICE = re.compile(
    r"版权|著作权|copyright|©|ICP[备備证証]|公网安备|许可证|免责|違法|违法和不良|举报(?:电话|邮箱)|侵权|转载"
    r"|all rights reserved"
    r"|本网站|本站|提示：使用|浏览器|分辨率|瀏覽器|自觉遵守|跟评|免责声明|不代表|仅供参考|立场|自行承担|投资建议"
    r"|客服(?:电话|热线)|邮箱|cookie",
    re.IGNORECASE,
)
NOTICES_A_PIECE = 2  # of different notices' words: a piece with as many is no sentence of the article
LONGEST_NOTICE = 120  # characters for each of these words: a whole body may stand in one piece
LEAST_PIECE = 12  # characters of a paragraph that counts
BEFORE_TITLE = 0.1  # what stands before the title is hardly the article
SUMMARY = 0.3
DESCRIBED = 12.0  # weight of the piece with which the page describes itself to machines
DESCRIPTION = 14  # characters of it that are compared
UNNAMED_SHARE = 0.75  # of the sentences: as many must a child hold for the body to be in it
NAMED_SHARE = 0.55  # the same, where its name says that it may be the body
HEAVY_SHARE = 0.12  # of its parent's sentences: a child that holds as many counts as a part
ENOUGH = 2.5  # weight of a short sentence: with less there is no body
BOLDER = 4.0  # times as much must be found without the guards of names and cards
LATER = 2.0  # times as heavy must a later part be, to be the body in place of the first after the title
KNOWN_SHARE = 0.1  # of what the page holds besides: an element that is named as the body needs no more
KNOWN_LEAST = 2.0  # weight of a sentence
CARDS_BESIDE = 0.1  # of what an element holds: a body made of cards has no more besides
INNER_SHARE = 0.5  # of the most that an element named as the body holds
MOST_KNOWN = 3  # more elements of such a name are a list's
LISTS = frozenset({"div", "ul", "ol", "dl", "section", "aside", "li", "dd", "article"})
LINES = LISTS | {"p", "h2", "h3", "h4", "h5", "span", "strong", "b"}
LINK_LIST = 24  # characters in links: more of them, and more than outside, are a list of links
BESIDE_LINK = 4  # characters that a line which is no more than a link has besides
HEADER = re.compile(  # a line of time, source and counts is no sentence
    r"(?=.*\d{1,2}:\d{2}|.*\d{4}\D\d{1,2}\D\d{1,2})(?=.*(?:来源|來源|出处|作者|记者|記者|编辑|評論|评论|阅读|人气|参与|浏览|点击)).{0,100}$"
)
LONGEST_HEADER = 100
HEADINGS = ("h1", "h2", "h3", "h4", "div", "p", "span", "td", "strong", "b", "font")
LONGEST_TITLE = 200
LEAVES = frozenset({"p", "blockquote", "pre", "tr"})


@dataclass(frozen=True)
class Container:
    """The element that holds the body, and the elements within it that are none of the article's."""

    node: Any
    foreign: frozenset[Any] = frozenset()


def container_of(root: Any, title: str | None, description: str | None = None) -> Container | None:
    """The element that holds most of the article's sentences; None where the page has none."""
    asked = (root, bare(title or ""), bare(description or "")[:DESCRIPTION])
    survey = _Survey(*asked, guarded=True)
    if survey.held < ENOUGH:  # what is named as foreign may be the article all the same
        bolder = _Survey(*asked, guarded=False)
        survey = bolder if bolder.held >= max(BOLDER * survey.held, 0.1) else survey
    return survey.container() if survey.held else None


@dataclass(frozen=True, slots=True)
class _Place:
    """An element as the survey met it: where its parent stands in the order, whether it is in a card, what it says."""

    node: Any
    parent: int
    carded: bool
    weight: float
    plain: int  # characters outside links
    linked: int  # characters of its own links


class _Survey:
    """Goes over a page once and weighs of each element what it holds of sentences, its descendants' included."""

    def __init__(self, root: Any, title: str, description: str, *, guarded: bool) -> None:
        self.root = root
        self.weights: dict[Any, float] = {}
        self._title, self._guarded = title, guarded
        self._titles = {title, *map(bare, re.split(r"[_|｜-]", root.findtext(".//title") or ""))}
        self._described = description if len(description) >= DESCRIPTION else None
        self._carded: dict[Any, float] = {}  # how much of an element's weight is in cards
        self._apart: list[Any] = []  # what is named as foreign; nothing below it is met
        self._cards: set[Any] = set()
        self._known: list[Any] = []
        self._nested: set[Any] = set()  # of these, what has another within
        self._linked: dict[Any, int] = {}  # of each element: characters in links, its descendants' included
        self._plain: dict[Any, int] = {}
        self._order = list(self._places())
        self._weigh(self._order)

    def container(self) -> Container:
        """The element that holds the body, and what in it is not the article's."""
        known = self._known_body()
        node = self._descended(self.root if known is None else known)
        return Container(node, frozenset(self._foreign_in(node)))

    @property
    def held(self) -> float:
        """What the whole page holds of sentences."""
        return self._held(self.root)

    def _places(self) -> Iterator[_Place]:
        """Every element but what is apart, in the order of the page."""
        heading = _heading(self.root, self._title)
        above = set(heading.iterancestors()) if heading is not None else set()
        factor = BEFORE_TITLE if heading is not None else 1.0
        waiting: list[tuple[Any, int, bool, Any]] = [(self.root, -1, False, None)]
        count = -1
        while waiting:
            node, parent, carded, known = waiting.pop()
            if self._is_apart(node, above):
                continue
            factor = 1.0 if node is heading else factor
            count += 1
            carded = carded or node in self._cards
            known = self._noted(node, known, above, carded=carded)
            text = "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
            weight = self._own_weight(node, text) * (1.0 if node in above else factor)
            yield _Place(node, parent, carded, weight, len(text), _linked_in(node))
            waiting += [(child, count, carded, known) for child in reversed(node)]

    def _weigh(self, places: list[_Place]) -> None:
        weights = [place.weight for place in places]
        carded = [place.weight if place.carded else 0.0 for place in places]
        plain, linked = [place.plain for place in places], [place.linked for place in places]
        for number in range(len(places) - 1, -1, -1):
            place = places[number]
            if place.parent >= 0:
                weights[place.parent] += weights[number]
                carded[place.parent] += carded[number]
                plain[place.parent] += plain[number]
                linked[place.parent] += linked[number]
            self._plain[place.node], self._linked[place.node] = plain[number], linked[number]
            if weights[number]:
                self.weights[place.node] = weights[number]
                self._carded[place.node] = carded[number]

    def _noted(self, node: Any, known: Any, above: set[Any], *, carded: bool) -> Any:
        """The nearest element around, or itself, that is named as the body."""
        if not self._guarded or carded:
            return known
        if len(node) >= LEAST and node.tag not in LEAVES:
            self._cards.update(card for card in cards_of(node) if card not in above)
        if not holds_article(node):
            return known
        self._known.append(node)
        if known is not None:
            self._nested.add(known)
        return node

    def _is_apart(self, node: Any, above: set[Any]) -> bool:
        """Whether what stands in an element is none of the article's: a link, something hidden, comments, a footer."""
        if not isinstance(node.tag, str):
            return True
        if node in above:
            return False
        if node.tag == "a" or (node.tag in DROPPED and node.tag != "form"):
            return True
        if not self._guarded or holds_article(node):
            return False
        foreign = bool(HIDDEN.search(node.get("style") or "")) or is_foreign(node)
        self._apart += [node] if foreign else []
        return foreign

    def _own_weight(self, node: Any, text: str) -> float:
        if len(text) < LEAST_PIECE:
            return 0.0
        own = bare(text[:200])
        if own in self._titles or HEADER.match(text[: LONGEST_HEADER + 1]) or _is_notice(text):
            return 0.0
        weight = len(PUNCTUATION.findall(text)) + min(len(text) / 40, 3)
        is_abstract = is_summary(node) or bool(ABSTRACT.match(text))
        is_described = self._described and self._described in own and not is_abstract
        return weight * (SUMMARY if is_abstract else 1.0) + (DESCRIBED if is_described else 0.0)

    def _held(self, node: Any) -> float:
        """What an element holds besides cards; with its cards, where it is named as the body and is made of them."""
        whole, carded = self.weights.get(node, 0.0), self._carded.get(node, 0.0)
        return whole if self._is_made_of_cards(node) else whole - carded

    def _is_made_of_cards(self, node: Any) -> bool:
        whole, carded = self.weights.get(node, 0.0), self._carded.get(node, 0.0)
        return whole - carded < CARDS_BESIDE * whole and node not in self._nested and holds_article(node)

    def _known_body(self) -> Any:
        """The element that is named as the body, where it holds enough to be believed."""
        held = [node for node in self._known if self._held(node) >= KNOWN_LEAST]
        if not held or len(set(held) - self._nested) > MOST_KNOWN:
            return None
        most = max(map(self._held, held))
        node = next(node for node in reversed(held) if self._held(node) >= INNER_SHARE * most)
        return node if self._held(node) >= KNOWN_SHARE * self._held(self.root) else None

    def _descended(self, node: Any) -> Any:
        while True:
            parts = [child for child in node if self._held(child) >= max(HEAVY_SHARE * self._held(node), 0.1)]
            chosen = self._chosen(node, parts)
            if chosen is None or self._is_paragraph(chosen):
                return node
            node = chosen

    def _is_paragraph(self, node: Any) -> bool:
        """Whether an element is one paragraph among others, not a container whose text has no paragraphs."""
        if node.tag in LEAVES:
            return True
        if any(self._held(child) for child in node) or next(node.iter("br"), None) is not None:
            return False
        names = node.get("id") or node.get("class")
        return not names or any(_kind(other) == _kind(node) for other in node.getparent() if other is not node)

    def _chosen(self, node: Any, parts: list[Any]) -> Any:
        """The one part of an element that the body is in; None where the element itself is the body."""
        if not parts:
            return None
        heaviest = max(parts, key=self._held)
        if self._held(heaviest) >= _enough(heaviest) * self._held(node):
            return heaviest
        if len(parts) < 2 or len({_kind(part) for part in parts}) == 1 or any(part.tag in LEAVES for part in parts):
            return None
        return next(part for part in parts if self._held(part) * LATER >= self._held(heaviest))

    def _foreign_in(self, node: Any) -> Iterator[Any]:
        if not self._is_made_of_cards(node):
            yield from self._cards
        yield from self._apart
        within = set(node.iter())
        places = [place for place in self._order if place.node in within]
        weighty = [number for number, place in enumerate(places) if place.weight and not place.carded]
        for number, place in enumerate(places):
            if place.node is not node and not self._held(place.node):
                is_outside = bool(weighty) and not weighty[0] < number < weighty[-1]
                if self._is_list_of_links(place.node) or (is_outside and self._is_link(place.node)):
                    yield place.node

    def _is_list_of_links(self, node: Any) -> bool:
        linked = self._linked.get(node, 0)
        return node.tag in LISTS and linked > LINK_LIST and linked > self._plain.get(node, 0)

    def _is_link(self, node: Any) -> bool:
        return node.tag in LINES and self._linked.get(node, 0) > 0 and self._plain.get(node, 0) <= BESIDE_LINK


def _is_notice(text: str) -> bool:
    count = len(set(NOTICE.findall(text)))
    return count >= NOTICES_A_PIECE and len(text) <= LONGEST_NOTICE * count


def _linked_in(node: Any) -> int:
    return sum(len("".join(child.itertext()).strip()) for child in node if child.tag == "a")


def _heading(root: Any, title: str) -> Any:
    """The first element that says the title, `h1` and `h2` preferred."""
    first = None
    for node in root.iter(*HEADINGS) if title else ():
        if node.text and len(node.text) < LONGEST_TITLE and bare(node.text) == title:
            if any(HIDDEN.search(above.get("style") or "") or above.tag == "a" for above in node.iterancestors()):
                continue
            if node.tag in ("h1", "h2"):
                return node
            first = node if first is None else first
    return first


def _enough(child: Any) -> float:
    return NAMED_SHARE if may_hold_article(child) else UNNAMED_SHARE


def _kind(node: Any) -> tuple[str, str]:
    return node.tag, re.sub(r"\d+", "", node.get("class") or "")

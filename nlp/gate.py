"""Which passages of an article go to a decider for claims: those in which a figure or a place meets a benchmark.

Names, figures, settings and parts are proposed by the rules' own first stages (mentions, skeleton, topic); what links
them is left to whoever decides. A sentence that names no model or benchmark takes over those spoken of before it, as
candidates that stand outside the passage.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from data.lexicon import Lexicon
from nlp.choices import MOST_CANDIDATES, Figure, Option, Passage, Question, Role, Slot, marked, options
from nlp.contestants import contestants, title_names
from nlp.document import Document
from nlp.frames import Frames
from nlp.mentions import Mentions, Named
from nlp.ranks import RANK_HINT, find_place_lists, find_places, is_other_board
from nlp.scene import Scene
from nlp.skeleton import BENCHMARK, MODEL, PRODUCT, SETTING, SUBSET, VALUE, Skeleton, Token, fold_grammar, reduce
from nlp.table_gate import table_passages
from nlp.topic import Spoken, Topic

MOST_BEFORE = 3  # models, and benchmarks, that a sentence takes over
LEADING = 3  # times as often as any other
MOST_FIGURES = 16  # of one passage
# of a sentence that is split; with the figures and what was spoken of before no more than a constraint may hold
MOST_AROUND: dict[Role, int] = {"model": 24, "benchmark": 8, "subset": 5, "setting": 4}

_DIGIT = re.compile(r"\d")
_CUED = re.compile(r"[%％分率]|得|成绩|跑出|[Ee][Ll][Oo]|榜|排名|帧|FPS|fps|表现|指数|该|此项|这项|上述")
_SEEN: dict[str, Role] = {
    MODEL: "model",
    PRODUCT: "model",
    BENCHMARK: "benchmark",
    SUBSET: "subset",
    SETTING: "setting",
}
_ARENAS, _ITS_TEXT_BOARD = ("Chatbot Arena", "LMArena"), ("文本", "文本榜", "Text", "总榜")


def claim_passages(document: Document, mentions: Mentions, lexicon: Lexicon) -> list[Passage]:
    """The passages in which a claim may stand, in order; never raises, whatever the text."""
    names = contestants(mentions, lexicon, document.text)
    title = title_names(document.title, lexicon)
    found = [*_sentences(document, names, title), *table_passages(document, names, lexicon, title)]
    return sorted(found, key=lambda passage: passage.start)


def _sentences(document: Document, names: Sequence[Named], title: Sequence[Named]) -> Iterator[Passage]:
    folded = fold_grammar(document.text)
    topic = Topic(document, folded, names, title)
    main = _main_board(names, title)
    starts = [n.start for n in names]
    heading = ""
    for number, paragraph in enumerate(document.paragraphs):
        topic.enter(paragraph, number)
        for sentence in () if paragraph.kind == "code" else paragraph.sentences:
            inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            told = bool(_DIGIT.search(sentence.text) or RANK_HINT.search(sentence.text))
            if not told and not inside:
                continue
            words = folded[sentence.start : sentence.end]
            skeleton = reduce(sentence, words, inside, topic.before(), figures=told)
            frames = Frames(Scene(skeleton))
            asked = list(_Sentence(document, skeleton, words, topic, number, main).passages(heading)) if told else []
            topic.note(frames, number, told=bool(asked))
            yield from asked
        if paragraph.kind == "heading":
            heading = document.text[paragraph.start : paragraph.end]


def _main_board(names: Sequence[Named], title: Sequence[Named]) -> Spoken | None:
    """The benchmark that an article is about: its title's only one, its own, or one that it names most by far."""
    entitled = {n.name: n for n in title if n.type == "benchmark"}
    named = [n for n in names if n.type == "benchmark"]
    if len(entitled) == 1:
        return Spoken.naming(*next(iter(entitled.items())), -1)
    often = Counter(n.name for n in named).most_common(2)
    if not often or (len(often) > 1 and often[0][1] < LEADING * often[1][1]):
        return None
    return next(Spoken.naming(n.name, n, -1) for n in named if n.name == often[0][0])


class _Sentence:
    """One sentence with what it inherits."""

    def __init__(
        self, document: Document, skeleton: Skeleton, words: str, topic: Topic, number: int, main: Spoken | None
    ) -> None:
        self.text = document.text
        self.skeleton = skeleton
        self.words = words
        self.start, self.end = skeleton.sentence.start, skeleton.sentence.end
        self.topic = topic
        self.number = number
        self.main = main
        self.in_heading = document.paragraphs[number].kind == "heading"
        self.names = [t for t in skeleton.tokens if t.kind in _SEEN]
        self.boards = {t.name: Spoken.of(t, number) for t in self.names if t.kind == BENCHMARK}

    def passages(self, heading: str) -> Iterator[Passage]:
        """One passage, or several where it holds too many candidates."""
        figures = [*self._values(), *self._places()]
        if not figures or not self._is_cued(figures):
            return
        for part, names in self._parts(sorted(figures, key=lambda placed: placed[0])):
            if passage := self._passage(part, names, heading):
                yield passage

    # ── figures ──

    def _values(self) -> Iterator[tuple[int, Figure]]:
        for token in self.skeleton.tokens:
            if token.kind == VALUE and token.value is not None:
                worth = token.value
                yield token.end, Figure("score", worth.value, worth.unit, bound=worth.bound)

    def _places(self) -> Iterator[tuple[int, Figure]]:
        text = self.skeleton.text
        if not RANK_HINT.search(text):
            return
        for place in find_places(text):
            if not is_other_board(self.skeleton, place):
                yield self._behind(place.start, place.end), Figure("rank", place.value, scope=place.scope)
        for start, end, values in find_place_lists(text):
            yield from ((self._behind(start, end), Figure("rank", value)) for value in values)

    def _behind(self, start: int, end: int) -> int:
        """Where in the document the words at `[start, end)` of the skeleton end."""
        passed = sum(place < start for place in self.skeleton.places)
        at = self.skeleton.tokens[passed - 1].end if passed else self.start
        said = r"\W*".join(map(re.escape, self.skeleton.text[start:end]))
        found = re.compile(said).search(self.words, at - self.start)
        return self.start + found.end() if found else self.end

    def _is_cued(self, figures: Sequence[tuple[int, Figure]]) -> bool:
        """Whether anything says that a figure is a result, where the sentence names no benchmark itself."""
        if self.boards or any(figure.kind == "rank" for _, figure in figures):
            return True
        return bool(_CUED.search(self.words)) or any(t.kind in (MODEL, SUBSET, SETTING) for t in self.names)

    # ── candidates ──

    def _parts(self, figures: list[tuple[int, Figure]]) -> Iterator[tuple[list[tuple[int, Figure]], list[Token]]]:
        """All figures with all names, or some figures with the names around them where they are too many."""
        if len(figures) + len(self.names) + 2 * MOST_BEFORE <= MOST_CANDIDATES and len(figures) <= MOST_FIGURES:
            yield figures, self.names
            return
        for first in range(0, len(figures), MOST_FIGURES):
            part = figures[first : first + MOST_FIGURES]
            around = [t for role, most in MOST_AROUND.items() for t in self._around(role, most, part, first)]
            yield part, sorted(around, key=lambda token: token.start)

    def _around(self, role: Role, most: int, figures: list[tuple[int, Figure]], first: int) -> list[Token]:
        """The names of a role among these figures, at their places in a list that is dealt out, and before them."""
        named = [t for t in self.names if _SEEN[t.kind] == role]
        inside = [t for t in named if figures[0][0] < t.end and t.start < figures[-1][0]]
        before = [t for t in named if t.end <= figures[0][0]]
        dealt = named[first : first + MOST_FIGURES] if len(named) > most else []
        return list(dict.fromkeys([*dealt, *reversed(before), *inside]))[:most]

    def _passage(self, figures: list[tuple[int, Figure]], names: list[Token], heading: str) -> Passage | None:
        own = {role: [(t.end, self._said(t)) for t in names if _SEEN[t.kind] == role] for role in _SEEN.values()}
        taken: dict[Role, list[str]] = {
            "model": self._models_before(),
            "benchmark": self._boards_before(figures, own["benchmark"]),
        }
        taken["subset"] = [self.topic.subset.name] if self.topic.subset and not own["subset"] else []
        offered = {role: options(role, [*(name for _, name in own[role]), *taken.get(role, ())]) for role in own}
        questions = self._questions(figures, offered)
        if not questions:
            return None
        labels = {(role, option.name): option.label for role in offered for option in offered[role]}
        marks = [(end, labels[role, name]) for role, said in own.items() for end, name in said]
        marks += [(end, question.label) for (end, _), question in zip(figures, questions, strict=True)]
        start, end = self._window(figures, names)
        return Passage(
            kind="sentence",
            start=self.start,
            end=self.end,
            pieces=marked(self.text, start, end, marks),
            heading=heading,
            before=tuple(o for role in taken for o in offered[role] if o.name not in {n for _, n in own[role]}),
            questions=questions,
            in_heading=self.in_heading,
        )

    def _window(self, figures: list[tuple[int, Figure]], names: list[Token]) -> tuple[int, int]:
        """The sentence, or of a long one what stands around these candidates."""
        if self.end - self.start <= 400:
            return self.start, self.end
        places = [*(end for end, _ in figures), *(t.start for t in names), *(t.end for t in names)]
        return max(self.start, min(places) - 20), min(self.end, max(places) + 20)

    @staticmethod
    def _said(token: Token) -> str:
        return token.condition.setting if token.condition else token.name

    def _models_before(self) -> list[str]:
        heir = self.topic.heir()
        main = self.topic.main_model
        met = [*self.topic.before().models, heir, main.name if main else None, self.topic.prior(heir)]
        return list(dict.fromkeys(name for name in met if name))[:MOST_BEFORE]

    def _boards_before(self, figures: list[tuple[int, Figure]], own: list[tuple[int, str]]) -> list[str]:
        """Those spoken of before, where a figure stands before the sentence's own first benchmark."""
        if own and own[0][0] < figures[0][0]:
            return []
        spoken = [s for s in (self.topic.benchmark, *self.topic.listed) if s and self.topic.near(s)]
        met = [s for s in (*spoken, self.main) if s]
        self.boards |= {s.name: s for s in met if s.name not in self.boards}
        return list(dict.fromkeys(s.name for s in met))[:MOST_BEFORE]

    def _questions(
        self, figures: list[tuple[int, Figure]], offered: dict[Role, tuple[Option, ...]]
    ) -> tuple[Question, ...]:
        models = Slot("model", offered["model"], several=len(offered["model"]) > 1)
        asked = []
        for number, (_, figure) in enumerate(figures, 1):
            boards = tuple(o for o in offered["benchmark"] if self._allows(o.name, figure))
            slots = [models, Slot("benchmark", boards, none=False, several=len(boards) > 1)]
            if offered["subset"]:
                slots.append(Slot("subset", offered["subset"], several=figure.kind == "rank"))
            if offered["setting"] and figure.kind == "score":
                slots.append(Slot("setting", offered["setting"], several=len(offered["setting"]) > 1))
            asked.append(Question(str(number), tuple(slots) if boards and models.options else (), figure))
        return tuple(asked) if any(question.slots for question in asked) else ()

    def _allows(self, board: str, figure: Figure) -> bool:
        spoken = self.boards.get(board)
        return figure.kind == "rank" or spoken is None or spoken.allows(figure.value)

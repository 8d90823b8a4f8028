"""What an article is speaking of at a sentence: the model and the benchmark that a sentence without its own inherits.

A sentence takes them from the sentences before in its paragraph, from a list's stem, from the heading above, from the
paragraph before; where all that is silent, from the article as a whole, if that has only one of them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.folding import name_key
from nlp.document import Document, Paragraph
from nlp.frames import Scene, is_object
from nlp.mentions import Mentions, Named
from nlp.skeleton import BENCHMARK, MODEL, Token

FAR = 2  # paragraphs; what was named further up no longer carries over by itself

_INTRODUCES = re.compile(
    r"(?:推出|发布|得到|得到了|名为|叫作|叫做|打造|开源|训练出|即|新模型|蒸馏出|升级为|带来|来自)[^,;Ⓜ]{0,16}$"
)
_PRIOR = re.compile(r"(?:前代|上一代|前作|旧版|之前的|此前的|原版)[^,;]{0,6}$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name that was spoken of, and in which paragraph."""

    name: str
    paragraph: int
    subsets: tuple[str, ...] = ()
    range: tuple[float, float] | None = None


class Topic:
    """What is being spoken of, kept up to date sentence by sentence with `note`."""

    def __init__(self, document: Document, mentions: Mentions, title: Sequence[Named] = ()) -> None:
        self.paragraphs = document.paragraphs
        self.model: Spoken | None = None
        self.benchmark: Spoken | None = None
        self.stem = -1  # the paragraph that the list under way hangs on
        self.met: dict[str, None] = {}
        self.sole_benchmark = _sole(mentions.all, title)
        self.main_model = _main_model(document.text, mentions.all, title)

    def enter(self, paragraph: Paragraph, number: int) -> None:
        """Go on to the next paragraph."""
        if paragraph.kind != "item":
            self.stem = number

    def note(self, scene: Scene, number: int) -> None:
        """Remember what a sentence of paragraph `number` spoke of."""
        skeleton = scene.skeleton
        focus = _focus(scene)
        if focus is not None:
            self.model = Spoken(focus.name, number)
        spoken = [skeleton.tokens[i] for i in skeleton.of(BENCHMARK)]
        if spoken:
            self.benchmark = _spoken(spoken[-1].named, number)
        self.met |= {skeleton.tokens[i].name: None for i in skeleton.of(MODEL)}

    def heir(self, number: int) -> str | None:
        """The model that a sentence of paragraph `number` means when it names none."""
        if self.model and self.near(self.model, number):
            return self.model.name
        return self.main_model.name if self.main_model else None

    def prior(self, name: str | None) -> str | None:
        """The version before `name`: the longest name met so far that is a part of it."""
        parts = [met for met in self.met if name and met != name and name_key(met) in name_key(name)]
        return max(parts, key=len, default=None)

    def near(self, spoken: Spoken | None, number: int) -> bool:
        """Whether what was spoken of still carries over to paragraph `number` by itself."""
        if spoken is None:
            return False
        return number - spoken.paragraph <= FAR or spoken.paragraph >= self.stem


def _focus(scene: Scene) -> Token | None:
    """The model that the next sentence goes on about: one newly introduced at the end, else the first subject."""
    skeleton, models = scene.skeleton, scene.models
    if not models:
        return None
    last = models[-1]
    if _INTRODUCES.search(skeleton.text[: skeleton.places[last]]):
        return skeleton.tokens[last]
    subjects = [i for i in models if i not in scene.objects]
    return skeleton.tokens[subjects[0]] if subjects else None


def _sole(names: Sequence[Named], title: Sequence[Named]) -> Spoken | None:
    """The benchmark of an article that names one only."""
    found = {n.name: n for n in (*names, *title) if n.type == "benchmark"}
    if len(found) != 1:
        return None
    (only,) = found.values()
    return _spoken(only, -1)


def _spoken(named: Named | None, number: int) -> Spoken | None:
    if named is None:
        return None
    entry = named.entry
    if entry is None:
        return Spoken(named.name, number)
    return Spoken(named.name, number, tuple(entry.subsets or ()), entry.range)


def _main_model(text: str, names: Sequence[Named], title: Sequence[Named]) -> Spoken | None:
    """The model that the article is about: the title's, else the one most often a subject and least often compared to."""
    in_title = list(dict.fromkeys(n.name for n in title if n.type == "model"))
    if len(in_title) == 1:
        return Spoken(in_title[0], -1)
    votes: Counter[str] = Counter()
    for named in names[:2000]:
        if named.type == "model":
            before = text[max(0, named.start - 24) : named.start]
            votes[named.name] += -1 if is_object(before, len(before)) or _PRIOR.search(before) else 1
    if not votes:
        return None
    name, most = votes.most_common(1)[0]
    return Spoken(name, -1) if most > 0 else None

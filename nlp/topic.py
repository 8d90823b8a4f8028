"""What an article is speaking of at a sentence: the model and the benchmark that a sentence without its own inherits.

A sentence takes them from the sentences before in its paragraph, from a list's stem, from the heading above, from the
paragraph before; where all that is silent, from the article as a whole, if that has only one of them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Self

from data.folding import name_key
from data.frozen import frozen
from nlp.document import Document, Paragraph
from nlp.frames import WHOLE, Frames
from nlp.mentions import Named
from nlp.owners import Owners, is_object
from nlp.scene import Scene
from nlp.skeleton import BENCHMARK, MODEL, SUBSET, VALUE, Before, Token

LEADING = 3  # times as often as any other is a benchmark named that an article is about
FAR = 2  # paragraphs; what was named further up no longer carries over by itself

_INTRODUCES = re.compile(
    r"(?:推出|发布|得到|得到了|名为|叫作|叫做|打造|开源|训练出|新模型|蒸馏出|升级为|带来|来自)[^,;Ⓜ]{0,16}$|——$"
)
_NAMELY = re.compile(r"即[^,;Ⓜ]{0,16}$")
_ARENA_OF = re.compile(r"(?:LMArena )?(?P<part>(?!LM|Chatbot|Text )[A-Z][A-Za-z-]*(?: Edit)?) ?Arena", re.ASCII)
_SUCCEEDED = re.compile(r"的(?:升级|改进|继任|迭代|后续|进阶|下一代)(?:版本?|者|产品|模型|之作)")
_IT_SAYS = re.compile(rf"(?:该|这款|此|新|本)模型|(?:^|[,;。])(?:而|但)?它[^{MODEL}]*$")
_PRIOR = re.compile(r"(?:前代|上一代|前作|旧版|之前的|此前的|原版)[^,;]{0,6}$")


@frozen
class Spoken:
    """A name that was spoken of, and in which paragraph; a benchmark's with its parts and the values usual on it."""

    name: str
    paragraph: int
    subsets: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    part: str | None = None  # WebDev, where the name says it: WebDev Arena is that part of LMArena

    @classmethod
    def of(cls, token: Token, paragraph: int) -> Self:
        """What `token` names."""
        return cls.naming(token.name, token.named, paragraph)

    @classmethod
    def naming(cls, name: str, named: Named | None, paragraph: int) -> Self:
        """`name` with what the lexicon says of it."""
        entry = named.entry if named else None
        if entry is None or named is None:
            return cls(name, paragraph)
        part = _ARENA_OF.fullmatch(named.text) if entry.name == "LMArena" else None
        return cls(name, paragraph, entry.subsets, entry.range, part["part"] if part else None)

    def allows(self, value: float) -> bool:
        """Whether `value` can be a score on this benchmark."""
        return self.range is None or self.range[0] <= value <= self.range[1]


class Topic:
    """What is being spoken of, kept up to date with `note`; `folded` is the text by `fold_grammar`."""

    def __init__(self, document: Document, folded: str, names: Sequence[Named], title: Sequence[Named] = ()) -> None:
        self.paragraphs = document.paragraphs
        self.model: Spoken | None = None
        self.benchmark: Spoken | None = None
        self.stem = -1  # the paragraph that the list under way hangs on
        self.listed: list[Spoken] = []  # the benchmarks of the last sentence that named any
        self.met: dict[str, None] = {}  # models, the last named last
        self.subset: Spoken | None = None  # 在中文能力上,…: what the next sentence may still be of
        self.told_in = -1  # the paragraph of the sentence before, if that made a claim
        self.carried: Spoken | None = None  # the part that the sentence before told figures of
        self.leading_benchmark = _leading(names, title)
        self.main_model = _main_model(folded, names, title)

    def enter(self, paragraph: Paragraph, number: int) -> None:
        """Go on to the next paragraph."""
        if paragraph.kind != "item":
            self.stem = number

    def note(self, frames: Frames, number: int, *, told: bool) -> None:
        """Remember what a sentence of paragraph `number` spoke of; `told` says that it made a claim."""
        scene = frames.scene
        focus = _focus(frames.owners)
        if focus is not None:
            self.model = Spoken(focus.name, number)
        spoken = scene.of(BENCHMARK)
        if spoken:
            self.benchmark = Spoken.of(scene.tokens[spoken[-1]], number)
            self.listed = list({scene.tokens[i].name: Spoken.of(scene.tokens[i], number) for i in spoken}.values())
        for i in scene.of(MODEL):
            self.met.pop(scene.tokens[i].name, None)
            self.met[scene.tokens[i].name] = None
        self.told_in = number if told else -1
        self.carried = _last_part(frames, number) if told else None
        self.subset = None if told else _opened(frames, number)

    def before(self) -> Before:
        """What a sentence may take up: the known parts of the benchmark, and the models that 后者 and 两者 may mean."""
        return Before(self.benchmark.subsets if self.benchmark else (), list(self.met)[-2:])

    def heir(self) -> str | None:
        """The model that a sentence means when it names none."""
        if self.model and self.near(self.model):
            return self.model.name
        return self.main_model.name if self.main_model else None

    def prior(self, name: str | None) -> str | None:
        """The version before `name`: the longest name met so far that is a part of it."""
        parts = [
            met
            for met in self.met
            if name and met != name and re.search(r"\d", met) and name_key(met) in name_key(name)
        ]
        return max(parts, key=len, default=None)

    def near(self, spoken: Spoken) -> bool:
        """Whether what was spoken of still carries over by itself: to a list from above what the list hangs on."""
        return self.stem - spoken.paragraph <= FAR


def _opened(frames: Frames, number: int) -> Spoken | None:
    """The part that a sentence without figures opens: 在中文能力上,两者都名列前茅。"""
    subsets = [i for i in frames.scene.of(SUBSET) if frames.is_topic(i)]
    return Spoken(frames.scene.tokens[subsets[0]].name, number) if len(subsets) == 1 else None


def _last_part(frames: Frames, number: int) -> Spoken | None:
    """The only part that a sentence with figures names, if it stands before them all."""
    scene = frames.scene
    names = {scene.tokens[i].name for i in scene.of(SUBSET)}
    if len(names) != 1 or WHOLE.search(scene.text):
        return None
    return Spoken(names.pop(), number)


def _focus(owners: Owners) -> Token | None:
    """The model that the next sentence goes on about: one newly introduced at the end, else the first subject."""
    scene = owners.scene
    models = scene.of(MODEL)
    if not models:
        return None
    last = models[-1]
    if _IT_SAYS.search(scene.text[: scene.places[models[0]]]):
        return None  # 该模型可持续工作30小时,Ⓜ为7小时: still about the one before
    if scene.text.endswith(":") and len({scene.tokens[i].name for i in models}) == 1:
        return scene.tokens[last]  # 对比Ⓜ: what hangs on it is its own
    if _INTRODUCES.search(scene.text[: scene.places[last]]):
        return scene.tokens[last]
    if len(models) == 1 and _NAMELY.search(scene.text[: scene.places[last]]):
        return scene.tokens[last]
    fresh = [i for i in models if i not in owners.objects and not _PRIOR.search(scene.text[: scene.places[i]])]
    fresh = [i for i in fresh if not _is_aside(scene, i)]
    fresh = [i for i in fresh if not _SUCCEEDED.match(scene.text, scene.places[i] + 1)]
    members = (i for i in fresh if not scene.text.startswith("系列", scene.places[i] + 1))  # Phi系列已有五代,Phi-4…
    return next((scene.tokens[i] for i in (*members, *fresh)), None)


def _is_aside(scene: Scene, model: int) -> bool:
    """Ⓑ:Ⓥ(Ⓜ:Ⓥ): a rival that only a bracket names, with its figure."""
    opened = scene.bracket(scene.places[model])
    return opened >= 0 and scene.text[opened - 1 : opened] == VALUE


def _leading(names: Sequence[Named], title: Sequence[Named]) -> Spoken | None:
    """The benchmark that an article is about: its title's, its only one, or one named far more often than the rest."""
    entitled = {n.name: n for n in title if n.type == "benchmark"}
    found = {n.name: n for n in (*names, *title) if n.type == "benchmark"}
    often = Counter(n.name for n in names if n.type == "benchmark").most_common(2)
    if len(entitled) == 1 and len(found) > 1:
        found = entitled
    elif len(often) > 1 and often[0][1] >= LEADING * often[1][1]:
        found = {often[0][0]: found[often[0][0]]}
    if len(found) != 1:
        return None
    (only,) = found.values()
    return Spoken.naming(only.name, only, -1)


def _main_model(text: str, names: Sequence[Named], title: Sequence[Named]) -> Spoken | None:
    """The model that the article is about: the title's, else the one most often a subject, least often compared to."""
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
    most = max(votes.values())
    first = [name for name, count in votes.items() if count == most]
    specific = max((n for n in first if first[0] in n), key=len)  # V3.1 rather than V3
    return Spoken(specific, -1) if most > 0 else None

"""Claims that sentences make: each value and each place with its model, benchmark, subset and setting."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from nlp.conditions import join_settings
from data.schema import ClaimKind
from nlp.document import Document
from nlp.evidence import Draft
from nlp.frames import Frame, Scene
from nlp.mentions import Mentions, Named
from nlp.ranks import RANK_HINT, Place, find_places, is_other_board
from nlp.refusals import is_refused
from nlp.skeleton import BENCHMARK, MODEL, SUBSET, VALUE, Token, is_chip, reduce
from nlp.topic import Topic

RANKED = re.compile(
    r"排名|位列|位居|位于|并列|榜|登顶|名列|排在|分榜|夺冠|冠军|排第|居第|第[一二三四五六七八九十\d]+[名位]|拿下|成绩|得分"
)
_DIGIT = re.compile(r"\d")
_CUE = re.compile(
    r"得分|分数|成绩|跑分|准确率|正确率|精度|胜率|通过率|解决率|成功率|评分|均分|总分|指数|Elo|ELO|分|达到|取得|获得|拿下|拿到|跑出|录得|收获|斩获|为|:|\("
)
_STRONG_CUE = re.compile(
    r"得分|分数|成绩|跑分|准确率|正确率|胜率|通过率|解决率|成功率|评分|平均分|均分|总分|高分|Elo|精确率|指标"
)
_SAME_TEST = re.compile(
    r"(?:该|此|这一|这个|本|上述|同一|这项)(?:项)?(?:测试集?|榜单?|基准|评测集?|数据集|测评|竞赛|考试|排行榜|任务)|(?:在|本次|此次)(?:测试|评测|测评|评估)中"
)
_METRIC_AFTER = re.compile(r"^(?:的)?(?P<metric>[\u4e00-\u9fff]{2,4}(?:率|分))(?:\(|,|和|与|。|、|$|远|的)")
_PRIOR = re.compile(r"(?:之前|此前|以前|前一|上一|上个|原来|原有|旧)的?(?:版本|模型|代|版|一代)")
_METRIC_BEFORE = re.compile(r"(?P<metric>[\u4e00-\u9fff]{1,3}(?:率|驾驶分))(?:为|是|达到?|:|高达|分别为)?$")


def sentence_drafts(document: Document, mentions: Mentions, title: Sequence[Named] = ()) -> Iterator[Draft]:
    """Drafts of all claims in sentences, in order; `title` are the names in the title, for context only."""
    topic = Topic(document, mentions, title)
    names = [n for n in mentions.all if n.type in ("model", "benchmark", "org") or is_chip(n)]
    starts = [n.start for n in names]
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.kind == "code":
            continue
        topic.enter(paragraph, number)
        for sentence in paragraph.sentences:
            inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            told = _DIGIT.search(sentence.text) or RANK_HINT.search(sentence.text)
            if not told and not inside:
                continue
            skeleton = reduce(sentence, inside, topic.benchmark.subsets if topic.benchmark else ())
            scene = Scene(skeleton)
            if told:
                yield from _Passage(scene, topic, number, paragraph.kind == "heading").drafts()
            topic.note(scene, number)


@dataclass(frozen=True, slots=True)
class _Score:
    draft: Draft
    metric: str | None  # what was measured (成功率), which parts a benchmark only where it has several


class _Passage:
    """One sentence with what it inherits."""

    def __init__(self, scene: Scene, topic: Topic, number: int, in_heading: bool) -> None:
        self.scene = scene
        self.skeleton = scene.skeleton
        self.tokens = scene.tokens
        self.text = scene.text
        self.topic = topic
        self.number = number
        self.in_heading = in_heading

    def drafts(self) -> Iterator[Draft]:
        if VALUE in self.text:
            yield from _parted([score for frame in self.scene.frames() for score in self._scores(frame)])
        if RANK_HINT.search(self.text):
            for place in find_places(self.text):
                yield from self._ranks(place)

    # ── scores ──

    def _scores(self, frame: Frame) -> Iterator[_Score]:
        value = self.tokens[frame.value].value
        if value is None or frame.of_human or self._is_refused(frame):
            return
        benchmarks = self._benchmarks(frame, value.strong)
        models = self._models(frame) if benchmarks else []
        setting = join_settings([c for i in frame.settings if (c := self.tokens[i].condition)])
        for model, benchmark, subset in product(models, benchmarks, self._subsets(frame)):
            if benchmark.allows(value.value):
                draft = self._draft("score", model, benchmark.name, value.value, subset)
                draft = replace(draft, setting=setting, unit=value.unit, bound=value.bound)
                yield _Score(draft, self._metric(frame))

    def _is_refused(self, frame: Frame) -> bool:
        run = self.scene.lists_of(frame.value)
        place = self.skeleton.places[frame.value]
        start, end = self.scene.clause_start(place), self.scene.clause_end(place)
        first, last = self.skeleton.places[run[0]], self.skeleton.places[run[-1]]
        return is_refused(self.text, place, min(start, first), max(end, last), first, last)

    def _benchmarks(self, frame: Frame, strong: bool) -> "list[Board]":
        place = self.skeleton.places[frame.value]
        clause = self.text[self.scene.clause_start(place) : self.scene.clause_end(place)]
        if frame.benchmarks:
            cued = strong or _CUE.search(clause)
            return [_board(self.tokens[i]) for i in frame.benchmarks] if cued else []
        if BENCHMARK in self.text[:place]:
            return []
        cued = _STRONG_CUE.search(self.text) if strong else _STRONG_CUE.search(clause)
        in_points = self.tokens[frame.value].name.endswith("分")
        return self._inherited_benchmark(bool(cued) or in_points, frame)

    def _stands_by_model(self, frame: Frame) -> bool:
        """Ⓜ(Ⓥ): a list of results in brackets."""
        return bool(frame.models) and self.scene.host(self.skeleton.places[frame.value]) in frame.models

    def _inherited_benchmark(self, cued: bool, frame: Frame | None = None) -> "list[Board]":
        same = bool(_SAME_TEST.search(self.text))
        near = self.topic.near(self.topic.benchmark, self.number)
        if (
            near
            and self.topic.benchmark
            and (cued or same or self.scene.is_entry() or (frame is not None and self._stands_by_model(frame)))
        ):
            return [Board(self.topic.benchmark.name, self.topic.benchmark.range)]
        sole = self.topic.sole_benchmark
        if sole and (cued and (same or SUBSET in self.text or MODEL in self.text)):
            return [Board(sole.name, sole.range)]
        return []

    def _subsets(self, frame: Frame) -> list[str | None]:
        return [self.tokens[i].name for i in frame.subsets] or [None]

    def _metric(self, frame: Frame) -> str | None:
        place = self.skeleton.places[frame.value]
        found = _METRIC_AFTER.match(self.text[place + 1 : place + 12]) or _METRIC_BEFORE.search(self.text[:place][-12:])
        return found["metric"] if found else None

    # ── ranks ──

    def _ranks(self, place: Place) -> Iterator[Draft]:
        if is_other_board(self.skeleton, place):
            return
        frame = self.scene.place_frame(place.start, place.end)
        benchmarks = [_board(self.tokens[i]) for i in frame.benchmarks]
        if not benchmarks and BENCHMARK not in self.text[: place.start]:
            benchmarks = self._inherited_benchmark(bool(RANKED.search(self.text)))
        for model, board, subset in product(
            self._models(frame) if benchmarks else [], benchmarks, self._subsets(frame)
        ):
            yield replace(self._draft("rank", model, board.name, place.value, subset), scope=place.scope)

    # ── both ──

    def _models(self, frame: Frame) -> list[str]:
        if frame.earlier and _PRIOR.search(self._before(frame)):
            prior = self.topic.prior(
                self.tokens[frame.models[0]].name if frame.models else self.topic.heir(self.number)
            )
            return [prior] if prior else []
        if frame.models:
            return [self.tokens[i].name for i in frame.models]
        heir = self.topic.heir(self.number)
        return [heir] if heir else []

    def _before(self, frame: Frame) -> str:
        place = self.skeleton.places[frame.value]
        return self.text[self.scene.clause_start(place) : place]

    def _draft(self, kind: ClaimKind, model: str, benchmark: str, value: float, subset: str | None) -> Draft:
        sentence = self.skeleton.sentence
        return Draft(
            kind, model, benchmark, value, sentence.start, sentence.end, subset=subset, in_heading=self.in_heading
        )


@dataclass(frozen=True, slots=True)
class Board:
    """A benchmark and the values that are usual on it."""

    name: str
    range: tuple[float, float] | None

    def allows(self, value: float) -> bool:
        return self.range is None or self.range[0] <= value <= self.range[1]


def _board(token: Token) -> Board:
    entry = token.named.entry if token.named else None
    return Board(token.name, entry.range if entry else None)


def _parted(scores: list[_Score]) -> Iterator[Draft]:
    """Several metrics of one benchmark in one sentence are its subsets; a single one is none."""
    metrics: dict[tuple[str, str, str | None], set[str | None]] = {}
    for score in scores:
        draft = score.draft
        metrics.setdefault((draft.model, draft.benchmark, draft.subset), set()).add(score.metric)
    for score in scores:
        draft = score.draft
        several = len(metrics[draft.model, draft.benchmark, draft.subset]) > 1
        yield replace(draft, subset=score.metric) if several and score.metric and draft.subset is None else draft

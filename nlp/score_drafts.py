"""Scores that a sentence states: each value with its model, benchmark, subset and setting."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from data.frozen import frozen
from nlp.conditions import join_settings
from nlp.evidence import Draft
from nlp.frames import Frame
from nlp.passage import Passage
from nlp.patterns import any_of
from nlp.refusals import is_refused
from nlp.skeleton import BENCHMARK, MODEL, SETTING, SUBSET, VALUE
from nlp.topic import Spoken
from nlp.values import Value

_SCORED = any_of(
    """
    得分 分数 成绩 跑分 准确率 正确率 精确率 精度 胜率 通过率 解决率 成功率 评分 均分 平均分 总分 高分 指数 指标 Elo
    ELO
    """
)
_MEASURED = re.compile(_SCORED)
_CUE = re.compile(
    rf"{_SCORED}|{any_of('分 达到 取得 获得 拿下 拿到 跑出 录得 收获 斩获 创下 刷出 打出 考出 交出 直上 来到 突破')}"
    rf"|{any_of('为 : 分别 是')}"
)
_ADJOINS = re.compile(
    rf"[{BENCHMARK}{SUBSET}{MODEL}{SETTING})](?:的|则)?\(?$|[以的得到至获有仅达近下取揽]了?$|超过$|[停落持定]在$"
)
_THOSE_TESTS = re.compile(
    r"[两三四五六七八九十几多]项|(?:上述|以上|这些|同样的?|相同的?|该)[^,;]{0,4}(?:测试|评测|基准|测评|榜单|数据集|任务)|分别|依次"
)
_IN_POINTS = re.compile(any_of("得分 平均分 总分 均分 跑分 分数"))
_DECIMAL = re.compile(r"\d{2,3}\.\d")
_PART_ENTRY = re.compile(rf"(?:^|[,;])(?:[-•·●])?{SUBSET}(?:成绩|得分|跑分|分数)?:?$")  # 单核:Ⓥ,多核:Ⓥ
_PLACED_WITH = re.compile(rf"{MODEL}第[一二三四五六七八九十\d]+[名位]?$")
_GOES_ON = any_of(
    """
    系列 则 也 却 甚至 都 分别 仅 只 有 没有 得到 拿到 取得 达到 达 以 这一 数字 成绩 同样 相同 同一 该 在 上 中 测试
    基准 任务 的 为 是 约 保持 创下 超过 它 ,
    """
)
_IS_VALUES = re.compile(rf"{MODEL}{_GOES_ON}*[为是的达到有以](?:约|仅|到)?(?:{VALUE}[、和与及])*$")
_REACHES = re.compile(  # 我只看一个指标:Ⓑ。Ⓜ达到了Ⓥ
    rf"(?:{MODEL}|该模型|它)(?:{any_of('则 也 却 甚至 更是 更 已 目前 仅 只')}"
    rf"|在[^,;。{MODEL}{BENCHMARK}{VALUE}]{{1,24}}[后下时中上],?)*"
    rf"{any_of('达到 取得 拿下 获得 斩获 跑出 交出 拿到 考出 得到 录得 得 拿 考')}了?{any_of('约 近 惊人的')}*{VALUE}"
    rf"|{MODEL}的{VALUE}[^。;]*{MODEL}的{VALUE}"
)
_ELO = re.compile("elo", re.IGNORECASE)  # a rating may be given on a test that otherwise counts per cents
_SOLVES = re.compile("(?:解决|答对|做对|修复)了|这一比例")
_METRIC_BEHIND = re.compile(r"的?(?P<metric>[\u4e00-\u9fff]{2,4}(?:率|分))(?:[(,和与。、远的]|$)")
_METRIC_BEFORE = re.compile(
    r"(?P<metric>(?![即其的而且])[\u4e00-\u9fff]{1,3}(?:率|驾驶分))(?:为|是|达到?|:|高达|分别为)?$"
)


@frozen
class _Score:
    draft: Draft
    metric: str | None  # what was measured (成功率), which parts a benchmark only where it has several


class Scores(Passage):
    """The scores of one sentence."""

    def drafts(self) -> list[Draft]:
        """A draft for each figure that is a result."""
        return list(_parted([score for value in self.scene.of(VALUE) for score in self._scores(value)]))

    def _scores(self, token: int) -> Iterator[_Score]:
        value = self.tokens[token].value
        if value is None or self._is_refused(token):
            return
        frame = self.frames.of_value(token)
        if self.scene.is_of_contrasted(token) or (not frame.owner.models and self.frames.is_spread(token)):
            return
        boards = [] if frame.owner.unnamed else self._boards(frame, token, value)
        models = self.models(frame, self.clause_before(token)) if boards else []
        setting = join_settings([c for i in frame.settings if (c := self.tokens[i].condition)])
        for model, board, subset in product(models, boards, self.subsets(frame)):
            if board.allows(value.value) or _ELO.search(self.clause_before(token)):
                draft = self.draft("score", model, board.name, value.value, subset or board.part)
                draft = replace(draft, setting=setting, unit=value.unit, bound=value.bound)
                yield _Score(draft, self._metric(token))

    def _is_refused(self, token: int) -> bool:
        places = [self.skeleton.places[i] for i in self.scene.list_of(token)]
        place = self.skeleton.places[token]
        start, end = self.scene.clause_start(place), self.scene.clause_end(place)
        value = self.tokens[token].value
        return is_refused(
            self.text,
            place,
            min(start, places[0]),
            max(end, places[-1]),
            places[0],
            places[-1],
            percent=value is not None and value.unit == "%",
        )

    def _boards(self, frame: Frame, token: int, value: Value) -> list[Spoken]:
        """The sentence's own benchmarks; else the one spoken of, where something says that this is a score."""
        place = self.skeleton.places[token]
        clause = self.text[self.scene.clause_start(place) : self.scene.clause_end(place)]
        if frame.benchmarks:
            if self.is_left_for_another(frame, place):
                return []
            cued = value.has_unit or _CUE.search(clause) or _ADJOINS.search(self.text[max(0, place - 3) : place])
            cued = cued or _DECIMAL.match(self.tokens[token].name)  # that nothing else explains
            return [self.board(i) for i in frame.benchmarks] if cued else []
        if self.scene.of(BENCHMARK) or self.is_another_test(place):
            return []
        if same := self._listed_above(token):
            return [same]
        scored = _MEASURED.search(self.text if value.has_unit or SUBSET in clause else clause)
        in_points = self.tokens[token].name.endswith("分")
        if not frame.owner.models and not self._goes_on(token):
            return []
        if self._goes_on_with_values(frame, place):
            return self.inherited(True, listed=True)
        here = self.topic.benchmark is not None and self.topic.benchmark.paragraph == self.number
        scored = scored or (_SOLVES.search(clause) if value.has_unit and (here or SUBSET in self.text) else None)
        reached = value.has_unit and self._reaches()
        part = bool(_PART_ENTRY.search(self.text[:place]))
        listed = part or self.frames.is_entry() or self._stands_by_model(frame, place)
        return self.inherited(bool(scored) or reached or in_points or part, listed=listed)

    def _goes_on(self, token: int) -> bool:
        """Whether a sentence that names neither model nor benchmark still goes on about them."""
        spoken = self.topic.benchmark
        if spoken and spoken.paragraph == self.number:
            return True
        return any(letter in self.text for letter in (SUBSET, SETTING, MODEL)) or bool(
            _IN_POINTS.search(self.text) or self.tokens[token].name.endswith("分")
        )

    def _listed_above(self, token: int) -> Spoken | None:
        """这三项分别为…: the benchmarks of the sentence before, in their order."""
        run, listed = self.scene.list_of(token), self.topic.listed
        if len(run) < 2 or len(run) != len(listed) or self.scene.dealt_as(MODEL, token) is not None:
            return None
        if not _THOSE_TESTS.search(self.text) and self.topic.told_in != self.number:
            return None
        return listed[run.index(token)] if self.topic.near(listed[0]) else None

    def _goes_on_with_values(self, frame: Frame, place: int) -> bool:
        """对比推理模型,Ⓜ和Ⓜ分别是Ⓥ和Ⓥ: right behind a sentence that told of the test, in the same paragraph."""
        spoken = self.topic.benchmark
        told = spoken is not None and self.topic.near(spoken) and self.topic.told_in == self.number
        return told and bool(frame.owner.models) and bool(_IS_VALUES.search(self.text, 0, place))

    def _reaches(self) -> bool:
        """Ⓜ达到了Ⓥ: what is reached is the test's, where the same paragraph has named one."""
        spoken = self.topic.benchmark
        return spoken is not None and spoken.paragraph == self.number and bool(_REACHES.search(self.text))

    def _stands_by_model(self, frame: Frame, place: int) -> bool:
        """Ⓜ(Ⓥ), Ⓜ第3名Ⓥ: a list of results."""
        return self.scene.host(place) in frame.owner.models or bool(_PLACED_WITH.search(self.text, 0, place))

    def _metric(self, token: int) -> str | None:
        place = self.skeleton.places[token]
        found = _METRIC_BEHIND.match(self.text, place + 1)
        before = self.text[max(0, place - 12) : place]
        if not found and ("率" in before or "驾驶分" in before):
            found = _METRIC_BEFORE.search(before)
        return found["metric"] if found else None


def _parted(scores: list[_Score]) -> Iterator[Draft]:
    """Several metrics of one benchmark in one sentence are its subsets; a single one is none."""
    metrics: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for score in scores:
        if score.metric:
            metrics[score.draft.model, score.draft.benchmark, score.draft.subset].add(score.metric)
    for score in scores:
        draft = score.draft
        several = len(metrics[draft.model, draft.benchmark, draft.subset]) > 1
        yield replace(draft, subset=score.metric) if several and score.metric and draft.subset is None else draft

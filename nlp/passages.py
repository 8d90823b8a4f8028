"""Claims that sentences make: each value and each place with its model, benchmark, subset and setting."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from data.hanzi import simplify
from data.schema import ClaimKind
from nlp.conditions import join_settings
from nlp.cut_names import whole_names
from nlp.document import Document
from nlp.evidence import Draft, Drafted
from nlp.frames import WHOLE, Frame, Frames
from nlp.mentions import Named
from nlp.patterns import any_of
from nlp.ranks import RANK_HINT, Place, find_place_lists, find_places, is_other_board
from nlp.refusals import is_refused
from nlp.scene import DEALT, Scene
from nlp.skeleton import BENCHMARK, MODEL, SETTING, SUBSET, VALUE, Skeleton, fold_grammar, reduce
from nlp.topic import Spoken, Topic
from nlp.values import Value

_DIGIT = re.compile(r"\d")
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
_ADJOINS = re.compile(rf"[{BENCHMARK}{SUBSET}{MODEL}{SETTING})](?:的|则)?\(?$|以$|的$")
_PLACED = re.compile(
    any_of(
        r"""
        排名 位列 位居 位于 并列 榜 登顶 名列 排在 分榜 夺冠 冠军 排第 居第 拿下 成绩 得分 夺得 夺下 摘得 荣获 稳居 跻身
        单项 首位
        第[一二三四五六七八九十\d]+[名位]
        """
    )
)
_SAME_TEST = re.compile(
    any_of("该 此 这一 这个 本 上述 同一 这项")
    + "项?"
    + any_of("测试集? 榜单? 基准 评测集? 数据集 测评 竞赛 考试 排行榜 任务")
    + f"|(?:在|本次|此次){any_of('测试 评测 测评 评估')}中"
)
_THOSE_TESTS = re.compile(
    r"[两三四五六七八九十几多]项|(?:上述|以上|这些|同样的?|相同的?|该)[^,;]{0,4}(?:测试|评测|基准|测评|榜单|数据集|任务)|分别|依次"
)
_IN_POINTS = re.compile(any_of("得分 平均分 总分 均分 跑分 分数"))
_OVER_SEVERAL = re.compile(  # 综合11个评测集,总分为Ⓥ: of no single one
    r"(?:这些|多[个项]|[\d二三四五六七八九十]+[个项]|各项?|所有|全部)[^,;。]{0,10}(?:评测集?|测试集?|基准|榜单|数据集|任务)"
    r"[^;。]{0,24}(?:总分|平均|均分|综合)"
)
_ADDS = re.compile(
    rf"(?:而|其后|随后|,)*{MODEL}(?:[、和与及]{MODEL})*(?:等)?(?:则|也|同样|紧随其后|次之|随后|排在其后)"
)
_DECIMAL = re.compile(r"\d{2,3}\.\d")
_PART_ENTRY = re.compile(rf"(?:^|[,;])(?:[-•·●])?{SUBSET}(?:成绩|得分|跑分|分数)?:?$")  # 单核:Ⓥ,多核:Ⓥ
_OTHER_TEST = re.compile(
    rf"在(?P<said>[^,;:在{BENCHMARK}{SUBSET}{SETTING}]{{1,30}})(?:基准测试|基准|测试|评测|测评|竞赛|任务)[中上里]"
)
_IS_VALUES = re.compile(rf"{MODEL}(?:系列|模型)?(?:则|也|分别|仅|只)*(?:为|是)(?:约|仅)?(?:{VALUE}[、和与及])*$")
_REACHES = re.compile(  # 我只看一个指标:Ⓑ。Ⓜ达到了Ⓥ
    rf"(?:{MODEL}|该模型|它)(?:{any_of('则 也 却 甚至 更是 更 已 目前 仅 只')})*"
    rf"{any_of('达到 取得 拿下 获得 斩获 跑出 交出 拿到 考出 得到 录得')}了?{any_of('约 近 惊人的')}*{VALUE}"
    rf"|{MODEL}的{VALUE}[^。;]*{MODEL}的{VALUE}"
)
_FALLS = re.compile(f"{VALUE}[^,;。{VALUE}]{{0,6}}(?:掉|跌|降|下滑)")
_ELO = re.compile("elo", re.IGNORECASE)  # a rating may be given on a test that otherwise counts per cents
_SOLVES = re.compile("(?:解决|答对|做对|修复)了|这一比例")
_A_TEST = re.compile("(?:[与和及、][^,;。:]{1,8})?(?:测试(?!集)|测评|评测(?!集)|竞赛|考试|基准)")
_NO_OTHER = re.compile(
    any_of(
        r"""
        本次 此次 这次 该 这一?项? 此项? 上述 以上 同一?样?项? 相同 最新 实际 官方 综合 总体 所有 全部 各项 多项
        多个 本轮 首轮 权威 基准 公开 标准 主流 其他 相关 的 国际 行业 第三方 一?项? 年度 \d+月 今年 内部 独立 两项
        三项 四项 五项 几项 大模型 模型 严格
        """
    )
    + "*"
)
_ARENA, _ARENAS = "Chatbot Arena", ("Chatbot Arena", "LMArena")
_ITS_TEXT_BOARD = (  # LMArena's text board is Chatbot Arena as a whole
    "文本",
    "文本榜",
    "文本能力",
    "文本类",
    "Text",
    "总榜",
)
_METRIC_BEHIND = re.compile(r"的?(?P<metric>[\u4e00-\u9fff]{2,4}(?:率|分))(?:[(,和与。、远的]|$)")
_METRIC_BEFORE = re.compile(
    r"(?P<metric>(?![即其的而且])[\u4e00-\u9fff]{1,3}(?:率|驾驶分))(?:为|是|达到?|:|高达|分别为)?$"
)
_PRIOR = re.compile(
    r"(?:之前|此前|以前|前一|上一|上个|原来|原有|旧)的?(?:版本|模型|代|版|一代)|前代(?:版本|模型|产品)?的"
)


def sentence_drafts(document: Document, names: Sequence[Named], title: Sequence[Named] = ()) -> Drafted:
    """Drafts of all claims in sentences, in order; `names` are the article's, `title` the title's, for context only."""
    if not _may_claim({named.type for named in (*names, *title)}):
        return Drafted([])
    names = whole_names(names, document.text, title)
    topic = Topic(document, names, title)
    folded = fold_grammar(document.text)
    starts = [n.start for n in names]
    drafts: list[Draft] = []
    left_out = 0
    for number, paragraph in enumerate(document.paragraphs):
        topic.enter(paragraph, number)
        for sentence in () if paragraph.kind == "code" else paragraph.sentences:
            inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            told = bool(_DIGIT.search(sentence.text) or RANK_HINT.search(sentence.text))
            if not told and not inside:
                continue
            skeleton = reduce(sentence, folded[sentence.start : sentence.end], inside, topic.before(), figures=told)
            frames = Frames(Scene(skeleton))
            found = _Passage(skeleton, frames, topic, number, paragraph.kind == "heading").drafts() if told else []
            topic.note(frames, number, told=bool(found))
            drafts += found
            left_out += skeleton.left_out
    return Drafted(drafts, left_out)


def _may_claim(types: Container[str]) -> bool:
    """Whether there is a benchmark, and something that may have been tested on it: most articles have not."""
    return "benchmark" in types and ("model" in types or "product" in types)


@dataclass(frozen=True, slots=True)
class _Score:
    draft: Draft
    metric: str | None  # what was measured (成功率), which parts a benchmark only where it has several


class _Passage:
    """One sentence with what it inherits."""

    def __init__(self, skeleton: Skeleton, frames: Frames, topic: Topic, number: int, in_heading: bool) -> None:
        self.skeleton = skeleton
        self.tokens = skeleton.tokens
        self.text = skeleton.text
        self.frames = frames
        self.scene = frames.scene
        self.topic = topic
        self.number = number
        self.in_heading = in_heading

    def drafts(self) -> list[Draft]:
        scores = [score for value in self.scene.of(VALUE) for score in self._scores(value)]
        places = find_places(self.text) if RANK_HINT.search(self.text) else ()
        return [*_parted(scores), *(draft for place in places for draft in self._ranks(place)), *self._dealt_ranks()]

    # ── scores ──

    def _scores(self, token: int) -> Iterator[_Score]:
        value = self.tokens[token].value
        if value is None or self._is_refused(token):
            return
        frame = self.frames.of_value(token)
        if self.scene.is_of_contrasted(token) or (not frame.owner.models and self.frames.is_spread(token)):
            return
        boards = [] if frame.owner.unnamed else self._boards(frame, token, value)
        models = self._models(frame, self._clause_before(token)) if boards else []
        setting = join_settings([c for i in frame.settings if (c := self.tokens[i].condition)])
        for model, board, subset in product(models, boards, self._subsets(frame)):
            if board.allows(value.value) or _ELO.search(self._clause_before(token)):
                draft = self._draft("score", model, board.name, value.value, subset or board.part)
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
            if self._is_left_for_another(frame, place):
                return []
            cued = value.has_unit or _CUE.search(clause) or _ADJOINS.search(self.text[max(0, place - 3) : place])
            cued = cued or _DECIMAL.match(self.tokens[token].name)  # that nothing else explains
            return [self._board(i) for i in frame.benchmarks] if cued else []
        if self.scene.before(BENCHMARK, place) or self._is_another_test(place):
            return []
        if same := self._listed_above(token):
            return [same]
        scored = _MEASURED.search(self.text if value.has_unit or SUBSET in clause else clause)
        in_points = self.tokens[token].name.endswith("分")
        if not frame.owner.models and not self._goes_on(token):
            return []
        if self._goes_on_with_values(frame, place):
            return self._inherited(True, listed=True)
        here = self.topic.benchmark is not None and self.topic.benchmark.paragraph == self.number
        scored = scored or (_SOLVES.search(clause) if value.has_unit and (here or SUBSET in self.text) else None)
        reached = value.has_unit and self._reaches()
        part = bool(_PART_ENTRY.search(self.text[:place]))
        listed = part or self.frames.is_entry() or self._stands_by_model(frame, place)
        return self._inherited(bool(scored) or reached or in_points or part, listed=listed)

    def _is_left_for_another(self, frame: Frame, place: int) -> bool:
        """在Ⓑ上得Ⓥ,并在终端操作测试中得Ⓥ: whether the clause is of another test than the one before it."""
        start = self.scene.clause_start(place)
        own = any(self.skeleton.places[i] >= start for i in frame.benchmarks)
        return not own and (self._is_another_test(place) or self._is_other_skill(frame, place))

    def _is_other_skill(self, frame: Frame, place: int) -> bool:
        """在Ⓑ上得Ⓥ;中文推理测试得Ⓥ: what stands as a test of its own is no part of a test that has no such part."""
        test, parts = frame.benchmarks[-1], [i for i in frame.subsets if self.skeleton.places[i] < place]
        named = self.tokens[test].named
        entry = named.entry if named else None
        if entry is None or entry.kind == "board" or not parts:
            return False
        at = self.skeleton.places[parts[-1]]
        apart = self.scene.clause_start(at) > self.skeleton.places[test] and _A_TEST.match(self.text, at + 1)
        return bool(apart) and simplify(self.tokens[parts[-1]].name) not in entry.subsets

    def _is_another_test(self, place: int) -> bool:
        """在终端操作基准测试中…: a test that is only described, and is not the one spoken of before."""
        found = _OTHER_TEST.search(self.text, self.scene.clause_start(place), place)
        return bool(found and not _NO_OTHER.fullmatch(found["said"]))

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
        if not _THOSE_TESTS.search(self.text):
            return None
        return listed[run.index(token)] if self.topic.near(listed[0]) else None

    def _goes_on_with_values(self, frame: Frame, place: int) -> bool:
        """对比推理模型,Ⓜ和Ⓜ分别是Ⓥ和Ⓥ: right behind a sentence that told of the test, in the same paragraph."""
        spoken = self.topic.benchmark
        told = spoken is not None and spoken.paragraph == self.number and self.topic.told
        return told and bool(frame.owner.models) and bool(_IS_VALUES.search(self.text, 0, place))

    def _reaches(self) -> bool:
        """Ⓜ达到了Ⓥ: what is reached is the test's, where the same paragraph has named one."""
        spoken = self.topic.benchmark
        return spoken is not None and spoken.paragraph == self.number and bool(_REACHES.search(self.text))

    def _stands_by_model(self, frame: Frame, place: int) -> bool:
        """Ⓜ(Ⓥ): a list of results in brackets."""
        return self.scene.host(place) in frame.owner.models

    def _metric(self, token: int) -> str | None:
        place = self.skeleton.places[token]
        found = _METRIC_BEHIND.match(self.text, place + 1) or _METRIC_BEFORE.search(
            self.text[max(0, place - 12) : place]
        )
        return found["metric"] if found else None

    # ── ranks ──

    def _ranks(self, place: Place) -> Iterator[Draft]:
        if is_other_board(self.skeleton, place):
            return
        frame = self.frames.of_place(place.start, place.end)
        boards = [self._board(i) for i in frame.benchmarks]
        if frame.benchmarks and ":" in self.text[place.end : self.skeleton.places[frame.benchmarks[0]]]:
            return  # 数学能力登顶:在Ⓑ上… is a heading
        if frame.benchmarks and self._is_left_for_another(frame, place.start):
            return
        if not boards and not self.scene.before(BENCHMARK, place.start) and not self._is_another_test(place.start):
            boards = self._inherited(bool(_PLACED.search(self.text)), listed=False)
        models = self._models(frame, "") if boards and not frame.owner.unnamed else []
        subsets = self._subsets(frame)
        dealt = len(models) == len(subsets) > 1 and DEALT.search(self.text, 0, place.start)
        pairs = zip(models, subsets, strict=True) if dealt else product(models, subsets)
        for (model, subset), board in product(pairs, boards):
            draft = self._draft("rank", model, board.name, place.value, subset or board.part)
            yield replace(draft, scope=self._as_written(place.scope))

    def _as_written(self, scope: str | None) -> str | None:
        """A scope in the article's own characters, where it stands there without a break."""
        written = self.skeleton.sentence.text
        at = fold_grammar(written).find(scope) if scope else -1
        return written[at : at + len(scope)] if scope and at >= 0 else scope

    def _dealt_ranks(self) -> Iterator[Draft]:
        """Ⓜ、Ⓜ分列第三、第五: a list of places over the list of models before it."""
        for start, end, values in find_place_lists(self.text):
            models = self.scene.last_list(MODEL, start)
            if models and MODEL in self.text[self.skeleton.places[models[-1]] + 1 : start]:
                continue  # somebody else's: Ⓜ与Ⓜ并列第一,而Ⓜ系列位列第四和第五
            place = Place(start, end, values[0], None)
            if len(models) != len(values) or is_other_board(self.skeleton, place):
                continue
            frame = self.frames.of_place(start, end)
            boards = [self._board(i) for i in frame.benchmarks] or self._inherited(True, listed=False)
            for (model, value), board, subset in product(
                zip(models, values, strict=True), boards, self._subsets(frame)
            ):
                yield self._draft("rank", self.tokens[model].name, board.name, value, subset)

    # ── both ──

    def _inherited(self, cued: bool, listed: bool) -> list[Spoken]:
        if _OVER_SEVERAL.search(self.text) and SUBSET not in self.text:
            return []
        same = bool(_SAME_TEST.search(self.text))
        spoken = self.topic.benchmark
        if spoken and self.topic.near(spoken) and (cued or same or listed):
            return [spoken]
        sole = self.topic.leading_benchmark
        return [sole] if sole and cued and (same or SUBSET in self.text or MODEL in self.text) else []

    def _subsets(self, frame: Frame) -> list[str | None]:
        if frame.subsets:
            return [self.tokens[i].name for i in frame.subsets]
        part = self.topic.subset
        opened = part and SUBSET not in self.text and BENCHMARK not in self.text and not WHOLE.search(self.text)
        if not opened and self._goes_on_about_part():
            return [self.topic.carried.name if self.topic.carried else None]
        return [part.name if part and opened else None]

    def _goes_on_about_part(self) -> bool:
        """Ⓜ则位列第六: a sentence that only adds more contestants to the part that the one before told of."""
        carried = self.topic.carried
        if carried is None or carried.paragraph != self.number or BENCHMARK in self.text or SUBSET in self.text:
            return False
        return bool(_ADDS.match(self.text)) and not WHOLE.search(self.text)

    def _models(self, frame: Frame, before: str) -> list[str]:
        named = [self.tokens[i].name for i in frame.owner.models]
        heir = self.topic.heir()
        if frame.earlier and _PRIOR.search(before):
            prior = self.topic.prior(named[0] if named else heir)
            return [prior] if prior else []
        if frame.earlier and not named and not _FALLS.search(self.text):
            return []  # 得分从Ⓥ提升至Ⓥ: only the later one is told of whoever goes on
        return named or ([heir] if heir else [])

    def _clause_before(self, token: int) -> str:
        place = self.skeleton.places[token]
        return self.text[self.scene.clause_start(place) : place]

    def _board(self, token: int) -> Spoken:
        return Spoken.of(self.tokens[token], self.number)

    def _draft(self, kind: ClaimKind, model: str, benchmark: str, value: float, subset: str | None) -> Draft:
        if benchmark in _ARENAS and subset in _ITS_TEXT_BOARD:
            benchmark, subset = _ARENA, None
        subset = None if subset == "总榜" else subset
        start, end = self.skeleton.sentence.start, self.skeleton.sentence.end
        return Draft(kind, model, benchmark, value, start, end, subset=subset, in_heading=self.in_heading)


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

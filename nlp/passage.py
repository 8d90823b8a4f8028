"""One sentence with what it inherits: whose figures stand in it, on which test, of which part."""

import re

from data.fields import ClaimKind
from data.hanzi import simplify
from nlp.evidence import Draft
from nlp.frames import WHOLE, Frame, Frames
from nlp.patterns import any_of
from nlp.skeleton import BENCHMARK, MODEL, SETTING, SUBSET, VALUE, Skeleton
from nlp.topic import Spoken, Topic

_SAME_TEST = re.compile(
    any_of("该 此 这一 这个 本 上述 同一 这项")
    + "项?"
    + any_of("测试集? 榜单? 基准 评测集? 数据集 测评 竞赛 考试 排行榜 任务")
    + f"|(?:在|本次|此次){any_of('测试 评测 测评 评估')}中"
)
_OVER_SEVERAL = re.compile(  # 综合11个评测集,总分为Ⓥ: of no single one
    r"(?:这些|多[个项]|[\d二三四五六七八九十]+[个项]|各项?|所有|全部)[^,;。]{0,10}(?:评测集?|测试集?|基准|榜单|数据集|任务)"
    r"[^;。]{0,24}(?:总分|平均|均分|综合)"
)
_ADDS = re.compile(
    rf"(?:而|其后|随后|,)*{MODEL}(?:[、和与及]{MODEL})*(?:等)?(?:则|也|同样|紧随其后|次之|随后|排在其后)"
)
_OTHER_TEST = re.compile(
    rf"在(?P<said>[^,;:在{BENCHMARK}{SUBSET}{SETTING}]{{1,30}})(?:基准测试|基准|测试|评测|测评|竞赛|任务)[中上里]"
)
_FALLS = re.compile(f"{VALUE}[^,;。{VALUE}]{{0,6}}(?:掉|跌|降|下滑)")
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
# LMArena's text board is Chatbot Arena as a whole.
_ITS_TEXT_BOARD = ("文本", "文本榜", "文本能力", "文本类", "Text", "总榜")
_STRANGER = re.compile(
    r"(?:^|[,;。])(?:而|但|且)?(?!Elo|Benchmark|Agent|Score|Pass|Text|Image)(?:[A-Z][a-zÀ-ž]{3,}[A-Za-zÀ-ž]*|[A-Z][A-Za-z]*[²³])在"
)
_PRIOR = re.compile(
    r"(?:之前|此前|以前|前一|上一|上个|原来|原有|旧)的?(?:版本|模型|代|版|一代)|前代(?:版本|模型|产品)?的"
)


class Passage:
    """A sentence reduced to its grammar, and what the article speaks of there."""

    def __init__(self, skeleton: Skeleton, frames: Frames, topic: Topic, number: int, in_heading: bool) -> None:
        self.skeleton = skeleton
        self.tokens = skeleton.tokens
        self.text = skeleton.text
        self.frames = frames
        self.scene = frames.scene
        self.topic = topic
        self.number = number
        self.in_heading = in_heading

    def inherited(self, cued: bool, listed: bool) -> list[Spoken]:
        """The benchmark spoken of before, or the article's only one, if something says that this is of it."""
        if _OVER_SEVERAL.search(self.text) and SUBSET not in self.text:
            return []
        same = bool(_SAME_TEST.search(self.text))
        spoken = self.topic.benchmark
        if spoken and self.topic.near(spoken) and (cued or same or listed):
            return [spoken]
        sole = self.topic.leading_benchmark
        return [sole] if sole and cued and (same or SUBSET in self.text or MODEL in self.text) else []

    def subsets(self, frame: Frame) -> list[str | None]:
        """The parts that a frame names, or the part that the sentence before opened; None for the whole."""
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

    def models(self, frame: Frame, before: str) -> list[str]:
        """The models that a frame names, or the one spoken of; `before` is its clause as far as the value."""
        named = [self.tokens[i].name for i in frame.owner.models]
        heir = self.topic.heir()
        if frame.earlier and (_PRIOR.search(before) or frame.arrow):
            prior = self.topic.prior(named[0] if named else heir)
            return [prior] if prior else []
        if frame.earlier and not named and not _FALLS.search(self.text):
            return []  # 得分从Ⓥ提升至Ⓥ: only the later one is told of whoever goes on
        if MODEL not in before and _STRANGER.search(before):
            return []  # Zörble在Ⓑ上得Ⓥ: somebody's whom no name was seen of
        return named or ([heir] if heir else [])

    def clause_before(self, token: int) -> str:
        """The clause of a token, as far as that."""
        place = self.skeleton.places[token]
        return self.text[self.scene.clause_start(place) : place]

    def board(self, token: int) -> Spoken:
        """The benchmark that a token names."""
        return Spoken.of(self.tokens[token], self.number)

    def draft(self, kind: ClaimKind, model: str, benchmark: str, value: float, subset: str | None) -> Draft:
        """A draft whose evidence is the sentence."""
        if benchmark in _ARENAS and subset in _ITS_TEXT_BOARD:
            benchmark, subset = _ARENA, None
        subset = None if subset == "总榜" else subset
        start, end = self.skeleton.sentence.start, self.skeleton.sentence.end
        return Draft(kind, model, benchmark, value, start, end, subset=subset, in_heading=self.in_heading)

    def is_left_for_another(self, frame: Frame, place: int) -> bool:
        """在Ⓑ上得Ⓥ,并在终端操作测试中得Ⓥ: whether the clause is of another test than the one before it."""
        start = self.scene.clause_start(place)
        own = any(self.skeleton.places[i] >= start for i in frame.benchmarks)
        return not own and (self.is_another_test(place) or self._is_other_skill(frame, place))

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

    def is_another_test(self, place: int) -> bool:
        """在终端操作基准测试中…: a test that is only described, and is not the one spoken of before."""
        found = _OTHER_TEST.search(self.text, self.scene.clause_start(place), place)
        return bool(found and not _NO_OTHER.fullmatch(found["said"]))

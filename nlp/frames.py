"""Which benchmark and part of it a value in a sentence belongs to, and whose it is, seen on the skeleton.

A list of values is dealt out over the list of names it follows (在Ⓑ、Ⓑ上分别得Ⓥ和Ⓥ); a value in brackets belongs to
what stands before them; else the nearest benchmark before it holds, then the first behind it. A part holds on until
another part, 总分 or another benchmark.
"""

import re

from data.frozen import frozen
from nlp.owners import Owner, Owners
from nlp.patterns import any_of
from nlp.scene import ALL, Scene, is_part
from nlp.setups import Setups
from nlp.skeleton import BENCHMARK, MODEL, SUBSET, VALUE

MOST_FRAMES = 400  # of one sentence

_FROM = re.compile(rf"(?:从|由)[^,;。到至{VALUE}]*$")
_ARROW = re.compile(rf"(?:→|-+>|=>|➔|⇒){VALUE}")
_TO = re.compile(rf"[^,;。{VALUE}{MODEL}]*(?:到|至|为|升|涨|降)")
_SPREAD = re.compile(rf"(?:从|由|在)[^,;]{{0,4}}{VALUE}(?:\([^()]*\))?(?:到|至){VALUE}")
_RANKED_IN = re.compile(  # 以Ⓥ排名Ⓢ第一
    rf"[^,;。{BENCHMARK}{MODEL}{VALUE}{SUBSET}]{{0,6}}{any_of('排名 位列 位居 拿下 获得 取得 登顶 夺得')}的?{SUBSET}"
)
_PUT_BEFORE = {kind: re.compile(rf"的?{kind}|\({kind}(?=\))") for kind in (BENCHMARK, SUBSET)}  # Ⓥ(Ⓑ)
_TOPIC = re.compile(rf"(?:其中|而|在|,|[^,;]{{0,4}}显示)*{SUBSET}[^,;。]{{0,6}}")
_TOTAL = re.compile(any_of("总分 总榜 总成绩 总排 总得分 总评"))
WHOLE = re.compile(any_of("总分 平均 均分 综合 整体 总体 总榜 总成绩 总排 总得分 总评"))
_PLACED_ON = re.compile(
    r"(?:单项|分)?榜(?:上|单)?(?:位居|位列|排名)?第[\d一二三四五六七八九十]+名?[、,以]?"
)  # Ⓢ榜第19、总分Ⓥ
_MEAN = re.compile(r"(?:平均|综合)(?:平均)?(?:得分|成绩|分|准确率|水平)|均分")
_SEVERAL_BOARDS = re.compile(  # 在Ⓑ、Ⓑ等多个榜单上取得SOTA
    rf"等?(?:多|\d|[两三四五六七八九十])+[个项][^,;。{BENCHMARK}{MODEL}{VALUE}]{{0,12}}?"
    rf"{any_of('榜单 基准 评测集? 测试集? 数据集 测评')}[^,;。]{{0,2}}[上中]"
)
_ON_ALL = re.compile(rf"{ALL.pattern}|[两三四五六七八九十]+[个项][^,;。]{{0,4}}(?:榜单|基准|测试|评测|数据集)")
_HAS_OWN = re.compile(f"{BENCHMARK}(?:得分|为|是|达|:)?{VALUE}")
_COUNTED = re.compile(r"[^,;。]{0,3}[两三四五六七八九十][大个项类种]")
_TOPPED = re.compile(rf"了?[^,;。的{BENCHMARK}{MODEL}{VALUE}{SUBSET}]{{0,4}}{BENCHMARK}")
_PART_TOPPED = re.compile(f"(?:了?{BENCHMARK})?的?{SUBSET}")
_ON_EACH = re.compile(  # Ⓢ、Ⓢ榜单首位
    f"(?:能力|方面|类)*(?:{any_of('榜单 分榜 子榜 排行榜 竞技场 榜 赛道 维度')})?的?$"
)
_ENTRY = re.compile(rf"(?:[-•·●]|\d+[.、)])?[^,;:{VALUE}]{{0,12}}{MODEL}(?:\([^()]*\))?(?::|,|-|—|–)*{VALUE}")


@frozen
class Frame:
    """What one value or place is tied to, as indices of tokens; empty where the sentence does not say."""

    owner: Owner
    benchmarks: tuple[int, ...] = ()
    subsets: tuple[int, ...] = ()
    settings: tuple[int, ...] = ()
    earlier: bool = False  # the value before 提升到
    arrow: bool = False  # Ⓥ→Ⓥ: the earlier one, of whoever came before


class Frames:
    """The frames of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.places = scene.places
        self.owners = Owners(scene)
        self.setups = Setups(scene)

    def of_value(self, value: int) -> Frame:
        """The frame of a value token."""
        owner = self.owners.of_value(value)
        benchmarks = self._benchmarks(value)
        settings = self.setups.of_value(value, owner, benchmarks)
        arrow = bool(_ARROW.match(self.text, self.places[value] + 1))
        earlier = arrow or self._is_earlier(value)
        return Frame(owner, tuple(benchmarks), self._subsets(value), tuple(settings), earlier, arrow)

    def of_place(self, start: int, end: int) -> Frame:
        """The frame of a rank whose words stand at start:end."""
        benchmarks = self._ranked_on(start) or self._topped(end) or self._following(end)
        return Frame(self.owners.of_place(start, end), tuple(benchmarks), self._rank_subsets(start, end))

    def _ranked_on(self, start: int) -> list[int]:
        """The last benchmark before; all of them where 三项均 says so."""
        before = self.scene.before(BENCHMARK, start)
        clause = self.text[self.scene.clause_start(start) : start]
        run = self.scene.list_of(before[-1]) if before else []
        if len(run) > 1 and _SEVERAL_BOARDS.match(self.text, self.places[run[-1]] + 1, start):
            return run
        if len(run) > 1:
            return run if _ON_ALL.search(self.text, self.places[run[-1]], start) else []
        if len(before) < 2 or not ALL.search(clause) or BENCHMARK in clause:
            return before[-1:]
        return list({self.scene.tokens[i].name: i for i in before}.values())

    def _topped(self, end: int) -> list[int]:
        """登顶Ⓑ和Ⓑ两大排行榜: a list of boards right behind the place."""
        found = _TOPPED.match(self.text, end)
        run = self.scene.list_of(self.scene.token_at(found.end() - 1)) if found else []
        return run if len(run) > 1 else []

    def is_entry(self) -> bool:
        """Whether the sentence is an entry of a list of results: Ⓜ:Ⓥ."""
        return bool(_ENTRY.match(self.text))

    def is_topic(self, subset: int) -> bool:
        """文科上,…: whether the part is all that its clause says."""
        start, end = self.scene.clause_start(self.places[subset]), self.scene.clause_end(self.places[subset])
        return bool(_TOPIC.fullmatch(self.text, start, end))

    def _is_earlier(self, value: int) -> bool:
        place = self.places[value]
        start = self.scene.clause_start(place)
        return bool(_FROM.search(self.text, start, place) and _TO.match(self.text, place + 1))

    def is_spread(self, value: int) -> bool:
        """得分从Ⓥ到Ⓥ without a word of rising: how far apart contestants are, and nobody's result."""
        place = self.places[value]
        clause = self.text[self.scene.clause_start(place) : self.scene.clause_end(place)]
        return bool(_SPREAD.search(clause)) and MODEL not in clause

    def _put_at(self, kind: str, value: int) -> int | None:
        """What the value is dealt to, stands in brackets behind, or stands right before."""
        dealt = self.scene.dealt_as(kind, value)
        if dealt is not None:
            return dealt
        place = self.places[value]
        host = self.scene.host(place)
        inside = kind == SUBSET and BENCHMARK in self.text[self.scene.bracket(place) + 1 : place]
        if host is not None and self.scene.tokens[host].kind == kind and not inside:
            return host
        found = _PUT_BEFORE[kind].match(self.text, place + 1)
        return self.scene.token_at(found.end() - 1) if found else None

    # ── benchmarks ──

    def _benchmarks(self, value: int) -> list[int]:
        put = self._put_at(BENCHMARK, value)
        if put is not None:
            return [put]
        place = self.places[value]
        before = self.scene.before(BENCHMARK, place)
        if before and self._is_over_all(before, place):
            return []
        return self._shared(before[-1], place) if before else self._following(place)

    def _is_over_all(self, before: list[int], place: int) -> bool:
        """Ⓑ为Ⓥ,Ⓑ为Ⓥ,平均Ⓥ: the mean of several benchmarks is on none of them."""
        between = self.text[self.places[before[-1]] : place]
        mean = _MEAN.search(between)
        several = len({self.scene.tokens[i].name for i in before}) > 1
        return bool(several and mean and VALUE in between[: mean.start()])

    def _shared(self, nearest: int, place: int) -> list[int]:
        """A list of benchmarks shares a value only where 均 or 都 says so, or where it is a bound (得分超过80%)."""
        run = self.scene.list_of(nearest)
        value = self.scene.tokens[self.scene.token_at(place)].value
        beyond = value is not None and value.bound and len(self.scene.list_of(self.scene.token_at(place))) == 1
        return run if len(run) == 1 or beyond or ALL.search(self.text, self.places[nearest], place) else []

    def _following(self, place: int) -> list[int]:
        """The first benchmark behind, in the same clause or in the next, if that has no value of its own."""
        after = [i for i in self.scene.of(BENCHMARK) if self.places[i] > place]
        if not after or len(self.scene.list_of(after[0])) > 1:
            return []
        first, end = self.places[after[0]], self.scene.clause_end(place)
        between = self.text[place + 1 : first]
        if "," in between and _HAS_OWN.match(self.text, first):
            return []  # (Ⓥ,ⒷⓋ)
        if self.scene.bracket(place) >= 0 and ")" in between and "(" in between:
            return []  # Ⓜ(Ⓥ)、Ⓜ(ⒷⓋ)
        if first < end:
            return after[:1]
        next_end = self.scene.clause_end(min(end + 1, len(self.text)))
        return after[:1] if first < next_end and VALUE not in self.text[first:next_end] else []

    # ── subsets ──

    def _subsets(self, value: int) -> tuple[int, ...]:
        put = self._put_at(SUBSET, value)
        if put is not None:
            return (put,)
        place = self.places[value]
        before = self.scene.before(SUBSET, place)
        if before and self._still_holds(before[-1], place):
            return (before[-1],)
        ranked = _RANKED_IN.match(self.text, place + 1)
        return (self.scene.token_at(ranked.end() - 1),) if ranked and not before else ()

    def _still_holds(self, subset: int, place: int) -> bool:
        between = self.text[self.places[subset] + 1 : place]
        if len(self.scene.list_of(subset)) > 1 or self._is_left(subset, between):
            return False
        if BENCHMARK not in between:
            return True
        if ":" in between[1 : between.index(BENCHMARK)]:
            return False  # 推理与编程称王:在Ⓑ上… is a heading
        return VALUE not in between and self._is_part_of(subset, self.scene.before(BENCHMARK, place)[-1])

    def _is_part_of(self, subset: int, benchmark: int) -> bool:
        """推理能力方面,Ⓜ在Ⓑ上…: a skill named before a test is its part only where the test is a board of skills."""
        named = self.scene.tokens[benchmark].named
        return named is not None and is_part(self.scene.tokens[subset], named)

    def _is_left(self, subset: int, between: str) -> bool:
        """Whether 总分, 平均 or their like go back to the whole; 文科上,综合成绩… is still of the part."""
        found = WHOLE.search(between)
        if found and found.start() == 0:  # 文科总分
            found = WHOLE.search(between, found.end())
        if not found or _PLACED_ON.fullmatch(between, 0, found.start()):
            return False
        if not self.is_topic(subset) or VALUE in between[: found.start()] or _TOTAL.match(found[0]):
            return True
        value = between.find(VALUE)
        return value >= 0 and WHOLE.search(between, value) is not None

    def _rank_subsets(self, place: int, end: int) -> tuple[int, ...]:
        if found := _PART_TOPPED.match(self.text, end):
            return (self.scene.token_at(found.end() - 1),)
        before = self.scene.before(SUBSET, place)
        if not before:
            return ()
        between = self.text[self.places[before[-1]] + 1 : place]
        if self._is_left(before[-1], between) or (BENCHMARK in between and "," in between):
            return ()
        run = self.scene.list_of(before[-1])
        return tuple(run) if len(run) == 1 or _shared_by(between) else ()


def _shared_by(between: str) -> bool:
    """Whether what stands between a list of parts and a place gives the place on each part."""
    return bool(ALL.search(between) or _COUNTED.match(between) or _ON_EACH.match(between))

"""Which model, benchmark, subset and setting a value in a sentence belongs to, seen on the sentence's skeleton.

The rules, in order: a list of values is dealt out over the list of names it follows (在Ⓑ、Ⓑ上分别得Ⓥ和Ⓥ); a value in brackets
belongs to what stands before them; Ⓜ的Ⓥ is Ⓜ's; else the clause's own subject has it, else the subject of the clauses
before. A model behind 超过, 比, 相比 and their like is an object: it has a value only where one is put to it.
"""

import re
from dataclasses import dataclass, field

from nlp.skeleton import BENCHMARK, HUMAN, LETTERS, MODEL, SETTING, SUBSET, VALUE, Skeleton

MOST_FRAMES = 400  # of one sentence

_JOINED = re.compile(
    r"(?:\([^()]*\)|测试|榜单|模型|版本|评测|数据集|任务|大模型|芯片|两个|左右|以上)*(?:、|,|和|与|及|以及|/|或|跟|;)(?:在)?"
)
_JOINED_MODELS = re.compile(
    r"(?:\([^()]*\)|模型|版本|大模型|系列|系列模型|芯片)*(?:、|和|与|及|以及|/|或|跟|同|,以及|,和)(?:前代|谷歌|国内|国外)?"
)
_DEALT = re.compile(r"分别|依次|各自|各为")
_ALL = re.compile(r"均|都|全部|双双|同为|同样|皆|一致|并列|同分")
_BREAK = re.compile(r"[,;。!?]")
_OBJECT = re.compile(
    r"(?:超过|超越|超出|超|高于|优于|领先于?|低于|落后于?|不及|不如|逊于|逊色于|逊色|稍逊|击败|打败|战胜|胜过|胜|赶超|反超|力压|压倒|媲美|比肩|持平于?"
    r"|接近|逼近|对标|相比于?|相较于?|相对于?|对比|比较|较|比|仅次于|次于|紧追|紧跟|基于|不敌|碾压|秒杀|强于|好于|大于|小于|追平|追上|看齐|相当于"
    r"|不弱于|弱于|不输于?|堪比|匹敌|压过|盖过|甩开|拉开与?|对战|对阵|使用|采用|蒸馏|参考|来自|包括|例如|前有|替代|取代|代替|甚至|前代|前作|上一代|前一代|老款|旧版)"
    rf"[^,;:。!?{MODEL}{VALUE}]{{0,20}}$"
)
_STARTING = re.compile(r"(?<![云服顺遵听自])从(?!容|科技|事|业)[^,;:。]{0,6}$")
_TIED = re.compile(r"并列|共同|同列|同为|同分|打平|双双")
_AND_ANOTHER = re.compile(rf"(?:的|\\()?{VALUE}\\)?(?:、|和|与|及|以及|,以及|,和)[^,;。{MODEL}{VALUE}]{{0,10}}")
_WITH = re.compile(r"(?:^|[,;。])(?:而|且|其)?(?:与|和|跟|同)[^,;]{0,6}$")
_COMPARED = re.compile(r"(?:系列|模型|等)*(?:相比|相较|持平|不相上下|相当|接近|齐平|打平|的差距|的对战|对战|之间|比)")
_OWNS = re.compile(
    r"(?:系列|模型|大模型|版本|版|芯片|之前|此前|目前|官方|自己|上一代|\([^()]*\))*"
    rf"(?:的|之前|此前|为|是|仅为?|只有|:|则|得分|达到|[{BENCHMARK}{SUBSET}])"
)
_ENTRY = re.compile(rf"^(?:[-•·●]|\d+[.、)])?[^,;:Ⓥ]{{0,12}}{MODEL}(?:\([^()]*\))?(?::|,|-|—|–)*{VALUE}")
_FROM = re.compile(rf"(?:从|由)[^,;。到至{VALUE}]*$")
_TO = re.compile(rf"^[^,;。{VALUE}{MODEL}]*(?:到|至|为|升|涨|降)")
_TOPIC = re.compile(rf"(?:其中|而|在|,|[^,;]{{0,4}}显示)*{SUBSET}[^,;。]{{0,6}}")
_TOTAL = re.compile(r"总分|总榜|总成绩|总排|总得分|总评")
_WHOLE = re.compile(r"总分|平均|均分|综合|整体|总体|总榜|总成绩|总排|总得分|总评")


@dataclass(slots=True)
class Frame:
    """What one value of a sentence is tied to, as indices of tokens; empty where the sentence does not say."""

    value: int
    models: list[int] = field(default_factory=list)
    benchmarks: list[int] = field(default_factory=list)
    subsets: list[int] = field(default_factory=list)
    settings: list[int] = field(default_factory=list)
    of_rival: bool = False
    of_human: bool = False
    earlier: bool = False  # the value before 提升到


def is_object(text: str, place: int) -> bool:
    """Whether the name at `place` of a skeleton's text is what something is compared with or made from."""
    before = text[max(0, place - 30) : place]
    return bool(_OBJECT.search(before) or _STARTING.search(before))


class Scene:
    """A skeleton with its clauses, brackets and lists worked out once; it tells to what a place in it belongs."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.text = skeleton.text
        self.places = skeleton.places
        self.tokens = skeleton.tokens
        self.opened, self.starts = _outline(self.text)
        self.lists = {kind: _lists(skeleton, kind) for kind in (MODEL, BENCHMARK, SUBSET, SETTING, VALUE)}
        self.group = {i: run for runs in self.lists.values() for run in runs for i in run}
        self.models = skeleton.of(MODEL)
        self.objects = self._objects()
        self.dealt = self._deal()

    def frames(self) -> list[Frame]:
        """One frame a value, in order, at most MOST_FRAMES."""
        return [self._frame(value) for value in self.skeleton.of(VALUE)[:MOST_FRAMES]]

    def is_entry(self) -> bool:
        """Whether the sentence is an entry of a list of results: Ⓜ:Ⓥ."""
        return bool(_ENTRY.match(self.text))

    def place_frame(self, start: int, end: int) -> Frame:
        """The frame of a rank's words at start:end of the text; its `value` means nothing."""
        frame = Frame(-1)
        if found := re.match(rf"(?:的|是|为|:)?(?:国产|国内)?{MODEL}", self.text[end:]):
            frame.models = self.lists_of(self._token_at(end + found.end() - 1))
        else:
            self._owner(frame, start, by_rank=True)
        before = [i for i in self.skeleton.of(BENCHMARK) if self.places[i] < start]
        frame.benchmarks = [before[-1]] if before else self._following(end)
        frame.subsets = self._rank_subsets(start)
        return frame

    def _frame(self, value: int) -> Frame:
        frame = Frame(value, earlier=self._is_earlier(value))
        self._put_model(frame)
        frame.benchmarks = self._benchmarks(value)
        self._put_subset(frame)
        frame.settings = self._settings(frame)
        return frame

    # ── places ──

    def clause_start(self, place: int) -> int:
        return self.starts[place]

    def clause_end(self, place: int) -> int:
        found = next((m.start() for m in _BREAK.finditer(self.text, place) if self.opened[m.start()] < 0), None)
        return len(self.text) if found is None else found

    def host(self, place: int) -> int | None:
        """The token right before the bracket in which `place` stands."""
        opened = self.opened[place]
        if opened < 1:
            return None
        before = re.sub(r"(?:系列|模型|版本|的|大模型|处理器|芯片)+$", "", self.text[:opened])
        return self._token_at(len(before) - 1) if before and before[-1] in LETTERS else None

    def _token_at(self, place: int) -> int:
        return self.places.index(place)

    def last(self, kind: str, start: int, end: int) -> int | None:
        """The last token of `kind` at start <= place < end that stands outside closed brackets."""
        for i in reversed(self.skeleton.of(kind)):
            if start <= self.places[i] < end and (
                self.opened[self.places[i]] < 0 or self.opened[self.places[i]] == self.opened[end - 1]
            ):
                return i
        return None

    # ── models ──

    def _objects(self) -> set[int]:
        objects: set[int] = set()
        for i in self.models:
            run = self.group.get(i, [i])
            before = self.text[: self.places[run[0]]]
            if is_object(before, len(before)) or (
                _WITH.search(before[-12:]) and _COMPARED.match(self.text, self.places[run[-1]] + 1)
            ):
                objects.add(i)
            elif run[0] == i and i > 0 and self._goes_on(i, objects):
                objects.add(i)
        return objects

    def _goes_on(self, model: int, objects: set[int]) -> bool:
        """高于Ⓜ的Ⓥ和Ⓜ的Ⓥ: the second is compared with like the first."""
        earlier = [i for i in self.models if i < model]
        if not earlier or earlier[-1] not in objects:
            return False
        return bool(_AND_ANOTHER.fullmatch(self.skeleton.between(earlier[-1], model)))

    def subjects(self, start: int, end: int) -> list[int]:
        """The subject of a stretch: its first model that is no object, with those listed beside it."""
        for i in self.models:
            if start <= self.places[i] < end and i not in self.objects and self.opened[self.places[i]] < 0:
                return self.group.get(i, [i])
        return []

    def _put_model(self, frame: Frame) -> None:
        dealt = self.dealt.get(frame.value, {}).get(MODEL)
        if dealt is not None:
            frame.models = [dealt]
            return
        place = self.places[frame.value]
        host = self.host(place)
        if host is not None and self.tokens[host].kind in (MODEL, HUMAN) and not self._inside(MODEL, place):
            frame.models, frame.of_rival = [host], host in self.objects
            frame.of_human = self.tokens[host].kind == HUMAN
            return
        self._owner(frame, place)

    def _inside(self, kind: str, place: int) -> bool:
        return kind in self.text[self.opened[place] + 1 : place]

    def _owner(self, frame: Frame, place: int, by_rank: bool = False) -> None:
        if self.opened[place] >= 0 and not self._inside(MODEL, place):
            place = self.opened[place]
        start = self.clause_start(place)
        nearest = self.last(MODEL, start, place)
        human = self.last(HUMAN, start, place)
        if human is not None and (nearest is None or human > nearest):
            frame.of_human = True
            return
        if nearest is None:
            follower = re.match(rf"的{MODEL}", self.text[place + 1 :])
            if follower and not self._before(start):
                frame.models = [self._token_at(place + 2)]
                return
            frame.models = self._before(start)
            return
        between = self.text[self.places[nearest] + 1 : place]
        if nearest not in self.objects:
            frame.models = self.group.get(nearest, [nearest])
            return
        if not by_rank and _OWNS.match(between) and VALUE not in between:
            frame.models, frame.of_rival = [nearest], True
            return
        frame.models = self.subjects(start, self.places[nearest]) or self._before(start)

    def _before(self, start: int) -> list[int]:
        """The subject of the nearest clause before `start` that has one."""
        while start > 0:
            end, start = start, self.clause_start(start - 1)
            found = self.subjects(start, end)
            if found:
                return found
        return []

    def _is_earlier(self, value: int) -> bool:
        place = self.places[value]
        start = self.clause_start(place)
        return bool(_FROM.search(self.text[start:place]) and _TO.match(self.text[place + 1 :]))

    # ── benchmarks ──

    def _benchmarks(self, value: int) -> list[int]:
        dealt = self.dealt.get(value, {}).get(BENCHMARK)
        if dealt is not None:
            return [dealt]
        place = self.places[value]
        host = self.host(place)
        if host is not None and self.tokens[host].kind == BENCHMARK:
            return [host]
        if found := re.match(rf"的?{BENCHMARK}", self.text[place + 1 :]):
            return [self._token_at(place + found.end())]
        before = [i for i in self.skeleton.of(BENCHMARK) if self.places[i] < place]
        if before:
            return self._shared(before[-1], place)
        return self._following(place)

    def _shared(self, nearest: int, place: int) -> list[int]:
        run = self.group.get(nearest, [nearest])
        if len(run) == 1:
            return run
        return run if _ALL.search(self.text[self.places[nearest] : place]) else []

    def _following(self, place: int) -> list[int]:
        end = self.clause_end(place)
        after = [i for i in self.skeleton.of(BENCHMARK) if self.places[i] > place]
        if not after or len(self.group.get(after[0], [0])) > 1:
            return []
        first = self.places[after[0]]
        return (
            after[:1]
            if first < end
            or (first < self.clause_end(end + 1) and VALUE not in self.text[first : self.clause_end(first)])
            else []
        )

    # ── subsets ──

    def _put_subset(self, frame: Frame) -> None:
        dealt = self.dealt.get(frame.value, {})
        if SUBSET in dealt:
            frame.subsets = [dealt[SUBSET]]
            return
        place = self.places[frame.value]
        host = self.host(place)
        if host is not None and self.tokens[host].kind == SUBSET:
            frame.subsets = [host]
            return
        if found := re.match(rf"的?{SUBSET}", self.text[place + 1 :]):
            frame.subsets = [self._token_at(place + found.end())]
            return
        before = [i for i in self.skeleton.of(SUBSET) if self.places[i] < place]
        if before and self._still_holds(before[-1], place):
            frame.subsets = [before[-1]]

    def _still_holds(self, subset: int, place: int) -> bool:
        between = self.text[self.places[subset] + 1 : place]
        run = self.group.get(subset, [subset])
        if len(run) > 1 or self._is_left(subset, between):
            return False
        return not (BENCHMARK in between and VALUE in between)

    def _is_left(self, subset: int, between: str) -> bool:
        """Whether 总分, 平均 or their like go back to the whole; 文科上,综合成绩… is still of the part."""
        found = _WHOLE.search(between)
        if not found:
            return False
        of_part = self._is_topic(subset) and VALUE not in between[: found.start()] and not _TOTAL.match(found[0])
        return not of_part or bool(_WHOLE.search(between, between.find(VALUE)) if VALUE in between else False)

    def _rank_subsets(self, place: int) -> list[int]:
        before = [i for i in self.skeleton.of(SUBSET) if self.places[i] < place]
        if not before:
            return []
        between = self.text[self.places[before[-1]] + 1 : place]
        if self._is_left(before[-1], between) or (BENCHMARK in between and "," in between):
            return []
        run = self.lists_of(before[-1])
        return run if len(run) == 1 or _ALL.search(between) else []

    def _is_topic(self, subset: int) -> bool:
        """文科上,…: the part is what its whole clause says."""
        start, end = self.clause_start(self.places[subset]), self.clause_end(self.places[subset])
        return bool(_TOPIC.fullmatch(self.text[start:end]))

    # ── settings ──

    def _settings(self, frame: Frame) -> list[int]:
        place = self.places[frame.value]
        own = self._in_bracket_after(place) or self._in_own_bracket(place)
        if own:
            return own
        dealt = self.dealt.get(frame.value, {}).get(SETTING)
        if dealt is not None:
            return [dealt]
        if frame.of_rival and not _ALL.search(self.text[self.clause_start(place) : place]):
            return []
        for benchmark in frame.benchmarks:
            at = self.places[benchmark]
            bound = self._in_bracket_after(at)
            rivals = re.search(rf"{VALUE}.*{MODEL}", self.text[at:place])
            if bound or rivals:
                return [] if rivals else bound
        return self._loose_settings(place)

    def _in_bracket_after(self, place: int) -> list[int]:
        if self.text[place + 1 : place + 2] != "(":
            return []
        end = self.text.find(")", place)
        inside = self.text[place + 2 : end]
        if VALUE in inside or MODEL in inside:
            return []
        return [i for i in self.skeleton.of(SETTING) if place < self.places[i] < end]

    def _in_own_bracket(self, place: int) -> list[int]:
        opened = self.opened[place]
        if opened < 0:
            return []
        end = self.text.find(")", place)
        return [i for i in self.skeleton.of(SETTING) if opened < self.places[i] < (end if end > 0 else len(self.text))]

    def _loose_settings(self, place: int) -> list[int]:
        before = [i for i in self.skeleton.of(SETTING) if self.places[i] < place and self.opened[self.places[i]] < 0]
        if not before:
            return []
        between = self.text[self.places[before[-1]] + 1 : place]
        if (BENCHMARK in between and VALUE in between) or len(self.lists_of(before[-1])) > 1:
            return self._screens(before) if BENCHMARK not in between else []
        kept = [before[-1]]
        for i in reversed(before[:-1]):
            gap = self.text[self.places[i] + 1 : self.places[kept[0]]]
            if not re.fullmatch(r"(?:的|\+|/|&|,|设置|下|模式)*", gap):
                break
            kept.insert(0, i)
        return kept

    def _screens(self, before: list[int]) -> list[int]:
        run = self.lists_of(before[-1])
        kinds = {c.kind for i in run if (c := self.tokens[i].condition)}
        return run if kinds == {"screen"} else []

    def lists_of(self, token: int) -> list[int]:
        return self.group.get(token, [token])

    # ── lists ──

    def _deal(self) -> dict[int, dict[str, int]]:
        """Each value of a list over the name at the same place of the list that it follows."""
        dealt: dict[int, dict[str, int]] = {}
        for run in self.lists[VALUE]:
            names = self._list_for(run)
            for value, name in zip(run, names, strict=False):
                dealt[value] = {self.tokens[name].kind: name}
        return dealt

    def _list_for(self, run: list[int]) -> list[int]:
        first = self.places[run[0]]
        fitting = [
            names
            for kind in (MODEL, BENCHMARK, SUBSET, SETTING)
            for names in self.lists[kind]
            if len(names) == len(run) and self.places[names[-1]] < first
        ]
        if not fitting:
            return self._all_before(run)
        names = max(fitting, key=lambda names: self.places[names[-1]])
        between = self.text[self.places[names[-1]] : first]
        near = len(_BREAK.findall(between)) <= 1
        return names if near or _DEALT.search(self.text[self.places[names[0]] : first]) else []

    def _all_before(self, run: list[int]) -> list[int]:
        """在上述测试中分别为…: all benchmarks named so far, where there are as many."""
        first = self.places[run[0]]
        named: dict[str, int] = {}
        for i in self.skeleton.of(BENCHMARK):
            if self.places[i] < first:
                named.setdefault(self.tokens[i].name, i)
        dealt = _DEALT.search(self.text[self.clause_start(first) : first])
        return list(named.values()) if dealt and len(named) == len(run) else []


def _outline(text: str) -> tuple[list[int], list[int]]:
    """For each place: where the bracket around it opens (-1: none), and where its clause starts."""
    opened, starts, stack, start = [], [], [], 0
    for place, letter in enumerate(text):
        if letter == "(":
            opened.append(stack[-1] if stack else -1)
            stack.append(place)
        elif letter == ")" and stack:
            stack.pop()
            opened.append(stack[-1] if stack else -1)
        else:
            opened.append(stack[-1] if stack else -1)
        if not stack and _BREAK.match(letter):
            starts.append(start)
            start = place + 1
        else:
            starts.append(start)
    return opened, starts


def _lists(skeleton: Skeleton, kind: str) -> list[list[int]]:
    """Runs of two and more tokens of one kind that only 、, 和 and their like part."""
    joined = _JOINED_MODELS if kind == MODEL else _JOINED
    runs: list[list[int]] = []
    last: int | None = None
    for i in skeleton.of(kind):
        if last is not None and (joined.fullmatch(skeleton.between(last, i)) or _is_tied(skeleton, last, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    return [run for run in runs if len(run) > 1]


def _is_tied(skeleton: Skeleton, first: int, second: int) -> bool:
    """Ⓜ在…中与Ⓜ并列: both have the place."""
    if skeleton.tokens[first].kind != MODEL or not _TIED.match(skeleton.text, skeleton.places[second] + 1):
        return False
    return bool(re.fullmatch(r"[^,;。]*[与和同跟]", skeleton.between(first, second)))

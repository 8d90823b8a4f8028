"""A skeleton taken apart: its clauses, brackets and lists, and which names a list of values is dealt over."""

import re
from functools import cached_property

from data.hanzi import simplify
from nlp.mentions import Named
from nlp.patterns import any_of
from nlp.skeleton import BENCHMARK, LETTERS, MODEL, SETTING, SUBSET, VALUE, Skeleton, Token

BREAK = re.compile(r"[,;。!?]")
_MARK = re.compile(r"[(),;。!?]")
DEALT = re.compile(r"分别|依次|各自|各为")
ALL = re.compile(any_of("(?<!平)均 都 全部 双双 同为 同样 皆 一致 并列 同分"))

_AND = any_of("、 , 和 与 及 以及 / 或 跟 ;")
_MODELS_AND = any_of("、 和 与 及 以及 / 或 跟 同 ,以及 ,和")
_JOINED = re.compile(
    rf"(?:\([^()]*\)|{any_of('类 榜 测试 榜单 模型 版本 评测 数据集 任务 大模型 芯片 两个 左右 以上')})*{_AND}(?:在)?"
)
_JOINED_MODELS = re.compile(
    rf"(?:\([^()]*\)|{any_of('模型 版本 大模型 系列 系列模型 芯片 正式版 预览版')})*{_MODELS_AND}"
    rf"(?:{any_of('前代 谷歌 国内 国外')}|[^,;。、{MODEL}{VALUE}]{{0,10}}(?:推出|发布|开源)的)?"
)
_TIED = re.compile(any_of("并列 共同 同列 同为 同分 打平 双双"))
_WITH_ANOTHER = re.compile(r"[^,;。]*[与和同跟]")
_DESCRIBES = re.compile(
    any_of("能力 的 综合 权威 中文 英文 评测 测评 基准 测试 榜单 榜 集 数据集 竞赛 任务 题库 考试 评估")
    + f"*{BENCHMARK}"
)
_IS_A_TEST = re.compile(any_of("评测 测评 基准 数据集 评估 测试 竞赛 考试 题"))
_OF_SEVERAL = re.compile(rf"等(?:多|\d|[两三四五六七八九十])+[个项][^,;。{MODEL}{VALUE}]{{0,12}}")
_NAMELY = re.compile(r"(?:这[个项一]|作为|是|即)[^,;。]{0,12}")  # Ⓑ这个公认的Ⓢ测试
# 远低于Ⓑ的Ⓥ, 相较于前代Ⓑ: a benchmark that another is compared with, of which nothing is told but its own figures
_CONTRAST_BEFORE = re.compile(
    rf"{any_of('低于 高于 难于 不同于 区别于 相比于? 相较于? 较之 避免了? 取代 替代')}"
    rf"{any_of('前代 上一代 传统的? 此前的? 先前的? 之前的? 以往的? 老 旧 原有的? 现有的? 经典的? 基准')}*$"
)
_CONTRAST_BEHIND = re.compile(any_of("(?:基准|测试|评测)?相比 (?:基准|测试|评测)?相较 不同 的不同之处"))
_CONTRASTING = re.compile(rf"(?:与|和|跟|同)[^,;{MODEL}]{{0,20}}$")
_HELD = re.compile(
    rf"的?[^,;。{LETTERS}]{{0,6}}{any_of('稳居 位居 位列 高居 登顶 拿下 领跑 问鼎 居 列 夺得 斩获 包揽')}"
    rf"了?{BENCHMARK}?的?"
)
_CLASS = re.compile(rf"(?:{any_of('系列 模型 版本 变体 的 大模型 处理器 芯片')}|第[一二三四五六七八九十\d]+[名位]?)+$")


class Scene:
    """What stands where in a skeleton; places count in its text, tokens by their index."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.text = skeleton.text
        self.places = skeleton.places
        self.tokens = skeleton.tokens
        self._opened, self._starts = _outline(self.text)
        self._index = {place: i for i, place in enumerate(self.places)}
        self.contrasted = frozenset(
            i for i, t in enumerate(self.tokens) if t.kind == BENCHMARK and self._is_contrasted(i)
        )
        self._of: dict[str, list[int]] = {letter: [] for letter in LETTERS}
        for i, token in enumerate(self.tokens):
            if i not in self.contrasted and (token.kind != SUBSET or not self._describes(i)):
                self._of[token.kind].append(i)

    def _describes(self, subset: int) -> bool:
        """中文对齐评测Ⓑ, Ⓑ语义理解评测 and Ⓑ等多个数学榜单 say what Ⓑ is, and no part of it."""
        place = self.places[subset]
        if _DESCRIBES.match(self.text, place + 1):
            return True
        start = self.text.rfind(BENCHMARK, 0, place) + 1
        if start and _OF_SEVERAL.fullmatch(self.text, start, place):
            return True
        before = self.tokens[subset - 1] if subset and self.tokens[subset - 1].kind == BENCHMARK else None
        between = self.text[self.places[subset - 1] + 1 : place] if before else ""
        named = before.named if before and (not between or _NAMELY.fullmatch(between)) else None
        if named is None or not _IS_A_TEST.match(self.text, place + 1):
            return False
        return not is_part(self.tokens[subset], named)

    def _is_contrasted(self, benchmark: int) -> bool:
        place = self.places[benchmark]
        before = self.text[max(0, place - 24) : place]
        if _CONTRAST_BEFORE.search(before):
            return True
        return bool(_CONTRAST_BEHIND.match(self.text, place + 1) and _CONTRASTING.search(before))

    def is_of_contrasted(self, value: int) -> bool:
        """Ⓑ的Ⓥ or Ⓥ的Ⓑ of a benchmark that is only compared with: its own figure, and nobody's result."""
        place = self.places[value]
        around = (
            place - 2 if self.text[place - 1 : place] == "的" else place - 1,
            place + 2 if self.text[place + 1 : place + 2] == "的" else place + 1,
        )
        return any(self._index.get(at) in self.contrasted for at in around)

    # ── tokens ──

    def of(self, kind: str) -> list[int]:
        """The tokens of one kind, in order."""
        return self._of[kind]

    def token_at(self, place: int) -> int:
        """The token whose letter stands at `place`."""
        return self._index[place]

    def before(self, kind: str, place: int) -> list[int]:
        """The tokens of one kind before `place`."""
        return [i for i in self._of[kind] if self.places[i] < place]

    def last(self, kind: str, start: int, end: int) -> int | None:
        """The last token of `kind` at start <= place < end that no closed bracket hides."""
        around = self._opened[end - 1] if end else -1
        for i in reversed(self._of[kind]):
            place = self.places[i]
            if start <= place < end and self._opened[place] in (-1, around):
                return i
        return None

    def list_of(self, token: int) -> list[int]:
        """The list that a token stands in; itself alone where it stands in none."""
        return self._lists.get(token, [token])

    def last_list(self, kind: str, place: int) -> list[int]:
        """The last list of one kind before `place`; empty where there is none."""
        ended = [run for run in self._runs[kind] if self.places[run[-1]] < place]
        return ended[-1] if ended else []

    # ── clauses and brackets ──

    def clause_start(self, place: int) -> int:
        return self._starts[place]

    def clause_end(self, place: int) -> int:
        ends = (m.start() for m in BREAK.finditer(self.text, place) if self._opened[m.start()] < 0)
        return next(ends, len(self.text))

    def bracket(self, place: int) -> int:
        """Where the bracket around `place` opens, -1 where there is none."""
        return self._opened[place]

    def host(self, place: int) -> int | None:
        """The token right before the bracket in which `place` stands."""
        opened = self._opened[place]
        if opened < 1:
            return None
        before = _CLASS.sub("", self.text[:opened])
        return self._index.get(len(before) - 1)

    # ── lists ──

    @cached_property
    def _runs(self) -> dict[str, list[list[int]]]:
        return {kind: _runs(self.skeleton, self._of[kind], kind) for kind in (MODEL, BENCHMARK, SUBSET, SETTING, VALUE)}

    @cached_property
    def _lists(self) -> dict[int, list[int]]:
        return {i: run for runs in self._runs.values() for run in runs for i in run}

    @cached_property
    def dealt(self) -> dict[int, int]:
        """Each value of a list, and the name that stands at its place in the list dealt over."""
        pairs: dict[int, int] = {}
        for run in self._runs[VALUE]:
            pairs.update(zip(run, self._names_for(run), strict=False))
        return pairs

    def dealt_as(self, kind: str, value: int) -> int | None:
        """The name of one kind that a value is dealt to."""
        name = self.dealt.get(value)
        return name if name is not None and self.tokens[name].kind == kind else None

    def _names_for(self, run: list[int]) -> list[int]:
        """The nearest list of as many names before a list of values."""
        first = self.places[run[0]]
        fitting = [
            names
            for kind in (MODEL, BENCHMARK, SUBSET, SETTING)
            for names in self._runs[kind]
            if len(names) == len(run) and self.places[names[-1]] < first
        ]
        if not fitting:
            return self._behind(run) or self._all_before(run)
        names = max(fitting, key=lambda names: self.places[names[-1]])
        breaks = len(BREAK.findall(self.text, self.places[names[-1]], first))
        return names if breaks <= 1 or DEALT.search(self.text, self.places[names[0]], first) else []

    def _behind(self, run: list[int]) -> list[int]:
        """以Ⓥ和Ⓥ稳居总榜和Ⓢ榜第一: the list of as many parts or benchmarks right behind the values."""
        last = self.places[run[-1]]
        for kind in (SUBSET, BENCHMARK):
            for names in self._runs[kind]:
                if len(names) == len(run) and _HELD.fullmatch(self.text, last + 1, self.places[names[0]]):
                    return names
        return []

    def _all_before(self, run: list[int]) -> list[int]:
        """在上述测试中分别为…: all benchmarks named so far, where there are as many."""
        first = self.places[run[0]]
        named: dict[str, int] = {}
        for i in self.before(BENCHMARK, first):
            named.setdefault(self.tokens[i].name, i)
        host = self.host(first)  # 均超过Ⓜ(Ⓥ和Ⓥ)
        of_model = host is not None and self.tokens[host].kind == MODEL
        dealt = of_model or DEALT.search(self.text, self.clause_start(first), first)
        return list(named.values()) if dealt and len(named) == len(run) else []


def is_part(subset: Token, benchmark: Named) -> bool:
    """Whether a skill may be a part of a benchmark: of a board of skills, or of one whose entry names it."""
    entry = benchmark.entry
    return entry is not None and (entry.kind == "board" or simplify(subset.name) in entry.subsets)


def _outline(text: str) -> tuple[list[int], list[int]]:
    """For each place: where the bracket around it opens (-1: none), and where its clause starts."""
    opened: list[int] = []
    starts: list[int] = []
    stack: list[int] = []
    start = 0
    for mark in _MARK.finditer(text):
        place, letter = mark.start(), mark[0]
        passed = place - len(opened) + (letter != ")" or not stack)
        opened += [stack[-1] if stack else -1] * passed
        if letter == ")" and stack:
            stack.pop()
            opened.append(stack[-1] if stack else -1)
        starts += [start] * (place + 1 - len(starts))
        if letter == "(":
            stack.append(place)
        elif letter != ")" and not stack:
            start = place + 1
    opened += [stack[-1] if stack else -1] * (len(text) - len(opened))
    starts += [start] * (len(text) - len(starts))
    return opened, starts


def _runs(skeleton: Skeleton, tokens: list[int], kind: str) -> list[list[int]]:
    """Lists of two and more tokens of one kind that only 、, 和 and their like part."""
    joined = _JOINED_MODELS if kind == MODEL else _JOINED
    runs: list[list[int]] = []
    last: int | None = None
    for i in tokens:
        if last is not None and kind == BENCHMARK and skeleton.tokens[i].name == skeleton.tokens[last].name:
            continue
        if last is not None and (joined.fullmatch(skeleton.between(last, i)) or _are_both(skeleton, last, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    return [run for run in runs if len(run) > 1]


def _are_both(skeleton: Skeleton, first: int, second: int) -> bool:
    """两者, or Ⓜ在…中与Ⓜ并列: what is said holds for both."""
    one, other = skeleton.tokens[first], skeleton.tokens[second]
    if one.kind != MODEL or one.named is None:
        return one.kind == MODEL and other.named is None and one.end == other.start
    if not _TIED.match(skeleton.text, skeleton.places[second] + 1):
        return False
    return bool(_WITH_ANOTHER.fullmatch(skeleton.between(first, second)))

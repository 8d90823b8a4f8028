"""Whose a value or a place is: the model that stands by it, else the subject of its clause, else of a clause before.

A model behind 超过, 比, 相比 and their like is an object of comparison: a value is its own only where it is put to it
(超过Ⓜ的Ⓥ, Ⓜ(Ⓥ)); what else stands in the clause is the subject's.
"""

import re
from functools import cached_property

from data.frozen import frozen
from nlp.patterns import any_of, swift
from nlp.scene import Scene
from nlp.skeleton import BENCHMARK, HUMAN, MODEL, SUBSET, VALUE

_COMPARES = any_of(
    """
    超过 超越 超出 超 高于 优于 领先于? 低于 落后于? 不及 不如 逊于 逊色于? 稍逊 击败 打败 战胜 胜过 胜 略胜 赶超
    反超 力压 压倒
    直逼 直追 紧逼
    媲美 比肩 持平于? 接近 逼近 对标 相比于? 相较于? 相对于? 对比(?!的) 比较(?!的) (?<!比)较 比(?![较如]) 仅次于 次于
    紧追 紧跟 基于 不敌 碾压 秒杀 强于 好于
    大于 小于 追平 追上 看齐 相当于 不弱于 弱于 不输于? 堪比 匹敌 压过 盖过 甩开 拉开与? 对战 对阵 使用 采用 通过
    借助 依托 蒸馏
    参考 来自 包括
    例如 比如 前有 替代 取代 代替 甚至 前代 前作 上一代 前一代 老款 旧版
    """
)
_OBJECT = swift(rf"{_COMPARES}[^,;:。!?{MODEL}{VALUE}]{{0,20}}$")
_STARTING = swift(r"(?<![云服顺遵听])从(?!容|科技|事|业)[^,;:。]{0,6}$")  # 从Ⓜ的Ⓥ提升到…, but no 云从科技
# 而上一代Ⓜ只有Ⓥ: the earlier version is the subject here
_OWN_PAST = re.compile(
    rf"(?:^|[,;。])(?:而|且|但|它的|其|自家|公司|此前的?)*{any_of('前代 前作 上一代 前一代 老款 旧版')}[^,;。]{{0,6}}$"
)
_AND_ANOTHER = re.compile(rf"(?:的|\()?{VALUE}\)?{any_of('、 和 与 及 以及 ,以及 ,和')}[^,;。{MODEL}{VALUE}]{{0,10}}")
_BESIDE_IT = re.compile("[一-鿿]{1,8}[与和及、]")  # 采用Ⓜ视觉编码器与Ⓜ
_WITH = re.compile(r"(?:^|[,;。])(?:而|且|其)?(?:与|和|跟|同)[^,;]{0,6}$")
_COMPARED = re.compile(
    rf"(?:{any_of('系列 模型 等')})*" + any_of("相比 相较 持平 不相上下 相当 接近 齐平 打平 的差距 的对战 对战 之间 比")
)
_SAY = re.compile(r"(?:^|[,;。])(?:例如|比如),?$")
_ACTS = re.compile(  # 例如Ⓜ在Ⓑ上…: an example that acts is a subject
    rf"{SUBSET}?(?:在|以|的?得分|取得|拿下|于|位列|位居|排名|名列|稳居|登顶|达到)"
)
_AT = re.compile(any_of("在 于 接入 登陆 面向 通过") + "$")
_THERE = re.compile(r"[^,;。]{0,6}(?:上线|平台|应用|开放|推出|上可用|官网|网页端|App|APP|客户端)")  # 在ⓂAPP上线
_DIFFERS = re.compile(r"的[^,;。]{0,12}(?:不同|相比|相当|持平|差距|类似)")  # 与Ⓜ的路由不同
_OWNS = re.compile(
    rf"(?:{any_of('系列 模型 大模型 版本 版 芯片 型号 机型 处理器 之前 此前 目前 官方 自己 上一代')}"
    rf"|{any_of('同期 保持 创下 创造 取得')}|\([^()]*\))*"
    rf"(?:{any_of('的 同期 之前 此前 分别[为是] 为 是 仅为? 只有 : 则 得分 达到')}"
    rf"|在[^,;]{{0,8}}[上中]的|[{BENCHMARK}{SUBSET}])"
)
AS_RESULT = re.compile("的(?:成绩|得分|高分|分数|准确率|水平)")
_MAKERS = re.compile("(?:大模型|模型)?(?:团队|小组|研发|负责人|创始人|之父|实验室|研究院)")  # Ⓜ团队: who made it
_FOLLOWED = re.compile(rf"的{MODEL}")
_LISTS = re.compile(rf"分别[为是](?:{VALUE}[、和与及])+")
_PAIRS = re.compile(f"的?(?:{BENCHMARK}(?:得分|为|是|达)?{VALUE}[、和与及])+{BENCHMARK}(?:得分|为|是|达)?")  # Ⓜ的ⒷⓋ、Ⓑ
_SET_BY = re.compile(
    rf"[^,;。{VALUE}]{{0,6}},?(?:是|均)?(?:由{MODEL}(?:设定|创造|创下|取得|获得|保持|拿下)|(?:来自|出自|属于){MODEL}(?=[,;。]|$))"
)
_BRACKETED = re.compile(rf"\([如即为]?{MODEL}[,)]")  # 最高仅Ⓥ(Ⓜ)
_TIED_WITH = re.compile(
    rf"(?:^|(?<=[,;。]))(?:并|而|且|也)?[与和跟同](?P<model>{MODEL})[^,;。]{{0,6}}并列(?:为|位居|排名)?$"
)  # ,与Ⓜ并列第二
_IN_PAIR = re.compile(rf"{VALUE}(?:对|比|[Vv][Ss]\.?)$")  # Ⓥ对Ⓥ
_STRANGER = re.compile(
    r"\((?!Elo|ELO|F1|WER|CER|BLEU|ROUGE|EM|SR|DS|AUC|mAP|FID|Acc|Avg|PPL)[A-Z][A-Za-z]{2,}[为是则]约?$"
)
_TIED_BEHIND = re.compile(rf"\(?[与和跟同](?P<model>{MODEL})[^,;。]{{0,4}}并列")  # 第4(与Ⓜ并列)
_OF_SERIES = re.compile("系列[的中里]?(?:首[个款次]|第一[个款]|最)")  # Ⓜ系列首个…: what is spoken of is its member
_RANK_FOLLOWED = re.compile(rf"[的是为:]{{0,2}}(?:国产|国内)?{MODEL}")


@frozen
class Owner:
    """The models that own a figure, as tokens; `rival` where one was but compared with, `unnamed` where none is."""

    models: tuple[int, ...] = ()
    rival: bool = False
    unnamed: bool = False  # 人类, 其他模型


NOBODY = Owner()
UNNAMED = [-1]


def is_object(text: str, place: int) -> bool:
    """Whether the name at `place` of a text is what something is compared with or made from."""
    before = text[max(0, place - 30) : place]
    return bool((_OBJECT.search(before) and not _OWN_PAST.search(before)) or _STARTING.search(before))


class Owners:
    """Who owns what in a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def of_value(self, value: int) -> Owner:
        """The owner of a value token."""
        scene, place = self.scene, self.scene.places[value]
        dealt = scene.dealt_as(MODEL, value)
        if dealt is not None:
            return Owner((dealt,))
        if scene.bracket(place) >= 0 and _STRANGER.search(scene.text, scene.bracket(place), place):
            return Owner(unnamed=True)  # (ZRLO为Ⓥ)
        if found := _IN_PAIR.search(scene.text, 0, place):
            rivals = [i for i in scene.before(MODEL, found.start()) if i in self.objects]
            return Owner(tuple(rivals[-1:]), rival=True)
        host = scene.host(place)
        if host is not None and scene.tokens[host].kind in (MODEL, HUMAN) and not self._named_inside(place):
            return Owner((host,), host in self.objects, scene.tokens[host].kind == HUMAN)
        return self._at(place, by_rank=False)

    def of_place(self, start: int, end: int) -> Owner:
        """The owner of a rank whose words stand at start:end."""
        if found := _RANK_FOLLOWED.match(self.scene.text, end):
            return Owner(tuple(self.scene.list_of(self.scene.token_at(found.end() - 1))))
        if found := _TIED_WITH.search(self.scene.text, self.scene.clause_start(start), start):
            beside = self.scene.list_of(self.scene.token_at(found.start("model")))
            return Owner((*self._earlier(self.scene.clause_start(start)), *beside))
        owner = self._at(start, by_rank=True)
        if owner.models and (found := _TIED_BEHIND.match(self.scene.text, end)):
            return Owner((*owner.models, self.scene.token_at(found.start("model"))))
        return owner

    @cached_property
    def objects(self) -> frozenset[int]:
        """The models that are only compared with."""
        found: set[int] = set()
        for i in self.scene.of(MODEL):
            run = self.scene.list_of(i)
            if self._is_compared(run) or (run[0] == i and self._goes_on(i, found)):
                found.add(i)
        return frozenset(found)

    def subjects(self, start: int, end: int) -> list[int]:
        """The subject of a stretch: its first model that is no object, with those listed beside it."""
        for i in self.scene.of(MODEL):
            place = self.scene.places[i]
            if start <= place < end and i not in self.objects and self.scene.bracket(place) < 0:
                return self.scene.list_of(i)
        return []

    def _is_compared(self, run: list[int]) -> bool:
        text, places = self.scene.text, self.scene.places
        if is_object(text, places[run[0]]):
            return not (_SAY.search(text, 0, places[run[0]]) and _ACTS.match(text, places[run[-1]] + 1))
        before = text[max(0, places[run[0]] - 12) : places[run[0]]]
        behind = places[run[-1]] + 1
        if (
            _MAKERS.match(text, behind)
            or _OF_SERIES.match(text, behind)
            or (_AT.search(before) and _THERE.match(text, behind))
        ):
            return True
        return bool(_WITH.search(before) and (_COMPARED.match(text, behind) or _DIFFERS.match(text, behind)))

    def _goes_on(self, model: int, objects: set[int]) -> bool:
        """高于Ⓜ的Ⓥ和Ⓜ的Ⓥ: the second is compared with like the first."""
        earlier = [i for i in self.scene.of(MODEL) if i < model]
        if not earlier or earlier[-1] not in objects:
            return False
        between = self.scene.skeleton.between(earlier[-1], model)
        return bool(_AND_ANOTHER.fullmatch(between) or _BESIDE_IT.fullmatch(between))

    def _named_inside(self, place: int) -> bool:
        inside = self.scene.text[self.scene.bracket(place) + 1 : place]
        return MODEL in inside or HUMAN in inside

    def _at(self, place: int, *, by_rank: bool) -> Owner:
        scene = self.scene
        if scene.bracket(place) >= 0 and not self._named_inside(place):
            place = scene.bracket(place)
        start = scene.clause_start(place)
        if found := None if by_rank else _SET_BY.match(scene.text, place + 1):
            return Owner((scene.token_at(scene.text.index(MODEL, place, found.end())),))  # 最高Ⓥ,由Ⓜ创下
        if not by_rank and _FOLLOWED.match(scene.text, place + 1) and scene.bracket(place) < 0:
            return Owner((scene.token_at(place + 2),))  # 远超得分Ⓥ的Ⓜ
        nearest, unnamed = scene.last(MODEL, start, place), scene.last(HUMAN, start, place)
        if unnamed is not None and (nearest is None or unnamed > nearest):
            return Owner(unnamed=True)
        if nearest is None:
            return self._behind(place, start)
        if nearest not in self.objects:
            run = scene.list_of(nearest)
            each = by_rank and VALUE in scene.text[scene.places[run[0]] : scene.places[nearest]]
            return Owner((nearest,) if each else tuple(run))  # Ⓜ(Ⓥ)、Ⓜ(Ⓥ)、Ⓜ第26
        between = scene.text[scene.places[nearest] + 1 : place]
        alone = VALUE not in between or _LISTS.fullmatch(between) or _PAIRS.fullmatch(between)
        given = not between and AS_RESULT.match(scene.text, place + 1)  # 远超ⓂⓋ的成绩
        if not by_rank and alone and (given or _OWNS.match(between)):
            return Owner((nearest,), rival=True)
        subjects = self.subjects(start, scene.places[nearest]) or self._earlier(start)
        return Owner(unnamed=True) if subjects == UNNAMED else Owner(tuple(subjects))

    def _behind(self, place: int, start: int) -> Owner:
        """A clause without a model before the figure: the subject of an earlier one, else Ⓥ的Ⓜ."""
        if found := _BRACKETED.match(self.scene.text, place + 1):
            return Owner((self.scene.token_at(found.end() - 2),))
        earlier = self._earlier(start)
        if earlier == UNNAMED:
            return Owner(unnamed=True)
        if not earlier and _FOLLOWED.match(self.scene.text, place + 1):
            return Owner((self.scene.token_at(place + 2),))
        return Owner(tuple(earlier))

    def _earlier(self, start: int) -> list[int]:
        """The subject of the nearest clause before `start` that has one; -1 where that is nobody by name (所有模型)."""
        while start > 0:
            end, start = start, self.scene.clause_start(start - 1)
            if found := self.subjects(start, end):
                return found
            unnamed = self.scene.last(HUMAN, start, end)
            if unnamed is not None and not is_object(self.scene.text, self.scene.places[unnamed]):
                return UNNAMED
        return []

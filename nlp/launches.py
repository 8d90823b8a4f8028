"""What is launched, opened or updated in a sentence, and who does it."""

import re

from data.hanzi import simplify
from nlp.actors import THINGS, Cast
from nlp.document import Sentence
from nlp.mentions import Named
from nlp.triggers import ALONE, MEDIUM

Told = tuple[tuple[str, ...], str | None]  # who, and what

FAR = 40  # characters between a thing and the verb that launches it
OPENED = re.compile("开源|权重")
ITS_KIND = re.compile("^[”」]?的[^，。；的]{0,8}?(?:模型|产品|工具|应用|系统|平台|芯片|手机|功能)")  # 名为X的新模型
SETTLED = re.compile("(?:[将已]|正式|[年月日季]|今日|今天|即将|计划|预计)[^，。；]{0,4}$")  # X将于明年推出
ENDS = re.compile(
    r"(?:了|上线|开放)?\s*(?:(?:其|全部|相关|所有|训练|推理|模型|代码|权重|数据集?|技术报告)[与和及、]?){0,6}"
    r"(?:[，。；,;！]|$)",
    re.MULTILINE,
)
RIGHT_BEFORE = re.compile("(?:[^，。；]{0,10}[年月日])?\\s?(?:团队|公司|官方|旗下|等)?[^，。；、比和与及对较的]{0,4}")
DATE_FIRST = re.compile(
    r"(?:^|[，。；：:、])\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?<=[年月日])\s?$"
)  # 2022年开源
IS_WHAT = re.compile("的(?:却|正|就)?是")  # 发布的是Zetan
DATED = re.compile(r"\s?是[^，。；的]{0,16}?[于在]?\s?(?:\d{4}\s?年|\d{1,2}\s?月)[^，。；的]{0,16}")
ON_A_DAY = re.compile(r"(?:系列)?\s?已?[于在]\s?[^，。；的]{0,16}[年月日]\s?(?:正式)?")
BY = re.compile(r"^[^，。；的]{0,20}由[^，。；的]+$")
OF_THIS = re.compile(r"(?:\d\s?[日月]\s?正?式?|此次|本次|这次|刚刚|今日|昨日)[^，。；]{0,4}$")
THING_QUOTED = re.compile(
    r"[^，。；“「《]{0,24}[“「](?P<words>[^”」\n]{2,24})[”」](?:[^，。；]{0,8}(?:模型|平台|系统|机器人|芯片|产品|助手|智能体|引擎|应用|工具|框架|版|计划|功能|套件|方案)|(?=[。，]))"
)

DESCRIBED = re.compile(
    r"[了过]?(?P<words>(?:其|第[一二三四五]代|一系列|全新|新一代|首[款个]|一[款项个套]|全球首|业内首|国内首|最新|名为|新)[^，。；]{2,30}?"
    r"(?:模型|平台|系统|机器人|芯片|产品|助手|智能体|引擎|应用|工具|框架|版本|功能|服务|套件|数据集|新品|眼镜|手机|耳机))(?=[，。；！]|$)"
)


class Launches:
    """The launches of one article; `plain` is its `text` in simplified characters and even punctuation."""

    def __init__(self, text: str, plain: str, cast: Cast) -> None:
        self.text = text
        self.plain = plain
        self.cast = cast

    def read(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """推出X; X于今日上线; of 推出的X only what is said to be this time's."""
        before = self.plain[sentence.start : found.start()]
        of_thing = self.plain.startswith("的", found.end()) and not IS_WHAT.match(self.plain, found.end())
        defined = self._defined(found, sentence) if of_thing else []
        if of_thing and not defined and not OF_THIS.search(before):
            return None
        inside = [n for n in self.cast.within(*found.span()) if n.type in THINGS]  # 公开了X的权重
        things = defined or inside or self.cast.objects(sentence, found.end())
        if not things:
            things = self._launched_before(found, sentence)
        if found[0] == "开源" and not self._acts_right_before(found, sentence):
            return None  # 开源模型: it only says what a model is
        if (
            not things and OPENED.search(found[0]) and ENDS.match(self.plain, found.end())
        ):  # 瓦卢发布了Zetan，并全面开源
            things = self._introduced(found, sentence)
        if not things:
            return self._quoted(found, sentence) or self._described(found, sentence)
        who = self.cast.before(sentence, found.start()) or self.cast.makers_of(things)
        return who, "、".join(dict.fromkeys(map(_called, things)))

    def _acts_right_before(self, found: re.Match[str], sentence: Sentence) -> bool:
        if DATE_FIRST.search(self.plain, sentence.start, found.start()):
            return True
        near = self.cast.within(max(sentence.start, found.start() - 40), found.start())
        gap = self.plain[near[-1].end : found.start()] if near else ""
        return bool(near) and near[-1].end <= found.start() and bool(RIGHT_BEFORE.fullmatch(gap))

    def _quoted(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """瓦卢发布“山海”平台: a thing that only its quotes name."""
        quoted = THING_QUOTED.match(self.plain, found.end(), sentence.end)
        who = self.cast.before(sentence, found.start()) if quoted else ()
        return (who, self.text[quoted.start("words") : quoted.end("words")]) if quoted and who else None

    def _described(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """瓦卢今日发布了全新的视觉推理模型: a thing without a name, and somebody right before the verb."""
        thing = DESCRIBED.match(self.plain, found.end(), sentence.end)
        who = self.cast.before(sentence, found.start(), own=True) if thing else ()
        return (who, self.text[thing.start("words") : thing.end("words")]) if thing and who else None

    def _launched_before(self, found: re.Match[str], sentence: Sentence) -> list[Named]:
        alone = ALONE.search(found[0]) or (
            found[0] == "推出" and SETTLED.search(self.plain, sentence.start, found.start())
        )
        thing = self.cast.subject(sentence, found.start(), THINGS) if alone else None
        if passive := self._made_by(found, sentence):
            return [passive]
        if thing is None or found.start() - thing.end > 24 or MEDIUM.search(self.plain[sentence.start : thing.start]):
            return []
        gap = ITS_KIND.sub("", self.plain[thing.end : found.start()])
        return [] if re.search("[，。；：(（》]|的.|报告|榜单|论文", gap) else [thing]

    def _defined(self, found: re.Match[str], sentence: Sentence) -> list[Named]:
        """X是瓦卢于2023年9月13日发布的芯片; without a time word it only says what X is."""
        thing = self.cast.subject(sentence, found.start(), THINGS)
        dated = thing and DATED.fullmatch(self.plain, thing.end, found.start())
        return [thing] if thing and dated else []

    def _made_by(self, found: re.Match[str], sentence: Sentence) -> Named | None:
        """X由瓦卢于6月推出."""
        thing = self.cast.subject(sentence, found.start(), THINGS)
        gap = self.plain[thing.end : found.start()] if thing else ""
        on_a_day = ON_A_DAY.fullmatch(gap) and ENDS.match(self.plain, found.end())
        return thing if len(gap) <= FAR and (BY.search(gap) or on_a_day) else None

    def _introduced(self, found: re.Match[str], sentence: Sentence) -> list[Named]:
        thing = self.cast.subject(sentence, found.start())
        return [thing] if thing else []


def _called(thing: Named) -> str:
    """The name of a thing, a product's in the script of the article."""
    told = thing.type == "product" and simplify(thing.text) == thing.name
    return thing.text if told else thing.name

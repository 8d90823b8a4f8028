"""What people are, as the article says beside their name: 小米创始人雷军, 杨某（栖霞科技CEO）, 李某出任首席科学家."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from data.fields import RoleFields
from nlp.document import Document, Sentence
from nlp.mentions import Mentions, Named
from nlp.patterns import any_of

MOST_BEFORE = 48  # characters from the company to the name
MOST_BEHIND = 60
# Who only reports, and what anybody is, is no role worth keeping.
POST = any_of(
    r"""
    首席[一-鿿]{2,6}[官家师] (?:联合|共同)?创始人 创办人 创始合伙人 董事长 副?总裁 副?总经理 [Cc][ETFOMIPS]O [SE]?VP
    掌门人 掌舵人 负责人 一号位 副?主席 副?主任 副?院长 副?校长 所长 理事长 秘书长 (?<!大)部长 教授 院士 研究员 科学家
    分析师 (?:总|副总)?工程师 合伙人 产品经理 总监 董事(?!会|长) 发言人 总编辑 主编 架构师 顾问 组长 总统 总理 省长 市长
    """
)
INNER = r"[一-鿿A-Za-z0-9·&+/ \-]{0,14}?"  # what stands between the company and the post: AI实验室, 大模型团队
POSTS = rf"{INNER}{POST}(?:\s?(?:、|兼任?|和|及|暨|与|/)\s?(?:{INNER})?{POST})*"
OF_COMPANY = re.compile(
    rf"\s?(?:[(（][^()（）]{{1,20}}[)）])?(?:公司|集团)?(?:的|旗下)?\s?(?P<role>{POSTS})\s?[:：]?\s?"
)
# Without a company the post with its department, as far as that stands by itself: AI实验室主任杨某.
ALONE = re.compile(
    rf"(?:(?:^|(?<=[，,、。；：]))(?![在由对向据与和而其该但从被让把给如像])(?P<whole>{POSTS})|(?P<bare>{POST}))\s?[:：]?\s?$"
)
NAMED_AS = re.compile(r"(?:任命|聘请|聘任|委任|选举|推举|起用)$")
OWN = re.compile("^(?:该|本)?(?:公司|集团)的?(?=.)")  # 公司首席财务官: of which company the sentence before said
FORMER = re.compile(r"(?:前|原|前任|时任)\s?$")  # 时任 belongs to the words, but does not say that it is over
ANOTHER = re.compile(r"\s?(?:、|，|兼|和|及|暨)\s?$")  # 清华大学教授、栖霞科技首席科学家杨某
IN_BRACKETS = re.compile(r"[(（](?P<said>[^()（）\n]{2,40})[)）]")
HOLDS_AS = any_of(
    """
    现任 现为 担任 将?出任 将?接任 升任 获任 就任 当选 兼任 履新 晋升为? 被任命为 获聘为? 任职 曾任 曾担任 卸任 不再担任
    辞去 是 为 任
    """
)
HOLDS = re.compile(rf"(?:[，,]\s?)?(?P<how>{HOLDS_AS})(?:了|于)?(?P<said>[^，。；！？\n（）()]{{2,40}})")
LEFT = re.compile("卸任|不再|辞去|曾")
SAID = re.compile(rf"(?P<former>前|原)?(?P<role>{POSTS})(?:一职|职务|职位)?")


def find_roles(document: Document, mentions: Mentions) -> list[RoleFields]:
    """Who holds which post where, each once, in the article's order; evidence runs from the company to the name."""
    people = [named for named in mentions.all if named.type == "person"]
    if not people:
        return []
    reader = _Reader(document, [named for named in mentions.all if named.type == "org"])
    found: dict[tuple[str, str, str | None], RoleFields] = {}
    for person in people:
        for role in reader.read(person):
            found.setdefault((role.person, role.role, role.org), role)
    return sorted(found.values(), key=lambda role: role.start)


class _Reader:
    """One article and the companies that it names."""

    def __init__(self, document: Document, companies: Sequence[Named]) -> None:
        self.text = document.text
        self.sentences = document.sentences
        self.starts = [sentence.start for sentence in document.sentences]
        self.companies = companies
        self.ends = [company.end for company in companies]
        self.begins = [company.start for company in companies]

    def read(self, person: Named) -> Iterator[RoleFields]:
        """The roles that stand beside one mention of a person."""
        sentence = self._sentence(person.start)
        if sentence is None:
            return
        yield from self._before(person, sentence)
        yield from self._behind(person, sentence)

    def _before(self, person: Named, sentence: Sentence) -> Iterator[RoleFields]:
        """小米创始人雷军, and what is listed before that."""
        until = person.start
        least = max(sentence.start, person.start - MOST_BEFORE)
        while company := self._company_before(until, least):
            found = OF_COMPANY.fullmatch(self.text, company.end, until)
            if not found:
                break
            yield self._role(person, found["role"], company, company.start, person.end)
            joint = ANOTHER.search(self.text, least, company.start)
            if not joint:
                return
            until = joint.start()
        if until == person.start and (found := ALONE.search(self.text, least, until)):
            kind = "whole" if found["whole"] else "bare"
            yield self._role(person, found[kind], None, found.start(kind), person.end)

    def _behind(self, person: Named, sentence: Sentence) -> Iterator[RoleFields]:
        """雷军（小米创始人）; 杨某出任栖霞科技首席科学家."""
        most = min(sentence.end, person.end + MOST_BEHIND)
        told = IN_BRACKETS.match(self.text, person.end, most) or HOLDS.match(self.text, person.end, most)
        if not told:
            return
        start, end = told.span("said")
        how = told.groupdict().get("how") or ""
        company = self._company_within(start, end)
        said = SAID.fullmatch(self.text, company.end if company else start, end)
        if company and not said and (found := OF_COMPANY.match(self.text, company.end, end)):
            said, end = found, found.end("role")
        named = how == "为" and NAMED_AS.search(self.text, sentence.start, person.start)
        if not said or (not company and how in ("是", "为", "任") and not named):
            return
        until = end if how else told.end()  # a bracket with its end
        yield self._role(person, said["role"], company, start, until, former=bool(LEFT.search(how)), first=person.start)

    def _role(
        self,
        person: Named,
        role: str,
        company: Named | None,
        start: int,
        end: int,
        *,
        former: bool = False,
        first: int | None = None,
    ) -> RoleFields:
        begin = start if first is None else first
        if before := FORMER.search(self.text, max(0, start - 3), start):
            former = former or "时" not in before[0]
            begin = min(begin, before.start())
        return RoleFields(
            person=person.name,
            role=OWN.sub("", role).strip(),
            org=company.name if company else None,
            former=former,
            start=begin,
            end=end,
            evidence=self.text[begin:end],
        )

    def _company_before(self, until: int, least: int) -> Named | None:
        """The last company that ends at or before `until`, if it begins behind `least`."""
        at = bisect_left(self.ends, until + 1) - 1
        company = self.companies[at] if at >= 0 else None
        return company if company and company.start >= least else None

    def _company_within(self, start: int, end: int) -> Named | None:
        at = bisect_left(self.begins, start)
        company = self.companies[at] if at < len(self.companies) else None
        return company if company and company.end <= end and company.start - start <= 2 else None

    def _sentence(self, place: int) -> Sentence | None:
        at = bisect_left(self.starts, place + 1) - 1
        sentence = self.sentences[at] if at >= 0 else None
        return sentence if sentence and place < sentence.end else None

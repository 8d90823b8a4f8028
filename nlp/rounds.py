"""What is raised and invested in a sentence, by whom, and in which round."""

import re

from nlp.actors import THINGS, Cast
from nlp.document import Sentence
from nlp.launches import Told
from nlp.triggers import MONEY, ROUND, VALUED

FAR = 20  # characters behind a verb in which its partner is named
MOST_WORDS = 40  # characters of the words that tell what happened
CLAUSES = re.compile("[，,；;]")
DETAIL = re.compile("(?:本|此|该|这)轮|(?:本|此|该|这)次(?:融资|增资)|上一?轮|老股东|跟投")
TIMES = re.compile(r"(?:\d+|[两二三四五六七八九十]|多)次|\d+[起笔]|A轮与B轮")
FLOATED = re.compile("上市|挂牌|IPO|招股|发行价|公开发售")
LEADS = ("领投", "跟投", "参投")
INVESTS = re.compile("元?投资|领投|注资|入股|增资|战略投资")


class Rounds:
    """The fundings of one article; `plain` is its `text` in simplified characters and even punctuation."""

    def __init__(self, text: str, plain: str, cast: Cast) -> None:
        self.text = text
        self.plain = plain
        self.cast = cast

    def read(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Who raises or invests how much, in which round; None where that is told elsewhere."""
        until = found.end() + 6 if found[0] in LEADS else found.end()  # 领投了本轮融资
        if DETAIL.search(self.plain, sentence.start, min(until, sentence.end)) or TIMES.search(found[0]):
            return None
        if found[0].startswith("募资") and FLOATED.search(self.plain, sentence.start, sentence.end):
            return None  # what a company takes by going public
        who = self.cast.before(sentence, found.start(), own=True) or self._funded(found, sentence)
        sentence = self._part(found, sentence)
        money = self._raised(found.start(), sentence)
        if found[0] in LEADS and not money and not self.cast.after(found.end(), found.end() + FAR):
            return None  # 某某联合领投: the round is told before
        if INVESTS.match(found[0]):
            who = tuple(dict.fromkeys((*who, *self.cast.after(found.end(), min(sentence.end, found.end() + 20)))))
            if len(who) > 1 and not money:
                return who, words_from(self.text, self.plain, found, sentence)
        series = ROUND.search(found[0]) or ROUND.search(self.plain, sentence.start, sentence.end)
        if not who or not (money or series):
            return None
        return who, " ".join(part[0].strip() for part in (money, series) if part)

    def _funded(self, found: re.Match[str], sentence: Sentence) -> tuple[str, ...]:
        """A product that stands for its company (某某助手获得融资), else who was spoken of last."""
        clause = max(self.plain.rfind(mark, sentence.start, found.start()) for mark in "，；")
        things = [n for n in self.cast.within(max(clause, sentence.start), found.start()) if n.type in THINGS]
        return (things[0].name,) if things else self.cast.before(sentence, found.start())

    def _part(self, found: re.Match[str], sentence: Sentence) -> Sentence:
        """The part of a sentence between semicolons: each has a sum of its own."""
        start = max(sentence.start, self.plain.rfind("；", sentence.start, found.start()) + 1)
        end = self.plain.find("；", found.end(), sentence.end)
        end = sentence.end if end < 0 else end
        return Sentence(start, end, self.text[start:end], sentence.paragraph)

    def _raised(self, at: int, sentence: Sentence) -> re.Match[str] | None:
        """The first sum of a sentence that is no valuation."""
        clause = max(self.plain.rfind(mark, sentence.start, at) for mark in "，；") + 1
        sums = MONEY.finditer(self.plain, sentence.start, sentence.end)
        for one in sorted(sums, key=lambda found: found.start() < clause):  # its own clause first
            before = VALUED.search(self.plain, max(0, one.start() - 8), one.start())
            if not before and not self.plain.startswith(("估值", "的估值", "市值"), one.end()):
                return one
        return None


def words_from(text: str, plain: str, found: re.Match[str], sentence: Sentence) -> str:
    """The words from the verb to the end of its clause, as the article has them."""
    end = CLAUSES.search(plain, found.end(), sentence.end)
    return text[found.start() : min(end.start() if end else sentence.end, found.start() + MOST_WORDS)].rstrip("。")

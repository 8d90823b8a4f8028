"""What a model is given, whoever runs it: the instructions, and passages as pieces of text with what is to be answered.

It is asked in plain text, without a chat template: so a base model can answer too, none begins to think aloud, and
nothing in an article can pass for a turn of a conversation. `PROMPT` names this wording; change it with any word of it,
here or in `nlp.asking`.
"""

from dataclasses import dataclass

PROMPT = "2"
NONE, AND, NEXT, END = "-", "+", " ", "\n"

INSTRUCTIONS = """\
从新闻句子里找评测成绩。候选后面有方括号记号：数字是要判断的数，大写是模型，小写是基准，甲乙是子集，子丑是条件。
逐个回答每个数：模型 基准 子集 条件；没有的写-，多个用+连；不是某模型在某基准上的成绩或名次，只写-。
句：青雀-7B[A]在云测[a]5-shot[子]中得61.5[1]，比灰雁[B]的58.2[2]高3.3[3]，训练用了200[4]张卡。
答：
1:A a 子
2:B a 子
3:-
4:-
句：两家的A1[A]与B2[B]在云测[a]法律[甲]榜并列第一[1]。
答：
1:A+B a 甲
表里不认得的表头逐个问：自己是基准，写基；是别的基准的子集，写子；是条件，写条。
表：云测[a] 价格[b] 法律[c]
青雀-7B 61.5 3元 50[A]
人类平均 80 - 90[B]
不算成绩的行列：B+b
c:子
事件句里数字是动词：类别 谁 什么 日期；没有发生、只是看法或旧事，只写-。
前：发布[甲]2023-05-02[子]
事：山雀公司[A]5月2日[子]推出[1]青雀-7B[a]，并称将超过[2]灰雁[b]。
答：
1:甲 A a 子
2:-
名称成对地问：后一个是前一个的别名，写别；是它出品的，写出；是它的版本，写版；都不是，只写-。
名：山雀公司[A]旗下的青雀-7B[B](下称小雀[C])与灰雁公司[D]的灰雁[E]，灰雁公司[F]用青雀-7B[G]
答：
AB:出
BC:别
DE:出
FG:-
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as a model's answer goes: the words before its choices, then slot after slot."""

    lead: str
    slots: tuple[tuple[tuple[str, ...], bool, bool], ...]  # labels, whether none of them may be, whether several may


@dataclass(frozen=True, slots=True)
class Task:
    """A passage as a model gets it: pieces, each made into tokens by itself, and what it has to answer."""

    pieces: tuple[str, ...]
    turns: tuple[Turn, ...]

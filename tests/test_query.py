"""What a line of the query language asks for, and what the ledger answers; models and figures here are invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answer import ClaimRow
from data.comparing import agree, figure, setting_parts, subset_key
from data.errors import UsageError
from data.fields import AliasFields, ArticleFields, ClaimFields, Reading
from data.filters import Bound
from data.known import Learned, Ledger
from data.lexicon import Entry, Lexicon
from data.query import Answer, all_claims, ask
from data.question import Question, parse
from data.settings import Settings
from data.store import Store

LEXICON = Lexicon.of(
    (
        Entry("benchmark", "C-Eval", ("CEval",), subsets=("STEM", "Hard")),
        Entry("benchmark", "CMMLU"),
        Entry("benchmark", "AIME 2024", ("AIME24",)),
        Entry("benchmark", "MATH"),
        Entry("model", "GPT-4", maker="OpenAI"),
        Entry("model", "Qwen", maker="阿里巴巴"),
        Entry("org", "阿里巴巴", ("阿里",)),
        Entry("org", "小米"),
        Entry("org", "OpenAI"),
    )
)
LEARNED = (Learned("小米大模型", "MiLM-6B", "model"),)
LEDGER = Ledger(
    models=frozenset({"MiLM-6B", "GPT-4", "Qwen2.5-72B-Instruct", "Qwen2.5", "云雀-7B"}),
    benchmarks=frozenset({"C-Eval", "CMMLU", "AIME 2024", "MATH", "MATH-500"}),
    subsets=frozenset({"STEM", "数学"}),
    settings=frozenset({"思考模式"}),
    learned=LEARNED,
)
DAY = "2024-05-01"


@dataclass
class Desk:
    """A store that articles are put into, one sentence a claim."""

    store: Store
    written: int = field(default=0)

    def tell(self, *claims: dict[str, Any], text: str | None = None, **of_article: Any) -> int:
        """Keep an article that makes these claims; its text is one sentence for each."""
        self.written += 1
        said = [claim.pop("says", None) or _sentence(claim, self.written) for claim in claims]
        text = text or "\n\n".join(said)
        fields = {"url": f"https://n{self.written}.example/1", "title": "榜单", "published": DAY, **of_article}
        site = fields.pop("site", f"site{self.written}")
        aliases = [_alias(text, *pair) for pair in fields.pop("aliases", ())]
        kept = self.store.keep(ArticleFields(text=text, **fields), site=site, fetched="2024-06-01T08:00:00+08:00")
        found = [_claim(text, sentence, claim) for sentence, claim in zip(said, claims, strict=True)]
        article = self.store.article(kept.article_id)
        assert article is not None
        self.store.note_reading(
            article,
            Reading(claims=found, aliases=aliases),
            extractor="rules",
            extractor_version="1",
            at="2024-06-01T08:00:00+08:00",
        )
        return kept.article_id

    def ask(self, text: str, limit: int | None = None) -> Answer:
        return ask(self.store, text, LEXICON, limit=limit)

    def rows(self, text: str) -> list[ClaimRow]:
        return self.ask(text).rows

    def values(self, text: str) -> list[float]:
        return [row.value for row in self.rows(text)]

    def models(self, text: str) -> list[str]:
        return [row.model for row in self.rows(text)]


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with Store.open(settings) as store:
        yield Desk(store)


def score(model: str, value: float, benchmark: str = "C-Eval", **more: Any) -> dict[str, Any]:
    return {"kind": "score", "model": model, "benchmark": benchmark, "value": value, **more}


def rank(model: str, place: int, benchmark: str = "C-Eval", **more: Any) -> dict[str, Any]:
    return {"kind": "rank", "model": model, "benchmark": benchmark, "value": place, **more}


def _sentence(claim: dict[str, Any], number: int) -> str:
    parts = (
        *(claim.get(name) for name in ("benchmark", "subset", "setting", "scope")),
        claim["model"],
        f"得{claim['value']}",
    )
    return f"第{number}篇：" + "，".join(part for part in parts if part) + "。"


def _claim(text: str, sentence: str, claim: dict[str, Any]) -> ClaimFields:
    start = text.index(sentence)
    return ClaimFields(evidence=sentence, start=start, end=start + len(sentence), **claim)


def _alias(text: str, alias: str, name: str) -> AliasFields:
    start = text.index(alias)
    return AliasFields(alias=alias, name=name, type="model", evidence=alias, start=start, end=start + len(alias))


def asked(text: str) -> Question:
    return parse(text, LEXICON, LEDGER)


def names(question: Question) -> tuple[list[str], list[str]]:
    return [name.name for name in question.models], [name.name for name in question.benchmarks]


# ── the language ──


@pytest.mark.parametrize(
    ("text", "models", "benchmarks"),
    [
        ("MiLM-6B C-Eval", ["MiLM-6B"], ["C-Eval"]),
        ("milm 6b ceval", ["MiLM-6B"], ["C-Eval"]),
        ("小米大模型CMMLU", ["MiLM-6B"], ["CMMLU"]),
        ("ＧＰＴ－４ 的 AIME 2024 成绩是多少？", ["GPT-4"], ["AIME 2024"]),
        ("gpt-4 aime24", ["GPT-4"], ["AIME 2024"]),
        ("Qwen2.5-72B-Instruct在MATH-500上", ["Qwen2.5-72B-Instruct"], ["MATH-500"]),
        ("云雀", ["云雀"], []),
    ],
)
def test_names_are_known_in_any_spelling(text: str, models: list[str], benchmarks: list[str]) -> None:
    assert names(asked(text)) == (models, benchmarks)


def test_words_of_one_name_do_not_ask_for_others_beside_it() -> None:
    ledger = Ledger(models=frozenset({"云雀-Pro-7B", "白鹭-Pro"}), benchmarks=frozenset({"开源榜", "C-Eval"}))

    partly = parse("云雀 Pro", LEXICON, ledger)
    wholly = parse("C-Eval 开源", LEXICON, ledger)

    assert ([name.name for name in partly.models], partly.words) == (["云雀"], ("Pro",))
    assert ([name.name for name in wholly.benchmarks], wholly.words) == (["C-Eval"], ("开源",))


@pytest.mark.parametrize("text", ["GPT-4", "AIME 2024", "Qwen2.5", "Qwen2.5-72B-Instruct", "MATH-500 GPT-4", "AIME24"])
def test_a_number_in_a_name_is_no_value(text: str) -> None:
    question = asked(text)

    assert question.figures == ()
    assert question.words == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("GPT-4 86.4", 86.4),
        ("AIME 2024 92", 92),
        ("C-Eval 60.2%", 60.2),
        ("C-Eval 1,474分", 1474),
        ("C-Eval 第9", 9),
        ("八十五点三", 85.3),
    ],
)
def test_a_number_that_stands_free_is_a_value(text: str, value: float) -> None:
    assert [float(wanted.value) for wanted in asked(text).figures] == [value]


@pytest.mark.parametrize("said", ["five-shot", "5-shot", "5shot", "5 shot", "Five-Shot", "五样本", "5-样本"])
def test_one_setting_may_be_written_in_many_ways(said: str) -> None:
    question = asked(f"小米大模型 CMMLU {said}")

    assert question.settings == {"5-shot"}
    assert question.figures == ()


def test_several_settings_are_all_asked_for() -> None:
    assert asked("MATH zero-shot CoT pass@1 思考模式").settings == {"0-shot", "cot", "pass@1", "思考模式"}


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("C-Eval >80", [80.1], [80, 79]),
        ("C-Eval>=80", [80, 81], [79.9]),
        ("C-Eval < 80", [79], [80]),
        ("C-Eval ≤80", [80], [80.1]),
        ("C-Eval ＞８０", [81], [80]),
        ("C-Eval =61", [61], [61.2]),
        ("C-Eval 60..70", [60, 65, 70], [59, 71]),
    ],
)
def test_comparisons_are_filters(text: str, within: list[float], without: list[float]) -> None:
    question = asked(text)
    [bound] = question.filters.bounds

    assert all(bound.holds(value) for value in within)
    assert not any(bound.holds(value) for value in without)
    assert question.figures == ()


def test_two_comparisons_are_two_filters() -> None:
    assert asked("C-Eval >60 <70").filters.bounds == (Bound(low=60, open=True), Bound(high=70, open=True))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("C-Eval since:2024-01", "2024-01", None),
        ("until:2024", None, "2024"),
        ("since:2024年5月 until:2024年5月3日", "2024-05", "2024-05-03"),
        ("since：2024-1-5", "2024-01-05", None),
        ("C-Eval 2024年5月", "2024-05", "2024-05"),
        ("C-Eval 2024-05", "2024-05", "2024-05"),
        ("GPT-4 2023年", "2023", "2023"),
    ],
)
def test_dates_bound_the_time(text: str, since: str | None, until: str | None) -> None:
    filters = asked(text).filters

    assert (filters.since, filters.until) == (since, until)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("since:2024-13", "2024-13"),
        ("C-Eval until:yesterday", "yesterday"),
        ("since:2024-02-30", "2024-02-30"),
        ("since:", "since:"),
        ("sicne:2024", "sicne:"),
        ("status:gone", "gone"),
        ("C-Eval >abc", ">abc"),
        ("C-Eval 70..60", "70..60"),
    ],
)
def test_what_is_written_wrongly_is_named(text: str, named: str) -> None:
    with pytest.raises(UsageError, match=named.replace(".", r"\.")):
        asked(text)


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_an_empty_line_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        asked(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("C-Eval 榜首", "rank"), ("C-Eval 第一", "rank"), ("C-Eval 排名", "rank"), ("MiLM-6B 得分", "score")],
)
def test_ranks_and_scores_can_be_asked_for(text: str, kind: str) -> None:
    assert asked(text).kind == kind


def test_a_part_of_a_benchmark_is_told_from_a_benchmark_of_its_name() -> None:
    ledger = Ledger(benchmarks=frozenset({"MATH", "C-Eval"}), subsets=frozenset({"Math"}))

    with_another = parse("C-Eval Math", LEXICON, ledger)
    alone = parse("Math", LEXICON, ledger)

    assert (names(with_another)[1], [s.name for s in with_another.subsets]) == (["C-Eval"], ["Math"])
    assert (names(alone)[1], alone.subsets) == (["MATH"], ())


PIECES = st.sampled_from(["GPT-4", "60.2", ">", "..", "since:", "2024-1", "小米", " ", "5-shot", "第"])


@given(st.text(max_size=30) | st.lists(PIECES).map("".join))
def test_any_line_is_read_or_refused_plainly(text: str) -> None:
    try:
        question: Question | None = asked(text)
    except UsageError:
        question = None

    assert question is None or question.text == text


# ── what is the same ──


@pytest.mark.parametrize(("one", "other"), [(60.2, 60.2), (60, 60.2), (60.2, 60.24), (1287, 1287.4), (-3.5, -3.5)])
def test_values_agree_where_one_is_the_other_rounded(one: float, other: float) -> None:
    assert agree(figure(one), figure(other))
    assert agree(figure(other), figure(one))


@pytest.mark.parametrize(("one", "other"), [(60.2, 60.3), (60, 61), (60.2, 60.26), (1, 2)])
def test_values_that_round_elsewhere_do_not_agree(one: float, other: float) -> None:
    assert not agree(figure(one), figure(other))


def test_a_figure_in_ten_thousands_is_as_rough_as_it_is_written() -> None:
    assert agree(figure(2210000, 10000), figure(2207000))
    assert not agree(figure(2210000), figure(2207000))


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_agreement_is_mutual(one: float, other: float) -> None:
    assert agree(figure(one), figure(other)) == agree(figure(other), figure(one))
    assert agree(figure(one), figure(one))


def test_settings_and_parts_fold_to_one_spelling() -> None:
    assert setting_parts("Five-shot CoT") == setting_parts("5-shot、思维链") == {"5-shot", "cot"}
    assert setting_parts(None) == frozenset()
    assert subset_key("人文学科") == subset_key("Humanities") != subset_key("STEM")
    assert subset_key("平均分") == subset_key(None)


# ── answers ──


def milm(desk: Desk) -> None:
    desk.tell(
        score("MiLM-6B", 60.2),
        score("MiLM-6B", 54.5, subset="STEM"),
        score("MiLM-6B", 71.7, subset="社会科学"),
        score("MiLM-6B", 60.37, "CMMLU", setting="0-shot"),
        score("MiLM-6B", 57.17, "CMMLU", setting="5-shot"),
        score("MiLM-6B", 61.12, "CMMLU", setting="5-shot", subset="人文学科"),
        rank("MiLM-6B", 9),
        rank("MiLM-6B", 1, scope="同参数量级"),
        text=None,
        url="https://n0.example/milm",
        site="lieyun",
        published="2023-08-11T09:30:00+08:00",
    )
    desk.tell(text="MiLM-6B(下称：小米大模型)亮相。", aliases=[("小米大模型", "MiLM-6B")])


def test_the_first_row_is_the_figure_asked_for(desk: Desk) -> None:
    milm(desk)

    row = desk.rows("MiLM-6B C-Eval 60.2")[0]

    assert (row.model, row.benchmark, row.subset, row.value, row.value_match) == ("MiLM-6B", "C-Eval", None, 60.2, True)
    assert (row.url, row.site, row.claimed_on, row.status) == (
        "https://n0.example/milm",
        "lieyun",
        "2023-08-11",
        "current",
    )
    assert "60.2" in row.evidence


def test_a_name_that_an_article_declared_finds_the_model(desk: Desk) -> None:
    milm(desk)

    rows = desk.rows("小米大模型 CMMLU five-shot")

    assert [row.value for row in rows] == [57.17, 61.12]


def test_a_company_finds_the_claims_of_its_models(desk: Desk) -> None:
    milm(desk)
    desk.tell(score("Qwen-7B", 59.6), score("云雀-7B", 50))

    assert set(desk.models("小米 C-Eval")) == {"MiLM-6B"}
    assert desk.models("阿里 C-Eval") == ["Qwen-7B"]


def test_every_field_of_the_contract_is_in_a_row(desk: Desk) -> None:
    milm(desk)

    row = desk.rows("MiLM-6B")[0].model_dump(mode="json")

    assert list(row) == [
        *("kind", "model", "benchmark", "subset", "setting", "value", "unit", "scope", "evidence", "start", "end"),
        *("extractor", "id", "article_id", "url", "title", "site", "published", "claimed_on", "origins", "sources"),
        *("conflicts", "unclear", "status", "value_match"),
    ]


def test_a_bare_number_prefers_and_does_not_exclude(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 70.1), published="2024-06-01")
    desk.tell(score("云雀-7B", 60.25), published="2024-01-01")

    rows = desk.rows("云雀-7B C-Eval 60.3")

    assert [(row.value, row.value_match) for row in rows] == [(60.25, True), (70.1, False)]


def test_a_bare_number_alone_finds_those_who_have_it(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 70.1), score("白鹭-7B", 60.2))

    assert desk.models("60.2") == ["白鹭-7B"]


def test_comparisons_leave_out_the_others_and_ranks(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 61), score("云雀-7B", 80, "CMMLU"), score("云雀-7B", 61.4, "MATH"), rank("云雀-7B", 70))

    assert desk.values("云雀-7B =61") == [61]
    assert desk.values("云雀-7B >61") == [80, 61.4] or desk.values("云雀-7B >61") == [61.4, 80]
    assert set(desk.values("云雀-7B 60..70")) == {61, 61.4}
    assert desk.values("云雀-7B 排名 >61") == [70]


def test_time_and_site_leave_out_the_others(desk: Desk) -> None:
    desk.tell(score("甲-7B", 1), published="2024-01-31", site="early")
    desk.tell(score("乙-7B", 2), published="2024-02-01T23:59:00+08:00", url="https://www.late.example/2", site="late")
    desk.tell(score("丙-7B", 3), published=None, site="undated")

    assert desk.models("C-Eval since:2024-02") == ["乙-7B"]
    assert desk.models("C-Eval until:2024-01") == ["甲-7B"]
    assert desk.models("C-Eval until:2024-02-01 since:2024") == ["乙-7B", "甲-7B"]
    assert desk.models("C-Eval site:early") == ["甲-7B"]
    assert desk.models("C-Eval site:late.example") == ["乙-7B"]


def test_the_whole_stands_before_its_parts_unless_one_is_named(desk: Desk) -> None:
    milm(desk)

    assert desk.values("MiLM-6B C-Eval 得分")[0] == 60.2
    assert desk.values("MiLM-6B C-Eval STEM") == [54.5]
    assert desk.values("MiLM-6B CMMLU 人文") == [61.12]


def test_scores_stand_before_ranks_and_ranks_can_be_asked_for(desk: Desk) -> None:
    milm(desk)

    assert [row.kind for row in desk.rows("MiLM-6B C-Eval")] == ["score", "rank", "rank", "score", "score"]
    assert [(row.value, row.scope) for row in desk.rows("MiLM-6B C-Eval 排名")] == [(9, None), (1, "同参数量级")]
    assert desk.rows("MiLM-6B C-Eval 第一")[0].scope == "同参数量级"


def test_newer_claims_stand_before_older(desk: Desk) -> None:
    for day in ("2024-01-01", "2024-03-01", "2024-02-01"):
        desk.tell(score(f"模型{day[5:7]}", 50), published=day)

    assert desk.models("C-Eval") == ["模型03", "模型02", "模型01"]


def test_part_of_a_name_finds_longer_names_after_the_exact_one(desk: Desk) -> None:
    desk.tell(score("Qwen2.5-72B-Instruct", 86), score("Qwen2-7B", 70), score("Qwen2.5o", 71), published="2024-09-01")
    desk.tell(score("Qwen2.5", 80), published="2024-01-01")

    assert desk.models("Qwen2.5 C-Eval") == ["Qwen2.5", "Qwen2.5-72B-Instruct"]


def test_a_benchmark_that_is_there_does_not_bring_longer_names_along(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 80, "MATH"), score("云雀-7B", 90, "MATH-500"), score("云雀-7B", 10, "AIME 2024"))

    assert desk.values("云雀-7B MATH") == [80]
    assert desk.values("云雀-7B AIME") == [10]


def test_a_setting_leaves_out_others_but_keeps_what_states_none(desk: Desk) -> None:
    desk.tell(score("甲-7B", 1, setting="0-shot"), score("乙-7B", 2), score("丙-7B", 3, setting="5-shot CoT"))

    assert desk.models("C-Eval 5shot") == ["丙-7B", "乙-7B"]


def test_words_of_the_sentence_prefer(desk: Desk) -> None:
    desk.tell(rank("甲-7B", 1), published="2024-09-01")
    desk.tell(rank("乙-7B", 1, scope="开源模型"), published="2024-01-01")

    assert desk.models("C-Eval 开源 第一") == ["乙-7B", "甲-7B"]


def test_nothing_known_is_no_row_and_names_the_word(desk: Desk) -> None:
    milm(desk)

    answer = desk.ask("xyz")

    assert (answer.rows, answer.unknown) == ([], ("xyz",))


def test_an_unknown_word_beside_known_names_is_named_and_does_not_exclude(desk: Desk) -> None:
    milm(desk)

    answer = desk.ask("MiLM-6B C-Eval xyz")

    assert answer.rows[0].value == 60.2
    assert answer.unknown == ("xyz",)


def test_an_unknown_word_beside_a_number_does_not_exclude(desk: Desk) -> None:
    milm(desk)

    answer = desk.ask("xyz 60.2")

    assert [row.value for row in answer.rows] == [60.2]
    assert answer.unknown == ("xyz",)


def test_a_word_that_stands_in_an_article_is_not_unknown(desk: Desk) -> None:
    desk.tell(text="云栖大会今日开幕。")

    answer = desk.ask("云栖大会")

    assert (answer.rows, answer.unknown) == ([], ())


def test_a_known_name_without_claims_is_no_row_and_no_unknown_word(desk: Desk) -> None:
    milm(desk)

    answer = desk.ask("GPT-4 C-Eval")

    assert (answer.rows, answer.unknown) == ([], ())


def test_an_empty_ledger_answers_nothing(desk: Desk) -> None:
    assert desk.rows("MiLM-6B C-Eval 60.2") == []
    assert desk.rows(">80") == []


def test_the_limit_is_on_rows(desk: Desk) -> None:
    milm(desk)

    assert len(desk.ask("MiLM-6B", limit=2).rows) == 2


# ── sources, conflicts, statuses ──


def test_what_several_articles_say_is_one_row_of_the_earliest(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 61.5), published="2024-03-02", source="乙报", site="b")
    first = desk.tell(score("云雀-7B", 61.5), published="2024-03-01", source="甲报", site="a")

    [row] = desk.rows("云雀-7B C-Eval")

    assert (row.article_id, row.sources, row.origins) == (first, 2, 2)


def test_reprints_are_sources_of_one_origin(desk: Desk) -> None:
    said = "云雀-7B在C-Eval上得分61.5。"
    desk.tell(score("云雀-7B", 61.5, says=said), site="a")
    desk.tell(score("云雀-7B", 61.5, says="云雀-7B 在 C-Eval 上得分 61.5！"), site="b")
    desk.tell(score("云雀-7B", 61.5, says="云雀-7B拿到61.5分（C-Eval）。"), site="c", source="a")

    [row] = desk.rows("云雀-7B C-Eval")

    assert (row.sources, row.origins) == (3, 1)


def test_two_articles_that_name_one_source_are_one_origin(desk: Desk) -> None:
    for site in ("a", "b"):
        desk.tell(score("云雀-7B", 61.5), site=site, source="云雀实验室")

    assert desk.rows("云雀-7B C-Eval")[0].origins == 1


def test_other_values_under_the_same_stated_setting_are_conflicts(desk: Desk) -> None:
    first = desk.tell(score("云雀-7B", 61.5, setting="5-shot"), site="a")
    other = desk.tell(score("云雀-7B", 63.1, setting="five-shot"), site="b")
    desk.tell(score("云雀-7B", 58.0, setting="0-shot"), score("云雀-7B", 70.0))

    row = next(row for row in desk.rows("云雀-7B C-Eval 61.5") if row.article_id == first)

    assert [(o.value, o.article_id, o.site) for o in row.conflicts] == [(63.1, other, "b")]
    assert row.unclear == []


def test_other_values_where_neither_states_a_setting_are_unclear(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 61.5))
    desk.tell(score("云雀-7B", 63.1))
    desk.tell(score("云雀-7B", 66.0, setting="5-shot"))

    row = desk.rows("云雀-7B C-Eval =61.5")[0]

    assert [o.value for o in row.unclear] == [63.1]
    assert row.conflicts == []


def test_a_rounded_value_is_no_other_value(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 61.5))
    desk.tell(score("云雀-7B", 61.54))

    assert all(row.unclear == [] for row in desk.rows("云雀-7B C-Eval"))


def test_parts_and_scopes_are_questions_of_their_own(desk: Desk) -> None:
    desk.tell(
        score("云雀-7B", 61.5),
        score("云雀-7B", 50, subset="STEM"),
        rank("云雀-7B", 3),
        rank("云雀-7B", 1, scope="开源"),
    )

    assert all(row.unclear == [] == row.conflicts for row in desk.rows("云雀-7B"))


def test_a_filter_on_the_site_still_counts_the_sources_elsewhere(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 61.5), site="a")
    desk.tell(score("云雀-7B", 61.5), site="b", published="2024-06-01")
    desk.tell(score("云雀-7B", 63), site="c")

    [row] = desk.rows("云雀-7B C-Eval site:b")

    assert (row.site, row.sources, [o.value for o in row.unclear]) == ("b", 2, [63])


def test_a_corrected_figure_stands_after_the_new_one(desk: Desk) -> None:
    url = "https://news.example/corrected"
    desk.tell(score("云雀-7B", 61.5), url=url)
    desk.tell(score("云雀-7B", 60.5), url=url)

    rows = desk.rows("云雀-7B C-Eval 61.5")

    assert [(row.value, row.status) for row in rows] == [(60.5, "current"), (61.5, "superseded")]
    assert all(row.unclear == [] for row in rows)


def test_a_figure_that_its_article_no_longer_has_is_withdrawn(desk: Desk) -> None:
    url = "https://news.example/withdrawn"
    desk.tell(score("云雀-7B", 61.5), url=url)
    desk.tell(url=url, text="更正：此前数据有误。")

    assert [row.status for row in desk.rows("云雀-7B C-Eval")] == ["withdrawn"]


def test_a_rejected_claim_is_shown_only_where_asked_for(desk: Desk) -> None:
    desk.tell(score("云雀-7B", 61.5), score("云雀-7B", 6.15))
    wrong = desk.rows("云雀-7B C-Eval =6.15")[0]

    desk.store.judge(wrong.id, "rejected", note=None, at="2024-06-02T08:00:00+08:00")

    assert desk.values("云雀-7B C-Eval") == [61.5]
    assert [(r.value, r.status) for r in desk.rows("云雀-7B status:rejected")] == [(6.15, "rejected")]
    assert desk.rows("云雀-7B C-Eval")[0].unclear == []


def test_what_a_newer_extractor_no_longer_finds_is_gone_unless_a_person_confirmed_it(desk: Desk) -> None:
    number = desk.tell(score("云雀-7B", 61.5), score("云雀-7B", 3))
    desk.store.judge(desk.rows("=3")[0].id, "confirmed", note=None, at="2024-06-02T08:00:00+08:00")

    article = desk.store.article(number)
    assert article is not None
    desk.store.note_reading(
        article, Reading(), extractor="rules", extractor_version="2", at="2024-06-03T08:00:00+08:00"
    )

    assert desk.values("云雀-7B") == [3]


# ── the whole ledger ──


def test_all_claims_are_the_newest_first_and_can_be_narrowed(desk: Desk) -> None:
    desk.tell(score("甲-7B", 1), published="2024-01-01", site="a")
    desk.tell(score("乙-7B", 2, "CMMLU"), published="2024-02-01", site="b")

    assert [row.model for row in all_claims(desk.store)] == ["乙-7B", "甲-7B"]
    assert [row.model for row in all_claims(desk.store, model="甲 7b")] == ["甲-7B"]
    assert [row.model for row in all_claims(desk.store, benchmark="cmmlu")] == ["乙-7B"]
    assert [row.model for row in all_claims(desk.store, site="a")] == ["甲-7B"]
    assert [row.model for row in all_claims(desk.store, since="2024-02")] == ["乙-7B"]
    assert [row.model for row in all_claims(desk.store, until="2024-01")] == ["甲-7B"]

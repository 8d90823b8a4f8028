"""What was new in a period, each thing once; companies, models and figures here are invented."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bangyan.cli import run
from data.digest import Digest, digest
from data.digest_markdown import markdown
from data.errors import UsageError
from data.fields import EventFields
from data.lexicon import Entry, Lexicon
from data.periods import Period, between, day_of, last_day, month_of, week_of
from data.settings import Settings
from data.store import Store
from tests.desk import Desk, placed, score, told

LEXICON = Lexicon.of((Entry("org", "云雀科技", ("云雀",)), Entry("model", "云雀-7B", maker="云雀科技")))
MAY = month_of("2024-05")
OPENING = "云雀科技今日发布云雀-7B，这是它的第一款模型，训练用了三个月，参数不多，却写得一手好诗。"
BODY = OPENING + (
    "\n\n研发负责人周听雨说，这一代模型的训练数据比试验版多了三成，而训练时间反倒缩短了十一天。"
    "\n\n她还说，团队眼下最关心的不是分数，而是一台旧笔记本能不能跑得动它，能不能离了网也照样干活。"
    "\n\n首批试用者来自云州的两所中学和一家县医院，他们会在两个月后交回使用报告，一条条写下哪里不好使。"
    "\n\n云雀科技计划在明年春天推出更大的一款，届时会同时公布评测用的全部题目，让谁都能再考一遍。"
)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with Store.open(settings) as store:
        yield Desk(store)


def event(text: str, evidence: str | None = None, **fields: Any) -> EventFields:
    known = {"type": "release", "date": "2024-05-20", "who": ["云雀科技"], "what": "云雀-7B"}
    return EventFields(**(known | fields), **placed(text, evidence or text))


def news(found: Digest) -> list[tuple[str, str | None, int]]:
    return [(n.type, n.date, n.stories) for s in found.sections for c in s.companies for n in c.news]


def of(desk: Desk, period: Period = MAY) -> Digest:
    return digest(desk.store, LEXICON, period)


def test_releases_and_figures_stand_under_their_company(desk: Desk) -> None:
    told(desk)

    found = of(desk)

    assert [(section.kind, [c.name for c in section.companies]) for section in found.sections] == [
        ("releases", ["云雀科技"]),
        ("claims", ["云雀科技"]),
    ]
    assert (found.articles, found.stories) == (1, 1)


def test_each_line_links_its_article_and_quotes_its_sentence(desk: Desk) -> None:
    told(desk)

    lines = markdown(of(desk)).splitlines()

    at = next(i for i, line in enumerate(lines) if "61.5" in line)
    assert lines[at].startswith("- **云雀-7B** C-Eval **61.5** — [云雀的成绩单](https://a.example/1)")
    assert lines[at + 1] == "  > 云雀-7B在C-Eval上得分61.5。"


def test_a_reprint_adds_no_line(desk: Desk) -> None:
    for site in ("a", "b"):
        desk.tell(BODY, event(BODY, OPENING), url=f"https://{site}.example/1", site=site)

    found = of(desk)

    assert news(found) == [("release", "2024-05-20", 1)]
    assert (found.articles, found.stories) == (2, 1)


def test_what_several_stories_tell_is_one_line_that_says_how_many(desk: Desk) -> None:
    other = "消息人士证实：云雀-7B已由云雀科技推出。业内人士说这一天等了很久，也有人觉得为时过早，还要再看。"
    desk.tell(OPENING, event(OPENING), url="https://a.example/1")
    desk.tell(other, event(other, date="2024-05-21"), url="https://b.example/1", site="b")

    text = markdown(of(desk))

    assert text.count("\n- ") == 1
    assert "told by 2" in text
    assert "⚠ dated otherwise: 2024-05-21" in text


def test_two_things_of_one_company_are_two_lines(desk: Desk) -> None:
    for number, what in enumerate(("云雀-7B", "鹪鹩手机")):
        text = f"云雀科技发布{what}。{number}"
        desk.tell(text, event(text, what=what), url=f"https://a.example/{number}")

    assert len(news(of(desk))) == 2


@pytest.mark.parametrize(
    ("date", "planned", "is_news"),
    [
        ("2024-05-20", False, True),
        ("2024-05", False, True),
        ("2024-04-28", False, True),  # told a few days late
        ("2024-07-01", True, True),
        ("2021-03", False, False),
        (None, False, False),
    ],
)
def test_what_is_only_looked_back_on_is_no_news(desk: Desk, date: str | None, planned: bool, is_news: bool) -> None:
    desk.tell(OPENING, event(OPENING, date=date, planned=planned))

    assert bool(news(of(desk))) == is_news


def test_what_was_told_before_the_period_is_no_news(desk: Desk) -> None:
    text = "云雀-7B在C-Eval上得分61.5。"
    for day in ("2024-04-29", "2024-05-02"):
        desk.tell(
            text + day,
            score(text, text, 61.5),
            event(text, date="2024-04-29"),
            url=f"https://a.example/{day}",
            published=day,
        )

    assert of(desk).sections == ()
    assert "no new figures or events" in markdown(of(desk))


def test_another_value_for_the_same_question_is_marked(desk: Desk) -> None:
    for site, value in (("a", 61.5), ("b", 58.0)):
        text = f"云雀-7B在C-Eval五样本测试中得分{value}。这是{site}的文章。"
        desk.tell(text, score(text, text, value, setting="5-shot"), url=f"https://{site}.example/1", site=site)

    text = markdown(of(desk))

    assert "⚠ said otherwise: [58 b](https://b.example/1)" in text


def test_what_an_article_says_cannot_break_the_markdown(desk: Desk) -> None:
    text = "云雀发布`云雀-7B`，<b>售价</b>$9 [点此](javascript:alert(1))|*好*"
    desk.tell(text, event(text), title="# 一\n[二](三)", url="javascript:alert(2)")

    shown = markdown(of(desk))

    assert "  > 云雀发布\\`云雀-7B\\`，\\<b\\>售价\\</b\\>\\$9 \\[点此\\](javascript:alert(1))\\|\\*好\\*" in shown
    assert "](javascript:alert(2))" not in shown


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (last_day("2024-05-01"), "2024-04-30", "2024-05-01"),
        (day_of("2024-5-1"), "2024-05-01", "2024-05-01"),
        (week_of("2024-05-01"), "2024-04-29", "2024-05-05"),
        (month_of("2024-02"), "2024-02-01", "2024-02-29"),
        (between("2024-02", None, "2024-05-01"), "2024-02-01", "2024-05-01"),
        (between("2024-01", "2024-02", "2024-05-01"), "2024-01-01", "2024-02-29"),
        (between(None, "2024-02-03", "2024-05-01"), "2024-02-03", "2024-02-03"),
        (between("2023", "2023", "2024-05-01"), "2023-01-01", "2023-12-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: Period, since: str, until: str) -> None:
    assert (period.since, period.until) == (since, until)


def test_a_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(UsageError, match="run backwards"):
        between("2024-05", "2024-04", "2024-06-01")


def test_the_command_prints_the_markdown_or_writes_it_or_gives_rows(
    desk: Desk, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(desk)
    line = ["--home", str(settings.home), "--lang", "zh", "digest"]
    file = tmp_path / "摘报.md"

    assert run([*line, "--month", "2024-05"]) == 0
    printed = capsys.readouterr().out
    assert run([*line, "--since", "2024-05", "--until", "2024-05", "--output", str(file)]) == 0
    capsys.readouterr()
    assert run([*line, "--week", "2024-05-20", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)

    assert printed.startswith("# 榜眼摘报：2024-05\n")
    assert file.read_text("utf-8") == printed
    assert {(row["section"], row["company"]) for row in rows} == {("releases", "云雀科技"), ("claims", None)}


def test_two_periods_at_once_end_2(desk: Desk, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.store.counts()["articles"] == 0

    status = run(["--home", str(settings.home), "--lang", "en", "digest", "--day", "2024-05-01", "--month", "2024-05"])

    assert status == 2
    assert "--day, --month" in capsys.readouterr().err

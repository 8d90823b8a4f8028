"""Short names that articles declare, and a person's way to undo one; companies and models here are invented."""

import json
from collections.abc import Iterator

import pytest

from bangyan.cli import run
from data.aliases import aliases, judge_alias
from data.errors import InputError
from data.fields import AliasFields
from data.query import ledger
from data.settings import Settings
from data.store import Store
from tests.desk import AT, Desk, placed

TEXT = "云雀-7B（下称：云雀大模型）今日上线。"


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with Store.open(settings) as store:
        yield Desk(store)


def declared(text: str = TEXT) -> AliasFields:
    return AliasFields(alias="云雀大模型", name="云雀-7B", type="model", **placed(text, text[: text.index("）") + 1]))


def learned(desk: Desk) -> list[tuple[str, str]]:
    return [(one.alias, one.name) for one in ledger(desk.store).learned]


def reject(desk: Desk) -> int:
    return judge_alias(desk.store, "云雀大模型", "云雀-7B", "rejected", note="太宽", at=AT)


def test_an_alias_is_listed_with_the_words_that_declare_it(desk: Desk) -> None:
    number = desk.tell(TEXT, declared())

    (row,) = aliases(desk.store)

    assert (row.alias, row.name, row.status, row.article_id) == ("云雀大模型", "云雀-7B", "learned", number)
    assert row.evidence == "云雀-7B（下称：云雀大模型）"
    assert [len(aliases(desk.store, part)) for part in ("雀大", "鹪鹩")] == [1, 0]


def test_a_rejected_alias_is_used_no_more_in_any_article_that_declared_it(desk: Desk) -> None:
    for number in range(2):
        text = f"{TEXT}{number}"
        desk.tell(text, declared(text), url=f"https://a.example/{number}")

    count = reject(desk)

    assert count == 2
    assert learned(desk) == []
    assert [(row.status, row.note) for row in aliases(desk.store)] == [("rejected", "太宽")]


def test_a_rejection_outlives_a_rebuild_and_another_reading(desk: Desk) -> None:
    desk.tell(TEXT, declared())
    reject(desk)

    desk.store.rebuild()
    desk.tell(TEXT + "又及。", declared(TEXT + "又及。"))

    assert learned(desk) == []


def test_a_rejection_can_be_taken_back(desk: Desk) -> None:
    desk.tell(TEXT, declared())
    reject(desk)

    judge_alias(desk.store, "云雀大模型", "云雀-7B", "confirmed", note=None, at=AT)

    assert learned(desk) == [("云雀大模型", "云雀-7B")]
    desk.store.rebuild()
    assert learned(desk) == [("云雀大模型", "云雀-7B")]


def test_an_alias_that_no_article_declares_cannot_be_judged(desk: Desk) -> None:
    with pytest.raises(InputError, match="no article declares '云雀大模型' for '云雀-7B'"):
        reject(desk)


def test_the_command_undoes_an_alias(desk: Desk, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    desk.tell(TEXT, declared())
    line = ["--home", str(settings.home), "--lang", "en", "alias"]

    assert run([*line, "reject", "云雀大模型", "云雀-7B", "--note", "太宽"]) == 0
    assert run([*line, "reject", "云雀", "云雀-7B"]) == 1
    told = capsys.readouterr().err
    assert run([*line, "list", "--json"]) == 0

    assert "rejected: '云雀大模型' = '云雀-7B' (1 articles)" in told
    assert "no article declares '云雀' for '云雀-7B'" in told
    assert [row["status"] for row in json.loads(capsys.readouterr().out)] == ["rejected"]

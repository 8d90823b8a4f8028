"""Names that no lexicon has: which are listed, with what counts, and as what block; all of them invented."""

import json
import tomllib
from collections.abc import Iterator

import pytest

from bangyan.cli import run
from data.fields import ArticleFields
from data.lexicon import Lexicon, load_lexicon
from data.settings import Settings
from data.store import Store
from data.unknown import block_of, unknown_names
from nlp.read import read

AT = "2024-06-01T08:00:00+08:00"
STORY = (
    "云岭智能科技有限公司发布了Qingyun-7B。它还支持多种语言。\n\n"
    "我们在内部的KefuBench上测试:Qingyun-7B准确率61.2%,Qwen3-8B准确率58.1%。在C-Eval上,Qingyun-7B得分60.2。"
)


@pytest.fixture
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture
def store(settings: Settings, lexicon: Lexicon) -> Iterator[Store]:
    with Store.open(settings) as store:
        keep(store, lexicon, STORY, "1")
        yield store


def keep(store: Store, lexicon: Lexicon, text: str, number: str) -> None:
    kept = store.keep(ArticleFields(url=f"https://a.example/{number}", text=text), site="a", fetched=AT)
    article = store.article(kept.article_id)
    assert article is not None
    store.note_reading(article, read(text, lexicon=lexicon), extractor="rules", extractor_version="1", at=AT)


def test_a_name_in_no_lexicon_is_listed_and_a_known_family_is_not(store: Store, lexicon: Lexicon) -> None:
    found = {(one.type, one.name) for one in unknown_names(store, lexicon)}

    assert ("benchmark", "KefuBench") in found
    assert ("model", "Qingyun-7B") in found
    assert not {name for _, name in found} & {"Qwen3-8B", "C-Eval"}


def test_a_name_comes_with_its_counts_and_the_sentence_that_has_it(store: Store, lexicon: Lexicon) -> None:
    keep(store, lexicon, "在KefuBench上,Qingyun-7B得分63.0。", "2")

    bench = next(one for one in unknown_names(store, lexicon) if one.name == "KefuBench")

    assert (bench.articles, bench.claims, bench.per_cent) == (2, 3, True)
    assert bench.example.startswith("我们在内部的KefuBench上测试")
    assert bench.example.endswith("58.1%。")


def test_names_with_more_claims_come_first(store: Store, lexicon: Lexicon) -> None:
    found = unknown_names(store, lexicon, types=["benchmark", "model"])

    assert [one.claims for one in found] == sorted((one.claims for one in found), reverse=True)


def test_a_block_that_is_pasted_makes_the_name_known(store: Store, lexicon: Lexicon, settings: Settings) -> None:
    blocks = "\n".join(map(block_of, unknown_names(store, lexicon)))
    settings.lexicon_dir.mkdir(parents=True)
    (settings.lexicon_dir / "mine.toml").write_text(blocks, encoding="utf-8")

    assert tomllib.loads(blocks)["benchmark"][0]["name"] == "KefuBench"
    assert unknown_names(store, load_lexicon(settings.lexicon_dir)) == []


def test_the_command_prints_rows_for_programs_and_blocks_to_paste(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(settings.home), "--lang", "en"]

    assert run([*home, "lexicon", "unknown", "--type", "benchmark", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["type"], row["claims"]) == ("KefuBench", "benchmark", 2)

    assert run([*home, "lexicon", "unknown", "--type", "benchmark", "--toml"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["benchmark"][0]["unit"] == "%"


def test_a_type_that_is_not_known_ends_2_and_names_it(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--home", str(settings.home), "--lang", "en", "lexicon", "unknown", "--type", "boat"])

    assert status == 2
    assert "boat" in capsys.readouterr().err

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import data
from data.entries import Entry
from data.errors import LexiconError
from data.hanzi import simplify
from data.language import use_language
from data.lexicon import Lexicon, load_lexicon
from data.model_forms import form_end
from data.spelling import even, level, spelling_key, squeeze, squeezed_places

BUNDLED = load_lexicon()

# Names as makers and articles write them; each is found whole, with nothing of its surroundings.
MODEL_NAMES = """
Qwen3-235B-A22B-Instruct-2507 | DeepSeek-R1-0528 | DeepSeek R1 0528 | 文心大模型4.5 | 文心一言4.0
文心一言 4.0 | GPT-5.4(High) | Claude 3.5 Sonnet | Claude Opus 4.6(Max) | Gemini 2.5 Pro | Gemini-1.5-Pro-002
Gemini 2.5 Flash-Lite | Llama-3.1-405B-Instruct | ChatGLM2-6B(Base) | ChatGLM2-6B（Base） | GLM-4-9B-Chat-1M
GLM-130B | Yi-34B-Chat | Yi-Lightning | 讯飞星火V3.5 | 星火X1 | 讯飞星火认知大模型V3.5 | 混元T1 | 豆包1.5 Pro
豆包大模型1.5 Pro | Kimi K2.6 | 盘古Ultra MoE | 盘古大模型3.0 | 盤古大模型5.0 | SenseChat V5 | 日日新5.0
MiniMax-M1 | Step-3 | Step3 | 山海大模型 | o1 | o3-mini | o4-mini-high | Baichuan2-13B-Chat | InternLM2.5-20B
Llama 4 Maverick | LLaMA2-7B | LLaMA2 Chat 70B | Mistral-8x22B | Phi-4-mini | Gemma 3 27B | gemma-3-27b-it
Nemotron | Command R+ | Hunyuan-A13B-Instruct-GPTQ-Int4 | ERNIE-4.5-300B-A47B-PT
claude-opus-4-5-20251101-thinking-32k | gpt-4o-2024-11-20 | Qwen1.5-MoE-A2.7B | Grok-4.20(Reasoning Beta)
DeepSeek-R1-Distill-Qwen-7B | Tulu-2-DPO-70B | Yi-VL-34B | 通义千问2.5-Max | 通义千问VL-Max | Wan2.1
Falcon-40B-Instruct | qwen3:8b | Sora 2 Pro | T5-11B | GPT4 | GPT 4 | ＧＰＴ－４
"""

# Texts whose words only look like the names of models, and the names that are in them.
NO_VERSIONS = [
    ("GPT-4（下称G4）", ["GPT-4"]),
    ("GPT-4 2023年发布", ["GPT-4"]),
    ("GPT-4 86.4", ["GPT-4"]),
    ("文心一言61分", ["文心一言"]),
    ("文心一言 61", ["文心一言"]),
    ("Kimi 200万字", ["Kimi"]),
    ("Sora 2月发布", ["Sora"]),
    ("GPT-4个性化", ["GPT-4"]),
    ("GPT-4-level", ["GPT-4"]),
    ("GPT-4-5-shot", ["GPT-4"]),
    ("Qwen2.5大模型", ["Qwen2.5"]),
    ("GPT\n4", ["GPT"]),
    ("Gemini 2.5\n3 Pro", ["Gemini 2.5"]),
]

EVERYDAY = [
    "天工开物",
    "从容应对",
    "山海经",
    "九天揽月",
    "可灵活配置",
    "立即梦想成真",
    "Step 1：打开",
    "Falcon 9火箭",
    "Phi",
    "开源大模型",
]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    return folder


@pytest.fixture
def english() -> None:
    use_language("en")


def names(text: str, lexicon: Lexicon = BUNDLED, kind: str | None = None) -> list[str]:
    return [match.name for match in lexicon.find(text) if kind in (None, match.entry.type)]


def texts(text: str, kind: str) -> list[str]:
    return [match.text for match in BUNDLED.find(text) if match.entry.type == kind]


def lexicon_of(*entries: Entry) -> Lexicon:
    return Lexicon.of(entries)


def listed(names: str) -> list[str]:
    return [name.strip() for line in names.strip().splitlines() for name in line.split("|")]


def test_many_benchmarks_and_models_are_known():
    kinds = [entry.type for entry in BUNDLED.entries]

    assert kinds.count("benchmark") >= 150
    assert kinds.count("model") >= 300


def test_each_model_names_its_maker():
    without = [entry.name for entry in BUNDLED.entries if entry.type == "model" and not entry.maker]

    assert without == []


def test_ranges_hold_a_low_and_a_high_value():
    ranges = [entry.range for entry in BUNDLED.entries if entry.range]

    assert ranges
    assert all(low < high for low, high in ranges)


def test_bundled_names_are_found_in_running_text_by_each_of_their_spellings():
    astray = [
        (entry.name, spelling)
        for entry in BUNDLED.entries
        if entry.bare
        for spelling in entry.spellings
        if entry not in [match.entry for match in BUNDLED.find(f"据称，{spelling}。")]
    ]

    assert astray == []


@pytest.mark.parametrize("name", listed(MODEL_NAMES))
@pytest.mark.parametrize("frame", ["{}", "据悉，{}在测试中", "用{}，再", "| {} | 86.4 |"])
def test_model_reaches_over_its_version_size_and_variant(name: str, frame: str):
    assert texts(frame.format(name), "model") == [name]


@pytest.mark.parametrize(("text", "found"), NO_VERSIONS)
def test_counts_and_dates_are_no_versions(text: str, found: list[str]):
    assert texts(text, "model") == found


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_no_models(text: str):
    assert texts(text, "model") == []


def test_everyday_word_is_a_model_right_after_its_maker():
    assert texts("云知声山海的得分", "model") == ["山海"]


@pytest.mark.parametrize(
    "text", ["Opusculum", "foo1", "玄戒O1芯片", "xMMLU", "MMLUx", "math", "Math", "a ruler", "a drop"]
)
def test_names_inside_other_words_or_in_other_capitals_are_none(text: str):
    assert [match for match in BUNDLED.find(text) if match.entry.type in ("model", "benchmark")] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CEval", "C-Eval"),
        ("C Eval", "C-Eval"),
        ("c-eval", "C-Eval"),
        ("ＭＡＴＨ", "MATH"),
        ("AIME25", "AIME 2025"),
        ("HLE", "Humanity's Last Exam"),
        ("LMSYS Chatbot Arena", "Chatbot Arena"),
        ("大模型竞技场", "Chatbot Arena"),
        ("大模型競技場", "Chatbot Arena"),
        ("聯發科", "联发科"),
        ("騰訊", "腾讯"),
        ("GPT4", "GPT-4"),
        ("GPT 4", "GPT-4"),
    ],
)
def test_spellings_lead_to_the_canonical_name(text: str, name: str):
    assert names(text) == [name]


def test_longest_name_wins():
    assert names("MMLU-Pro与MMLU，SWE-bench Verified与SWE-bench") == [
        "MMLU-Pro",
        "MMLU",
        "SWE-bench Verified",
        "SWE-bench",
    ]


def test_maker_before_a_name_of_its_own_is_a_mention_of_the_maker():
    assert names("OpenAI o3与百度文心一言") == ["OpenAI", "o3", "百度", "文心一言"]


def test_names_of_columns_that_ran_together_are_parted():
    assert names("| Kimi K2.6Moonshot AI | 1,462 |") == ["Kimi K2.6", "月之暗面"]


def test_version_without_a_block_belongs_to_its_family():
    (match,) = BUNDLED.find("Qwen3-8B-Base")

    assert (match.entry.name, match.entry.family, match.name) == ("Qwen3", "Qwen", "Qwen3-8B-Base")


def test_name_does_not_reach_over_several_blanks_or_a_line():
    assert names("C - Eval") == []
    assert names("C\nEval") == []


def test_offsets_count_characters_beyond_the_first_plane():
    text = "🚀🚀 ＧＰＴ－４在Ｃ－Ｅｖａｌ上"

    found = [(match.start, match.end, match.text) for match in BUNDLED.find(text)]

    assert found == [(3, 8, "ＧＰＴ－４"), (9, 15, "Ｃ－Ｅｖａｌ")]


PIECES = [
    "GPT-4",
    "ＧＰＴ－４",
    "騰訊混元",
    "C-Eval",
    "🚀",
    "…",
    "㎏",
    "ﬁ",
    "İ",
    "ß",
    " ",
    "-",
    "\n",
    "8B",
    "(Base)",
    "得分61.3",
    "聯發科",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join))
def test_each_match_is_the_slice_that_it_names(text: str):
    found = BUNDLED.find(text)

    assert all(match.text == text[match.start : match.end] != "" for match in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str):
    folded = even(text)

    assert len(folded) == len(level(text)) == len(simplify(text)) == len(text)
    assert squeeze(folded) == "".join(folded[at] for at in squeezed_places(folded))


@given(st.text(alphabet="GPT4 -.0BVbase()月亿", max_size=20))
def test_name_of_a_model_never_ends_before_its_alias(tail: str):
    end = form_end("GPT" + tail, 0, 3)

    assert 3 <= end <= 3 + len(tail)


def test_spelling_key_forgets_what_does_not_tell_names_apart():
    assert spelling_key("ＧＰＴ－４") == spelling_key("gpt 4") == spelling_key("GPT4")
    assert spelling_key("聯發科") == spelling_key("联发科")


def test_unknown_name_is_answered_with_those_like_it():
    assert BUNDLED.suggest("CEvall")[0] == "C-Eval"
    assert BUNDLED.suggest("没有这个名字的东西") == []


def test_benchmark_is_known_by_its_alias_and_only_as_a_benchmark():
    entry = BUNDLED.benchmark("ceval")

    assert entry is not None
    assert (entry.name, entry.unit, entry.range, entry.better) == ("C-Eval", "%", (0, 100), "higher")
    assert BUNDLED.benchmark("GPT-4") is None
    assert BUNDLED.entry("model", "GPT-4") is not None


def test_error_rates_are_better_when_lower():
    entry = BUNDLED.benchmark("LibriSpeech")

    assert entry is not None
    assert entry.better == "lower"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT4", "gpt-4"),
        ("OpenAI GPT-4", "GPT-4"),
        ("谷歌Gemini 2.5 Pro", "gemini-2.5-pro"),
        ("Claude 4 Opus", "Claude Opus 4"),
        ("百度文心一言4.0", "文心一言 4.0"),
    ],
)
def test_spellings_of_one_model_have_one_key(one: str, other: str):
    assert BUNDLED.canonical_model(one) == BUNDLED.canonical_model(other)


@pytest.mark.parametrize(("one", "other"), [("GPT-4", "GPT-4o"), ("Qwen3-8B", "Qwen3-14B"), ("DeepSeek-R1", "R1")])
def test_different_models_have_different_keys(one: str, other: str):
    assert BUNDLED.canonical_model(one) != BUNDLED.canonical_model(other)


def test_maker_that_belongs_to_the_name_stays_in_its_key():
    assert BUNDLED.canonical_model("DeepSeek-R1") == "deepseekr1"


def test_alias_of_two_entries_is_refused_with_both_named(english: None):
    one = Entry("benchmark", "Apple Test", ("Plum-1",), source="one.toml")
    other = Entry("benchmark", "Orange Test", ("plum1",), source="other.toml")

    with pytest.raises(LexiconError) as caught:
        lexicon_of(one, other)

    assert "'Apple Test' ([[benchmark]], one.toml)" in str(caught.value)
    assert "'Orange Test' ([[benchmark]], other.toml)" in str(caught.value)


def test_traditional_spelling_of_anothers_name_is_refused():
    with pytest.raises(LexiconError, match="聯合測試"):
        lexicon_of(Entry("benchmark", "联合测试"), Entry("org", "聯合測試"))


def test_model_that_needs_a_version_may_share_the_name_of_its_maker():
    lexicon = lexicon_of(Entry("org", "Zebrafish"), Entry("model", "Zebrafish", maker="Zebrafish", bare=False))

    found = [(match.text, match.entry.type) for match in lexicon.find("Zebrafish发布Zebrafish-7B")]

    assert found == [("Zebrafish", "org"), ("Zebrafish-7B", "model")]


def test_longer_words_hide_the_name_that_they_contain():
    lexicon = lexicon_of(Entry("model", "可灵", unless=("可灵活",)))

    assert [match.start for match in lexicon.find("可灵活，可灵")] == [4]


def test_exact_names_count_in_their_capitals_only():
    lexicon = lexicon_of(Entry("benchmark", "BRIGHTER", exact=True))

    assert names("BRIGHTER than brighter", lexicon) == ["BRIGHTER"]


def test_own_block_replaces_the_bundled_one_of_its_name(own: Path):
    (own / "mine.toml").write_text(
        '[[benchmark]]\nname = "C-Eval"\naliases = ["我的测试"]\nsubsets = ["甲"]\n', encoding="utf-8"
    )

    lexicon = load_lexicon(own)

    entry = lexicon.benchmark("我的测试")
    assert entry is not None
    assert (entry.name, entry.subsets, entry.source) == ("C-Eval", ("甲",), "mine.toml")
    assert sum(entry.name == "C-Eval" for entry in lexicon.entries) == 1
    assert len(lexicon.entries) == len(BUNDLED.entries)


def test_own_block_that_claims_a_bundled_alias_is_refused(own: Path):
    (own / "mine.toml").write_text('[[benchmark]]\nname = "Plum Test"\naliases = ["CMMLU"]\n', encoding="utf-8")

    with pytest.raises(LexiconError, match=r"CMMLU.*benchmarks\.toml.*Plum Test.*mine\.toml"):
        load_lexicon(own)


def test_changed_file_is_read_again(own: Path):
    mine = own / "mine.toml"
    mine.write_text('[[org]]\nname = "橙子测试公司"\n', encoding="utf-8")
    before = load_lexicon(own)
    mine.write_text('[[org]]\nname = "柚子测试公司"\n', encoding="utf-8")

    after = load_lexicon(own)

    assert names("橙子测试公司", before) == ["橙子测试公司"]
    assert names("柚子测试公司", after) == ["柚子测试公司"]
    assert "橙子测试公司" not in names("橙子测试公司", after)


def test_kept_lexicon_says_the_same_as_its_files(own: Path):
    (own / "mine.toml").write_text(
        '[[model]]\nname = "Zebrafish"\nbare = false\nunless = ["Zebrafish-1"]\n', encoding="utf-8"
    )

    first, second = load_lexicon(own), load_lexicon(own)

    assert list(own.glob("__pycache__/lexicon.*"))
    assert first.entries == second.entries
    assert names("Zebrafish Zebrafish-7B Zebrafish-1", first) == names("Zebrafish Zebrafish-7B Zebrafish-1", second)


def test_kept_lexicon_that_was_cut_short_is_made_anew(own: Path):
    (own / "mine.toml").write_text('[[org]]\nname = "橙子测试公司"\n', encoding="utf-8")
    load_lexicon(own)
    (kept,) = own.glob("__pycache__/lexicon.*")
    kept.write_bytes(kept.read_bytes()[:1000])

    assert names("橙子测试公司", load_lexicon(own)) == ["橙子测试公司"]


def test_lexicon_that_cannot_be_kept_is_read_all_the_same(own: Path):
    (own / "mine.toml").write_text('[[org]]\nname = "橙子测试公司"\n', encoding="utf-8")
    (own / "__pycache__").write_text("a file where a folder should be", encoding="utf-8")

    assert names("橙子测试公司", load_lexicon(own)) == ["橙子测试公司"]


def test_broken_toml_is_named(own: Path, english: None):
    (own / "mine.toml").write_text('[[benchmark]\nname = "Plum"\n', encoding="utf-8")

    with pytest.raises(LexiconError, match=r"lexicon cannot be read: 'mine\.toml'"):
        load_lexicon(own)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('[[benchmark]]\nname = "Plum"\nunits = "%"\n', r"'mine\.toml' \[\[benchmark\]\] 'Plum'.*units"),
        ('[[benchmark]]\nname = "Plum"\nrange = [1]\n', r"\[\[benchmark\]\] 'Plum'.*range"),
        ('[[model]]\naliases = ["Plum"]\n', r"\[\[model\]\].*name"),
        ('[[fruit]]\nname = "Plum"\n', r"fruit"),
        ('[[org]]\nname = "X"\n', r"\[\[org\]\] 'X'.*name"),
    ],
)
def test_block_that_does_not_fit_is_named_with_its_key(own: Path, block: str, said: str):
    (own / "mine.toml").write_text(block, encoding="utf-8")

    with pytest.raises(LexiconError, match=said):
        load_lexicon(own)


def test_bundled_files_claim_no_alias_twice(tmp_path: Path):
    copies = tmp_path / "all"
    shutil.copytree(Path(data.__file__).parent / "lexicons", copies, ignore=shutil.ignore_patterns("__pycache__"))

    lexicon = load_lexicon(copies)

    assert len(lexicon.entries) == len(BUNDLED.entries)


def test_bundled_blocks_name_their_type_file_and_hold_no_blank_aliases():
    odd = [
        e.name
        for e in BUNDLED.entries
        if not e.source.endswith(".toml") or any(re.search(r"^\s|\s$", s) for s in e.spellings)
    ]

    assert odd == []

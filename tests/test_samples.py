"""The sample articles: how many, on what, and that nothing real is said without its source."""

import csv
import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

from data.lexicon import load_lexicon
from data.sample_articles import as_html, sample_articles
from data.sample_sites import SAMPLE_SITES, sample_lexicon

MILM_RANKS = ("排名第9", "在同参数量级中排名第1", "中文向大模型中排名第1")
MILM_C_EVAL = (60.2, 54.5, 71.7, 62.7, 57.7)
MILM_CMMLU = (63.49, 66.2, 62.14, 62.07, 60.37, 61.12, 61.68, 58.84, 59.39, 57.17)
SITES = [site.id for site in SAMPLE_SITES]
ARTICLES = {f"{a.site}/{a.number}": a for site in SITES for a in sample_articles(site)}
CORRECTED = {f"{a.site}/{a.number}.v2": a for site in SITES for a in sample_articles(site, corrected=True) if a.updated}
STORY = "luzhou/2012"  # the one that three sites reprint


@cache
def claims() -> list[dict[str, str]]:
    """What the samples claim, by hand; a corrected version stands under its own name."""
    with (Path(__file__).parent / "samples_claims.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_four_sites_hold_articles_of_three_years() -> None:
    halves = Counter(f"{a.published:%Y}-{(a.published.month - 1) // 6}" for a in ARTICLES.values())

    assert len(ARTICLES) >= 64
    assert min(len(sample_articles(site)) for site in SITES) >= 16
    assert {f"{a.published:%Y-%m}" for a in ARTICLES.values()} >= {"2023-08", "2026-10"}
    assert all("2023-08" <= f"{a.published:%Y-%m}" <= "2026-10" for a in ARTICLES.values())
    assert min(halves.values()) >= 5


def test_articles_are_of_the_length_of_news() -> None:
    lengths = {name: len(article.body) for name, article in ARTICLES.items()}

    assert {name: length for name, length in lengths.items() if not 140 <= length <= 1300} == {}


def test_the_samples_score_many_models_on_many_benchmarks() -> None:
    scores = [claim for claim in claims() if claim["kind"] == "score"]

    assert len({claim["model"] for claim in scores}) >= 62
    assert len({claim["benchmark"] for claim in scores}) >= 27
    assert len({claim["scope"] for claim in claims() if claim["scope"]}) >= 5
    assert sum("| --- |" in article.body for article in ARTICLES.values()) >= 8


def test_every_claim_of_the_samples_stands_in_its_article() -> None:
    texts = {name: article.body for name, article in (ARTICLES | CORRECTED).items()}

    lost = [
        claim
        for claim in claims()
        if claim["model"] not in texts[claim["article"]]
        or claim["scope"] not in texts[claim["article"]]
        or (claim["kind"] == "score" and claim["value"] not in texts[claim["article"]])
    ]

    assert lost == []


def test_some_articles_tempt_with_numbers_and_claim_nothing() -> None:
    claiming = {claim["article"] for claim in claims()}
    tempting = [name for name, article in ARTICLES.items() if article.claimless]

    assert len(tempting) >= 6
    assert [name for name in tempting if len(re.findall(r"\d+", ARTICLES[name].body)) < 5] == []
    assert claiming.isdisjoint(tempting)


def test_one_story_is_reprinted_verbatim_retitled_and_trimmed() -> None:
    story = ARTICLES[STORY]
    verbatim, retitled, trimmed = (ARTICLES[name] for name in ("gudu/3014", "liebang/1012", "xingpu/4010"))

    assert {a.reprint_of for a in ARTICLES.values()} == {"", STORY}
    assert (verbatim.title, verbatim.body) == (story.title, story.body)
    assert retitled.title != story.title
    assert retitled.body == story.body
    assert trimmed.body.startswith("来源：芦洲智讯")
    assert len(trimmed.body) < len(story.body)
    assert {verbatim.source, retitled.source, trimmed.source} == {story.source}
    assert len({a.published for a in (story, verbatim, retitled, trimmed)}) == 4
    assert min(a.published for a in (verbatim, retitled, trimmed)) > story.published


def test_two_sources_disagree_on_one_score() -> None:
    question = ("云岭-2-72B", "MMLU", "", "5-shot")

    answers = {
        claim["article"]: claim["value"]
        for claim in claims()
        if (claim["model"], claim["benchmark"], claim["subset"], claim["setting"]) == question
    }

    assert answers == {"liebang/1005": "79.8", "gudu/3008": "77.4"}


def test_one_article_is_corrected() -> None:
    changed = {
        article.number
        for site in SITES
        for article in set(sample_articles(site)) ^ set(sample_articles(site, corrected=True))
    }

    assert changed == {"4003"}


def test_the_milm_story_holds_all_its_figures() -> None:
    story = next(a for a in sample_articles("liebang") if "MiLM-6B(下称:小米大模型)" in a.body)

    missing = [said for said in (*MILM_RANKS, *MILM_C_EVAL, *MILM_CMMLU) if str(said) not in story.body]

    assert missing == []
    assert f"{story.published:%Y-%m-%d}" == "2023-08-11"


def test_every_article_on_something_real_names_its_source() -> None:
    listed = tomllib.loads((files("data") / "samples" / "sources.toml").read_text(encoding="utf-8"))["source"]

    sources = {source["article"] for source in listed if source["what"] and (source.get("url") or source.get("name"))}

    assert sources == {f"{a.site}/{a.number}" for site in SITES for a in sample_articles(site) if a.real}


def test_nothing_real_is_named_where_all_is_said_to_be_invented() -> None:
    lexicon = load_lexicon()

    named = {
        (name, match.text)
        for name, article in (ARTICLES | CORRECTED).items()
        if not article.real
        for match in lexicon.find(f"{article.title}\n{article.author}\n{article.body}")
        if match.entry.type != "benchmark"
    }

    assert named == set()


def test_the_lexicon_of_the_samples_knows_every_invented_model(tmp_path: Path) -> None:
    (tmp_path / "samples.toml").write_text(sample_lexicon(), encoding="utf-8")

    lexicon = load_lexicon(tmp_path)

    models = {claim["model"] for claim in claims() if not (ARTICLES | CORRECTED)[claim["article"]].real}
    unknown = {model for model in models if model not in [match.name for match in lexicon.find(model)]}
    assert unknown == set()


def test_markup_in_an_article_is_escaped() -> None:
    html = as_html("a < b & **c**\n\n| x | y |\n| --- | --- |\n| <i> | - |\n\n- one\n- two\n\n## 标题")

    assert "<p>a &lt; b &amp; <strong>c</strong></p>" in html
    assert "<td>&lt;i&gt;</td><td>-</td>" in html
    assert "<ul>\n<li>one</li>\n<li>two</li>\n</ul>" in html
    assert html.endswith("<h2>标题</h2>")

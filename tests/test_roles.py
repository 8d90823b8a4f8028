"""Posts that an article gives people come out with the company and the words that say so."""

import pytest

from data.fields import ArticleFields, RoleFields
from data.lexicon import load_lexicon
from data.roles import roles
from data.settings import Settings
from data.store import Store
from nlp.read import read

LEXICON = load_lexicon()
AT = "2026-03-06T08:00:00+08:00"


def told(text: str) -> list[RoleFields]:
    return read(text, published="2026-03-01", lexicon=LEXICON).roles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("栖霞科技CEO杨立群今日表示，公司将开源新模型。", [("杨立群", "CEO", "栖霞科技", False)]),
        ("栖霞科技的联合创始人杨立群表示，模型已开源。", [("杨立群", "联合创始人", "栖霞科技", False)]),
        ("栖霞科技的大模型团队负责人杨立群表示，模型已开源。", [("杨立群", "大模型团队负责人", "栖霞科技", False)]),
        ("栖霞科技创始人、董事长兼CEO杨立群发文。", [("杨立群", "创始人、董事长兼CEO", "栖霞科技", False)]),
        ("前栖霞科技首席科学家杨立群创立了新公司。", [("杨立群", "首席科学家", "栖霞科技", True)]),
        ("栖霞科技今日任命李思远为首席执行官。", [("李思远", "首席执行官", None, False)]),
        ("会上，AI实验室主任杨立群表示，模型已开源。", [("杨立群", "AI实验室主任", None, False)]),
        (
            "清华大学教授、栖霞科技首席科学家杨立群表示，模型已开源。",
            [("杨立群", "教授", "清华大学", False), ("杨立群", "首席科学家", "栖霞科技", False)],
        ),
        ("此外，公司首席财务官杨立群表示，营收会增长。", [("杨立群", "首席财务官", None, False)]),
        ("记者杨立群报道。", []),
        ("杨立群表示，栖霞科技需要一位首席科学家。", []),
        ("栖霞科技发布了模型。CEO会在月底发言，杨立群表示期待。", []),
    ],
)
def test_a_post_beside_a_name_is_that_persons(text, expected):
    found = told(text)

    assert sorted((r.person, r.role, r.org, r.former) for r in found) == sorted(expected)


def test_the_words_of_a_post_are_the_articles_own():
    text = "今天，栖霞科技CEO杨立群表示，公司将开源。杨立群是栖霞科技CEO。"

    (found,) = told(text)

    assert text[found.start : found.end] == found.evidence == "栖霞科技CEO杨立群"


def keep_and_read(store: Store, url: str, text: str, published: str) -> None:
    kept = store.keep(ArticleFields(url=url, text=text, published=published), site="a", fetched=AT)
    article = store.article(kept.article_id)
    assert article is not None
    found = read(text, published=published, lexicon=LEXICON)
    store.note_reading(article, found, extractor="rules", extractor_version="1", at=AT)


def test_posts_are_told_by_person_and_by_company(settings: Settings) -> None:
    with Store.open(settings) as store:
        keep_and_read(store, "https://a.example/1", "栖霞科技CEO杨立群表示，公司将开源新模型。", "2026-03-01")
        keep_and_read(store, "https://a.example/2", "栖霞科技CEO杨立群表示，模型卖得不错。", "2026-03-05")
        keep_and_read(store, "https://a.example/3", "澄海科技总裁李思远表示，公司不上市。", "2026-03-02")

        (row,) = roles(store, "杨立群")

        assert (row.role, row.org, row.articles, row.published) == ("CEO", "栖霞科技", 2, "2026-03-05")
        assert [r.person for r in roles(store, "澄海")] == ["李思远"]


def test_a_post_that_an_article_no_longer_names_is_told_no_more(settings: Settings) -> None:
    with Store.open(settings) as store:
        keep_and_read(store, "https://a.example/1", "栖霞科技CEO杨立群表示，公司将开源新模型。", "2026-03-01")
        keep_and_read(store, "https://a.example/1", "栖霞科技总裁杨立群表示，公司将开源新模型。", "2026-03-01")

        assert [row.role for row in roles(store)] == ["总裁"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("杨立群（栖霞科技CTO）介绍了这款模型。", ("杨立群", "CTO", "栖霞科技", False)),
        ("李思远将出任栖霞科技首席科学家。", ("李思远", "首席科学家", "栖霞科技", False)),
        ("李思远卸任栖霞科技总裁一职。", ("李思远", "总裁", "栖霞科技", True)),
    ],
)
def test_a_post_behind_a_name_is_that_persons(text, expected):
    (found,) = told(text)

    assert (found.person, found.role, found.org, found.former) == expected
    assert text[found.start : found.end] == found.evidence

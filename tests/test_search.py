"""Full-text search finds what stands in an article, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.fields import ArticleFields
from data.folding import fold
from data.search import SNIPPET, Hit, marked, place, search, snippet, terms
from data.settings import Settings
from data.store import Store

STORY = "小米大模型首次亮相。MiLM-6B 在 C-Eval 上总平均分 60.2，参数规模同为 6B 的模型里排名第一。"
# Letters that SQLite's tables know and that they do not, marks that fold into their letter, signs, and the blank.
SCRIPTS = "小米大模型榜单千问CcEevVaALlé́ＡＢ１２６０.-+%，。（）𠮷𪚥😀👍🏽ßſÅΣς한국ﬁ㎏½²Ⅷ٣ก้_ \n\U0001e900Ა"
SOME_TEXT = st.text(st.one_of(st.sampled_from(SCRIPTS), st.characters(exclude_categories=["Cs"])), max_size=40)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(Settings(home=tmp_path_factory.mktemp("home"))) as store:
        yield store


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Store]:
    with Store.open(Settings(home=tmp_path)) as store:
        yield store


def keep(store: Store, text: str, *, title: str | None = None, published: str | None = None, site: str = "a") -> int:
    fields = ArticleFields(url=f"https://{site}.example/{text}/{title}", title=title, text=text, published=published)
    return store.keep(fields, site=site, fetched="2026-01-01T08:00:00+08:00").article_id


def ids(hits: list[Hit]) -> set[int]:
    return {hit.article_id for hit in hits}


# ── what is found ──


@pytest.mark.parametrize(
    "asked",
    [
        "小米",
        "大模型",
        "米大",
        "C-Eval",
        "c-eval",
        "Eva",
        "al",
        "60.2",
        "0.2",
        "MiLM",
        "LM-6",
        "6B",
        "ＭｉＬＭ",
        "。M",
        "，参",
    ],
)
def test_any_two_characters_or_more_of_a_text_are_found(fresh: Store, asked: str) -> None:
    kept = keep(fresh, STORY)
    keep(fresh, "无关的一篇")

    hits = search(fresh, asked)

    assert ids(hits) == {kept}


@given(title=SOME_TEXT, text=SOME_TEXT.filter(bool), data=st.data())
@settings(max_examples=200, deadline=None)
def test_every_slice_of_an_article_is_found(store: Store, title: str, text: str, data: st.DataObject) -> None:
    site = str(uuid4())
    kept = keep(store, text, title=title, site=site)
    whole = data.draw(st.sampled_from([title, text]))
    start = data.draw(st.integers(0, len(whole)))
    asked = whole[start : data.draw(st.integers(start, len(whole)))]
    wanted = [fold(term) for term in terms(asked)]
    stands = all(term in fold(title) or term in fold(text) for term in wanted)  # unless a mark folded into its letter

    hits = search(store, asked, site=site)

    assert ids(hits) == ({kept} if wanted and stands else set())


@given(texts=st.lists(SOME_TEXT.filter(bool), max_size=5), asked=SOME_TEXT)
@settings(max_examples=200, deadline=None)
@example(texts=["C-Eval"], asked="Eva")
@example(texts=["𠮷野家"], asked="𠮷野")
@example(texts=["a b"], asked="ab")
@example(texts=["60.2分"], asked="60,2")
def test_what_is_found_is_what_python_finds(store: Store, texts: list[str], asked: str) -> None:
    site = str(uuid4())
    for text in texts:
        keep(store, text, site=site)
    wanted = [fold(term) for term in terms(asked)]

    hits = search(store, asked, site=site)

    assert ids(hits) == {
        article.id
        for article in store.articles(site=site)
        if wanted and all(term in fold(article.text) or term in fold(article.title or "") for term in wanted)
    }


def test_letters_of_all_scripts_can_be_searched_for(fresh: Store) -> None:
    letters = [c for i in range(0x110000) if (c := chr(i)).isalnum() and fold(c) == c and not "一" <= c <= "힣"]
    kept = {c: keep(fresh, f"甲{c}乙{c}") for c in letters[::199]}

    missed = [c for c, article_id in kept.items() if article_id not in ids(search(fresh, f"甲{c}", limit=1000))]

    assert missed == []


def test_terms_may_stand_apart_and_one_of_them_in_the_title(fresh: Store) -> None:
    kept = keep(fresh, "它在榜单上名列第一", title="北辰大模型发布")
    keep(fresh, "它在榜单上名列第二", title="无关")

    hits = search(fresh, "北辰 榜单")

    assert ids(hits) == {kept}


def test_words_in_quotation_marks_are_one_term() -> None:
    asked = 'C-Eval "five shot" “零 样本” "open'

    found = terms(asked)

    assert found == ["C-Eval", "five shot", "零 样本", '"open']


@pytest.mark.parametrize("asked", ["", "   ", '""', "　"])
def test_a_question_without_terms_finds_nothing(fresh: Store, asked: str) -> None:
    keep(fresh, STORY)

    hits = search(fresh, asked)

    assert hits == []


@pytest.mark.parametrize(
    "asked", ['a" OR "b', "title:小米", "NEAR(a b)", "*", "小米*", "'; DROP TABLE article; --", "\udcff小"]
)
def test_signs_that_mean_something_to_a_database_mean_themselves(fresh: Store, asked: str) -> None:
    keep(fresh, STORY)
    keep(fresh, "NEAR 小米* title:小米")
    wanted = terms(asked)

    hits = search(fresh, asked)

    assert ids(hits) == {a.id for a in fresh.articles() if all(fold(term) in fold(a.text) for term in wanted)}


# ── which, in what order ──


def test_the_newest_stands_first_and_the_limit_holds(fresh: Store) -> None:
    for day in ("2026-01-02", "2026-01-03", "2026-01-01"):
        keep(fresh, f"北辰大模型 {day}", published=day)

    hits = search(fresh, "北辰", limit=2)

    assert [hit.published for hit in hits] == ["2026-01-03", "2026-01-02"]


def test_site_and_days_narrow_the_search(fresh: Store) -> None:
    kept = keep(fresh, "北辰甲", published="2026-01-02T23:00:00+08:00", site="b")
    keep(fresh, "北辰乙", published="2026-01-02", site="a")
    keep(fresh, "北辰丙", published="2026-01-03", site="b")
    keep(fresh, "北辰丁", published=None, site="b")

    hits = search(fresh, "北辰", site="b", since="2026-01-01", until="2026-01-02")

    assert ids(hits) == {kept}


def test_a_changed_article_is_found_by_what_it_says_now(fresh: Store) -> None:
    url = "https://a.example/1"
    for text in ("总分是五十五", "总分是六十"):
        kept = fresh.keep(ArticleFields(url=url, title="更正", text=text), site="a", fetched="2026-01-01")

    now, before = search(fresh, "六十"), search(fresh, "五十五")

    assert (ids(now), before) == ({kept.article_id}, [])


# ── how it is shown ──


def test_a_snippet_is_one_line_around_the_hit_with_dots_where_it_was_cut() -> None:
    text = "前文。" * 40 + "北辰在榜单上\n\n名列第一" + "后文。" * 40

    cut = snippet(text, ["榜单"])

    assert cut.startswith("…")
    assert cut.endswith("…")
    assert "北辰在榜单上 名列第一" in cut
    assert len(cut) <= SNIPPET + 2


def test_a_short_text_is_its_own_snippet() -> None:
    cut = snippet(STORY, ["小米"])

    assert cut == STORY


def test_a_hit_is_marked_where_it_stands_whatever_its_width() -> None:
    shown = marked("在Ｃ－Ｅｖａｌ上得60.2", ["c-eval", "60.2", "别处"])

    assert shown == "在«Ｃ－Ｅｖａｌ»上得«60.2»"


@given(text=SOME_TEXT, data=st.data())
def test_the_place_of_a_term_is_a_slice_that_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    term = text[start : data.draw(st.integers(start, len(text)))]

    found = place(text, term)

    assert (found is None) == (fold(term) not in fold(text))
    assert found is None or fold(term) in fold(text[slice(*found)])

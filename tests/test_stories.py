"""An article and its reprints are one story with one original, unless a person says otherwise."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from bangyan.cli import run
from data.errors import InputError
from data.exports import rows
from data.fields import ArticleFields, ClaimFields, Reading
from data.lexicon import load_lexicon
from data.query import ask
from data.sample_articles import sample_articles
from data.schema import StoryLink, StoryMember
from data.settings import Settings
from data.store import Store
from data.stories import part, story_of, tell
from tests.bench.stories import measure

DAY = "2026-01-02T08:00:00+08:00"
SITES = ("luzhou", "gudu", "liebang", "xingpu")
REPRINTS = {"luzhou/2012", "gudu/3014", "liebang/1012", "xingpu/4010"}
BODY = (
    "北辰科技今天上午在云州公布了新一代语言模型北辰-6B，并把权重放到了自家的代码站上。\n\n"
    "公司给出的成绩单显示，北辰-6B在甲榜上得60.2分，比上一代高出7.5分，在乙榜上得71.4分。\n\n"
    "研发负责人周听雨说，这一代模型的训练数据多了三成，而训练时间反倒缩短了11天。\n\n"
    "她还说，团队眼下最关心的不是分数，而是一台旧笔记本能不能跑得动它。\n\n"
    "首批试用者来自云州的两所中学和一家县医院，他们会在两个月后交回使用报告。\n\n"
    "北辰科技计划在明年春天推出更大的一款，届时会同时公布评测用的全部题目。"
)
OTHER = (
    "云州地铁三号线昨晚完成了一次不载客的试跑，全程用时41分钟，比图纸上的预计快了两分钟。\n\n"
    "负责信号系统的陶远山介绍，列车在两个急弯处自动减速，没有一次需要司机插手。\n\n"
    "按照计划，接下来的六个星期里每天夜里都要这样跑上四趟，直到把各种故障演练完。\n\n"
    "沿线的商户已经等了三年，有人把新的招牌做好了收在库房里，只等通车那天挂出去。"
)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as store:
        yield store


def keep(store: Store, text: str = BODY, *, url: str, site: str | None = None, **given: Any) -> int:
    fields = ArticleFields(url=f"https://{url}", text=text, **{"title": "题", "published": "2026-01-01", **given})
    return store.keep(fields, site=site or url.split(".")[0], fetched=DAY).article_id


def together(store: Store, article_id: int) -> set[int]:
    story = story_of(store, article_id)
    assert story is not None
    return {member.article_id for member in story.members}


def claim(text: str = BODY) -> Reading:
    evidence = "北辰-6B在甲榜上得60.2分"
    at = text.index(evidence)
    said = {"kind": "score", "model": "北辰-6B", "benchmark": "甲榜", "value": 60.2}
    return Reading(claims=[ClaimFields(evidence=evidence, start=at, end=at + len(evidence), **said)])


# ── one story ──


def test_the_reprints_among_the_samples_are_one_story_with_their_original(store: Store) -> None:
    kept = {}
    for site in SITES:
        for article in sample_articles(site):
            fields = {"title": article.title, "source": article.source, "published": article.published.isoformat()}
            name = f"{site}/{article.number}"
            kept[keep(store, article.body, url=f"{site}.example/{article.number}", **fields)] = name

    stories = {name: {kept[one] for one in together(store, article_id)} for article_id, name in kept.items()}
    story = story_of(store, next(article_id for article_id, name in kept.items() if name == "xingpu/4010"))

    assert {name: members for name, members in stories.items() if len(members) > 1} == dict.fromkeys(REPRINTS, REPRINTS)
    assert story is not None
    assert (kept[story.original], story.original_by) == ("luzhou/2012", "source")
    assert {merge.kind for merge in story.merges} == {"verbatim", "trimmed"}


def test_an_article_without_reprints_is_a_story_of_its_own(store: Store) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, OTHER, url="b.example/1")

    story = story_of(store, second)

    assert story is not None
    assert (story.original, story.original_by, story.has_reprints) == (second, "alone", False)
    assert together(store, first) == {first}
    assert story_of(store, 99) is None


def test_what_joined_two_articles_is_kept_and_told(store: Store) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, BODY[:150], url="b.example/1")

    story = story_of(store, first)

    assert story is not None
    (merge,) = story.merges
    assert merge.model_dump() == {
        "article_id": second,
        "other_id": first,
        "kind": "trimmed",
        "figure": 1.0,
        "joined": DAY,
    }
    assert tell(merge) == "100% of the one's body stands in the other"


def test_an_article_that_is_rewritten_leaves_its_story(store: Store) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, url="b.example/1")

    keep(store, OTHER, url="a.example/1")

    assert (together(store, first), together(store, second)) == ({first}, {second})


def test_an_article_whose_title_changes_stays_in_its_story(store: Store) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, url="b.example/1")

    keep(store, url="a.example/1", title="新题")

    assert together(store, first) == {first, second}


# ── the original ──


def test_who_names_anothers_outlet_is_the_reprint_even_if_dated_earlier(store: Store) -> None:
    keep(store, OTHER, url="a.example/0", source="甲报")
    original = keep(store, url="a.example/1", source="甲报", published="2026-01-03")
    keep(store, OTHER, url="b.example/0", source="乙网", title="另")
    keep(store, OTHER[:120], url="b.example/2", source="乙网")
    keep(store, "来源：甲报（记者 某某）\n\n" + BODY, url="b.example/1", published="2026-01-02")

    story = story_of(store, original)

    assert story is not None
    assert (story.original, story.original_by, len(story.members)) == (original, "source", 2)


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ({"published": "2026-01-02"}, {"published": "2026-01-01T09:00:00+08:00"}, "published"),
        ({"published": "2026-01-01T09:00:00+08:00"}, {"published": "2026-01-01T00:30:00Z"}, "published"),
        ({"published": None}, {"published": "2026-01-01"}, "published"),
        ({"text": BODY[:200]}, {}, "length"),
    ],
)
def test_the_original_is_the_earlier_else_the_longer(
    store: Store, first: dict[str, Any], second: dict[str, Any], by: str
) -> None:
    keep(store, url="a.example/1", **first)
    later = keep(store, url="b.example/1", **second)

    story = story_of(store, later)

    assert story is not None
    assert (story.original, story.original_by) == (later, by)


# ── parting ──


def test_what_a_person_parts_stays_parted_through_changes_and_a_rebuild(store: Store) -> None:
    first, second, third = (keep(store, url=f"{site}.example/1") for site in "abc")

    others = part(store, second, DAY)
    keep(store, BODY + "\n\n完。", url="b.example/1")
    store.rebuild()

    assert others == [first, third]
    assert (together(store, first), together(store, second)) == ({first, third}, {second})


def test_parted_articles_do_not_come_together_by_way_of_a_third(store: Store) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, url="b.example/1")
    part(store, second, DAY)

    third = keep(store, url="c.example/1")

    assert together(store, first) == {first, third}
    assert together(store, second) == {second}


def test_an_article_that_is_of_no_story_cannot_be_parted(store: Store) -> None:
    only = keep(store, url="a.example/1")

    with pytest.raises(InputError, match=f"article has no reprints: '{only}'"):
        part(store, only, DAY)
    with pytest.raises(InputError, match="no such article: '99'"):
        part(store, 99, DAY)


def test_the_log_replayed_gives_the_same_stories(store: Store) -> None:
    for n, text in enumerate((BODY, OTHER, BODY[:150], BODY, OTHER[:130])):
        keep(store, text, url=f"{n}.example/1")
    part(store, 4, DAY)
    keep(store, OTHER, url="0.example/1")
    before = state(store)

    store.rebuild()

    assert state(store) == before


def state(store: Store) -> list[list[str]]:
    tables: tuple[type[SQLModel], ...] = (StoryLink, StoryMember)
    with store.session() as session:
        return [
            sorted(json.dumps(row.model_dump(), sort_keys=True) for row in session.exec(select(table)))
            for table in tables
        ]


# ── what others see of it ──


def test_a_claim_and_its_reprints_have_one_origin(store: Store) -> None:
    # The second says it in another sentence: only the story tells that it says nothing new.
    reworded = BODY.replace(
        "公司给出的成绩单显示，北辰-6B在甲榜上得60.2分", "成绩单由公司给出：北辰-6B在甲榜上得60.2分"
    )
    for site, text in (("a", BODY), ("b", reworded)):
        article = store.article(keep(store, text, url=f"{site}.example/1"))
        assert article is not None
        store.note_reading(article, claim(text), extractor="rules", extractor_version="1", at=DAY)

    (row,) = ask(store, "北辰-6B 甲榜", load_lexicon()).rows

    assert (row.origins, row.sources) == (1, 2)


def test_exported_articles_name_their_story_and_its_original(store: Store) -> None:
    first = keep(store, url="a.example/1", published="2026-01-05")
    second, alone = keep(store, url="b.example/1"), keep(store, OTHER, url="c.example/1")

    exported = [row.model_dump(include={"id", "story", "original"}) for row in rows(store, "articles")]

    assert exported == [
        {"id": first, "story": first, "original": second},
        {"id": second, "story": first, "original": second},
        {"id": alone, "story": alone, "original": alone},
    ]


def test_the_command_shows_a_story_and_parts_it(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, url="b.example/1")
    home = ["--home", str(settings.home), "--lang", "en"]

    shown = run([*home, "story", str(second), "--json"]), json.loads(capsys.readouterr().out)
    parted = run([*home, "story", str(second), "--part"]), capsys.readouterr()
    unknown = run([*home, "story", "99"]), capsys.readouterr().err

    assert (shown[0], [story["original"] for story in shown[1]]) == (0, [first])
    assert (parted[0], f"parted for good: '{second}' from {first}" in parted[1].err) == (0, True)
    assert unknown[0] == 1
    assert "no such article: '99'" in unknown[1]


# ── stores of before ──


def test_articles_of_an_older_store_find_their_stories_as_it_is_used(store: Store) -> None:
    first, second = keep(store, url="a.example/1"), keep(store, url="b.example/1")
    with store.write() as session:
        for table in (StoryMember, StoryLink):
            for row in session.exec(select(table)).all():
                session.delete(row)

    keep(store, OTHER, url="c.example/1")

    assert together(store, first) == {first, second}


# ── many ──


def test_reprints_are_found_among_many_signatures_in_the_time_of_a_few_signings(settings: Settings) -> None:
    figures = measure(settings.home, 2_000)

    # A loose bound for busy machines; the bench `stories` holds the real one against a million.
    assert figures.adding < 20 * figures.signing
    assert figures.memory < 150

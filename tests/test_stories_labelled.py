"""Stories are told apart on a labelled set: reprints of every kind, and look-alikes that are none."""

from itertools import combinations

import pytest

from data.fields import ArticleFields
from data.settings import Settings
from data.store import Store
from data.stories import originals
from tests.stories.labelled import Group, groups

PRECISION, RECALL = 0.98, 0.90

Pairs = set[frozenset[int]]


def test_the_labelled_set_holds_forty_groups_half_of_them_unseen() -> None:
    sizes = [len(groups(half)) for half in ("first", "second")]
    lookalikes = [group for half in ("first", "second") for group in groups(half) if not group.one_story]

    assert sizes == [22, 22]
    assert len(lookalikes) == 14


@pytest.mark.parametrize("half", ["first", "second"])
def test_pairs_of_one_story_are_found_and_look_alikes_are_not(settings: Settings, half: str) -> None:
    every = groups(half)

    said, meant = told_and_meant(settings, every)

    assert len(said & meant) / len(said) >= PRECISION
    assert len(said & meant) / len(meant) >= RECALL


def told_and_meant(settings: Settings, every: list[Group]) -> tuple[Pairs, Pairs]:
    """The pairs that the store joins and those that the labels join, all groups in one store."""
    story: dict[int, int] = {}
    meant: Pairs = set()
    with Store.open(settings) as store:
        for number, group in enumerate(every):
            kept = [keep(store, text, f"https://{n}.example/{number}") for n, text in enumerate(group.texts)]
            meant |= pairs(kept) if group.one_story else set()
            story |= dict.fromkeys(kept, 0)
        with store.session() as session:
            story = {article: number for article, (number, _) in originals(session, story.keys()).items()}
    same = ([a for a, of in story.items() if of == one] for one in set(story.values()))
    return {pair for articles in same for pair in pairs(articles)}, meant


def keep(store: Store, text: str, url: str) -> int:
    return store.keep(ArticleFields(url=url, text=text), site=None, fetched="2026-01-01T08:00:00+08:00").article_id


def pairs(articles: list[int]) -> Pairs:
    return {frozenset(pair) for pair in combinations(articles, 2)}

"""What every bundled site file promises: it loads, is honest about what was checked, and knows its own articles."""

import json
import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from crawler.compare import compare, place_of
from crawler.paper import Paper
from crawler.site import load_sites
from crawler.urls import is_article

PAGES = Path(__file__).parent / "pages"
ADDRESSES = tomllib.loads((PAGES / "urls.toml").read_text(encoding="utf-8"))
LOADED = load_sites()
SITES = LOADED.sites
SAVED = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("*.json"))}
NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
HAN = re.compile("[\u4e00-\u9fff]")
LEAST_DELAY = 5.0  # seconds between two requests to a site that is not ours


def addresses(kind: str) -> list[tuple[str, str]]:
    """Pairs of a bundled site and one of its addresses."""
    return [(name, url) for name in SITES for url in ADDRESSES.get(name, {}).get(kind, [])]


def saved_paper(name: str) -> Paper:
    """A saved page as if it had been fetched just now."""
    return Paper(SAVED[name]["url"], (PAGES / f"{name}.html").read_bytes(), None, NOW)


def test_every_bundled_file_can_be_read() -> None:
    assert LOADED.errors == []


@pytest.mark.parametrize("name", SITES)
def test_bundled_site_has_known_addresses_and_a_saved_page(name: str) -> None:
    assert name in ADDRESSES
    assert name in SAVED


@pytest.mark.parametrize(("name", "url"), addresses("articles"))
def test_article_of_a_site_is_one_by_its_pattern(name: str, url: str) -> None:
    assert re.search(SITES[name].article, url)


@pytest.mark.parametrize(("name", "url"), addresses("articles"))
def test_article_of_a_site_is_no_other_site_s(name: str, url: str) -> None:
    others = {other: site for other, site in SITES.items() if other != name}

    assert [other for other, site in others.items() if is_article(url, site) or re.search(site.article, url)] == []


@pytest.mark.parametrize(("name", "url"), addresses("others"))
def test_other_page_of_a_site_is_no_article(name: str, url: str) -> None:
    assert not is_article(url, SITES[name])
    assert not re.search(SITES[name].article, url)


@pytest.mark.parametrize("name", SITES)
def test_lists_feeds_and_sitemaps_are_no_articles_themselves(name: str) -> None:
    site = SITES[name]

    for url in (site.home, *site.feeds, *site.lists, *site.sitemaps):
        assert not is_article(url, site)


@pytest.mark.parametrize("name", SAVED)
def test_saved_page_stands_at_an_address_that_would_be_crawled(name: str) -> None:
    site = SITES[name] if name in SITES else SITES[name.rpartition("-")[0]]

    assert is_article(SAVED[name]["url"], site)


@pytest.mark.parametrize("name", SITES)
def test_bundled_site_starts_unverified(name: str) -> None:
    assert SITES[name].verified == ""


@pytest.mark.parametrize("name", [name for name, site in SITES.items() if not site.enabled])
def test_site_that_is_not_crawled_says_why_in_chinese(name: str) -> None:
    assert HAN.search(SITES[name].why)


@pytest.mark.parametrize("name", SITES)
def test_bundled_site_is_asked_gently_and_knows_how_much_to_expect(name: str) -> None:
    site = SITES[name]

    assert site.delay >= LEAST_DELAY
    assert not site.private
    assert site.expects is not None
    assert site.expects[1] > 0


def test_one_host_belongs_to_one_site() -> None:
    owners: dict[str, str] = {}

    twice = [
        (host, owners[host], name)
        for name, site in SITES.items()
        for host in sorted({*site.aliases, site.home_host})
        if owners.setdefault(host, name) != name
    ]

    assert twice == []


@pytest.mark.parametrize("name", SITES)
def test_some_selector_of_each_field_finds_it_on_the_saved_page(name: str) -> None:
    found = compare(SITES[name], [saved_paper(name)])

    assert [finding.seen for finding in found if finding.state == "bad" and "match" in finding.seen] == []


@pytest.mark.parametrize("name", SITES)
def test_body_of_the_saved_page_has_a_place_that_a_site_file_could_name(name: str) -> None:
    assert place_of("body", [saved_paper(name)])

"""Site files: what they may say, and what is said of those that are wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.site import known_site, load_sites, parse_site
from crawler.urls import is_article
from data.errors import SiteError
from data.settings import Settings

GOOD = """
id = "x"
name = "某站"
home = "https://x.example/"
aliases = ["www.x.example", "m.x.example"]
feeds = ["https://feeds.x.example/rss"]
article = '/a/\\d+'
"""


def test_bundled_sites_are_all_well_written() -> None:
    loaded = load_sites()

    assert loaded.errors == []
    assert "lieyun" in loaded.sites


def test_bundled_sites_are_unverified_until_somebody_looked() -> None:
    assert {site.verified for site in load_sites().sites.values()} == {""}


def test_site_is_polite_unless_its_file_says_otherwise() -> None:
    site = parse_site(GOOD, Path("x.toml"))

    assert (site.delay, site.private, site.enabled, site.pace) == (5.0, False, True, timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "feedz = []", "unknown key: 'feedz' in 'x.toml'; did you mean 'feeds'?"),
        (GOOD + "[select]\nboddy = []", "unknown key: 'select.boddy' in 'x.toml'; did you mean 'select.body'?"),
        (GOOD + "qqqq = 1", "unknown key: 'qqqq' in 'x.toml'"),
        (GOOD.replace("name =", "# name ="), "missing key: 'name' in 'x.toml'"),
        (GOOD.replace("feeds =", "# feeds ="), "'x.toml': one of 'feeds', 'lists', 'sitemaps' is needed"),
        (GOOD.replace("/a/\\d+", "/a/(\\d+"), "'x.toml': 'article': no regular expression: '/a/(\\d+'"),
        (GOOD + "[select]\nbody = ['div[']", "'x.toml': 'select.body': selector does not compile: 'div['"),
        (GOOD + "[select]\nbody = ['xpath://div[']", "'x.toml': 'select.body': selector does not compile"),
        (GOOD + "spider = 'mine'", "'x.toml': 'spider': no such spider: 'mine'"),
        (GOOD + "encoding = 'utf-9'", "'x.toml': 'encoding': no such encoding: 'utf-9'"),
        (GOOD + "delay = 0.5", "'x.toml': 'delay' under 1 is for private sites only"),
        (GOOD + "enabled = false", "'x.toml': a site that is not enabled must say 'why'"),
        (GOOD + "every = 'daily'", "'x.toml': 'every': should be like 30m, 2h or 1d: 'daily'"),
        (GOOD + "expects = [5, 2]", "'x.toml': 'expects' should be [least, most]"),
        (GOOD.replace("https://x.example/", "x.example"), "'x.toml': 'home': not a web address: 'x.example'"),
        (GOOD.replace("https://feeds", "file://feeds"), "'x.toml': 'feeds': not a web address"),
        (GOOD.replace("m.x.example", "https://m.x.example/"), "'x.toml': 'aliases': not a host name"),
        ("id = ", "no TOML file: 'x.toml'"),
    ],
)
def test_wrong_file_is_an_error_that_names_file_and_key(text: str, said: str) -> None:
    with pytest.raises(SiteError) as error:
        parse_site(text, Path("x.toml"))

    assert str(error.value).startswith(said)


def test_broken_file_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 3")
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")

    loaded = load_sites(tmp_path, bundled=False)

    assert list(loaded.sites) == ["x"]
    assert ["'bad.toml'" in str(error) for error in loaded.errors] == [True]


def test_users_file_replaces_the_bundled_one_of_its_id(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD.replace('"x"', '"lieyun"'), encoding="utf-8")

    loaded = load_sites(tmp_path)

    assert loaded.sites["lieyun"].name == "某站"
    assert loaded.errors == []


def test_two_files_of_one_folder_with_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")

    loaded = load_sites(tmp_path, bundled=False)

    assert [str(error) for error in loaded.errors] == ["id 'x' stands in both 'a.toml' and 'b.toml'; rename one"]


def test_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert load_sites(tmp_path / "none", bundled=False).sites == {}


def test_unknown_site_is_an_error_that_names_the_nearest(settings: Settings) -> None:
    with pytest.raises(SiteError, match=r"no such site: 'lieyum'; did you mean 'lieyun'\?"):
        known_site("lieyum", settings)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a/1", True),
        ("https://m.x.example/a/1", True),
        ("https://x.example//a/1", True),
        ("https://x.example/b/1", False),
        ("https://other.example/a/1", False),
        ("https://x.example:9/a/1", False),
        ("https://[broken/a/1", False),
    ],
)
def test_article_is_on_the_sites_hosts_and_matches_its_pattern(url: str, expected: bool) -> None:
    assert is_article(url, parse_site(GOOD, Path("x.toml"))) is expected

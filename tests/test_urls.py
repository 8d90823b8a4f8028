"""An article has one address, however its links are written, and two articles never share one."""

import json
import random
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bangyan.cli import run
from crawler.site import Site, load_sites
from crawler.urls import absolute, canonical, is_article
from data.settings import Settings
from tests.web import SENTENCE

SITE = Site(
    id="x",
    name="某站",
    home="https://x.example/",
    aliases=("m.x.example", "www.x.example", "www.oldx.example", "例子.example"),
    lists=("https://x.example/list",),
    article=r"/a/\d+",
)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a/1",
        "http://x.example:80/a/1",
        "HTTPS://X.EXAMPLE./a/1",
        "https://x.example/a/1/",
        "https://x.example//a///1",
        "https://x.example/b/../a/./1",
        "https://x.example/a/1?",
        "https://x.example/a/1#comments",
        "https://x.example/%61/1",
        "https://x.example/a/1;jsessionid=8F2A",
        "https://www.x.example:443/a/1/#top",
        "https://m.x.example/a/1?from=singlemessage&isappinstalled=0",
        "http://www.oldx.example/a/1",
        "https://例子.example/a/1",
        "https://xn--fsqu00a.example/a/1",
        "https://x.example/a/1?utm_source=rss&utm_medium=feed&UTM_Campaign=x",
        "https://x.example/a/1?spm=a2c.1.0&scm=1.2&share_token=9&sharer_shareid=2",
        "https://x.example/a/1?spm_id_from=333&vd_source=7c&xhsshare=1&xsec_token=AB&weibo_id=1",
        "https://x.example/a/1?fbclid=1&gclid=2&msclkid=3&mc_cid=4&hmsr=x&chksm=y&_t=1716171717",
        "https://x.example/a/1?f=rss&amp;from=timeline&amp;ref=home",
        "  https://x.example/a/1\n",
    ],
)
def test_all_addresses_of_an_article_have_one_canonical_form(url: str) -> None:
    assert canonical(url, SITE) == "https://x.example/a/1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://y.example/news?id=7", "https://y.example/news?id=8"),
        ("https://y.example/news?id=7", "https://y.example:8443/news?id=7"),
        ("https://y.example/q?w=%C4%E3", "https://y.example/q?w=%BA%C3"),  # GBK, no UTF-8
        ("https://y.example/a%2Fb", "https://y.example/a/b"),
        ("https://y.example/a?b=c%26d=e", "https://y.example/a?b=c&d=e"),
        ("https://y.example/A", "https://y.example/a"),
        ("https://m.y.example/a", "https://y.example/a"),
    ],
)
def test_addresses_of_two_articles_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://y.example:8443/news?id=7&utm_source=x&b=", "https://y.example:8443/news?id=7&b="),
        ("https://y.example/新闻/1?x=中", "https://y.example/%E6%96%B0%E9%97%BB/1?x=%E4%B8%AD"),
        ("https://y.example/%e6%96%b0%e9%97%bb/1?x=%e4%b8%ad", "https://y.example/%E6%96%B0%E9%97%BB/1?x=%E4%B8%AD"),
        ("https://y.example/100%/a b", "https://y.example/100%25/a%20b"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("https://y.example", "https://y.example/"),
        ("https://y.example/go/https://z.example/a", "https://y.example/go/https://z.example/a"),
    ],
)
def test_canonical_form_keeps_what_makes_the_article(url: str, expected: str) -> None:
    assert canonical(url) == expected


def test_canonical_form_of_a_canonical_form_is_itself() -> None:
    dice = random.Random(20261125)
    sites = [None, SITE, *load_sites().sites.values()]
    for _ in range(5_000):
        url, site = an_address(dice), dice.choice(sites)

        once = canonical(url, site)

        assert canonical(once, site) == once, url
        assert once.isascii()
        assert not urlsplit(once).fragment


def an_address(dice: random.Random) -> str:
    signs = "aZ09-._~/:%?&=;#+!$'()*,@|^<> \"\\[]{}中Ａ％%2F%2f%41%e4%25"
    hosts = ["x.example", "X.example.", "m.x.example", "例子.example", "y.example:80", "y.example:8080", "[::1]"]

    def some(most: int) -> str:
        return "".join(dice.choice(signs) for _ in range(dice.randrange(most)))

    keys = ["id", "utm_source", "from", "spm", "b%20c", "中", "amp;from", "_"]
    query = "&".join(f"{dice.choice(keys)}={some(5)}" for _ in range(dice.randrange(4)))
    return (
        f"{dice.choice(['http', 'HTTPS'])}://{dice.choice(hosts)}/{some(20)}?{query}{dice.choice(['', '#' + some(4)])}"
    )


NOWHERE = ["", " ", "javascript:void(0)", "mailto:a@b.example", "http://", "http://[::1", "http://a.example:99999/a/1"]


@pytest.mark.parametrize("href", NOWHERE)
def test_link_to_nowhere_is_none(href: str) -> None:
    assert absolute("https://x.example/", href) is None


def test_moved_domain_of_a_bundled_site_leads_to_its_present_one() -> None:
    site = load_sites().sites["lieyun"]
    moved = "http://www.lieyunwang.com/archives/462608?from=timeline"

    assert is_article(moved, site)
    assert canonical(moved, site) == "https://lieyunpro.com/archives/462608"


def test_article_that_is_added_by_hand_twice_under_two_addresses_is_one(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(settings.home), "--lang", "en", "add", "--json", str(tmp_path / "a.txt"), "--url"]
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")

    first = run([*home, "https://m.lieyunpro.com/archives/7?from=timeline"]), capsys.readouterr()
    (tmp_path / "a.txt").write_text(SENTENCE + "完。", encoding="utf-8")
    second = run([*home, "http://www.lieyunwang.com/archives/7#top"]), capsys.readouterr()

    (added,), (again,) = json.loads(first[1].out), json.loads(second[1].out)
    assert (added["url"], added["id"]) == ("https://lieyunpro.com/archives/7", again["id"])
    assert "this article is known: 1 (changed)" in second[1].err

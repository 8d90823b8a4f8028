"""What `sites check` sees of a site, and what it says is to be mended."""

import json
import re
from typing import Any

import pytest

from crawler.check import check
from crawler.compare import Finding
from crawler.guest import Guest
from data.language import use_language
from data.settings import Settings
from tests.papers import NOW, announced, front, paper, papers, rss, sitemap, title_of
from tests.web import Answer, Fault, Web

NUMBERS = range(20, 26)
HAN = re.compile("[\u4e00-\u9fff]")
SELECT = {
    "title": ["h1.headline"],
    "published": ["span.when"],
    "author": ["span.who"],
    "body": ["div.article-body"],
}
WELL = {"/feed": rss(NUMBERS), "/list": front(NUMBERS), **papers(NUMBERS)}


def look(answers: dict[str, Answer | Fault], settings: Settings, **keys: Any) -> list[Finding]:
    said = {"feeds": ["/feed"], "lists": ["/list"], "article": r"/p/\d+\.html", "select": SELECT} | keys
    with Web("x", "127.0.0.41", answers, **said) as web:
        return check(web.site, Guest(settings, web.site, now=lambda: NOW))


def told(found: list[Finding], *states: str) -> list[tuple[str, str]]:
    return [(finding.what, finding.seen) for finding in found if finding.state in (states or ("bad", "note"))]


def one(found: list[Finding], what: str, state: str = "bad") -> Finding:
    matching = [finding for finding in found if finding.what == what and finding.state == state]
    assert len(matching) == 1, found
    return matching[0]


def test_site_that_is_as_its_file_says_has_nothing_to_mend(settings: Settings) -> None:
    found = look(WELL, settings)

    assert told(found) == []
    assert {"robots", "feed", "list", "article", "title", "published", "author", "body"} <= {f.what for f in found}


def test_two_articles_are_asked_and_no_more(settings: Settings) -> None:
    with Web("x", "127.0.0.41", WELL, feeds=["/feed"], lists=["/list"], article=r"/p/\d+\.html") as web:
        check(web.site, Guest(settings, web.site, now=lambda: NOW))

        assert sum(count for path, count in web.asked.items() if path.startswith("/p/")) == 2
        assert max(web.asked.values()) == 1


def test_body_selector_that_matches_nothing_is_named_with_the_place_of_the_body(settings: Settings) -> None:
    found = look(WELL, settings, select=SELECT | {"body": ["#paragraph"]})

    finding = one(found, "body")
    assert finding.seen == "selector '#paragraph' matches nothing on 2 of 2 pages"
    assert finding.advice == "the general reader finds the body in 'div.article-body'; put it into select.body"


def test_fall_back_that_matches_nothing_is_only_noted(settings: Settings) -> None:
    found = look(WELL, settings, select=SELECT | {"body": ["#paragraph", "div.article-body"]})

    assert told(found, "bad") == []
    assert told(found, "note") == [("body", "'div.article-body' on 2 of 2; match nothing: '#paragraph'")]


@pytest.mark.parametrize(
    ("field", "selector", "place"),
    [("title", "h1.gone", "h1.headline"), ("published", "time.gone", "span.when")],
)
def test_other_selectors_that_match_nothing_are_named_too(
    settings: Settings, field: str, selector: str, place: str
) -> None:
    found = look(WELL, settings, select=SELECT | {field: [selector]})

    finding = one(found, field)
    assert selector in finding.seen
    assert f"'{place}'" in finding.advice


def test_missing_author_is_worth_a_note_only(settings: Settings) -> None:
    found = look(WELL, settings, select=SELECT | {"author": ["a.gone"]})

    assert told(found, "bad") == []
    assert "span.who" in one(found, "author", "note").advice


def test_title_that_is_another_s_is_shown_beside_the_general_reader_s(settings: Settings) -> None:
    found = look(WELL, settings, select=SELECT | {"title": ["footer"]})

    differing = [finding for finding in found if finding.what == "title" and finding.state == "bad"]
    assert len(differing) == 2
    assert "关于我们" in differing[0].seen
    assert "四项成绩" in differing[0].seen


def test_body_of_which_only_a_part_is_taken_is_measured(settings: Settings) -> None:
    part = {n: str(paper(n, body="zone").body).replace("<p>“", "</div><div class='zone'><p>“") for n in NUMBERS}
    pages = {f"/p/{n}.html": Answer(page) for n, page in part.items()}

    found = look(WELL | pages, settings, select=SELECT | {"body": ["div.zone"]})

    differing = [finding for finding in found if finding.what == "body" and finding.state == "bad"]
    assert differing
    assert differing[0].seen.startswith("takes only ")


def test_feed_that_is_a_page_is_said_to_be_html(settings: Settings) -> None:
    found = look(WELL | {"/feed": front(NUMBERS)}, settings)

    finding = one(found, "feed")
    assert "feed is HTML, not RSS" in finding.seen
    assert "alternate" in finding.advice
    assert [f.state for f in found if f.what == "article"] == ["ok", "ok"]


def test_pattern_that_matches_no_link_is_said_with_one_that_would(settings: Settings) -> None:
    found = look(WELL, settings, article=r"/archives/\d+")

    feed = one(found, "feed")
    assert feed.seen == "0 of 6 links are articles"
    assert "/p/25.html" in feed.advice
    assert r"/p/\d+\.html?" in feed.advice
    assert r"/p/\d+\.html?" in one(found, "list").advice
    assert ("article", "no article could be read") in told(found, "bad")


def test_list_without_articles_is_said_to_have_changed(settings: Settings) -> None:
    found = look(WELL | {"/list": Answer("<a href='/about'>关于</a>")}, settings)

    assert "has the page changed" in one(found, "list").advice


def test_feed_that_stopped_is_said_with_its_newest_day(settings: Settings) -> None:
    later = NOW.replace(year=2027)
    with Web("x", "127.0.0.41", WELL, feeds=["/feed"], article=r"/p/\d+\.html", expects=[1, 9]) as web:
        found = check(web.site, Guest(settings, web.site, now=lambda: later))

    assert "2026-11-19" in one(found, "feed").seen


def test_feed_and_list_of_different_articles_are_worth_a_note(settings: Settings) -> None:
    found = look(WELL | {"/list": front(range(1, 5)), **papers(range(1, 5))}, settings)

    assert told(found, "bad") == []
    assert one(found, "feed and list", "note").seen == "0 of the feeds' 6 articles are on a list too"


def test_sitemap_is_read_through_its_index(settings: Settings) -> None:
    answers: dict[str, Answer | Fault] = {**papers(NUMBERS)}
    with Web("x", "127.0.0.41", answers, sitemaps=["/sitemap.xml"], lists=[], article=r"/p/\d+\.html") as web:
        index = f"<sitemapindex><sitemap><loc>{web.home}/news.xml</loc></sitemap></sitemapindex>"
        web.change("/sitemap.xml", Answer(index))
        web.change("/news.xml", sitemap(NUMBERS, web.home))

        found = check(web.site, Guest(settings, web.site, now=lambda: NOW))

    assert told(found) == []
    assert one(found, "sitemap", "ok").seen == "6 of 7 links are articles"


def test_robots_that_forbids_the_feed_is_said_and_the_list_still_looked_at(settings: Settings) -> None:
    found = look(WELL | {"/robots.txt": Answer("User-agent: *\nDisallow: /feed")}, settings)

    assert "robots.txt forbids" in one(found, "feed").seen
    assert one(found, "list", "ok")


def test_host_without_an_answer_for_robots_is_left_alone_and_nothing_is_taken_out(settings: Settings) -> None:
    found = look(WELL | {"/robots.txt": Answer(status=503)}, settings)

    assert one(found, "robots").state == "bad"
    assert one(found, "feed").advice == ""


def test_longer_rests_that_robots_asks_for_are_advised(settings: Settings) -> None:
    with Web("x", "127.0.0.41", WELL | {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 15")}) as web:
        found = check(web.site, Guest(settings, web.site, now=lambda: NOW, rest=lambda _: None))

    assert one(found, "robots", "note").advice == "write delay = 15.0 in the site file"


@pytest.mark.parametrize(
    "sign", [Answer(status=403), Answer("<title>安全验证</title><p>请完成验证</p>"), Answer("<p>Just a moment...</p>")]
)
def test_stop_sign_ends_the_look_and_is_said(settings: Settings, sign: Answer) -> None:
    with Web("x", "127.0.0.41", WELL | {"/feed": sign}, feeds=["/feed"], lists=["/list"]) as web:
        found = check(web.site, Guest(settings, web.site, now=lambda: NOW))

        assert web.asked["/list"] == 0
    assert one(found, "stop sign")
    assert "left alone" in one(found, "stop sign").advice


def test_captcha_in_place_of_an_article_is_a_stop_sign(settings: Settings) -> None:
    captcha = Answer("<title>某站</title><div>请完成验证：拖动滑块</div>")

    found = look(WELL | dict.fromkeys(papers(NUMBERS), captcha), settings)

    assert one(found, "stop sign")


def test_article_that_cannot_be_had_is_said_and_the_next_one_asked(settings: Settings) -> None:
    found = look(WELL | {"/p/25.html": Answer(status=500)}, settings)

    assert "500" in one(found, "article").seen
    assert [f.state for f in found if f.what == "article"].count("ok") == 2


def test_announced_feed_is_nothing_to_mend(settings: Settings) -> None:
    found = look(WELL | {"/list": front(NUMBERS, head=announced("/feed"))}, settings)

    assert told(found) == []


def test_list_whose_first_page_has_another_address_is_looked_at_from_its_second(settings: Settings) -> None:
    found = look(WELL | {"/list/p2.html": front(NUMBERS)}, settings, lists=["/list", "/list/p{page}.html"])

    assert told(found) == []


def test_json_list_is_read_as_its_spider_reads_it(settings: Settings) -> None:
    with Web("sina_tech", "127.0.0.41", WELL, spider="json_list", lists=["/roll"], article=r"/p/\d+\.html") as web:
        entries = [{"url": f"{web.home}/p/{n}.html", "title": title_of(n), "ctime": "1795134600"} for n in NUMBERS]
        web.change("/roll", Answer(json.dumps({"result": {"data": entries}})))

        found = check(web.site, Guest(settings, web.site, now=lambda: NOW))

    assert told(found) == []
    assert one(found, "list", "ok").seen == "6 of 6 links are articles"


def test_json_list_that_became_a_captcha_is_a_stop_sign(settings: Settings) -> None:
    captcha = Answer("<html><script src='/verify_center/x.js'></script></html>")

    with Web("sina_tech", "127.0.0.41", {"/roll": captcha}, spider="json_list", feeds=["/roll"], lists=[]) as web:
        found = check(web.site, Guest(settings, web.site, now=lambda: NOW))

    assert "captcha" in one(found, "stop sign").seen


def test_wordpress_rest_list_is_read_as_its_spider_reads_it(settings: Settings) -> None:
    rest = "/wp-json/wp/v2/posts?page={page}"
    with Web("x", "127.0.0.41", WELL, spider="wordpress", lists=[rest], article=r"/p/\d+\.html") as web:
        posts = [{"link": f"{web.home}/p/{n}.html", "title": {"rendered": title_of(n)}} for n in NUMBERS]
        web.change(rest.replace("{page}", "1"), Answer(json.dumps(posts)))

        found = check(web.site, Guest(settings, web.site, now=lambda: NOW))

    assert told(found) == []


def test_private_host_that_the_file_does_not_name_is_not_asked(settings: Settings) -> None:
    with Web("other", "127.0.0.42", WELL) as other:
        moved = Answer(status=302, headers={"Location": f"{other.home}/feed"})

        found = look(WELL | {"/feed": moved}, settings)

        assert not other.asked
    assert "private address" in one(found, "feed").seen
    assert one(found, "list", "ok")


def test_every_finding_is_told_in_chinese_too(settings: Settings) -> None:
    use_language("zh")

    found = look(WELL, settings, article=r"/archives/\d+", select=SELECT | {"body": ["#paragraph"]})

    assert all(HAN.search(finding.seen) for finding in found)
    assert all(HAN.search(finding.advice) for finding in found if finding.advice)


def test_what_drop_takes_out_of_the_body_is_nothing_to_mend(settings: Settings) -> None:
    select = SELECT | {"drop": ["div.article-body p:nth-child(n+3)"]}

    found = look(WELL, settings, select=select)

    assert told(found, "bad") == []
    assert any("takes only" in seen for _, seen in told(found, "note"))


def test_time_that_no_reading_finds_is_worth_a_note_only(settings: Settings) -> None:
    bare = {f"/p/{n}.html": Answer(re.sub("<span class='when'>.*?</span>", "", str(paper(n).body))) for n in NUMBERS}

    found = look(WELL | bare, settings, select=SELECT | {"published": []})

    assert told(found, "bad") == []
    assert ("published", "no published is read") in told(found, "note")

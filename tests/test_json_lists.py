"""Lists that are JSON: what their entries say, in each site's own shape, and whole crawls of such sites on loopback."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from crawler.feed import Entry
from crawler.job import Outcome
from crawler.json_text import at, read_json, text_at
from crawler.run import crawl
from crawler.site import Site, load_sites
from crawler.spiders import named_spider, spider_names
from crawler.spiders.json_list import LISTINGS, read_listing
from crawler.spiders.wordpress import read_posts
from data.errors import FetchError
from data.schema import Article
from data.settings import Settings
from data.store import Store

NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
URL = "https://x.example/list"
SENTENCE = "檐雨-32B在MMLU上的得分为78.6，在GSM8K上的得分为88.1，两项都由公司自己测得。"
HTML = f"<p>{SENTENCE}</p><p>{SENTENCE}公司说，下一步是把上下文加长。</p>"
MOMENT = 1789000000  # 2026-09-10T08:26:40+08:00


def post(link: str, html: str = HTML, **keys: Any) -> dict[str, Any]:
    """An article as WordPress' REST interface gives it."""
    said = {"id": 1, "date": "2026-09-10T08:26:40", "date_gmt": "2026-09-10T00:26:40", "status": "publish"}
    parts = {"title": {"rendered": "檐雨-32B &#8211; 第二次尝试"}, "content": {"rendered": html, "protected": False}}
    return {**said, "link": link, **parts, "_embedded": {"author": [{"id": 3, "name": "顾汀"}]}, **keys}


# ── values in JSON ──


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("data.list", [{"a": 1}]),
        ("data.list.0.a", 1),
        ("data.list.1.a", None),
        ("data.none.a", None),
        ("data.list.a", None),
        ("", {"data": {"list": [{"a": 1}]}}),
    ],
)
def test_dotted_key_leads_to_its_value(key: str, value: Any) -> None:
    assert at({"data": {"list": [{"a": 1}]}}, key) == value


@pytest.mark.parametrize(
    ("value", "text"), [("甲", "甲"), (7, "7"), (" ", None), (True, None), ([], None), (None, None)]
)
def test_only_texts_and_numbers_are_texts(value: Any, text: str | None) -> None:
    assert text_at({"a": value}, "a") == text


@pytest.mark.parametrize(
    "written",
    [
        '[{"a": "甲)"}]',
        'data_callback([{"a": "甲)"}])',
        'data_callback([{"a": "甲)"},]);\n',
        '/**/ cb.x([{"a": "甲)"}])',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_json_is_read_bare_or_wrapped_in_a_call(written: str, encoding: str) -> None:
    assert read_json(written.encode(encoding), url=URL, declared_encoding=encoding) == [{"a": "甲)"}]


@pytest.mark.parametrize("body", [b"not json", b"cb(1", b"{", b"[" * 100_000])
def test_what_is_no_json_is_an_error_that_names_the_address(body: bytes) -> None:
    with pytest.raises(FetchError, match=r"no JSON: 'https://x\.example/list'"):
        read_json(body, url=URL)


# ── lists in the shapes of the sites ──


@pytest.mark.parametrize(
    ("site", "answer", "entry"),
    [
        (
            "sina_tech",
            {"result": {"status": {"code": 0}, "data": [{
                "url": "https://finance.sina.com.cn/tech/doc-inaaa.shtml", "title": "甲", "ctime": str(MOMENT)}]}},
            Entry("https://finance.sina.com.cn/tech/doc-inaaa.shtml", "甲", "2026-09-10T08:26:40+08:00"),
        ),
        (
            "netease_tech",
            [{"docurl": "https://www.163.com/tech/article/KA.html", "title": "甲", "time": "09/10/2026 08:26:40"}],
            Entry("https://www.163.com/tech/article/KA.html", "甲", "2026-09-10T08:26:40+08:00"),
        ),
        (
            "thepaper",
            {"code": 200, "data": {"list": [{"contId": "31000000", "name": "甲", "pubTimeLong": MOMENT * 1000}]}},
            Entry("https://www.thepaper.cn/newsDetail_forward_31000000", "甲", "2026-09-10T08:26:40+08:00"),
        ),
        (
            "sspai",
            {"error": 0, "data": [{"id": 73138, "title": "甲", "released_time": MOMENT, "author": {"nickname": "乙"}}]},
            Entry("https://sspai.com/post/73138", "甲", "2026-09-10T08:26:40+08:00", "乙"),
        ),
        (
            "geekpark",
            {"homepage_posts": [{"post": {
                "id": 350000, "title": "甲", "published_timestamp": MOMENT, "authors": [{"nickname": "乙"}]}}]},
            Entry("https://www.geekpark.net/news/350000", "甲", "2026-09-10T08:26:40+08:00", "乙"),
        ),
    ],
)  # fmt: skip
def test_list_of_a_site_gives_its_entries(site: str, answer: Any, entry: Entry) -> None:
    entries = read_listing(json.dumps(answer).encode(), listing=LISTINGS[site], url=URL, now=NOW)

    assert entries == [entry]


def test_entry_without_an_address_costs_only_itself() -> None:
    answer = [{"title": "甲"}, "乙", None, {"docurl": ["x"]}, {"docurl": "/a/1"}]

    entries = read_listing(json.dumps(answer).encode(), listing=LISTINGS["netease_tech"], url=URL, now=NOW)

    assert entries == [Entry("https://x.example/a/1")]


def test_json_without_its_list_is_an_error_that_says_so() -> None:
    with pytest.raises(FetchError, match=r"JSON holds no list of articles: 'https://x\.example/list'"):
        read_listing(b'{"data": null}', listing=LISTINGS["thepaper"], url=URL, now=NOW)


def test_post_of_wordpress_gives_title_author_moment_and_full_text() -> None:
    html = HTML * 3

    entries = read_posts(json.dumps([post("https://x.example/a/1", html)]).encode(), url=URL, now=NOW)

    assert entries == [
        Entry("https://x.example/a/1", "檐雨-32B – 第二次尝试", "2026-09-10T08:26:40+08:00", "顾汀", html)
    ]


@pytest.mark.parametrize("gmt", [{"date_gmt": None}, {"date_gmt": ""}])
def test_post_without_its_moment_has_the_sites_own_time(gmt: dict[str, Any]) -> None:
    entries = read_posts(json.dumps([post("https://x.example/a/1", **gmt)]).encode(), url=URL, now=NOW)

    assert entries[0].published == "2026-09-10T08:26:40+08:00"


def test_post_that_is_only_a_digest_is_not_taken_for_the_article() -> None:
    entries = read_posts(json.dumps([post("https://x.example/a/1", "<p>摘要一句。</p>")]).encode(), url=URL, now=NOW)

    assert entries[0].html is None


def test_error_of_wordpress_is_told_in_its_own_words() -> None:
    answer = {"code": "rest_disabled", "message": "only for members", "data": {"status": 200}}

    with pytest.raises(FetchError, match=r"no list of posts: .* only for members"):
        read_posts(json.dumps(answer).encode(), url=URL, now=NOW)


# ── spiders by their names ──


@pytest.mark.parametrize("name", spider_names())
def test_every_spider_is_found_by_its_name(name: str) -> None:
    assert named_spider(name).__module__ == f"crawler.spiders.{name}"


def test_every_site_with_a_json_list_has_its_shape_known() -> None:
    named = {name for name, site in load_sites().sites.items() if site.spider == "json_list"}

    assert named
    assert named <= LISTINGS.keys()


# ── whole crawls ──


@dataclass(frozen=True)
class Asked:
    """A request as our server saw it."""

    method: str
    path: str
    body: bytes = b""


@dataclass
class Web:
    """A server on loopback: what it answers, by path, and what it was asked."""

    home: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def site(self, name: str, spider: str, *lists: str) -> Site:
        """A private site on this server, in no hurry."""
        keys = {"id": name, "name": name, "home": f"{self.home}/", "article": r"/a/\d+", "private": True, "delay": 0.0}
        return Site.model_validate({**keys, "spider": spider, "lists": [self.home + path for path in lists]})

    def serve(self, path: str, value: Any) -> None:
        """Answer a path with a page, or with JSON."""
        self.answers[path] = value if isinstance(value, bytes) else json.dumps(value).encode()


@contextmanager
def serving(address: str) -> Iterator[Web]:
    """A web of our own on a loopback address, as no two sites share a host."""
    web = Web()
    server = ThreadingHTTPServer((address, 0), handler(web))
    web.home = f"http://{address}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def handler(web: Web) -> type[BaseHTTPRequestHandler]:
    """What answers for a web."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            web.asked.append(Asked(self.command, self.path, body))
            answer = web.answers.get(self.path)
            self.send_response(200 if answer is not None else 404)
            self.send_header("Content-Length", str(len(answer or b"")))
            self.end_headers()
            self.wfile.write(answer or b"")

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def page(title: str) -> bytes:
    return f"<meta charset='utf-8'><h1>{title}</h1><span>2026-09-10 08:26</span><div>{HTML}</div>".encode()


@dataclass(frozen=True)
class Crawl:
    """One crawl of several sites with JSON lists, two pages deep, by the sites' ids."""

    webs: dict[str, Web]
    outcomes: dict[str, Outcome]
    kept: dict[str, list[Article]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    settings = Settings(home=tmp_path_factory.mktemp("json"))
    builders = {"whole": whole, "digest": digest, "netease_tech": jsonp, "thepaper": posted}
    builders |= {"sina_tech": links, "geekpark": broken}
    with ExitStack() as stack:
        webs = {name: stack.enter_context(serving(f"127.0.3.{n}")) for n, name in enumerate(builders, 1)}
        sites = [build(webs[name], name) for name, build in builders.items()]
        outcomes = {outcome.site: outcome for outcome in crawl(sites, settings, pages=2)}
        with Store.open(settings) as store:
            return Crawl(webs, outcomes, {name: store.articles(site=name) for name in builders})


def whole(web: Web, name: str) -> Site:
    web.serve("/wp-json/wp/v2/posts?page=1", [post(f"{web.home}/a/{n}", HTML * 3) for n in (1, 2)])
    web.serve("/wp-json/wp/v2/posts?page=2", [post(f"{web.home}/a/3", HTML * 3)])
    return web.site(name, "wordpress", "/wp-json/wp/v2/posts?page={page}")


def digest(web: Web, name: str) -> Site:
    web.serve("/wp-json/wp/v2/posts", [post(f"{web.home}/a/1", "<p>摘要一句。</p>")])
    web.serve("/a/1", page("檐雨-32B开放权重"))
    return web.site(name, "wordpress", "/wp-json/wp/v2/posts")


def jsonp(web: Web, name: str) -> Site:
    listed = [{"title": "甲", "docurl": f"{web.home}/a/{n}", "time": "09/10/2026 08:26:40"} for n in (1, 2)]
    web.serve("/list.js", f"data_callback({json.dumps(listed, ensure_ascii=False)})".encode("gbk"))
    for n in (1, 2):
        web.serve(f"/a/{n}", page(f"第{n}号"))
    return web.site(name, "json_list", "/list.js")


def posted(web: Web, name: str) -> Site:
    web.serve("/list", {"data": {"list": []}})
    return web.site(name, "json_list", "/list")


def links(web: Web, name: str) -> Site:
    web.serve("/news", b"<a href='/a/1'>one</a>")
    web.serve("/a/1", page("第1号"))
    return web.site(name, "json_list", "/news")


def broken(web: Web, name: str) -> Site:
    web.serve("/list", b"sorry, come back later, we are counting our sheep")
    return web.site(name, "json_list", "/list")


def test_articles_that_wordpress_lists_whole_are_kept_without_asking_for_them(crawled: Crawl) -> None:
    outcome = crawled.outcomes["whole"]

    assert (outcome.new, outcome.failed, outcome.error) == (3, 0, None)
    assert not [asked for asked in crawled.webs["whole"].asked if asked.path.startswith("/a/")]
    assert {(a.title, a.author, a.published) for a in crawled.kept["whole"]} == {
        ("檐雨-32B – 第二次尝试", "顾汀", "2026-09-10T08:26:40+08:00")
    }


def test_article_that_wordpress_lists_as_a_digest_is_read_from_its_page(crawled: Crawl) -> None:
    assert [a.title for a in crawled.kept["digest"]] == ["檐雨-32B开放权重"]


def test_articles_of_a_list_in_jsonp_and_gbk_are_read_from_their_pages(crawled: Crawl) -> None:
    assert (crawled.outcomes["netease_tech"].new, crawled.outcomes["netease_tech"].error) == (2, None)
    assert {(a.title, a.published) for a in crawled.kept["netease_tech"]} == {
        ("第1号", "2026-09-10T08:26:00+08:00"),
        ("第2号", "2026-09-10T08:26:00+08:00"),
    }


def test_list_that_wants_to_be_posted_to_is_told_the_channel(crawled: Crawl) -> None:
    asked = [asked for asked in crawled.webs["thepaper"].asked if asked.path == "/list"]

    assert [(a.method, json.loads(a.body)) for a in asked] == [("POST", {"channelId": "119908"})]


def test_json_list_without_articles_is_the_sites_trouble(crawled: Crawl) -> None:
    assert "links to no article" in (crawled.outcomes["thepaper"].error or "")


def test_page_of_links_beside_a_json_list_is_read_as_ever(crawled: Crawl) -> None:
    assert [a.title for a in crawled.kept["sina_tech"]] == ["第1号"]


def test_answer_that_is_no_json_is_the_sites_trouble(crawled: Crawl) -> None:
    assert f"no JSON: '{crawled.webs['geekpark'].home}/list'" in (crawled.outcomes["geekpark"].error or "")

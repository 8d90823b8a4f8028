"""Pages of invented sites for the tests that look sites over: articles, lists and feeds in several markups."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.web import Answer

DAY = datetime.fromisoformat("2026-11-20T08:30:00+08:00")
NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
NAMES = (
    "栖木智能",
    "云岭科技",
    "澄湖实验室",
    "砚山机器人",
    "青岚计算",
    "北棠数据",
    "远汀智造",
    "稻舟软件",
    "朔风芯片",
    "芦川网络",
)
LINES = (
    "{name}在这一天公布了第{n}代模型，并把权重放在自家的网站上，任何人都可以下载。",
    "公司说，它在四份中文榜单上都比上一代高，最多的一份高出{n}.4分，最少的也有半分。",
    "测试由三位工程师在两周里完成，每一题都答了五遍，取平均；题目没有在训练里出现过。",
    "“我们先量，再说话，”创始人林见鹿告诉来访的人，“量不出来的，就不写进公告。”",
    "下一步是把它放进一台能自己跑的机器里，预计要到明年第{n}季度，届时会再测一次。",
)


def title_of(n: int) -> str:
    """The title of the n-th article."""
    return f"{NAMES[n % len(NAMES)]}公布第{n}代模型与四项成绩"


def moment_of(n: int) -> datetime:
    """When the n-th article was published: the higher, the newer."""
    return DAY - timedelta(hours=3 * (30 - n))


def paper(n: int, *, body: str = "article-body", site: str = "青简周报") -> Answer:
    """The n-th article in the markup of a site that calls its container `body`."""
    name = NAMES[n % len(NAMES)]
    paragraphs = "".join(f"<p>{line.format(name=name, n=n)}</p>" for line in LINES)
    written = moment_of(n).strftime("%Y-%m-%d %H:%M")
    return Answer(
        f"<html><head><title>{title_of(n)} - {site}</title></head><body><nav><a href='/'>首页</a></nav>"
        f"<div class='page'><h1 class='headline'>{title_of(n)}</h1>"
        f"<div class='meta'><span class='when'>{written}</span> <span class='who'>作者：季棠</span></div>"
        f"<div class='{body}'>{paragraphs}</div></div>"
        f"<div class='recommend'><a href='/tag/chips'>芯片</a></div><footer>关于我们</footer></body></html>"
    )


def papers(numbers: Sequence[int], at: str = "/p/{n}.html", *, body: str = "article-body") -> dict[str, Answer]:
    """Those articles at their addresses."""
    return {at.format(n=n): paper(n, body=body) for n in numbers}


def front(numbers: Sequence[int], at: str = "/p/{n}.html", *, head: str = "", site: str = "青简周报") -> Answer:
    """A home or list page that links to those articles, and to what is none."""
    items = "".join(
        f"<li><a href='{at.format(n=n)}'><img src='/i/{n}.jpg'></a>"
        f"<h2><a href='{at.format(n=n)}'>{title_of(n)}</a></h2></li>"
        for n in numbers
    )
    return Answer(
        f"<html><head><title>{site} - 只写量得出来的事</title>{head}</head><body><nav><a href='/'>首页</a>"
        f"<a href='/tag/chips'>芯片</a><a href='/tag/robots'>机器人</a><a href='/author/7'>季棠</a>"
        f"<a href='/about'>关于我们</a><a href='/login'>登录</a></nav><ul>{items}</ul>"
        f"<a href='/page/2'>2</a><a href='/page/3'>3</a></body></html>"
    )


def rss(numbers: Sequence[int], at: str = "/p/{n}.html") -> Answer:
    """A feed of those articles, newest first."""
    items = "".join(
        f"<item><title>{title_of(n)}</title><link>{at.format(n=n)}</link>"
        f"<pubDate>{format_datetime(moment_of(n))}</pubDate><description>一句话。</description></item>"
        for n in sorted(numbers, reverse=True)
    )
    return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>", headers={"Content-Type": "text/xml"})


def sitemap(numbers: Sequence[int], home: str, at: str = "/p/{n}.html") -> Answer:
    """A sitemap of those articles and of a page that is none."""
    places = [home + at.format(n=n) for n in numbers] + [f"{home}/about"]
    urls = "".join(f"<url><loc>{place}</loc></url>" for place in places)
    return Answer(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>")


def announced(path: str) -> str:
    """A page's word of its feed."""
    return f"<link rel='alternate' type='application/rss+xml' href='{path}'>"

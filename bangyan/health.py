"""What is wrong with a site, in sentences: what its crawls came to, against what its file expects of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.site import Site
from data.days import BEIJING
from data.language import say
from data.schema import SiteState
from data.visits import Lately

DAY = timedelta(days=1)
IN_A_ROW = 3  # failures after which a site is taken for broken
HANDFUL = 4  # pages or articles; fewer say nothing of a site
QUIET = timedelta(days=2)  # a site that publishes daily has a newer article than that
SELDOM = timedelta(days=30)  # so has one that need not publish every day


@dataclass(frozen=True)
class Trouble:
    """A sentence about what is wrong with a site; `grave` where it brings us nothing or next to nothing."""

    text: str
    grave: bool = False


def troubles(site: Site, state: SiteState | None, lately: Lately, at: datetime) -> list[Trouble]:
    """What is wrong with an enabled site at `at`; `lately` has the figures of the 24 hours before."""
    if state is None or state.last_crawl is None:
        return [Trouble(say("还没有抓取过", "not crawled yet"))]
    failing = list(_failures(state, at))
    if any(trouble.grave for trouble in failing):
        return failing  # the rest follows from it
    return [*failing, *_pages(lately), *_counts(site, lately, at), *_newest(site, lately, at)]


def age(then: str | None, at: datetime) -> str | None:
    """How long ago that was, in one unit; None where it is not known to the day."""
    moment = _moment(then)
    return None if moment is None else span(at - moment)


def span(long: timedelta) -> str:
    """So long, in minutes, hours or days."""
    minutes = max(0, int(long.total_seconds() // 60))
    if minutes < 60:
        return say(f"{minutes} 分钟", f"{minutes} min")
    if minutes < 48 * 60:
        return say(f"{minutes // 60} 小时", f"{minutes // 60} h")
    return say(f"{minutes // 1440} 天", f"{minutes // 1440} d")


def _failures(state: SiteState, at: datetime) -> Iterator[Trouble]:
    if not state.failures:
        return
    why = state.last_error or "–"
    good = age(state.last_good, at)
    since = say(f"，上次成功在 {good}前", f", the last good one {good} ago") if good else ""
    old = state.last_good is None or at - datetime.fromisoformat(state.last_good) > DAY
    if state.failures >= IN_A_ROW or (old and state.failures > 1):
        count = state.failures
        yield Trouble(
            say(f"连续失败 {count} 次{since}：{why}", f"{count} crawls in a row failed{since}: {why}"), grave=True
        )
    else:
        yield Trouble(say(f"上次抓取失败：{why}", f"the last crawl failed: {why}"))


def _pages(lately: Lately) -> Iterator[Trouble]:
    """Whether its pages can be read, and still say when they are from."""
    asked = lately.pages + lately.failed
    if lately.failed >= HANDFUL and lately.failed > lately.pages:
        why = lately.why or "–"
        yield Trouble(
            say(
                f"24 小时内 {asked} 个页面中有 {lately.failed} 个读不出文章，如：{why}",
                f"{lately.failed} of {asked} pages in 24 h gave no article, such as: {why}",
            ),
            grave=True,
        )
    if lately.articles >= HANDFUL and lately.undated > lately.articles / 2:
        yield Trouble(
            say(
                f"24 小时内的 {lately.articles} 篇新文章有 {lately.undated} 篇没有日期，页面可能改版了",
                f"{lately.undated} of {lately.articles} new articles have no date; the pages may have changed",
            )
        )


def _counts(site: Site, lately: Lately, at: datetime) -> Iterator[Trouble]:
    """Whether it brought as much in 24 hours as is expected, once it has been followed for so long."""
    first = _moment(lately.first_crawl)
    if site.expects is None or first is None or at - first < DAY or not lately.good:
        return
    (least, most), count = site.expects, lately.articles
    if count < least:
        few = say(f"只有 {count} 篇", f"only {count} articles") if count else say("没有新文章", "no article")
        yield Trouble(
            say(f"24 小时内{few}，应不少于 {least} 篇", f"{few} in 24 h, at least {least} expected"), not count
        )
    if count > most and at - first > 2 * DAY:  # all that it had was new on the first day
        yield Trouble(
            say(f"24 小时内有 {count} 篇，应不多于 {most} 篇", f"{count} articles in 24 h, at most {most} expected")
        )


def _newest(site: Site, lately: Lately, at: datetime) -> Iterator[Trouble]:
    moment = _moment(lately.newest)
    least = site.expects[0] if site.expects else 0
    if moment and at - moment > (max(QUIET, 3 * DAY / least) if least else SELDOM):
        old = span(at - moment)
        yield Trouble(say(f"最新的文章已是 {old}前的", f"the newest article is {old} old"))


def _moment(then: str | None) -> datetime | None:
    if then is None or len(then) < len("2026-01-01"):
        return None
    moment = datetime.fromisoformat(then)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)

"""Crawls each site when it is due, a few at once, and says what came of it; who starts its work decides when.

Nothing here knows threads from simulated ones or the clock from a simulated one: `bangyan.clockwork` has the real ones.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bangyan.pace import Plan
from bangyan.turns import Turns
from crawler.run import Outcome, Stop
from crawler.site import Site
from data.errors import BangyanError
from data.language import say

LONGEST = timedelta(hours=3)  # of one crawl; one that takes longer hangs

Crawl = Callable[[Site, Stop], Outcome]


@dataclass(frozen=True)
class Running:
    """A crawl that goes on."""

    site: Site
    stop: Stop
    began: datetime


class Schedule:
    """The crawls of one scheduler; safe between threads.

    `sites` gives the sites as their files are now, `crawl` crawls one of them and returns when that is done, `start`
    lets a piece of work begin beside this one, `tell` hears what came of a site in one line, `grave` says what is
    gravely wrong with a site, if anything.
    """

    def __init__(
        self,
        turns: Turns,
        sites: Callable[[], Sequence[Site]],
        crawl: Crawl,
        *,
        at_once: int,
        start: Callable[[Callable[[], None]], None],
        tell: Callable[[str, str], None],
        grave: Callable[[Site], str] = lambda _: "",
    ) -> None:
        self.found_new = threading.Event()  # that there are articles to extract from
        self._turns, self._sites, self._crawl = turns, sites, crawl
        self._at_once, self._start, self._tell = at_once, start, tell
        self._grave, self._broken = grave, set[str]()
        self._running: dict[str, Running] = {}
        self._ending = False
        self._looking = threading.Lock()

    def look(self) -> None:
        """Begin the crawls that are due, the longest due first, as far as there is room."""
        with self._looking:
            room = self._at_once - len(self._running)
            if room <= 0 or self._ending:
                return
            for site in self._turns.due(self._sites()):
                if room and self._turns.take(site, if_due=True):
                    self._begin(site)
                    room -= 1

    def renew(self) -> None:
        """Go on holding the sites that are being crawled; leave those that another took over, and those that hang."""
        lost, at = self._turns.renew(), self._turns.clock()
        for running in list(self._running.values()):
            if running.site.id in lost or at - running.began > LONGEST:
                running.stop.ask()

    def end(self) -> None:
        """Begin nothing more, and ask what goes on to end."""
        with self._looking:
            self._ending = True
        for running in list(self._running.values()):
            running.stop.ask()

    def leave(self) -> None:
        """Let others have the sites whose crawls had no time to begin."""
        for running in self._running.values():
            self._turns.give_back(running.site)

    @property
    def busy(self) -> frozenset[str]:
        """The sites that are being crawled."""
        return frozenset(self._running)

    def _begin(self, site: Site) -> None:
        running = self._running[site.id] = Running(site, Stop(), self._turns.clock())
        self._start(lambda: self._visit(running))

    def _visit(self, running: Running) -> None:
        try:
            outcome = self._outcome(running)
            self._note(running, outcome)
        except BangyanError as error:
            self._tell(running.site.id, str(error))  # the lease ends by itself, and the site stays due
        finally:
            self._running.pop(running.site.id)

    def _outcome(self, running: Running) -> Outcome:
        try:
            return self._crawl(running.site, running.stop)
        except BangyanError as error:
            return Outcome(running.site.id, error=str(error))
        except Exception as error:  # noqa: BLE001 - a crawl that breaks costs only itself
            return Outcome(running.site.id, error=f"{type(error).__name__}: {error}")

    def _note(self, running: Running, outcome: Outcome) -> None:
        if outcome.new or outcome.changed:
            self.found_new.set()
        if running.stop.asked and not self._hung(running):
            self._turns.give_back(running.site)
            self._tell(running.site.id, say("中断，下次接着抓", "broken off; goes on the next time"))
            return
        made = self._turns.end(running.site, outcome)
        self._tell(running.site.id, said(outcome, made, self._turns.clock()))
        self._warn(running.site)

    def _warn(self, site: Site) -> None:
        """Say once that a site broke, and once that it is well again."""
        grave = self._grave(site)
        if grave and site.id not in self._broken:
            self._broken.add(site.id)
            self._tell(site.id, say(f"注意：{grave}", f"beware: {grave}"))
        elif not grave and site.id in self._broken:
            self._broken.discard(site.id)
            self._tell(site.id, say("恢复正常", "well again"))

    def _hung(self, running: Running) -> bool:
        return self._turns.clock() - running.began > LONGEST


def said(outcome: Outcome, made: Plan, at: datetime) -> str:
    """What came of a crawl and when the next is, in one line."""
    following = say(f"；下次 {moment(made.next_due, at)}", f"; next {moment(made.next_due, at)}")
    if outcome.error:
        return outcome.error + following
    counts = [say(f"新 {outcome.new} 篇", f"{outcome.new} new")]
    if outcome.changed:
        counts.append(say(f"改 {outcome.changed} 篇", f"{outcome.changed} changed"))
    if outcome.failed:
        counts.append(say(f"未成 {outcome.failed} 页", f"{outcome.failed} failed"))
    return say("，", ", ").join(counts) + following


def moment(then: datetime, at: datetime) -> str:
    """The hour and minute of `then`, with the day where that is another than today."""
    local = then.astimezone(at.tzinfo)
    return f"{local:%H:%M}" if local.date() == at.date() else f"{local:%m-%d %H:%M}"

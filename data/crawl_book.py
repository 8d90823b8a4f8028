"""What the store knows of crawls: visits, what addresses answered, and who may crawl a site now."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlmodel import col, select

from data import fetches, leases, visits
from data.connection import Connection
from data.fetches import Answer
from data.schema import Crawl, Fetch, SiteState, Skipped


class CrawlBook(Connection):
    """The part of the store that a crawl and a scheduler write in."""

    def begin_crawl(self, site: str, started: str) -> int:
        """Note that a visit to a site began, and return its id."""
        with self.write() as session:
            return visits.begin(session, site, started)

    def end_crawl(
        self, crawl_id: int, *, ended: str, pages: int, new: int, changed: int, failed: int, error: str | None
    ) -> None:
        """Note how a visit ended; `error` says why it failed, None that it went well."""
        with self.write() as session:
            visits.end(
                session, crawl_id, ended=ended, pages=pages, new=new, changed=changed, failed=failed, error=error
            )

    def note_verified(self, site: str, day: str) -> None:
        """Note the ISO day on which a site was seen to be as its file says."""
        with self.write() as session:
            visits.note_verified(session, site, day)

    def skip_page(self, crawl_id: int, url: str, why: str) -> None:
        """Note a page that gave no article, and why."""
        with self.write() as session:
            session.add(Skipped(crawl_id=crawl_id, url=url, why=why))

    def fetches(self, urls: Iterable[str]) -> dict[str, Fetch]:
        """What is remembered of these addresses: their ETag, when they are asked again."""
        with self.session() as session:
            return fetches.fetches_of(session, urls)

    def note_fetches(self, site: str, answers: Iterable[Answer], at: datetime) -> None:
        """Remember what addresses answered, so that the next question can be conditional."""
        if not (answers := list(answers)):
            return
        with self.write() as session:
            fetches.note(session, ((site, answer, at) for answer in answers))

    def due_articles(self, site: str, at: datetime, *, every: bool = False) -> list[str]:
        """The urls of a site's articles that are to be asked again now: those with a claim in force, or `every` one."""
        with self.session() as session:
            return fetches.due(session, site, at, every=every)

    def take_lease(
        self, site: str, holder: str, at: datetime, *, wanted: Callable[[SiteState], bool] = lambda _: True
    ) -> SiteState | None:
        """Let `holder` alone crawl a site for the next three minutes, and return the site's state.

        None where another process crawls it, or where `wanted`, asked inside the transaction, says no.
        """
        with self.write(shown=False) as session:
            return leases.take(session, site, holder, at, wanted)

    def renew_leases(self, sites: Iterable[str], holder: str, at: datetime) -> set[str]:
        """Say that `holder` still crawls these sites; returns those that another has taken over meanwhile."""
        with self.write(shown=False) as session:
            return leases.renew(session, sites, holder, at)

    def give_back_lease(self, site: str, holder: str) -> None:
        """Let others crawl a site again, which stays due."""
        with self.write(shown=False) as session:
            leases.give_back(session, site, holder)

    def end_lease(
        self,
        site: str,
        holder: str,
        *,
        at: datetime,
        next_due: datetime,
        interval: timedelta,
        lost: str | None = None,
    ) -> None:
        """Note when a site is to be crawled next, and let others do it; nothing where another has taken it over.

        `lost` says why the crawl failed where it could not note that itself.
        """
        with self.write() as session:
            state = leases.give_back(session, site, holder)
            if state:
                state.next_due, state.interval = leases.written(next_due), round(interval.total_seconds())
            if state and lost:
                visits.fail(state, leases.written(at), lost)

    def lately(self, since: datetime, until: datetime) -> dict[str, visits.Lately]:
        """What came of each site's crawls between two moments, by its id."""
        with self.session() as session:
            return visits.lately(session, leases.written(since), leases.written(until))

    def note_walked(self, site: str, url: str, since: str, at: datetime) -> None:
        """Remember that a crawl back to `since` had all articles that this list page or sitemap names."""
        with self.write() as session:
            fetches.note_walked(session, site, url, since, at)

    def walked(self, site: str, since: str, after: datetime) -> set[str]:
        """The list pages and sitemaps of a site that crawls back to `since` were done with since `after`."""
        with self.session() as session:
            return fetches.walked(session, site, since, after)

    def forget_walked(self, site: str, since: str) -> None:
        """Forget what crawls back to `since` were done with: they came to their end."""
        with self.write() as session:
            fetches.forget_walked(session, site, since)

    def site_states(self) -> dict[str, SiteState]:
        """How each site that was ever crawled is doing, by its id."""
        with self.session() as session:
            return {state.site: state for state in session.exec(select(SiteState)).all()}

    def fetched_since(self, moment: str) -> dict[str, int]:
        """How many articles were first fetched at `moment` or later, by site; `moment` in the offset of `fetched`."""
        with self.session() as session:
            return visits.fresh(session, moment)

    def crawls(self, site: str | None = None) -> list[Crawl]:
        """The visits to a site, or to all, latest first."""
        query = select(Crawl).order_by(col(Crawl.id).desc())
        if site is not None:
            query = query.where(Crawl.site == site)
        with self.session() as session:
            return list(session.exec(query).all())

"""How a visit to a site begins and ends, and what it says of how the site is doing."""

from sqlmodel import Session, col, select

from data.errors import StoreError
from data.language import say
from data.schema import Crawl, SiteState


def begin(session: Session, site: str, started: str) -> int:
    """Note that a visit began, and return its id; an earlier one of the site that never ended broke off."""
    for lost in session.exec(select(Crawl).where(Crawl.site == site, col(Crawl.ended).is_(None))).all():
        lost.ended, lost.error = started, say("中断", "broke off")
    crawl = Crawl(site=site, started=started)
    session.add(crawl)
    session.flush()
    assert crawl.id is not None
    return crawl.id


def end(
    session: Session, crawl_id: int, *, ended: str, pages: int, new: int, changed: int, failed: int, error: str | None
) -> None:
    """Note how a visit ended and how its site is doing; raises StoreError where no such visit began."""
    crawl = session.get(Crawl, crawl_id)
    if crawl is None:
        raise StoreError(say(f"没有这次抓取：'{crawl_id}'", f"no such crawl: '{crawl_id}'; begin it first"))
    crawl.ended, crawl.error = ended, error
    crawl.pages, crawl.new, crawl.changed, crawl.failed = pages, new, changed, failed
    _note(session, crawl)


def note_verified(session: Session, site: str, day: str) -> None:
    """Note the day on which a site was seen to be as its file says."""
    state = session.get(SiteState, site) or SiteState(site=site)
    state.verified = day
    session.add(state)


def _note(session: Session, crawl: Crawl) -> None:
    state = session.get(SiteState, crawl.site) or SiteState(site=crawl.site)
    state.last_crawl, state.last_error = crawl.ended, crawl.error
    state.failures = state.failures + 1 if crawl.error else 0
    if not crawl.error:
        state.last_good = crawl.ended
    session.add(state)

"""How a visit to a site begins and ends, and what it says of how the site is doing."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from data.errors import StoreError
from data.language import say
from data.schema import Article, ArticleVersion, Crawl, SiteState, Skipped


@dataclass(frozen=True)
class Lately:
    """What came of a site's crawls since a moment, and when it was first crawled."""

    crawls: int = 0
    good: int = 0  # crawls without an error
    pages: int = 0  # that gave an article
    failed: int = 0  # pages that gave none
    why: str | None = None  # why the last of these gave none
    articles: int = 0  # new ones
    undated: int = 0  # those of them without a date
    first_crawl: str | None = None
    newest: str | None = None  # when the newest article, of whatever age, was published


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


def fail(state: SiteState, at: str, error: str) -> None:
    """Note that a visit failed which could not note it itself."""
    state.last_crawl, state.last_error = at, error
    state.failures += 1


def lately(session: Session, since: str, until: str) -> dict[str, Lately]:
    """What came of each site's crawls between two moments, by site; both in the offset of the times that are kept."""
    figures: dict[str, dict[str, Any]] = {}
    for rows in (_crawls(session, since), _skips(session, since), _articles(session, since), _ever(session, until)):
        for site, found in rows.items():
            figures.setdefault(site, {}).update(found)
    return {site: Lately(**found) for site, found in figures.items()}


def note_verified(session: Session, site: str, day: str) -> None:
    """Note the day on which a site was seen to be as its file says."""
    state = session.get(SiteState, site) or SiteState(site=site)
    state.verified = day
    session.add(state)


def fresh(session: Session, since: str) -> dict[str, int]:
    """How many articles were first fetched since, by site."""
    return {site: count for site, count in session.exec(_fresh(since)).all() if site is not None}


def _note(session: Session, crawl: Crawl) -> None:
    state = session.get(SiteState, crawl.site) or SiteState(site=crawl.site)
    state.last_crawl, state.last_error = crawl.ended, crawl.error
    state.failures = state.failures + 1 if crawl.error else 0
    if not crawl.error:
        state.last_good = crawl.ended
        if crawl.new > crawl.failed and crawl.ended:
            state.verified = state.verified or crawl.ended[:10]
    session.add(state)


def _crawls(session: Session, since: str) -> dict[str, dict[str, Any]]:
    site = func.trim(Crawl.site)  # by the bare column SQLite would go through all crawls that there ever were
    sums = [func.sum(column) for column in (col(Crawl.error).is_(None), Crawl.pages, Crawl.failed)]
    ended = select(site, func.count(), *sums).where(Crawl.started >= since, col(Crawl.ended).is_not(None))
    names = ("crawls", "good", "pages", "failed")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in session.exec(ended.group_by(site)).all()}


def _skips(session: Session, since: str) -> dict[str, dict[str, Any]]:
    site = func.trim(Crawl.site)
    last = select(func.max(Skipped.id)).join(Crawl).where(Crawl.started >= since).group_by(site)
    query = select(Crawl.site, Skipped.why).join(Skipped).where(col(Skipped.id).in_(last))
    return {site: {"why": why} for site, why in session.exec(query).all()}


def _articles(session: Session, since: str) -> dict[str, dict[str, Any]]:
    undated = func.sum(col(ArticleVersion.published).is_(None))
    rows = session.exec(_fresh(since, undated)).all()
    return {site: {"articles": count, "undated": without} for site, count, without in rows if site}


def _fresh(since: str, *figures: Any) -> Any:
    """The count of articles that were first fetched since, and other figures of them, by site."""
    first = (col(ArticleVersion.version) == 1, col(ArticleVersion.fetched) >= since)
    # An outer join keeps SQLite from going through all articles, as it would by the index of their sites.
    query = select(Article.site, func.count(), *figures).select_from(ArticleVersion).join(Article, isouter=True)
    return query.where(*first).group_by(col(Article.site))


def _ever(session: Session, until: str) -> dict[str, dict[str, Any]]:
    first = select(Crawl.site, func.min(Crawl.started)).group_by(Crawl.site)
    newest = select(Article.site, func.max(Article.published)).where(col(Article.published) <= until)
    ever: dict[str, dict[str, Any]] = {site: {"first_crawl": at} for site, at in session.exec(first).all()}
    for site, published in session.exec(newest.group_by(col(Article.site))).all():
        ever.setdefault(site or "", {})["newest"] = published
    return ever

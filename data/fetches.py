"""What is remembered of addresses that were asked: what makes the next question conditional, and when it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, func, select

from data.days import BEIJING
from data.schema import Article, Claim, Fetch

CHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
CHUNK = 400  # values in one question
WALKED = "#walked since="  # follows the address of a list page in the row that remembers a backfill: never asked itself


@dataclass(frozen=True)
class Answer:
    """What an address answered, as far as the next question needs it."""

    url: str
    status: int
    etag: str | None = None
    last_modified: str | None = None
    checked: bool = False  # whether it was asked because its time had come


def fetches_of(session: Session, urls: Iterable[str]) -> dict[str, Fetch]:
    """What is remembered of these addresses, by address."""
    asked = list(urls)
    parts = [asked[i : i + CHUNK] for i in range(0, len(asked), CHUNK)]
    rows = (session.exec(select(Fetch).where(col(Fetch.url).in_(part))).all() for part in parts)
    return {fetch.url: fetch for part in rows for fetch in part}


def note(session: Session, answers: Iterable[tuple[str, Answer, datetime]]) -> None:
    """Remember answers, each with its site and moment; an address that told nothing new keeps what it said before."""
    answers = list(answers)
    known = fetches_of(session, {answer.url for _, answer, _ in answers})
    for site, answer, at in answers:
        fetch = known.setdefault(answer.url, Fetch(url=answer.url, site=site, fetched=_written(at), status=0))
        fetch.status = answer.status
        if answer.status < 300:
            fetch.etag, fetch.last_modified = answer.etag, answer.last_modified
        fetch.checks += answer.checked
        fetch.next_check = _next(fetch, at)
        session.add(fetch)


def due(session: Session, site: str, at: datetime, *, every: bool) -> list[str]:
    """The site's articles whose time has come to be asked again, longest due first; all of them, or those with a claim.

    A claim counts while it is in force and no person has rejected it.
    """
    query = select(Fetch.url).join(Article, col(Article.url) == col(Fetch.url))
    query = query.where(Fetch.site == site, col(Fetch.next_check) <= _written(at)).order_by(col(Fetch.next_check))
    if not every:
        in_force = col(Claim.closed).is_(None), func.coalesce(Claim.verdict, "") != "rejected"
        query = query.where(select(Claim.id).where(Claim.article_id == Article.id, *in_force).exists())
    return list(session.exec(query).all())


def note_walked(session: Session, site: str, url: str, since: str, at: datetime) -> None:
    """Remember that a crawl back to `since` had all articles that this list page or sitemap names."""
    session.merge(Fetch(url=f"{url}{WALKED}{since}", site=site, fetched=_written(at), status=200))


def walked(session: Session, site: str, since: str, after: datetime) -> set[str]:
    """The list pages and sitemaps of a site that crawls back to `since` were done with since `after`."""
    end = f"{WALKED}{since}"
    query = select(Fetch.url).where(Fetch.site == site, col(Fetch.fetched) >= _written(after))
    return {url.removesuffix(end) for url in session.exec(query).all() if url.endswith(end)}


def forget_walked(session: Session, site: str, since: str) -> None:
    """Forget what crawls back to `since` were done with."""
    ours = col(Fetch.url).endswith(f"{WALKED}{since}", autoescape=True)
    session.execute(delete(Fetch).where(col(Fetch.site) == site, ours))


def _next(fetch: Fetch, at: datetime) -> str | None:
    """The first of the moments to come: those that passed while nobody crawled are not made up for."""
    first = datetime.fromisoformat(fetch.fetched)
    return next((_written(first + step) for step in CHECKS if first + step > at), None)


def _written(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")

"""The store keeps everything: articles with their versions and pages, what was found in them, and the crawls.

It is the only meeting place of the floors, and the only one that writes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import Engine, and_, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from data import ageing, articles, fetches, links
from data.aliases import judgements
from data.arrivals import Arrival, arrival
from data.articles import Kept, text_hash
from data.crawl_book import CrawlBook
from data.database import open_engine, store_path
from data.errors import InputError, StoreError
from data.fetches import Answer
from data.fields import ArticleFields, ClaimFields, Reading, Verdict
from data.finds import finds_of, mended
from data.language import say
from data.likeness import Body
from data.log import Noted, Stamp, entries_for, history, judgement, note_state
from data.raw import Pages, Sizes
from data.schema import Article, ArticleVersion, Claim, Crawl, Entity, Event, LogEntry, Mention, ReadingState, Skipped
from data.settings import Settings
from data.signatures import bands_of
from data.state import apply, replay

__all__ = ["Kept", "Noted", "Store"]

CAUGHT_UP = 10  # articles from before there were stories that are sorted with each one that is kept
CHUNK = 400  # values in one question; SQLite takes 999 in old builds


class Store(CrawlBook):
    """Everything that is kept, behind one door; a context manager, one per process, safe between threads.

    Rows come back detached: changing them changes nothing here.
    """

    def __init__(self, engine: Engine, pages: Pages) -> None:
        super().__init__(engine)
        self._pages = pages

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the store of these settings, making or migrating it first where that is needed.

        Raises StoreError where the database is not supported or cannot be used, NewerStoreError where a newer version
        made it.
        """
        engine = open_engine(store_path(settings))
        return cls(engine, Pages(settings.pages_path))

    def close(self) -> None:
        """Let go of the files; what was kept is kept."""
        super().close()
        self._pages.close()

    # ── articles ──

    def keep(
        self,
        article: ArticleFields,
        *,
        site: str | None,
        fetched: str,
        raw: bytes | None = None,
        answer: Answer | None = None,
    ) -> Kept:
        """Keep an article, as a new version where its text, title or date changed; with it, how its address answered.

        The url (canonical, as the caller makes it) says which article it is; without one the text does.
        """
        return self.keep_all([arrival(article, site=site, fetched=fetched, raw=raw, answer=answer)])[0]

    def keep_all(self, arrivals: Sequence[Arrival]) -> list[Kept]:
        """Keep articles, all or none, in one transaction, which costs little more than that of a single one."""
        with self.session() as session:
            same = [articles.unchanged(session, one.fields, one.text_hash) for one in arrivals]
        news = [one for one, known in zip(arrivals, same, strict=True) if known is None]
        if not news and not any(one.answer for one in arrivals):
            return [known for known in same if known is not None]
        # The pages first: killed in between, we leave a page that nobody points to, never the reverse.
        self._pages.put((one.page, one.fetched) for one in news if one.page)
        with self.write() as session:
            kept = [known or _keep(session, one) for one, known in zip(arrivals, same, strict=True)]
            for older, text in links.unsorted(session, CAUGHT_UP) if news else ():
                _sort(session, older, text, bands_of(Body(text)), news[0].fetched)
            answered = [(one.site or "", one.answer, one.fetched) for one in arrivals if one.answer]
            fetches.note(session, ((site, answer, datetime.fromisoformat(at)) for site, answer, at in answered))
        return kept

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of the urls that an article is kept of."""
        with self.session() as session:
            asked = list(urls)
            parts = [asked[i : i + CHUNK] for i in range(0, len(asked), CHUNK)]
            rows = [session.exec(select(Article.url).where(col(Article.url).in_(part))).all() for part in parts]
        return {url for part in rows for url in part if url is not None}

    def published(self, urls: Iterable[str]) -> dict[str, str | None]:
        """When those of the urls that an article is kept of were published, as far as that is known."""
        with self.session() as session:
            asked = list(urls)
            parts = (asked[i : i + CHUNK] for i in range(0, len(asked), CHUNK))
            query = select(Article.url, Article.published)
            rows = [row for part in parts for row in session.exec(query.where(col(Article.url).in_(part))).all()]
        return {url: date for url, date in rows if url is not None}

    def article(self, article_id: int) -> Article | None:
        """The article of that id."""
        with self.session() as session:
            return session.get(Article, article_id)

    def article_by_url(self, url: str) -> Article | None:
        """The article of that url."""
        with self.session() as session:
            return session.exec(select(Article).where(Article.url == url)).one_or_none()

    def article_by_text(self, text: str) -> Article | None:
        """The first article that has this body; blanks and line ends may differ."""
        with self.session() as session:
            query = select(Article).where(Article.text_hash == text_hash(text)).order_by(col(Article.id))
            return session.exec(query.limit(1)).first()

    def articles(
        self, *, site: str | None = None, since: str | None = None, until: str | None = None, limit: int | None = None
    ) -> list[Article]:
        """Articles, newest first; `since` and `until` are ISO dates or beginnings of such, both included."""
        query = select(Article).order_by(col(Article.published).desc(), col(Article.id).desc()).limit(limit)
        if site is not None:
            query = query.where(Article.site == site)
        if since is not None:
            query = query.where(col(Article.published) >= since)
        if until is not None:
            query = query.where(col(Article.published) < until + "\uffff")
        with self.session() as session:
            return list(session.exec(query).all())

    def versions(self, article_id: int) -> list[ArticleVersion]:
        """Every version of an article, oldest first."""
        query = select(ArticleVersion).where(ArticleVersion.article_id == article_id)
        with self.session() as session:
            return list(session.exec(query.order_by(col(ArticleVersion.version))).all())

    def raw_page(self, article_id: int) -> bytes | None:
        """The page that an article's latest version was read from, as it was fetched; None where none is kept."""
        article = self.article(article_id)
        return self._pages.get(article.page_hash) if article and article.page_hash else None

    # ── raw pages ──

    def age_pages(self, before: str) -> int:
        """Remove the raw pages that were fetched last before `before` and return how many; those behind a claim stay.

        So do those of articles that no extractor has read yet. Safe while others write; nobody waits long.
        """
        return ageing.age(self._pages, self.session, self.holding, before)

    def pages_aged_on(self) -> date | None:
        """The day on which raw pages were last aged, or None where they never were."""
        return self._pages.aged_on()

    def note_pages_aged(self, day: date) -> None:
        """Note that raw pages were aged on that day."""
        self._pages.note_aged(day)

    def page_sizes(self) -> tuple[Sizes, int]:
        """How much the raw pages take, and how many of them are kept for ever, being behind a claim."""
        with self.session() as session:
            for_ever = ageing.behind_claims(session)
        return self._pages.sizes(), self._pages.among(for_ever)

    # ── what was found ──

    def unread(
        self, extractor: str, extractor_version: str, *, again: bool = False, ids: Sequence[int] | None = None
    ) -> Iterator[Article]:
        """Articles that this extractor, in this version, has not read in their present version; all with `again`."""
        read = and_(
            col(ReadingState.article_id) == col(Article.id),
            col(ReadingState.extractor) == extractor,
            col(ReadingState.extractor_version) == extractor_version,
            col(ReadingState.version) == col(Article.version),
        )
        chosen = None if ids is None else set(ids)
        query = select(Article.id).order_by(col(Article.id))
        if not again:
            query = query.where(~select(ReadingState.article_id).where(read).exists())
        with self.session() as session:
            wanted = [i for i in session.exec(query).all() if i is not None and (chosen is None or i in chosen)]
        # One at a time: a session that stays open while its reader thinks would keep the WAL from being folded back.
        yield from (article for article in map(self.article, wanted) if article is not None)

    def note_reading(
        self, article: Article, reading: Reading, *, extractor: str, extractor_version: str, at: str
    ) -> Noted:
        """Log what an extractor found in an article, and bring the current state up to date; twice is as good as once.

        A find whose evidence is not in the article's text is dropped and counted. A reading of a version older than
        the one that this extractor has read since is ignored.
        """
        stamp = Stamp(_id(article), article.version, extractor, extractor_version, at)
        finds, ungrounded = finds_of(reading, article.text)
        with self.write() as session:
            if not note_state(session, stamp, None):
                return Noted()
            past = history(session, stamp.article_id)
            lines = entries_for(finds, past, stamp)
            _log(session, lines, past)
        new = sum(line.act == "found" for line in lines)
        return Noted(new, len(finds) - new, sum(line.act == "closed" for line in lines), ungrounded)

    def opinions(self, article_id: int) -> list[ClaimFields]:
        """The second opinions in force on an article's claims: what an extractor said that another's claim disputes."""
        with self.session() as session:
            lines = [line for line in history(session, article_id) if line.kind == "opinion"]
        last = {(line.extractor, line.key): line for line in lines}
        return [ClaimFields.model_validate(line.body) for line in last.values() if line.act != "closed"]

    def note_unreadable(self, article: Article, why: str, *, extractor: str, extractor_version: str, at: str) -> None:
        """Note that an extractor could not read an article; it is asked again when one of the two changes."""
        stamp = Stamp(_id(article), article.version, extractor, extractor_version, at)
        with self.write() as session:
            note_state(session, stamp, why)

    def judge(
        self, claim_id: int, verdict: Verdict, *, note: str | None, at: str, edited: dict[str, Any] | None = None
    ) -> None:
        """Log a person's verdict on a claim; `edited` has the fields that a person mends.

        Raises InputError where there is no such claim or an edited field cannot be.
        """
        with self.write() as session:
            claim, line = session.get(Claim, claim_id), session.get(LogEntry, claim_id)
            if claim is None or line is None:
                raise InputError(say(f"没有这条主张：'{claim_id}'", f"no such claim: '{claim_id}'"))
            body: dict[str, Any] = {"verdict": verdict, "note": note}
            if edited:
                body["edited"] = mended(claim, edited)
            past = history(session, line.article_id, kind=line.kind, key=line.key)
            _log(session, [judgement(line, body, at)], past)

    def judge_alias(self, alias: str, name: str, verdict: Verdict, *, note: str | None, at: str) -> int:
        """Log a person's verdict on an alias in every article that declared it; as `data.aliases.judge_alias`."""
        with self.write() as session:
            lines, past = judgements(session, alias, name, verdict, note, at)
            _log(session, lines, past)
        return len(lines)

    def part(self, article_id: int, *, at: str) -> list[int]:
        """Log that an article is a story apart, for good, and return the articles that it was of one story with.

        Raises InputError where there is no such article or where it is a story of its own.
        """
        with self.write() as session:
            if session.get(Article, article_id) is None:
                raise InputError(say(f"没有这篇文章：'{article_id}'", f"no such article: '{article_id}'"))
            lines = links.partings(session, article_id, at)
            if not lines:
                raise InputError(say(f"这篇文章没有转载：'{article_id}'", f"article has no reprints: '{article_id}'"))
            others = sorted(links.members(session, article_id) - {article_id})
            _log(session, lines, links.past_of(session, lines))
        return others

    def rebuild(self) -> None:
        """Make entities, aliases, mentions, claims, events, summaries and stories again from the log alone."""
        with self.write() as session:
            replay(session)

    # ── the whole ──

    def counts(self) -> dict[str, int]:
        """How much is kept: claims and events that are in force, models and benchmarks that such claims name."""
        with self.session() as session:
            return {name: session.exec(query).one() for name, query in _countings().items()}


def _keep(session: Session, one: Arrival) -> Kept:
    page_hash = one.page.hash if one.page else None
    kept = articles.keep(session, one.fields, one.text_hash, site=one.site, fetched=one.fetched, page_hash=page_hash)
    if kept.state != "same":
        _sort(session, kept.article_id, one.fields.text, one.bands, one.fetched)
    return kept


def _sort(session: Session, article_id: int, text: str, bands: Sequence[int], at: str) -> None:
    """Put an article into the story that it is of, or into one of its own."""
    lines = links.new_links(session, article_id, text, bands, at)
    _log(session, lines, links.past_of(session, lines))


def _log(session: Session, lines: Sequence[LogEntry], past: Sequence[LogEntry]) -> None:
    """Add lines to the log and bring the state up to date; `past` holds at least all earlier lines of their finds."""
    session.add_all(lines)
    session.flush()
    earlier: defaultdict[tuple[int, str, str], list[LogEntry]] = defaultdict(list)
    for line in past:
        earlier[line.article_id, line.kind, line.key].append(line)
    for line in lines:
        apply(session, [*earlier[line.article_id, line.kind, line.key], line])


def _countings() -> dict[str, SelectOfScalar[int]]:
    claims = col(Claim.closed).is_(None), func.coalesce(Claim.verdict, "") != "rejected"
    tables = {"articles": Article, "entities": Entity, "mentions": Mention, "crawls": Crawl, "skipped": Skipped}
    return {
        **{name: select(func.count()).select_from(table) for name, table in tables.items()},
        "claims": select(func.count()).select_from(Claim).where(*claims),
        "events": select(func.count()).select_from(Event).where(col(Event.closed).is_(None)),
        "models": select(func.count(func.distinct(Claim.model_key))).where(*claims),
        "benchmarks": select(func.count(func.distinct(Claim.benchmark_key))).where(*claims),
    }


def _id(article: Article) -> int:
    if article.id is None:
        raise StoreError(say("文章还没有保存", "article has not been kept; keep it before noting what is in it"))
    return article.id

"""The way into the database: sessions for questions and for writing, with errors that are said plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, update
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from data.database import writing
from data.errors import StoreError
from data.language import say
from data.schema import Change


class Connection:
    """A database that others may write to as well; a context manager, safe between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for questions; it sees the store as it is at its first one."""
        with Session(self._engine, expire_on_commit=False) as session, _said_plainly():
            yield session

    @contextmanager
    def write(self, *, shown: bool = True) -> Iterator[Session]:
        """A transaction that writes, all or nothing; where it is `shown`, the counter says that something changed."""
        with Session(writing(self._engine), expire_on_commit=False) as session, _said_plainly(), session.begin():
            yield session
            if shown:
                session.execute(update(Change).values(counter=Change.counter + 1))

    @contextmanager
    def holding(self) -> Iterator[Session]:
        """A session that keeps other writers away and writes nothing itself."""
        with Session(writing(self._engine)) as session, _said_plainly(), session.begin():
            session.connection()
            yield session

    def check(self) -> str:
        """What is wrong with the file of the store, in SQLite's words; empty where nothing is."""
        with self.session() as session:
            wrong = session.connection().execute(sql("PRAGMA quick_check")).scalars().all()
            orphans = session.connection().execute(sql("PRAGMA foreign_key_check")).all()
        said = [str(line) for line in wrong if line != "ok"]
        return "; ".join([*said, *(f"{row[0]} {row[1]}: no such {row[2]}" for row in orphans)])

    def counter(self) -> int:
        """A number that grows with every write, by whichever process."""
        with self.session() as session:
            return session.exec(select(Change.counter)).one()


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreError(say(f"数据库无法使用：{error.orig}", f"store cannot be used: {error.orig}")) from error

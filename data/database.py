"""How the store's file is opened: checked, brought to the present revision by one process at a time, then shared."""

import logging
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError

from data.errors import NewerStoreError, StoreError
from data.language import say
from data.migrations import HEAD, REVISIONS
from data.settings import Settings

FILE = "bangyan.sqlite"
BUSY_SECONDS = 60
LOCK_SECONDS = 300  # a migration of a large store may take minutes
DRIVERS = ("sqlite", "sqlite+pysqlite")
OUR_TABLES = {"article", "log"}


def store_path(settings: Settings) -> Path:
    """The file of the store; raises StoreError where `BANGYAN_DATABASE` asks for a database that is not supported."""
    # Not by way of a url where none is given: a home may have a question mark in its name.
    return settings.home.absolute() / FILE if settings.database is None else _file(settings.database)


def shares_pages(settings: Settings) -> bool:
    """Whether the raw pages of the home may be another store's: the home has one, and the settings name another."""
    own = settings.home.absolute() / FILE
    return store_path(settings).resolve() != own.resolve() and own.exists()


def open_engine(path: Path) -> Engine:
    """An engine for the store in that file, which is made or migrated first where it must be.

    Raises StoreError where it cannot be opened or is not ours, and NewerStoreError where a newer version of Bangyan
    made it.
    """
    _make_folder(path.parent)
    if revision_of(path) != HEAD:
        _migrate(path)
    return _engine(path)


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock when they begin.

    A transaction that reads first and writes later fails at once, without waiting, when another wrote in between.
    """
    return engine.execution_options(writing=True)


def upgrade(path: Path, revision: str) -> None:
    """Bring the file to that revision, all or nothing; the caller holds the lock."""
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
        with writing(engine).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def _file(database_url: str) -> Path:
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        # The text is not repeated: it may hold a password.
        raise StoreError(
            say(
                "BANGYAN_DATABASE 不是数据库地址；请写成 sqlite:///… 或不设置",
                "BANGYAN_DATABASE is no database url; use sqlite:///… or leave it unset",
            )
        ) from error
    if url.drivername not in DRIVERS or not url.database or url.database == ":memory:":
        raise _unsupported(url)
    return Path(url.database).absolute()


def _unsupported(url: URL) -> StoreError:
    name = url.drivername if url.drivername not in DRIVERS else "sqlite in memory"
    return StoreError(
        say(
            f"暂不支持这种数据库：'{name}'；请用 sqlite:///… 或不设置 BANGYAN_DATABASE",
            f"database is not supported yet: '{name}'; use sqlite:///… or leave BANGYAN_DATABASE unset",
        )
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            say(
                f"无法建立文件夹：'{folder}'：{error.strerror}；请换一个 BANGYAN_HOME",
                f"folder cannot be made: '{folder}': {error.strerror}; choose another BANGYAN_HOME",
            )
        ) from error


def revision_of(path: Path) -> str | None:
    """The store's revision, or None where there is nothing in the file yet."""
    if not path.exists():
        return None
    try:
        tables, revision = _look(path)
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error
    if not tables:
        return None
    if revision is None or not tables >= OUR_TABLES:
        raise StoreError(
            say(
                f"这个数据库不是榜眼的：'{path}'；请换一个 BANGYAN_DATABASE",
                f"database is none of Bangyan's: '{path}'; choose another BANGYAN_DATABASE",
            )
        )
    if revision not in REVISIONS:
        raise NewerStoreError(
            say(
                f"数据库由更新版本的榜眼建立：'{path}'（版本 '{revision}'）；请升级榜眼，或换一个 BANGYAN_HOME",
                f"store was made by a newer version: '{path}' (revision '{revision}'); "
                "upgrade Bangyan or choose another BANGYAN_HOME",
            )
        )
    return revision


def _look(path: Path) -> tuple[set[str], str | None]:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        # One statement each, in one transaction: a migration that commits in between must not show half of itself.
        connection.execute("BEGIN")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables:
            return tables, None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return tables, row[0] if row else None
    finally:
        connection.close()


def _unreadable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        say(
            f"无法打开数据库：'{path}'：{error}；请移走该文件，或换一个 BANGYAN_HOME",
            f"store cannot be opened: '{path}': {error}; move the file away or choose another BANGYAN_HOME",
        )
    )


def _migrate(path: Path) -> None:
    from filelock import FileLock, Timeout

    try:
        with FileLock(f"{path}.lock", timeout=LOCK_SECONDS):
            # Whoever held the lock before us has most likely done it.
            if revision_of(path) != HEAD:
                upgrade(path, HEAD)
    except Timeout as error:
        raise StoreError(
            say(
                f"另一个进程仍在升级数据库：'{path}'；请稍后再试",
                f"another process is still migrating the store: '{path}'; try again later",
            )
        ) from error
    except (DBAPIError, OSError) as error:
        raise _unreadable(path, getattr(error, "orig", None) or error) from error


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _pooled: Any) -> None:
    # The driver's own idea of transactions ends them before CREATE TABLE and never begins them IMMEDIATE.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

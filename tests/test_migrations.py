"""A store of any age opens, in many processes at once, or says why it does not."""

import multiprocessing
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import data.migrations
import data.schema
from data import database
from data.errors import NewerStoreError, StoreError
from data.fields import ArticleFields
from data.migrations import HEAD, REVISIONS, is_ours
from data.search import search
from data.settings import Settings
from data.store import Store

PROCESSES = 8


def store_file(settings: Settings) -> Path:
    return settings.home / "bangyan.sqlite"


def make_old_store(settings: Settings) -> None:
    """A store as the first revision left it, with one article."""
    settings.home.mkdir(parents=True, exist_ok=True)
    database.upgrade(store_file(settings), REVISIONS[0])
    with sqlite3.connect(store_file(settings)) as connection:
        connection.execute(
            "INSERT INTO article (id, title, fetched, version, text, text_hash, keywords)"
            " VALUES (1, '旧文', '2026-01-01', 1, '北辰大模型开源', 'x', '[]')"
        )
        connection.execute(
            "INSERT INTO article_version (id, article_id, version, title, fetched, text, text_hash)"
            " VALUES (1, 1, 1, '旧文', '2026-01-01', '北辰大模型开源', 'x')"
        )
    connection.close()


def make_current_store(settings: Settings) -> None:
    with Store.open(settings) as store:
        store.keep(ArticleFields(title="今文", text="北辰大模型开源"), site="a", fetched="2026-01-01")


def make_no_store(settings: Settings) -> None:
    assert not settings.home.exists()


def open_and_keep(home: Path, number: int) -> str:
    with Store.open(Settings(home=home)) as store:
        return store.keep(
            ArticleFields(url=f"https://a.example/{number}", text=f"第{number}篇"),
            site="a",
            fetched="2026-01-01",
            raw=f"<p>第{number}篇".encode(),
        ).state


def revision(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


# ── opening ──


@pytest.fixture(scope="module")
def eight() -> Iterator[Pool]:
    """Eight processes that begin only when all of them have imported what they need."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(PROCESSES, initializer=spawn.Barrier(PROCESSES).wait) as pool:
        yield pool
        pool.close()
        pool.join()


@pytest.mark.parametrize("make", [make_no_store, make_old_store, make_current_store])
def test_eight_processes_open_a_store_at_once(
    settings: Settings, eight: Pool, make: Callable[[Settings], None]
) -> None:
    make(settings)

    states = eight.starmap(open_and_keep, [(settings.home, number) for number in range(PROCESSES)], chunksize=1)

    assert states == ["new"] * PROCESSES
    with Store.open(settings) as store:
        assert store.check() == ""
        assert len(store.known(f"https://a.example/{n}" for n in range(PROCESSES))) == PROCESSES
    assert revision(store_file(settings)) == HEAD


def test_an_old_store_keeps_its_articles_and_finds_them(settings: Settings) -> None:
    make_old_store(settings)

    with Store.open(settings) as store:
        hits = search(store, "大模型")

    assert [(hit.article_id, hit.title) for hit in hits] == [(1, "旧文")]


def test_a_current_store_opens_without_alembic(settings: Settings) -> None:
    make_current_store(settings)
    look = (
        "import sys; from data.store import Store; from data.settings import load_settings;"
        f"Store.open(load_settings(home={str(settings.home)!r})).close();"
        "print([m for m in ('alembic', 'filelock') if m in sys.modules])"
    )

    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=Path.cwd())

    assert (seen.stdout.strip(), seen.stderr) == ("[]", "")


def test_a_home_whose_name_has_signs_in_it_is_a_home(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "100% 榜眼 #1?x=y&z")

    make_current_store(settings)

    assert revision(store_file(settings)) == HEAD


def test_a_migration_that_fails_leaves_nothing_behind(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.home.mkdir(parents=True)
    monkeypatch.setattr("data.search.CREATE", "CREATE NONSENSE")

    with pytest.raises(StoreError, match="store cannot be opened"):
        Store.open(settings)
    monkeypatch.undo()

    make_current_store(settings)
    assert revision(store_file(settings)) == HEAD


# ── refusing ──


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://me:secret@127.0.0.1/x", "postgresql"),
        ("postgresql+psycopg://me:secret@127.0.0.1/x", "postgresql+psycopg"),
        ("mysql://me:secret@127.0.0.1/x", "mysql"),
        ("nonsense+driver://me:secret@h/x", "nonsense+driver"),
        ("sqlite://", "sqlite in memory"),
        ("sqlite:///:memory:", "sqlite in memory"),
    ],
)
def test_a_database_that_is_not_supported_is_refused_by_name(settings: Settings, url: str, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        Store.open(settings.model_copy(update={"database": url}))

    assert str(refused.value) == (
        f"database is not supported yet: '{name}'; use sqlite:///… or leave BANGYAN_DATABASE unset"
    )


def test_what_is_no_url_is_refused_and_not_repeated(settings: Settings) -> None:
    with pytest.raises(StoreError, match="is no database url") as refused:
        Store.open(settings.model_copy(update={"database": "secret nonsense"}))

    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_named(settings: Settings) -> None:
    settings.home.mkdir(parents=True)
    store_file(settings).write_text("这不是数据库" * 400, encoding="utf-8")

    with pytest.raises(StoreError, match="store cannot be opened") as refused:
        Store.open(settings)

    assert f"'{store_file(settings)}'" in str(refused.value)


def test_a_folder_in_the_place_of_the_store_is_named(settings: Settings) -> None:
    store_file(settings).mkdir(parents=True)

    with pytest.raises(StoreError, match="store cannot be opened") as refused:
        Store.open(settings)

    assert f"'{store_file(settings)}'" in str(refused.value)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="folder cannot be made") as refused:
        Store.open(Settings(home=tmp_path / "file" / "home"))

    assert str(tmp_path / "file" / "home") in str(refused.value)


def test_somebody_elses_database_is_left_alone(settings: Settings) -> None:
    settings.home.mkdir(parents=True)
    connection = sqlite3.connect(store_file(settings))
    connection.execute("CREATE TABLE recipes (id INTEGER)")
    connection.close()
    before = store_file(settings).read_bytes()

    with pytest.raises(StoreError, match="none of Bangyan's"):
        Store.open(settings)

    assert store_file(settings).read_bytes() == before


def test_a_store_of_a_newer_version_is_refused_with_a_way_on(settings: Settings) -> None:
    make_current_store(settings)
    connection = sqlite3.connect(store_file(settings))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()

    with pytest.raises(NewerStoreError) as refused:
        Store.open(settings)

    assert str(refused.value) == (
        f"store was made by a newer version: '{store_file(settings)}' (revision '9999'); "
        "upgrade Bangyan or choose another BANGYAN_HOME"
    )


# ── revisions and models ──


def test_the_migrated_store_is_what_the_models_say(settings: Settings) -> None:
    make_current_store(settings)

    with database.open_engine(store_file(settings)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        differences = compare_metadata(context, SQLModel.metadata)
        connection.engine.dispose()

    assert differences == []


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(data.migrations.__file__).parent))

    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert tuple(reversed(revisions)) == REVISIONS

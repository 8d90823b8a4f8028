"""Raw pages age out, those behind claims stay; the store is copied while it is in use."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bangyan.cli import run
from bangyan.doctor import examine
from bangyan.pipeline import tidy
from data.ageing import PORTION
from data.backup import copy_store
from data.errors import SettingsError, StoreError
from data.fields import ArticleFields, ClaimFields, Reading
from data.raw import Pages, packed
from data.settings import Settings, load_settings
from data.store import Store

NOW = datetime.fromisoformat("2026-11-20T08:00:00+08:00")
DAY = timedelta(days=1)
CLAIM = "北辰-6B在甲榜上得60.2分。"
PLAIN = "云州地铁三号线昨晚试跑了一趟。"


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as store:
        yield store


def kept(store: Store, number: int, text: str, *, days: float, read: bool = True, page: bytes | None = None) -> int:
    """An article that was fetched so many days ago, read unless said otherwise."""
    at = (NOW - days * DAY).isoformat(timespec="seconds")
    fields = ArticleFields(url=f"https://a.example/{number}", title="题", text=text)
    page = page or f"<p>{number} {text}</p>".encode()
    article_id = store.keep(fields, site="a", fetched=at, raw=page).article_id
    if read:
        read_again(store, article_id)
    return article_id


def read_again(store: Store, article_id: int, version: str = "1") -> None:
    article = store.article(article_id)
    assert article is not None
    place = {"evidence": CLAIM, "start": 0, "end": len(CLAIM)}
    said = {"kind": "score", "model": "北辰-6B", "benchmark": "甲榜", "value": 60.2}
    claims = [ClaimFields(**said, **place)] if article.text.startswith(CLAIM) else []
    store.note_reading(article, Reading(claims=claims), extractor="rules", extractor_version=version, at="2026")


def has_page(store: Store, *articles: int) -> list[bool]:
    return [store.raw_page(article) is not None for article in articles]


# ── raw pages ──


def test_pages_older_than_the_setting_go_and_those_behind_claims_stay(store: Store, settings: Settings) -> None:
    old, younger, claimed = (
        kept(store, 1, PLAIN, days=181),
        kept(store, 2, PLAIN, days=179),
        kept(store, 3, CLAIM, days=999),
    )

    gone = tidy(store, settings, NOW)

    assert (gone, has_page(store, old, younger, claimed)) == (1, [False, True, True])


def test_pages_behind_a_claim_that_is_no_longer_made_stay(store: Store, settings: Settings) -> None:
    claimed = kept(store, 1, CLAIM, days=900)
    kept(store, 1, PLAIN, days=800)
    first = store.versions(claimed)[0]

    tidy(store, settings, NOW)

    assert Pages(settings.pages_path).get(first.page_hash or "") is not None


def test_page_of_an_article_that_nobody_has_read_yet_stays(store: Store, settings: Settings) -> None:
    unread = kept(store, 1, PLAIN, days=900, read=False)

    tidy(store, settings, NOW)

    assert has_page(store, unread) == [True]


def test_zero_keeps_only_the_pages_behind_claims(store: Store, settings: Settings) -> None:
    none = settings.model_copy(update={"keep_pages": 0})
    plain, claimed = kept(store, 1, PLAIN, days=2), kept(store, 2, CLAIM, days=2)

    tidy(store, none, NOW)

    assert has_page(store, plain, claimed) == [False, True]


def test_page_that_was_put_just_now_stays_though_its_article_is_not_there_yet(store: Store, settings: Settings) -> None:
    none = settings.model_copy(update={"keep_pages": 0})
    kept(store, 1, PLAIN, days=900, page=b"<p>known for long</p>")
    pages = Pages(settings.pages_path)
    new = [packed(page) for page in (b"<p>new</p>", b"<p>known for long</p>")]
    pages.put((page, NOW.isoformat()) for page in new)

    tidy(store, none, NOW)

    assert [pages.get(page.hash) is not None for page in new] == [True, True]


def test_claim_that_comes_while_pages_age_saves_its_page(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = kept(store, 1, CLAIM, days=900, read=False)
    article = store.article(late)
    assert article is not None
    store.note_unreadable(article, "too hard", extractor="rules", extractor_version="0", at="2026")
    older = Pages.older

    def read_in_between(pages: Pages, *given: object) -> list[tuple[str, str]]:
        read_again(store, late)
        return older(pages, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Pages, "older", read_in_between)
    tidy(store, settings, NOW)

    assert has_page(store, late) == [True]


def test_pages_are_aged_once_a_day(store: Store, settings: Settings) -> None:
    counts = []
    for hours in (0, 1, 24):
        kept(store, hours + 1, PLAIN, days=900)
        counts.append(tidy(store, settings, NOW + timedelta(hours=hours)))

    assert counts == [1, 0, 2]


def test_room_of_pages_that_went_is_given_back(store: Store, settings: Settings) -> None:
    for number in range(2 * PORTION + 1):
        kept(store, number, PLAIN, days=900, page=noise(number))
    before = settings.pages_path.stat().st_size

    gone = tidy(store, settings, NOW)

    assert gone == 2 * PORTION + 1
    assert settings.pages_path.stat().st_size < before / 20


def noise(number: int) -> bytes:
    """Some kilobytes that no compression makes smaller."""
    return b"".join(zlib.crc32(b"%d %d" % (number, n)).to_bytes(4) for n in range(3000))


WRITER = """
import sys
from itertools import count
from data.fields import ArticleFields
from data.settings import Settings
from data.store import Store
with Store.open(Settings(home=sys.argv[1])) as store:
    for n in count():
        fields = ArticleFields(url=f"https://b.example/{n}", text=f"第{n}篇" * 50)
        store.keep(fields, site="b", fetched=sys.argv[2], raw=b"%d" % n * 500)
        print(n, flush=True)
"""


def writer(settings: Settings) -> "subprocess.Popen[str]":
    """A process that keeps article after article until it is killed."""
    at = NOW.isoformat()
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(settings.home), at], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )


def test_pages_age_while_another_process_keeps_articles(store: Store, settings: Settings) -> None:
    for number in range(3 * PORTION):
        kept(store, number, PLAIN, days=900)
    with writer(settings) as other:
        assert other.stdout is not None
        said = [other.stdout.readline() for _ in range(3)]
        gone = tidy(store, settings.model_copy(update={"keep_pages": 0}), NOW)
        said += [other.stdout.readline() for _ in range(3)]
        other.kill()
        said += [line for line in other.stdout if line.endswith("\n")]

    assert gone == 3 * PORTION
    for number in map(int, said):
        article = store.article_by_url(f"https://b.example/{number}")
        assert article is not None
        assert has_page(store, article.id or 0) == [True]


def test_pages_that_another_store_may_point_to_stay(settings: Settings, tmp_path: Path) -> None:
    with Store.open(settings):
        pass
    other = settings.model_copy(update={"database": f"sqlite:///{tmp_path}/other.sqlite"})
    with Store.open(other) as store:
        old = kept(store, 1, PLAIN, days=900)
        tidy(store, other, NOW)

        assert has_page(store, old) == [True]


@pytest.mark.parametrize("days", ["-1", "many", "1.5", "99999"])
def test_days_that_cannot_be_are_refused(days: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGYAN_KEEP_PAGES", days)

    with pytest.raises(SettingsError, match="setting cannot be used: 'BANGYAN_KEEP_PAGES'"):
        load_settings()


def test_doctor_tells_how_many_pages_there_are_and_how_many_stay(store: Store, settings: Settings) -> None:
    kept(store, 1, PLAIN, days=100)
    kept(store, 2, CLAIM, days=300)

    seen = {finding.what: finding.seen for finding in examine(settings)}

    assert "2 pages, 1 kept for ever, the oldest of 2026-01-24T08:00:00+08:00" in seen["pages.sqlite"]
    assert {"bangyan.sqlite", "disk"} <= seen.keys()


def test_extract_lets_old_pages_go(store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    old = kept(store, 1, PLAIN, days=4000, read=False)

    status = run(["--home", str(settings.home), "extract", "--json"])

    assert (status, json.loads(capsys.readouterr().out)[0]["read"]) == (0, 1)
    assert has_page(store, old) == [False]


# ── backup ──


def backup(settings: Settings, *words: str) -> int:
    return run(["--home", str(settings.home), "--lang", "en", "backup", *words])


def opened(file: Path, tmp_path: Path) -> Store:
    return Store.open(Settings(home=tmp_path / "elsewhere", database=f"sqlite:///{file}"))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_copy_is_a_store_with_all_that_was_kept(
    store: Store, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(store, 1, CLAIM, days=1)

    status = backup(settings, str(tmp_path / "copy.sqlite"), "--json")

    (row,) = json.loads(capsys.readouterr().out)
    assert (status, row["file"], row["bytes"] > 0) == (0, str(tmp_path / "copy.sqlite"), True)
    assert files(tmp_path) == {"copy.sqlite"}
    with opened(tmp_path / "copy.sqlite", tmp_path) as copy:
        assert (copy.counts()["claims"], copy.check()) == (1, "")
        assert kept(copy, 2, PLAIN, days=0) == 2


def test_copy_of_a_copy_in_the_place_of_the_store_restores_it(store: Store, settings: Settings, tmp_path: Path) -> None:
    claimed = kept(store, 1, CLAIM, days=1)
    backup(settings, str(tmp_path / "copy.sqlite"), "--pages")
    home = tmp_path / "restored"
    home.mkdir()
    (tmp_path / "copy.sqlite").rename(home / "bangyan.sqlite")
    (tmp_path / "copy.pages.sqlite").rename(home / "pages.sqlite")

    with Store.open(Settings(home=home)) as restored:
        assert restored.raw_page(claimed) == store.raw_page(claimed) is not None


def test_copy_made_while_another_process_writes_is_of_one_moment(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    with writer(settings) as other:
        assert other.stdout is not None
        before = [int(other.stdout.readline()) for _ in range(10)]
        status = backup(settings, str(tmp_path / "copy.sqlite"), "--pages")
        other.stdout.readline()  # it was not kept from writing
        other.kill()

    with opened(tmp_path / "copy.sqlite", tmp_path) as copy:
        numbers = sorted(int((a.url or "").rpartition("/")[2]) for a in copy.articles())
        hashes = {a.page_hash or "" for a in copy.articles()}
        assert copy.check() == ""
    assert status == 0
    assert numbers == list(range(len(numbers)))
    assert len(numbers) >= len(before)
    assert Pages(tmp_path / "copy.pages.sqlite").among(hashes) == len(hashes)


def test_progress_of_a_copy_reaches_its_end(
    store: Store, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(store, 1, CLAIM, days=1)

    backup(settings, str(tmp_path / "copy.sqlite"), "--pages", "--progress", "json")

    told = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    ends = {line["message"]: line["done"] == line["total"] for line in told}
    assert ends == {"copy.sqlite": True, "copy.pages.sqlite": True}


def interrupted(store: Store, tmp_path: Path, error: BaseException) -> None:
    def tell(name: str, done: int, total: int) -> None:
        raise error

    kept(store, 1, CLAIM, days=1)
    copy_store(Path(store._engine.url.database or ""), tmp_path / "copy.sqlite", force=True, tell=tell)


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(28, "No space left on device"), StoreError),
        (sqlite3.OperationalError("database or disk is full"), StoreError),
    ],
)
def test_copy_that_breaks_off_leaves_what_was_there(
    store: Store, tmp_path: Path, error: BaseException, seen: type[BaseException]
) -> None:
    (tmp_path / "copy.sqlite").write_text("an older copy")

    with pytest.raises(seen):
        interrupted(store, tmp_path, error)

    assert files(tmp_path) == {"copy.sqlite"}
    assert (tmp_path / "copy.sqlite").read_text() == "an older copy"


KILLED = """
import os, signal, sys
from pathlib import Path
from data.backup import copy_store
copy_store(Path(sys.argv[1]), Path(sys.argv[2]), tell=lambda *_: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_copy_that_was_killed_makes_no_file_and_the_next_one_clears_up(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    kept(store, 1, CLAIM, days=1)
    ours, copy = settings.home / "bangyan.sqlite", tmp_path / "copy.sqlite"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(ours), str(copy)], check=False, cwd=Path.cwd())
    left = [tmp_path / name for name in files(tmp_path)]
    for path in left:
        os.utime(path, (0, 0))

    status = backup(settings, str(copy))

    assert (killed.returncode, status) == (-signal.SIGKILL, 0)
    assert left
    assert copy not in left
    assert files(tmp_path) == {"copy.sqlite"}


def test_file_that_exists_is_replaced_only_when_told_so(
    store: Store, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_text("mine")

    statuses = backup(settings, str(copy)), copy.read_text(), backup(settings, str(copy), "--force")

    assert statuses == (1, "mine", 0)
    assert f"file exists: '{copy}'; replace it with --force" in capsys.readouterr().err
    with opened(copy, tmp_path) as kept_copy:
        assert kept_copy.check() == ""


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("missing/copy.sqlite", "no such folder: '{folder}/missing'; make it first"),
        ("home", "this is a folder: '{folder}/home'; name a file"),
        ("used.sqlite", "file is in use: '{folder}/used.sqlite'; choose another"),
        ("linked.sqlite", "this is the store itself: '{folder}/linked.sqlite'"),
    ],
)
def test_file_that_cannot_be_is_one_clear_error(
    store: Store, settings: Settings, tmp_path: Path, file: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "used.sqlite-wal").write_text("not finished")
    (tmp_path / "linked.sqlite").symlink_to(settings.home / "bangyan.sqlite")

    status = backup(settings, str(tmp_path / file), "--force")

    assert (status, capsys.readouterr().err) == (1, f"bangyan: {said.format(folder=tmp_path)}\n")


def test_what_is_no_store_is_not_copied(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statuses = [backup(settings, str(tmp_path / "copy.sqlite"))]
    settings.home.mkdir()
    (settings.home / "bangyan.sqlite").write_text("a letter to grandmother, longer than a line of a file may be")
    statuses.append(backup(settings, str(tmp_path / "copy.sqlite")))

    said = capsys.readouterr().err.splitlines()
    assert statuses == [1, 1]
    assert "there is no store yet" in said[0]
    assert "store cannot be opened" in said[1]
    assert files(tmp_path) == set()

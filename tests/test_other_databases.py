"""A database server that is really there is refused like any other: in one clear line, with nothing written to it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import StoreError
from data.settings import Settings
from data.store import Store


@pytest.fixture
def postgres() -> Iterator[int]:
    """The port of a PostgreSQL server of our own, ended after the test."""
    programs = next(Path("/usr/lib/postgresql").glob("*/bin"))
    as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # the server refuses to run as root
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # not under tmp_path, whose parents nobody but its owner may enter
    with tempfile.TemporaryDirectory(prefix="bangyan-postgres-", ignore_cleanup_errors=True) as folder:
        if as_owner:
            shutil.chown(folder, "postgres")
        control = [*as_owner, str(programs / "pg_ctl"), "--pgdata", folder, "--wait", "--silent"]
        making = [*as_owner, str(programs / "initdb"), "--auth=trust", "-D", folder]
        subprocess.run(making, check=True, capture_output=True, cwd="/")
        options = f"-h 127.0.0.1 -p {port} -k {folder}"
        subprocess.run([*control, "--options", options, "--log", f"{folder}/log", "start"], check=True, cwd="/")
        yield port
        subprocess.run([*control, "--mode", "immediate", "stop"], check=True, cwd="/")


@pytest.mark.server
def test_a_postgresql_server_is_refused_before_anything_is_written(postgres: int, tmp_path: Path) -> None:
    url = f"postgresql://postgres:secret@127.0.0.1:{postgres}/postgres"

    with pytest.raises(StoreError, match="postgresql") as refusal:
        Store.open(Settings(home=tmp_path / "home", database=url))

    psql = next(Path("/usr/lib/postgresql").glob("*/bin/psql"))
    tables = subprocess.run(
        [psql, "-h", "127.0.0.1", "-p", str(postgres), "-U", "postgres", "-Atc", r"\dt"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "secret" not in str(refusal.value)
    assert tables.stdout.strip() == ""

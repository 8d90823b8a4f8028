"""The files for systemd, launchd and cron can be read, and the commands in them exist."""

import configparser
import plistlib
import re
from pathlib import Path

import pytest
import typer

from bangyan.commands import app_for

DOCS = Path(__file__).parent.parent / "docs"
UNITS = sorted(DOCS.glob("systemd/bangyan*"))
CALL = re.compile(r"\bbangyan\"? ((?:--?)?[a-z]+)((?: --[a-z-]+)*)")


def read(unit: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


def calls(text: str) -> list[tuple[str, list[str]]]:
    """The commands that a text calls, each with its options."""
    return [(name, options.split()) for name, options in CALL.findall(text)]


def assert_exists(name: str, options: list[str]) -> None:
    command = typer.main.get_group(app_for(None)).commands[name]
    known = {word for parameter in command.params for word in parameter.opts}
    assert set(options) <= known | {"--progress"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_can_be_read_and_is_told_when_to_run(unit: Path) -> None:
    parsed = read(unit)

    assert parsed["Unit"]["Description"]
    assert {".service": "Service", ".timer": "Timer"}[unit.suffix] in parsed


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_a_service_calls_commands_that_exist_and_lets_them_end_their_children(unit: Path) -> None:
    lines = [line for line in unit.read_text(encoding="utf-8").splitlines() if line.startswith("ExecStart=")]

    called = [call for line in lines for call in calls(line)]

    assert len(called) == len(lines) > 0
    for name, options in called:
        assert_exists(name, options)
    service = read(unit)["Service"]
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > 10


def test_the_timer_has_its_service_beside_it() -> None:
    (timer,) = (unit for unit in UNITS if unit.suffix == ".timer")

    assert timer.with_suffix(".service") in UNITS
    assert read(timer)["Install"]["WantedBy"] == "timers.target"


def test_the_launchd_file_can_be_read_and_calls_the_schedule() -> None:
    parsed = plistlib.loads((DOCS / "launchd/bangyan.schedule.plist").read_bytes())

    ((name, options),) = calls(parsed["ProgramArguments"][-1])
    assert_exists(name, options)
    assert parsed["Label"] == "bangyan.schedule"


def test_every_command_and_file_of_the_page_exists() -> None:
    page = (DOCS / "schedule.md").read_text(encoding="utf-8")
    shell = "\n".join(re.findall(r"^(?:\*/10.*|.*`bangyan [a-z]+.*)$", page, re.MULTILINE))

    named = calls(shell)

    assert {"schedule", "crawl", "extract", "sites", "doctor"} <= {name for name, _ in named}
    for name, options in named:
        assert_exists(name, options)
    assert all((DOCS.parent / path).exists() for path in re.findall(r"docs/[\w/.-]+", page))

"""The command line: its global options, its exit statuses, and one clear line for whatever goes wrong."""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import NoReturn, cast

from data.errors import BangyanError, UsageError
from data.language import Language, say, use_language

FAILED, CALLED_WRONGLY, INTERRUPTED = 1, 2, 130

# Options that every command takes, wherever they stand on the line, and whether a value follows.
GLOBAL_OPTIONS = {
    "--home": True,
    "--database": True,
    "--model": True,
    "--lang": True,
    "--progress": True,
    "--debug": False,
}


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line in `argv` (else the process's) and exit with its status."""
    given = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    sys.exit(run(given))


def run(argv: list[str]) -> int:
    """Run `argv`: 0 when all went well, 1 failed, 2 called wrongly, 130 interrupted."""
    argv = globals_first(argv)
    debug = "--debug" in argv
    try:
        use_language(_language(argv))
        return _invoke(argv)
    except BrokenPipeError:
        # whoever read us has enough (`| head`); what is left in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        complain(say("已中断；已完成的都已保留", "interrupted; what was done is kept"))
        return INTERRUPTED
    except BangyanError as error:
        if debug:
            traceback.print_exc()
        complain(str(error))
        return CALLED_WRONGLY if isinstance(error, UsageError) else FAILED
    except Exception as error:  # noqa: BLE001 - the last line of defence
        if debug:
            traceback.print_exc()
        complain(
            say(
                f"程序出错：{type(error).__name__}: {error}；加 --debug 看详情，并请反馈",
                f"this is a bug: {type(error).__name__}: {error}; see more with --debug, and please report it",
            )
        )
        return FAILED


def complain(text: str) -> None:
    """Say what is wrong on standard error, in one line."""
    print(f"bangyan: {' '.join(text.split())}", file=sys.stderr)  # noqa: T201


def globals_first(argv: Sequence[str]) -> list[str]:
    """The same line with the global options before the command, so that they may stand anywhere."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        name, equals, _ = word.partition("=")
        if name not in GLOBAL_OPTIONS:
            rest.append(word)
            continue
        front.append(word)
        if GLOBAL_OPTIONS[name] and not equals:
            front.extend(w for w in [next(words, None)] if w is not None)
    return [*front, *rest]


def _invoke(argv: list[str]) -> int:
    if argv in (["--version"], ["-V"]):
        print(f"bangyan {version('bangyan')}")  # noqa: T201 - answered before anything heavy is imported
        return 0
    # imported once the language is known, since help texts are made on import
    import typer

    from bangyan.commands import app_for

    misuse: type[Exception] = typer.BadParameter.__bases__[0]  # click's UsageError, under whichever name typer has it
    try:
        command = typer.main.get_command(app_for(_command(argv)))
        status = command.main(args=argv, prog_name="bangyan", standalone_mode=False)
    except typer.Abort as abort:
        raise KeyboardInterrupt from abort
    except misuse as error:
        complain(_with_hint(error))
        return CALLED_WRONGLY
    if status == INTERRUPTED:  # newer versions of typer say Ctrl-C so
        raise KeyboardInterrupt
    return status if isinstance(status, int) else 0


def _command(argv: list[str]) -> str | None:
    """The command in a line whose global options stand first."""
    words = iter(argv)
    for word in words:
        if not word.startswith("-"):
            return word
        if GLOBAL_OPTIONS.get(word):
            next(words, None)
    return None


def _with_hint(error: Exception) -> str:
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "bangyan"
    return f"{said} {say(f'用法见 `{where} --help`', f'see `{where} --help`')}"


def _language(argv: list[str]) -> Language | None:
    for i, word in enumerate(argv):
        name, equals, value = word.partition("=")
        if name != "--lang":
            continue
        value = value if equals else (argv[i + 1] if i + 1 < len(argv) else "")
        if value in ("zh", "en"):
            return cast(Language, value)
        raise UsageError(say(f"没有这种语言：'{value}'；可用 zh 或 en", f"no such language: '{value}'; use zh or en"))
    return None


def _speak_utf8() -> None:
    # a terminal or a pipe in another encoding must not make Chinese text fail
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")

"""Starts the dashboard as a child of its own, and ends it cleanly."""

import os
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path

import dashboard as floor
from bangyan.show import note
from data.errors import UsageError
from data.language import language, say
from data.settings import Settings

FIRST_PORT, LAST_PORT = 8501, 8599
APP = Path(floor.__file__).with_name("app.py")


def dashboard(settings: Settings, *, port: int | None = None, host: str = "127.0.0.1", browser: bool = True) -> int:
    """Serve the dashboard of this home until Ctrl-C; the child's exit status. Raises UsageError for a port in use."""
    at = _free(host, port)
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{at}"  # noqa: S104 - compared, not bound
    note(say(f"看板：{address}（Ctrl-C 结束）", f"dashboard: {address} (Ctrl-C ends it)"))
    if host not in ("127.0.0.1", "localhost", "::1"):
        note(
            say(
                f"注意：'{host}' 上的任何人都能打开看板，它没有密码",
                f"beware: anybody who reaches '{host}' can open the dashboard; it has no password",
            )
        )
    child = subprocess.Popen(command(host, at), env=os.environ | environment(settings))
    if browser and _has_display():
        threading.Thread(target=_open_when_up, args=(address, host, at, child), daemon=True).start()
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.wait(10)
        return 0
    finally:
        if child.poll() is None:
            child.terminate()


def command(host: str, port: int) -> list[str]:
    """The child's command line; `-P` keeps a stranger's data.py in the working folder out of it."""
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return [sys.executable, "-P", "-m", "streamlit", "run", str(APP), *words]


def environment(settings: Settings) -> dict[str, str]:
    """What the child must know of the settings."""
    said = {"BANGYAN_HOME": str(settings.home), "BANGYAN_LANG": language()}
    given = {"BANGYAN_DATABASE": settings.database, "BANGYAN_MODEL": settings.model}
    return said | {name: str(value) for name, value in given.items() if value}


def _free(host: str, port: int | None) -> int:
    for candidate in [port] if port else range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    wanted = str(port or f"{FIRST_PORT}–{LAST_PORT}")
    raise UsageError(
        say(
            f"端口用不了：'{host}:{wanted}'；用 --port 另选",
            f"port cannot be used: '{host}:{wanted}'; choose another with --port",
        )
    )


def _has_display() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_up(address: str, host: str, port: int, child: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        if child.poll() is not None:
            return
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.2)

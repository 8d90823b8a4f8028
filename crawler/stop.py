"""How a crawl is asked to end before its time, by whichever thread, even before it began."""

import contextlib
import subprocess
import threading

PATIENCE = 6.0  # seconds; a process that has not ended by then is killed, which loses nothing that was kept


class Stop:
    """Asks work in a process of its own to end; that process ends when its input does."""

    def __init__(self) -> None:
        self.asked = False
        self._child: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def ask(self) -> None:
        """Ask it to end, and see that it does; again does nothing."""
        with self._lock:
            if not self.asked and self._child:
                _end(self._child)
            self.asked = True

    def heed(self, child: "subprocess.Popen[str]") -> None:
        """Let this process be the one that is asked."""
        with self._lock:
            self._child = child
            if self.asked:
                _end(child)


def _end(child: "subprocess.Popen[str]") -> None:
    with contextlib.suppress(OSError, ValueError):
        if child.stdin:
            child.stdin.close()
    killer = threading.Timer(PATIENCE, child.kill)
    killer.daemon = True
    killer.start()

"""One run of a command: its settings, its lexicon, its store, the time, and where progress goes."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bangyan.progress import LineProgress, Progress, progress_to
from data.errors import UsageError
from data.language import say, use_language
from data.lexicon import Lexicon, load_lexicon
from data.settings import Settings, load_settings

if TYPE_CHECKING:
    from data.store import Store

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Run:
    """What every command is given."""

    settings: Settings
    progress: Callable[[], Progress]
    lines: Callable[[], Progress] = LineProgress  # for work that does not end by itself

    @classmethod
    def of(
        cls, *, home: Path | None, database: str | None, model: Path | None, lang: str | None, progress: str
    ) -> "Run":
        """A run from the global options; raises SettingsError or UsageError."""
        if progress not in ("auto", "json", "none"):
            raise UsageError(
                say(
                    f"没有这种进度：'{progress}'；可用 auto、json 或 none",
                    f"no such progress: '{progress}'; use auto, json or none",
                )
            )
        settings = load_settings(home=home, database=database, model=model, lang=lang)
        use_language(settings.lang)
        # no lambdas, as a run goes over to other processes
        return cls(settings, partial(progress_to, progress), partial(progress_to, progress, lines=True))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The bundled names and the user's own."""
        return load_lexicon(self.settings.lexicon_dir)

    def store(self) -> "Store":
        """The store, opened; close it after use."""
        from data.store import Store  # here, as `bangyan read` needs none

        return Store.open(self.settings)

    def demo_settings(self) -> Settings:
        """The settings of the demo's home, a folder in this one, so that invented figures never mix with real ones."""
        return self.settings.model_copy(update={"home": self.settings.home / "demo", "database": None})

    def asking(self) -> "Run":
        """The run to ask: this one, or the demo's as long as there is a demo and no store of one's own."""
        demo = self.demo_settings()
        own = self.settings.database or (self.settings.home / "bangyan.sqlite").exists()
        if own or not (demo.home / "bangyan.sqlite").exists():
            return self
        said = say("这里还没有自己的账本，以下出自示例", "no ledger of your own yet; this is the demo's")
        print(said, file=sys.stderr)  # noqa: T201
        return Run(demo, self.progress)


def now() -> datetime:
    """The time in Beijing, where the sites are."""
    return datetime.now(BEIJING)


def stamp(moment: datetime | None = None) -> str:
    """`moment` (else now) as the ledger writes times, to the second."""
    return (moment or now()).isoformat(timespec="seconds")

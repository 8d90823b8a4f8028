"""Where things live and how the program behaves, from `BANGYAN_…` variables and the command line."""

from importlib.metadata import version
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.errors import SettingsError
from data.language import say


class Settings(BaseSettings):
    """The settings of one run; every field can be set as `BANGYAN_<FIELD>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="BANGYAN_", frozen=True, env_ignore_empty=True)

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("bangyan", appauthor=False)))
    database: str | None = None
    model: Path | None = None
    lang: Literal["zh", "en"] | None = None
    contact: str = ""
    keep_pages: int = Field(default=180, ge=0, le=36_500)  # days; those behind claims are kept for ever
    sites_at_once: int = Field(default=4, ge=1, le=64)  # crawls that a schedule lets go on beside each other
    hub: str = "https://huggingface.co"  # or a mirror, for `model pull`
    model_seconds: float = Field(default=120.0, gt=0)  # that the model may take for one article
    model_threads: int | None = Field(default=None, gt=0)  # None: as the machine has
    model_cells: int | None = Field(default=None, ge=1024)  # tokens that the model keeps at once
    model_summaries: bool = False  # whether the model writes summaries too, which takes it far longer than the rest
    gpu_layers: int | None = None  # None: all where the build can use a GPU

    @property
    def database_url(self) -> str:
        """The store as an SQLAlchemy URL; SQLite in the home unless set."""
        return self.database or f"sqlite:///{(self.home / 'bangyan.sqlite').absolute()}"

    @property
    def pages_path(self) -> Path:
        """The file of the raw pages, beside the store."""
        return self.home / "pages.sqlite"

    @property
    def sites_dir(self) -> Path:
        """The user's own site files."""
        return self.home / "sites"

    @property
    def lexicon_dir(self) -> Path:
        """The user's own lexicon files."""
        return self.home / "lexicon"

    @property
    def cache_dir(self) -> Path:
        """What can be made again: jieba's compiled dictionary."""
        return self.home / "cache"


def load_settings(**given: object) -> Settings:
    """Settings from the environment, with the values in `given` that are not None on top.

    Raises SettingsError naming the first field that cannot be used.
    """
    try:
        settings = Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "BANGYAN_" + str(first["loc"][0]).upper()
        raise SettingsError(
            say(f"设置不可用：'{name}'：{first['msg']}", f"setting cannot be used: '{name}': {first['msg']}")
        ) from error
    return settings.model_copy(update={"home": settings.home.expanduser().absolute()})


def user_agent(settings: Settings) -> str:
    """How we introduce ourselves to every site: name, version, and where a site's owner can complain."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"Bangyan/{version('bangyan')}{contact}"

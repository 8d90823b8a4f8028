"""Which model files this home knows, and the one that is chosen; each pinned by the SHA-256 of its content."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from bangyan.run import stamp
from data.answers import Answers
from data.errors import ModelError
from data.language import say
from data.settings import Settings
from nlp.llm import Sizes
from nlp.model_decider import ModelDecider, ModelFile
from nlp.model_file import check_file

PORTION = 1024**2


class Pin(BaseModel):
    """A model file as it was when it was last looked at; `repository` and `file` say where it was pulled from."""

    path: Path
    size: int
    modified: int  # nanoseconds, as the file system has it
    digest: str
    repository: str | None = None
    file: str | None = None
    pinned: str = ""


class Shelf(BaseModel):
    """The pins of a home, and the path of the model that is chosen."""

    chosen: Path | None = None
    pins: list[Pin] = []

    @classmethod
    def of(cls, settings: Settings) -> "Shelf":
        """The home's; raises ModelError where its file cannot be read."""
        path = _path(settings)
        try:
            return cls.model_validate_json(path.read_bytes()) if path.exists() else cls()
        except (OSError, ValidationError) as error:
            raise ModelError(
                say(
                    f"模型清单不能用：'{path}'；可以删掉它",
                    f"list of models cannot be used: '{path}'; it may be deleted",
                )
            ) from error

    def save(self, settings: Settings) -> None:
        """Write it down, whole or not at all."""
        path = _path(settings)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(self.model_dump_json(indent=2), "utf-8")
        fresh.replace(path)

    def pin_of(self, path: Path) -> Pin | None:
        """The pin of a file, where the file has not changed since."""
        stat = path.stat()
        known = (pin for pin in self.pins if pin.path == path)
        return next((pin for pin in known if (pin.size, pin.modified) == (stat.st_size, stat.st_mtime_ns)), None)

    def pin(self, path: Path, digest: str, *, repository: str | None = None, file: str | None = None) -> Pin:
        """Pin a file under this digest in place of what was pinned there."""
        stat = path.stat()
        pin = Pin(
            path=path,
            size=stat.st_size,
            modified=stat.st_mtime_ns,
            digest=digest,
            repository=repository,
            file=file,
            pinned=stamp(),
        )
        self.pins = [*(old for old in self.pins if old.path != path), pin]
        return pin


def models_dir(settings: Settings) -> Path:
    """The folder of the models that were pulled."""
    return settings.home / "models"


def chosen_model(settings: Settings) -> Path | None:
    """The model to use: of the command line or the environment, else the one that was chosen in this home."""
    return settings.model.expanduser().absolute() if settings.model else Shelf.of(settings).chosen


def model_file(settings: Settings, path: Path) -> ModelFile:
    """A model with its digest, which is taken once for each file; raises ModelError where there is no such file."""
    if not path.is_file():
        raise ModelError(
            say(
                f"没有这个模型文件：'{path}'；用 `bangyan model use` 另选",
                f"no such model file: '{path}'; choose another with `bangyan model use`",
            )
        )
    check_file(path, free=None)  # before its digest is taken, which may take long
    shelf = Shelf.of(settings)
    pin = shelf.pin_of(path)
    if pin is None:
        pin = shelf.pin(path, sha256_of(path))
        shelf.save(settings)
    return ModelFile(path, pin.digest)


def decider_of(settings: Settings, path: Path, *, fresh: bool = False) -> ModelDecider:
    """The decider that runs this model, `fresh`: asking again what it knows. Close it after use; raises ModelError."""
    answers = None if fresh else Answers(settings.cache_dir / "answers.sqlite")
    sizes = Sizes(threads=settings.model_threads, cells=settings.model_cells, gpu_layers=settings.gpu_layers)
    return ModelDecider(model_file(settings, path), answers, sizes=sizes, seconds=settings.model_seconds)


def sha256_of(path: Path, tell: Callable[[int], None] = lambda _: None) -> str:
    """The digest of a file; `tell` hears how many bytes are done."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            digest.update(portion)
            done += len(portion)
            tell(done)
    return digest.hexdigest()


def _path(settings: Settings) -> Path:
    return models_dir(settings) / "models.json"

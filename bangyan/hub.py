"""Fetches a model file from a hub: resumed where it broke off, and kept only if it is what the hub says it is.

Name, size and SHA-256 are the hub's own, asked for when the file is fetched.
"""

import fnmatch
import io
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bangyan.models import sha256_of
from data.errors import FetchError, ModelError
from data.language import say

ATTEMPTS = 5  # each goes on where the last one broke off
SPARE = 1024**3  # bytes of disk that stay free
GIB = 1024**3
ANSWER_SECONDS = 20

Tell = Callable[[str, int, int | None], None]  # stage, done, total


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository, at a commit, as the hub describes it."""

    repository: str
    commit: str
    name: str
    size: int
    digest: str


class Hub:
    """A hub of models at an address; raises ModelError without the extra `llm`."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        os.environ["HF_HUB_DISABLE_XET"] = "1"  # a mirror serves files over plain HTTP, and only that resumes
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
        os.environ["HF_HUB_DISABLE_UPDATE_CHECK"] = "1"
        try:
            import huggingface_hub
        except ImportError as error:
            raise ModelError(
                say(
                    "没有安装 'huggingface_hub'；运行 `pip install 'bangyan[llm]'`",
                    "not installed: 'huggingface_hub'; run `pip install 'bangyan[llm]'`",
                )
            ) from error
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # what matters of it is in our own errors
        self._hub = huggingface_hub
        self._api = huggingface_hub.HfApi(endpoint=self.address, token=False)

    def files(self, repository: str) -> list[HubFile]:
        """The GGUF files of a repository; raises FetchError where the hub does not tell."""
        with _plainly(repository, self.address):
            info = self._api.model_info(repository, files_metadata=True, timeout=ANSWER_SECONDS)
            return [
                HubFile(repository, info.sha or "main", told.rfilename, told.size, told.lfs.sha256)
                for told in info.siblings or ()
                if told.rfilename.lower().endswith(".gguf") and told.lfs and told.size
            ]

    def pull(self, file: HubFile, folder: Path, tell: Tell = lambda *_: None) -> Path:
        """Fetch a file into a folder and return its path.

        Raises FetchError where it cannot be fetched or is not what the hub said, ModelError where the disk is too full.
        """
        path = folder / Path(file.name).name  # whatever folders its name has: it stays in ours
        part = path.with_name(path.name + ".part")
        if not path.exists():
            check_disk(folder, file.size)
            self._fetch(file, part, tell)
        fetched = part if part.exists() else path
        seen, digest = fetched.stat().st_size, sha256_of(fetched, lambda done: tell("verify", done, file.size))
        if (seen, digest) != (file.size, file.digest):
            fetched.unlink()
            raise FetchError(
                say(
                    f"下载的文件与模型站所说的不符，已删除：'{file.name}'；再运行一次",
                    f"fetched file is not what the hub said, deleted: '{file.name}'; run it again",
                )
            )
        return fetched.replace(path)

    def _fetch(self, file: HubFile, part: Path, tell: Tell) -> None:
        """Fetch what is missing of a file; the library's own download begins anew in each run."""
        from huggingface_hub.file_download import http_get

        url = self._hub.hf_hub_url(file.repository, file.name, revision=file.commit, endpoint=self.address)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with _plainly(file.repository, self.address), part.open("ab") as kept:
                    begun = min(kept.tell(), file.size)
                    kept.truncate(begun)
                    http_get(url, kept, resume_size=begun, expected_size=file.size, tqdm_class=_bar(file.size, tell))
                    return
            except FetchError:
                if attempt == ATTEMPTS:
                    raise


def choose(files: Sequence[HubFile], patterns: Sequence[str]) -> HubFile:
    """The first file that the first fitting pattern matches; raises ModelError, naming what there is, where none does.

    A model in several files is none of these: its first part alone cannot be loaded.
    """
    whole = [file for file in files if not fnmatch.fnmatch(file.name.lower(), "*-of-*")]
    for pattern in patterns:
        for file in sorted(whole, key=lambda file: file.name):
            if fnmatch.fnmatch(file.name.lower(), pattern.lower()):
                return file
    there = ", ".join(file.name for file in whole) or "–"
    raise ModelError(
        say(
            f"没有合适的文件：'{' '.join(patterns)}'；有：{there}",
            f"no such file: '{' '.join(patterns)}'; there are: {there}",
        )
    )


def check_disk(folder: Path, size: int, *, free: int | None = None) -> None:
    """Raise ModelError where a file of `size` bytes, less what is fetched already, would fill the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    begun = sum(part.stat().st_size for part in folder.rglob("*.part"))
    left = shutil.disk_usage(folder).free if free is None else free
    if size - begun + SPARE > left:
        raise ModelError(
            say(
                f"磁盘空间不够：'{folder}' 还剩 {left / GIB:.1f} GiB，要 {(size + SPARE) / GIB:.1f} GiB",
                f"disk too full: '{folder}' has {left / GIB:.1f} GiB left, {(size + SPARE) / GIB:.1f} GiB are needed",
            )
        )


@contextmanager
def _plainly(repository: str, address: str) -> Iterator[None]:
    """Whatever goes wrong between here and the hub, as one line."""
    import huggingface_hub.errors as errors

    try:
        yield
    except (errors.RepositoryNotFoundError, errors.EntryNotFoundError, errors.HFValidationError) as error:
        raise FetchError(
            say(
                f"模型站没有这个：'{repository}'（{address}）",
                f"hub has no such repository: '{repository}' ({address})",
            )
        ) from error
    except Exception as error:  # its HTTP library differs from version to version
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise FetchError(
            say(
                f"模型站取不到：'{repository}'（{address}）：{why}；再运行一次会接着下",
                f"hub cannot be read: '{repository}' ({address}): {why}; run it again to go on",
            )
        ) from error


def _bar(total: int, tell: Tell) -> type[Any]:
    """The hub's progress bar, silent, told on to `tell`."""
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]
        """Counts bytes."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            named.pop("name", None)
            super().__init__(*arguments, **{**named, "file": io.StringIO(), "disable": False})

        def update(self, count: float | None = 1) -> bool | None:
            """Hear of `count` more bytes."""
            shown: bool | None = super().update(count)
            tell("pull", int(self.n), total)
            return shown

    return Bar

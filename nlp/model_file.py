"""Whether a file can be a model here, and in one clear line why not: no GGUF, cut short, unknown, too big."""

from collections.abc import Sequence
from pathlib import Path

from data.errors import ModelError
from data.language import say

MAGIC = b"GGUF"
BESIDE = 300 * 1024**2  # bytes that a model takes beside its file, at the least
GIB = 1024**3


def check_file(path: Path, *, free: int | None) -> None:
    """Look a file over before llama.cpp does; `free` is how many bytes of memory can be had, None where unknown.

    Raises ModelError.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(len(MAGIC))
    except OSError as error:
        raise ModelError(
            say(
                f"打不开模型文件：'{path}'：{error.strerror}",
                f"model file cannot be opened: '{path}': {error.strerror}",
            )
        ) from error
    if begins != MAGIC:
        raise ModelError(say(f"不是 GGUF 文件：'{path}'", f"no GGUF file: '{path}'; get one with `bangyan model pull`"))
    if free is not None and size + BESIDE > free:
        raise ModelError(
            say(
                f"模型太大：'{path}' 要 {size / GIB:.1f} GiB，内存只剩 {free / GIB:.1f} GiB；换小一点的",
                f"model too big: '{path}' takes {size / GIB:.1f} GiB, {free / GIB:.1f} GiB of memory are free;"
                " take a smaller one",
            )
        )


def free_memory() -> int | None:
    """Bytes of memory that can be had now; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def explained(path: Path, said: Sequence[str]) -> ModelError:
    """What llama.cpp said when it could not load a file, as one line."""
    whole = " ".join(said)
    if "unknown model architecture" in whole:
        kind = whole.partition("unknown model architecture: ")[2].split(" ")[0].strip("'")
        return ModelError(
            say(
                f"这个版本的 llama.cpp 不认识的模型结构：'{kind}'；升级 llama-cpp-python",
                f"architecture not known to this llama.cpp: '{kind}'; upgrade llama-cpp-python",
            )
        )
    if "alloc" in whole:
        return ModelError(
            say(f"内存装不下模型：'{path}'", f"not enough memory for model: '{path}'; take a smaller one")
        )
    if "file bounds" in whole or "failed to read" in whole:
        return ModelError(
            say(f"模型文件不完整：'{path}'；请重新下载", f"model file is cut short: '{path}'; fetch it again")
        )
    why = said[0] if said else "llama.cpp"
    return ModelError(say(f"模型加载不了：'{path}'：{why}", f"model cannot be loaded: '{path}': {why}"))

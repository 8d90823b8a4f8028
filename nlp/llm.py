"""The local model through llama.cpp: what the installed build can do, a model loaded, its tokens evaluated.

Nothing else here knows llama.cpp. The engine is a thin one: tokens in, logits out, sequences that share what they begin
with; which token is taken is decided elsewhere.
"""

import ctypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from types import ModuleType
from typing import Any

from data.errors import ModelError
from data.language import say
from nlp.lanes import FIRST, Cell
from nlp.model_file import check_file, explained, free_memory

LANES = 32
BATCH, PART = 512, 128  # tokens a call, and tokens computed at once: what is kept for logits grows with the second
CELLS = 8192


@dataclass(frozen=True)
class Build:
    """The llama.cpp that is installed: the version of its Python binding, and whether it can use a GPU."""

    version: str
    offloads: bool


@dataclass(frozen=True)
class Sizes:
    """How a model is run; None chooses for this machine and model."""

    threads: int | None = None
    cells: int | None = None
    gpu_layers: int | None = None  # None: all where the build can, else none


CHOSEN = Sizes()


def installed_build() -> Build | None:
    """The build that the extra `llm` installed, None without it; raises OSError where its library cannot be loaded."""
    if util.find_spec("llama_cpp") is None:
        return None
    try:
        import llama_cpp
    except RuntimeError as error:  # what its loader raises for a library that does not fit this machine
        raise OSError(str(error)) from error
    return Build(metadata.version("llama-cpp-python"), bool(llama_cpp.llama_supports_gpu_offload()))


def need_build() -> Build:
    """The installed build; raises ModelError, saying how to get one, where there is none."""
    try:
        build = installed_build()
    except OSError as error:
        raise ModelError(say(f"llama.cpp 不能用：'{error}'", f"llama.cpp cannot be used: '{error}'")) from error
    if build is None:
        raise ModelError(
            say(
                "没有安装 'llama-cpp-python'；运行 `pip install 'bangyan[llm]'`",
                "not installed: 'llama-cpp-python'; run `pip install 'bangyan[llm]'`",
            )
        )
    return build


class LlamaEngine:
    """A model in memory, evaluated by llama.cpp; `stopped` is asked while it computes (on a CPU) and breaks it off."""

    def __init__(
        self,
        path: Path,
        sizes: Sizes = Sizes(),
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        build = need_build()
        check_file(path, free=None if build.offloads else free_memory())
        said: list[str] = []
        self._llama = _quiet_llama(said)
        gpu_layers = sizes.gpu_layers if sizes.gpu_layers is not None else -1 if build.offloads else 0
        self._model = _load(self._llama, path, gpu_layers, said)
        self._vocab = self._llama.llama_model_get_vocab(self._model)
        self.backend = "gpu" if build.offloads and gpu_layers else "cpu"
        self.lanes, self.batch, self.cells = LANES, BATCH, sizes.cells or CELLS
        self.longest = self._llama.llama_model_n_ctx_train(self._model)
        self._context = self._new_context(sizes.threads or _threads(), stopped)
        self._memory = self._llama.llama_get_memory(self._context)
        self._batch = self._llama.llama_batch_init(BATCH, 0, 1)
        self._words = lru_cache(maxsize=4096)(self._tokenize)

    def close(self) -> None:
        """Free what the model takes."""
        self._llama.llama_batch_free(self._batch)
        self._llama.llama_free(self._context)
        self._llama.llama_model_free(self._model)

    def tokenize(self, text: str) -> tuple[int, ...]:
        """The tokens of a text; what looks like a control token is plain text."""
        return self._words(text)

    def decode(self, cells: Sequence[Cell]) -> bool:
        """Evaluate tokens; False where that was broken off. Raises ModelError where llama.cpp cannot."""
        batch = self._batch
        batch.n_tokens = len(cells)
        for i, cell in enumerate(cells):
            batch.token[i] = cell.token
            batch.pos[i] = cell.position
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = cell.sequence
            batch.logits[i] = cell.wanted
        status = self._llama.llama_decode(self._context, batch)
        if status not in (0, 2):
            raise ModelError(say(f"llama.cpp 不能计算：'{status}'", f"llama.cpp cannot compute: '{status}'"))
        return bool(status == 0)

    def logits(self, row: int) -> Sequence[float]:
        """The logits of one cell of the last batch, by token."""
        found: Sequence[float] = self._llama.llama_get_logits_ith(self._context, row)
        return found

    def likeliest(self, row: int) -> int:
        """The token with the highest logit behind one cell of the last batch, the first of several."""
        logits = self.logits(row)
        count = self._llama.llama_vocab_n_tokens(self._vocab)
        return max(range(count), key=lambda token: logits[token])

    def ends(self, token: int) -> bool:
        """Whether a token ends what a model says."""
        return bool(self._llama.llama_vocab_is_eog(self._vocab, token))

    def text(self, tokens: list[int]) -> str:
        """What tokens read as; half characters are left out."""
        piece = ctypes.create_string_buffer(256)
        said = b""
        for token in tokens:
            length = self._llama.llama_token_to_piece(self._vocab, token, piece, len(piece), 0, False)
            said += piece.raw[: max(length, 0)]
        return said.decode("utf-8", "ignore")

    def branch(self, source: int, sequence: int) -> None:
        """Let a sequence begin with all of another, which is kept once."""
        self._llama.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        self._llama.llama_memory_seq_cp(self._memory, source, sequence, -1, -1)

    def drop(self, sequence: int) -> None:
        """Forget a sequence."""
        self._llama.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def _tokenize(self, text: str) -> tuple[int, ...]:
        raw = text.encode("utf-8", "replace")
        most = len(raw) + 8
        tokens = (ctypes.c_int32 * most)()
        count = self._llama.llama_tokenize(self._vocab, raw, len(raw), tokens, most, False, False)
        return tuple(tokens[: max(count, 0)])

    def _new_context(self, threads: int, stopped: Callable[[], bool]) -> Any:
        params = self._llama.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = self.cells, BATCH, PART
        params.n_seq_max = LANES + FIRST
        params.n_outputs_max = LANES + FIRST
        params.n_threads = params.n_threads_batch = threads
        params.kv_unified = True  # sequences share the cells of what they begin with
        params.no_perf = True
        self._stopped = self._llama.ggml_abort_callback(lambda _: stopped())
        params.abort_callback = self._stopped
        context = self._llama.llama_init_from_model(self._model, params)
        if not context:
            raise ModelError(say("模型要的内存不够", "not enough memory for this model"))
        return context


def _threads() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _quiet_llama(said: list[str]) -> ModuleType:
    """llama.cpp with what it says kept in `said` instead of printed."""
    import llama_cpp

    def keep(level: int, text: bytes, _: object) -> None:
        if level >= 3:
            said.append(text.decode("utf-8", "replace").strip())

    callback = llama_cpp.llama_log_callback(keep)
    llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
    _KEPT.append(callback)  # llama.cpp calls it for as long as it lives
    llama_cpp.llama_backend_init()
    return llama_cpp  # type: ignore[no-any-return]


_KEPT: list[object] = []


def _load(llama: ModuleType, path: Path, gpu_layers: int, said: list[str]) -> Any:
    params = llama.llama_model_default_params()
    params.n_gpu_layers = gpu_layers if gpu_layers >= 0 else 999
    model = llama.llama_model_load_from_file(os.fsencode(path), params)
    if not model:
        raise explained(path, said)
    return model

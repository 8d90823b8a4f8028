"""The local model as a decider: it lives in a process of its own, is asked what is not known yet, and is checked.

A crash of that process costs the article in hand; the next one starts it anew. What it answered is kept by what it was
asked, an article's answers all at once, so that no passage is sent twice to the same model.
"""

import contextlib
import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from data.answers import Answers
from data.errors import ModelError
from data.language import say
from nlp.asking import shared, task
from nlp.choices import Answer, Passage, is_inside, nothing
from nlp.decider import Context, Decided
from nlp.llm import CHOSEN, Sizes, need_build
from nlp.tasks import PROMPT, Task

SECONDS = 120.0  # an article may take
MOST_WRITTEN = 160  # tokens of a summary
GRACE = 60.0  # more, after which a process that does not answer is given up
LOADING = 600.0  # a model may take to load


class CrashError(ModelError):
    """The process of the model ended, or did not answer, while it read an article."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model's file and the SHA-256 of its content."""

    path: Path
    digest: str


class ModelDecider:
    """Decides by a model file; a context manager, since it keeps a process.

    `version` names what an answer depends on: the wording, the file, llama.cpp and what computes.
    Raises ModelError where the model or the extra `llm` cannot be used.
    """

    def __init__(
        self, model: ModelFile, answers: Answers | None = None, *, sizes: Sizes = CHOSEN, seconds: float = SECONDS
    ) -> None:
        build = need_build()
        self.model = model
        self.sizes = sizes
        self.seconds = seconds
        self._answers = answers
        self._process: _Process | None = None
        on = "gpu" if build.offloads and sizes.gpu_layers != 0 else "cpu"
        self.version = f"prompt {PROMPT}, {model.digest[:16]}, llama-cpp-python {build.version}, {on}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that holds the model, None where there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Load the model now; raises ModelError where that cannot be."""
        self._process = self._process or _Process(self.model.path, self.sizes)

    def close(self) -> None:
        """End the process; what it was computing is lost."""
        if self._answers:
            self._answers.close()
        self._end()

    def _end(self) -> None:
        if self._process:
            self._process.end()
            self._process = None

    def decide(self, context: Context, passages: Sequence[Passage]) -> Decided:
        """The links in one article's passages; raises CrashError where the model's process ended over them."""
        began = time.monotonic()
        said = shared(context)
        tasks = [task(passage) for passage in passages]
        keys = [self._key(said, one) for one in tasks]
        known = self._answers.get(keys) if self._answers else {}
        unknown = list(dict.fromkeys(key for key in keys if key not in known))
        asked = {key: one for key, one in zip(keys, tasks, strict=True) if key in set(unknown)}
        told = self._ask(said, [asked[key] for key in unknown]) if unknown else {"chosen": []}
        fresh = {key: json.dumps(c) for key, c in zip(unknown, told["chosen"], strict=True) if c is not None}
        if self._answers:
            self._answers.put(fresh)
        every = {**known, **fresh}
        answers = tuple(_answer(passage, every.get(key)) for passage, key in zip(passages, keys, strict=True))
        return Decided(answers, told.get("why", ""), told.get("evaluated", 0), time.monotonic() - began)

    def write(self, prompt: str, most: int = MOST_WRITTEN) -> str:
        """What the model writes behind `prompt`, at most so many tokens; "" where it had no time or room."""
        key = hashlib.sha256(json.dumps([self.version, "write", prompt, most]).encode()).hexdigest()
        known = self._answers.get([key]) if self._answers else {}
        if key in known:
            return known[key]
        written = str(self._told({"write": prompt, "most": most})["written"])
        if self._answers:
            self._answers.put({key: written})
        return written

    def _key(self, said: str, one: Task) -> str:
        return hashlib.sha256(json.dumps([self.version, said, asdict(one)]).encode()).hexdigest()

    def _ask(self, said: str, tasks: Sequence[Task]) -> dict[str, Any]:
        turns = [[[turn.lead, turn.slots] for turn in one.turns] for one in tasks]
        asked = [{"pieces": one.pieces, "turns": told} for one, told in zip(tasks, turns, strict=True)]
        return self._told({"shared": said, "tasks": asked})

    def _told(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.start()
        assert self._process is not None
        try:
            told = self._process.ask({**asked, "seconds": self.seconds}, within=self.seconds + GRACE)
        except BaseException:
            self._end()
            raise
        if "error" in told:
            self._end()
            raise CrashError(told["error"])
        return told


def _answer(passage: Passage, said: str | None) -> Answer | None:
    """What was said as an answer to all of the passage's questions; None where nothing was, or nothing allowed."""
    if said is None:
        return None
    chosen = iter(json.loads(said))
    answer = tuple(
        tuple(map(tuple, next(chosen))) if question.slots else nothing(question) for question in passage.questions
    )
    return answer if is_inside(answer, passage.questions) else None


class _Process:
    """The model's process, started and ready; raises ModelError where the model cannot be loaded."""

    def __init__(self, model: Path, sizes: Sizes) -> None:
        environment = {**os.environ, "GGML_NO_BACKTRACE": "1", "PYTHONIOENCODING": "utf-8"}
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "nlp.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
            start_new_session=True,  # Ctrl-C ends us, and we end it
        )
        self.pid = self._child.pid
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        first = {"model": str(model), "sizes": asdict(sizes), "language": say("zh", "en")}
        try:
            told = self.ask(first, within=LOADING)
        except CrashError as error:
            said = say(f"模型加载不了：'{model}'", f"model cannot be loaded: '{model}'")
            raise ModelError(f"{said}: {error}") from error
        if "error" in told:
            self.end()
            raise ModelError(told["error"])

    def ask(self, asked: dict[str, Any], *, within: float) -> dict[str, Any]:
        """Its answer; raises CrashError where it ended or took longer than `within` seconds."""
        try:
            assert self._child.stdin is not None
            self._child.stdin.write(json.dumps(asked) + "\n")  # ASCII: a text may hold half a character
            self._child.stdin.flush()
            line = self._lines.get(timeout=within)
        except (OSError, queue.Empty):
            line = ""
        if not line:
            self.end()
            raise CrashError(
                say(
                    f"模型进程中断：'{self._child.returncode}'",
                    f"process of the model ended: '{self._child.returncode}'",
                )
            )
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """End it, whatever it is doing."""
        with contextlib.suppress(OSError):
            self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _listen(self) -> None:
        assert self._child.stdout is not None
        with contextlib.suppress(ValueError, OSError):
            for line in self._child.stdout:
                self._lines.put(line)
        self._lines.put("")

"""Lets a model write freely, for summaries: the likeliest token each time, until a line ends or enough is written."""

from collections.abc import Callable
from typing import Protocol

from nlp.lanes import ARTICLE, Cell, Engine


class Writer(Engine, Protocol):
    """An engine that can say which token is likeliest, and what tokens read as."""

    def likeliest(self, row: int) -> int:
        """The token with the highest logit behind the wanted cell `row` of the last batch."""
        ...

    def ends(self, token: int) -> bool:
        """Whether a token ends what a model says."""
        ...

    def text(self, tokens: list[int]) -> str:
        """What tokens read as."""
        ...


def write(engine: Writer, prompt: str, *, most: int, in_time: Callable[[], bool]) -> str:
    """What the model writes behind `prompt` on one line, in at most `most` tokens; "" where time or room ran out."""
    feed = list(engine.tokenize(prompt))
    room = min(engine.cells // 2, engine.longest)
    engine.drop(ARTICLE)
    written: list[int] = []
    position = 0
    whole = len(feed) + most <= room
    while whole and len(written) < most:
        part, feed = feed[: engine.batch], feed[engine.batch :]
        cells = [Cell(token, position + i, ARTICLE, not feed and i == len(part) - 1) for i, token in enumerate(part)]
        position += len(part)
        whole = in_time() and engine.decode(cells)
        if not whole or feed:
            continue
        token = engine.likeliest(len(part) - 1)
        if engine.ends(token) or "\n" in engine.text([token]):
            break
        written.append(token)
        feed = [token]
    engine.drop(ARTICLE)
    return engine.text(written) if whole else ""

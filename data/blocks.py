"""The blocks of lexicon files: which keys each type has, and how they are read and checked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from data.errors import LexiconError
from data.language import say

Name = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]  # one character is a name of too much
Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Block(BaseModel):
    """What every block has: a canonical `name` and the other spellings of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    aliases: tuple[Name, ...] = ()
    unless: tuple[Name, ...] = ()  # words of which the name is only a part (可灵 in 可灵活)
    exact: bool = False  # every Latin alias in these very capitals only (RULER is none in "a ruler")


class BenchmarkBlock(Block):
    """A benchmark or, with kind "board", a leaderboard; `range` is of the values that can be, both ends included."""

    kind: Literal["benchmark", "board"] = "benchmark"
    unit: str | None = None
    range: tuple[float, float] | None = None
    better: Literal["higher", "lower"] = "higher"
    subsets: tuple[Word, ...] = ()


class ModelBlock(Block):
    """A model or a family of models.

    With `bare = false` its `name` is an everyday word, and means the model only with a version, size or qualifier
    after it; its aliases need none.
    """

    maker: Word | None = None
    family: Word | None = None
    bare: bool = True


class OrgBlock(Block):
    """A company, lab, school, agency, fund, medium or community."""

    kind: str | None = None


class PersonBlock(Block):
    """A person; `org` is the company that the news names with them."""

    role: str | None = None
    org: str | None = None


class ProductBlock(Block):
    """A device, app, service, chip or platform that is no AI model."""

    kind: str | None = None
    maker: Word | None = None


class BlockFile(BaseModel):
    """One lexicon file: any number of blocks of each type."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    benchmark: tuple[BenchmarkBlock, ...] = Field(default=())
    model: tuple[ModelBlock, ...] = Field(default=())
    org: tuple[OrgBlock, ...] = Field(default=())
    person: tuple[PersonBlock, ...] = Field(default=())
    product: tuple[ProductBlock, ...] = Field(default=())


def read_blocks(path: Path) -> Iterator[tuple[str, Block]]:
    """The type and the block of each block in the file, in the order of the types.

    Raises LexiconError, naming the file and the block, where it is no TOML or has a key that no block knows.
    """
    raw = _read_toml(path)
    try:
        blocks = BlockFile.model_validate(raw)
    except ValidationError as error:
        raise _unfit(path, raw, error) from error
    for kind in BlockFile.model_fields:
        for block in getattr(blocks, kind):
            yield kind, block


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(
            say(f"词表读不了：'{path.name}'：{error}", f"lexicon cannot be read: '{path.name}': {error}; mend the file")
        ) from error


def _unfit(path: Path, raw: dict[str, Any], error: ValidationError) -> LexiconError:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"][1:] if isinstance(step, str))
    name = _block_name(raw, first["loc"])
    return LexiconError(
        say(
            f"词表不对：'{path.name}' 的 [[{first['loc'][0]}]] '{name}'，键 '{where}'：{first['msg']}",
            f"lexicon block is wrong: '{path.name}' [[{first['loc'][0]}]] '{name}', key '{where}': {first['msg']}",
        )
    )


def _block_name(raw: dict[str, Any], where: tuple[int | str, ...]) -> str:
    try:
        return str(raw[str(where[0])][where[1]]["name"])
    except (KeyError, IndexError, TypeError):
        return "?"

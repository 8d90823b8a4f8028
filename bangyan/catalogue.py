"""The models worth trying, from `models.toml`: where they are, and what each is good for."""

import tomllib
from pathlib import Path

from pydantic import BaseModel

from data.language import say

BYTES_A_WEIGHT = 0.62  # of a file quantized to about four and a half bits, embeddings included
BESIDE = 0.6  # GiB: context, buffers, Python
GIB = 1024**3


class Listed(BaseModel):
    """A model of the catalogue; `parameters` in thousands of millions."""

    name: str
    repository: str
    files: list[str]
    parameters: float
    licence: str
    zh: str
    en: str

    @property
    def memory(self) -> float:
        """GiB to expect, where its weights have four bits."""
        return self.parameters * 1e9 * BYTES_A_WEIGHT / GIB + BESIDE

    @property
    def good_for(self) -> str:
        """What it is good for."""
        return say(self.zh, self.en)


def catalogue() -> list[Listed]:
    """The bundled catalogue."""
    found = tomllib.loads((Path(__file__).parent / "models.toml").read_text("utf-8"))
    return [Listed.model_validate(entry) for entry in found["model"]]


def listed(name: str) -> Listed | None:
    """The model of that name."""
    return next((model for model in catalogue() if model.name == name.lower()), None)

"""The language that people are spoken to in: Chinese or English, chosen once a run."""

import locale
import os
from typing import Literal

Language = Literal["zh", "en"]

_chosen: Language | None = None


def use_language(language: Language | None) -> None:
    """Speak `language` from now on; None goes back to what the environment says."""
    global _chosen
    _chosen = language


def language() -> Language:
    """The language in use: the one chosen, else `BANGYAN_LANG`, else the locale's, else Chinese."""
    if _chosen:
        return _chosen
    said = os.environ.get("BANGYAN_LANG") or locale.getlocale()[0] or ""
    return "en" if said.lower().startswith("en") else "zh"


def say(zh: str, en: str) -> str:
    """Whichever of the two texts is in the language in use."""
    return en if language() == "en" else zh

"""The scorecard of the rules on labelled text, with floors that only rise: `./run.sh score`.

Gold is `tests/gold/*.jsonl`, written by us in the form of the public annotation rules; where a folder of real labelled
articles is named (`BANGYAN_EVAL`, else `../shared/eval`), its own scorer is run on those too.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.lexicon import Lexicon, load_lexicon
from data.schema import Reading
from nlp.read import read

HERE = Path(__file__).parent
FLOORS = HERE / "gold" / "floors.json"
EVAL = Path(os.environ.get("BANGYAN_EVAL", HERE.parent.parent / "shared" / "eval"))


@dataclass(frozen=True)
class Score:
    """How much of what was found is right, and how much of what is right was found."""

    hits: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 1.0


def main() -> int:
    """Print the scorecards; 1 when a figure is below its floor."""
    lexicon = load_lexicon()
    figures = {f"own {name}": score.f1 for name, score in own_scores(lexicon).items()}
    if (EVAL / "score.py").exists():
        figures |= {f"eval {name}": value for name, value in eval_figures(lexicon).items()}
    return judge(figures)


def own_scores(lexicon: Lexicon) -> dict[str, Score]:
    """Claims and events of our own gold, by strict agreement."""
    lines = [line for path in sorted((HERE / "gold").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    gold = [json.loads(line) for line in lines]
    found = [reading_of(document, lexicon).model_dump() for document in gold]
    return {
        "claims": total([(claim_keys(g["claims"]), claim_keys(f["claims"])) for g, f in zip(gold, found, strict=True)])
    }


def total(pairs: list[tuple[set[Any], set[Any]]]) -> Score:
    """Hits, finds and gold summed over documents."""
    return Score(sum(len(g & p) for g, p in pairs), sum(len(p) for _, p in pairs), sum(len(g) for g, _ in pairs))


def claim_keys(claims: Any) -> set[tuple[Any, ...]]:
    """What must agree for a claim to be right."""
    fields = ("kind", "model", "benchmark", "subset", "setting", "value", "scope")
    return {tuple(claim[name] for name in fields) for claim in claims}


def eval_figures(lexicon: Lexicon) -> dict[str, float]:
    """The figures of the scorer that comes with the labelled articles."""
    gold = EVAL / "dev" / "claims.jsonl"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as found:
        for line in gold.read_text("utf-8").splitlines():
            document = json.loads(line)
            reading = reading_of(document, lexicon)
            found.write(json.dumps({"id": document["id"], **reading.model_dump()}, ensure_ascii=False) + "\n")
        found.flush()
        line = [sys.executable, str(EVAL / "score.py"), str(gold), found.name]
        print(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
        said = json.loads(subprocess.run([*line, "--json"], capture_output=True, text=True, check=True).stdout)
    plain = ("claims_mean", "evidence", "grounded", "event_evidence", "mentions")
    scored = ("claims_strict", "claims_core", "events", "entities")
    return {name: said[name] for name in plain} | {name: said[name]["f1"] for name in scored}


def reading_of(document: dict[str, Any], lexicon: Lexicon) -> Reading:
    """What the rules find in one labelled document."""
    return read(document["text"], title=document.get("title"), published=document.get("published"), lexicon=lexicon)


def judge(figures: dict[str, float]) -> int:
    """Print each figure beside its floor; 1 when one is below."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    below = 0
    for name, value in figures.items():
        floor = floors.get(name, 0.0)
        below |= value < floor
        print(f"{name:22} {value:.4f}   floor {floor:.4f}{'   BELOW' if value < floor else ''}")
    return below


if __name__ == "__main__":
    sys.exit(main())

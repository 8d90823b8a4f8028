"""The scorecard of the rules on labelled text, with floors that only rise: `./run.sh score`.

Our own gold is what the sample articles claim (`tests/samples_claims.tsv`); where a folder of real labelled articles is
named (`BANGYAN_EVAL`, else `../shared/eval`), its own scorer is run on those too.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.fields import Reading
from data.lexicon import Lexicon, load_lexicon
from data.sample_articles import SampleArticle, sample_articles
from data.sample_sites import SAMPLE_SITES, sample_lexicon
from nlp.read import read

HERE = Path(__file__).parent
GOLD = HERE / "samples_claims.tsv"
FLOORS = HERE / "floors.json"
EVAL = Path(os.environ.get("BANGYAN_EVAL", HERE.parent.parent / "shared" / "eval"))

ClaimKey = tuple[str, str, str, str, str, float, str]


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
    own = own_score()
    figures = {"samples claims": own.f1}
    if (EVAL / "score.py").exists():
        figures |= {f"eval {name}": value for name, value in eval_figures(load_lexicon()).items()}
    return judge(figures)


def own_score() -> Score:
    """Claims of the sample articles, by strict agreement of all fields."""
    gold, lexicon = gold_claims(), lexicon_of_samples()
    articles = [article for site in SAMPLE_SITES for article in sample_articles(site.id)]
    found = {f"{a.site}/{a.number}": found_claims(a, lexicon) for a in articles}
    hits = sum(len(claims & gold[name]) for name, claims in found.items())
    return Score(hits, sum(map(len, found.values())), sum(len(gold[name]) for name in found))


def gold_claims() -> Mapping[str, set[ClaimKey]]:
    """What each sample article claims, by site and number."""
    gold: dict[str, set[ClaimKey]] = defaultdict(set)
    with GOLD.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            gold[row["article"]].add(claim_key({name: value or None for name, value in row.items()}))
    return gold


def found_claims(article: SampleArticle, lexicon: Lexicon) -> set[ClaimKey]:
    """What the rules find in one sample article."""
    reading = read(article.body, title=article.title, published=article.published.isoformat(), lexicon=lexicon)
    return {claim_key(claim.model_dump()) for claim in reading.claims}


def claim_key(claim: Mapping[str, Any]) -> ClaimKey:
    """What must agree for a claim to be right."""
    said = [str(claim[name] or "") for name in ("kind", "model", "benchmark", "subset", "setting")]
    return said[0], said[1], said[2], said[3], said[4], float(claim["value"]), str(claim["scope"] or "")


def lexicon_of_samples() -> Lexicon:
    """The bundled names and the invented ones of the samples."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "samples.toml").write_text(sample_lexicon(), encoding="utf-8")
        return load_lexicon(Path(folder))


def eval_figures(lexicon: Lexicon) -> dict[str, float]:
    """The figures of the scorer that comes with the labelled articles."""
    gold = EVAL / "dev" / "claims.jsonl"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as found:
        for line in gold.read_text("utf-8").splitlines():
            document = json.loads(line)
            reading = reading_of(document, lexicon)
            found.write(json.dumps({"id": document["id"], **reading.model_dump()}, ensure_ascii=False) + "\n")
        found.flush()
        command = [sys.executable, str(EVAL / "score.py"), str(gold), found.name]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        said = json.loads(subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout)
    plain = ("claims_mean", "evidence", "scope", "unit", "grounded", "event_evidence", "mentions")
    scored = ("claims_strict", "claims_core", "events", "entities")
    quiet, empty = map(int, said["quiet_on_empty"].split("/"))  # documents without a claim of which none was made
    shares = {name: said[name] for name in plain} | {"quiet": quiet / (empty or 1)}
    return shares | {name: said[name]["f1"] for name in scored}


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

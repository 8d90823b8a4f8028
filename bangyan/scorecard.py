"""How well the rules and a model read labelled text, side by side: the scorecard of `bangyan score`."""

import json
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bangyan.model_pass import ModelPass
from bangyan.pipeline import read_fields
from data.errors import InputError
from data.fields import ArticleFields, ClaimFields, EntityFields, EventFields, Reading
from data.folding import fold, name_key
from data.hanzi import simplify
from data.language import say
from data.lexicon import Lexicon
from data.numbers import find_numbers
from nlp.model_decider import CrashError
from nlp.model_read import DecidedReading
from nlp.opinions import compare

Key = tuple[object, ...]


@dataclass
class Tally:
    """How many of what was found are right, of how many found and how many labelled, in so many labelled articles."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    articles: int = 0

    def add(self, hits: int, found: int, gold: int) -> None:
        """One article more."""
        self.hits, self.found, self.gold = self.hits + hits, self.found + found, self.gold + gold
        self.articles += 1

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found; 1 where nothing is labelled."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 1.0


@dataclass
class Column:
    """One reader's tallies; `invented` counts claims whose value is not in their slice of the text."""

    claims: Tally = field(default_factory=Tally)
    events: Tally = field(default_factory=Tally)
    entities: Tally = field(default_factory=Tally)
    invented: int = 0
    tokens: int = 0
    seconds: float = 0.0

    def add(self, gold: dict[str, Any], reading: Reading, lexicon: Lexicon) -> None:
        """One article's reading against its labels; what was not labelled is not scored."""
        if "claims" in gold:
            self.claims.add(*_shared(_keys(gold["claims"], lexicon), _keys(map(vars_of, reading.claims), lexicon)))
        if "events" in gold:
            self.events.add(
                _matched(gold["events"], reading.events, _same_event), len(reading.events), len(gold["events"])
            )
        if "entities" in gold:
            hits = _matched(gold["entities"], reading.entities, _same_entity)
            self.entities.add(hits, len(reading.entities), len(gold["entities"]))
        self.invented += sum(not _stands(claim, gold["text"]) for claim in reading.claims)


@dataclass
class Scorecard:
    """The rules' column and, where a model read, its own with how the two differ."""

    articles: int = 0
    rules: Column = field(default_factory=Column)
    model: Column | None = None
    rules_first: Tally = field(default_factory=Tally)
    model_first: Tally = field(default_factory=Tally)
    disputed: int = 0
    only_model: int = 0
    abstained: int = 0  # values that the rules claim and the model says nothing of
    unread: int = 0
    failed: int = 0  # articles over which the model's process ended
    version: str = ""  # of the model

    def add_both(
        self, gold: dict[str, Any], rules: Sequence[ClaimFields], model: Sequence[ClaimFields], lexicon: Lexicon
    ) -> None:
        """How the two readings of one article differ, and what each precedence would make of it."""
        compared, turned = compare(rules, model), compare(model, rules)
        self.disputed += len(compared.disputed)
        self.only_model += len(compared.only_model)
        self.abstained += len(turned.only_model)
        if "claims" not in gold:
            return
        right = _keys(gold["claims"], lexicon)
        self.rules_first.add(*_shared(right, _keys(map(vars_of, (*rules, *compared.only_model)), lexicon)))
        self.model_first.add(*_shared(right, _keys(map(vars_of, (*model, *turned.only_model)), lexicon)))

    @property
    def precedence(self) -> str:
        """Which of the two should be believed first with this model; the rules where it makes no difference."""
        return "llm" if self.model_first.f1 > self.rules_first.f1 else "rules"


def labelled(path: Path, *, sample: int | None = None, seed: int = 0) -> list[dict[str, Any]]:
    """The labelled articles of a file, or so many drawn by `seed`; raises InputError naming a line that is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(say(f"读不了：'{path}'：{error}", f"cannot be read: '{path}': {error}")) from error
    found = [_article(line, number, path) for number, line in enumerate(lines, 1) if line.strip()]
    return found if sample is None else random.Random(seed).sample(found, min(sample, len(found)))  # noqa: S311


def score(
    gold: Iterable[dict[str, Any]], lexicon: Lexicon, model: ModelPass | None, tell: Callable[[int], None]
) -> Scorecard:
    """Read each labelled article by the rules, and by the model where there is one."""
    card = Scorecard(model=Column() if model else None, version=model.decider.version if model else "")
    for labels in gold:
        article = ArticleFields(text=labels["text"], title=labels.get("title"), published=labels.get("published"))
        began = time.perf_counter()
        rules = read_fields(article, lexicon)
        card.rules.seconds += time.perf_counter() - began
        card.rules.add(labels, rules, lexicon)
        if model and card.model:
            decided = _decided(model, article, card)
            card.model.add(labels, decided.reading, lexicon)
            card.model.tokens += decided.evaluated
            card.model.seconds += decided.seconds
            card.unread += decided.unread
            card.add_both(labels, rules.claims, decided.reading.claims, lexicon)
        card.articles += 1
        tell(card.articles)
    return card


def _decided(model: ModelPass, article: ArticleFields, card: Scorecard) -> DecidedReading:
    """What the model reads: nothing where its process ends over the article, which is counted."""
    try:
        return model.read(article.text, article.title, article.published)
    except CrashError:
        card.failed += 1
        return DecidedReading(Reading())


def vars_of(claim: ClaimFields) -> dict[str, Any]:
    """A claim's fields by name."""
    return claim.model_dump()


def _article(line: str, number: int, path: Path) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str) or not found["text"]:
        raise InputError(
            say(
                f"第 {number} 行不是带 text 的 JSON 对象：'{path}'",
                f"line {number} is no JSON object with a text: '{path}'",
            )
        )
    return found


def _keys(claims: Iterable[dict[str, Any]], lexicon: Lexicon) -> set[Key]:
    """What must agree for claims to be right; a benchmark's names are one, and a part's scripts and endings."""
    return {
        (
            claim["kind"],
            name_key(claim["model"]),
            name_key(_benchmark(claim["benchmark"], lexicon)),
            simplify(fold(claim.get("subset") or "")).removesuffix("心"),
            fold(claim.get("setting") or ""),
            float(claim["value"]),
        )
        for claim in claims
    }


def _benchmark(name: str, lexicon: Lexicon) -> str:
    known = lexicon.benchmark(name)
    return known.name if known else name


def _shared(gold: set[Key], found: set[Key]) -> tuple[int, int, int]:
    return len(gold & found), len(found), len(gold)


def _matched(gold: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    """How many of the labelled ones a found one matches, each once."""
    left = list(found)
    hits = 0
    for one in gold:
        match = next((other for other in left if same(one, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _same_event(gold: dict[str, Any], found: EventFields) -> bool:
    date = gold.get("date") or ""
    if gold["type"] != found.type or not (found.date or "").startswith(date) or (not date and found.date):
        return False
    named = {name_key(name) for name in (*(gold.get("who") or ()), gold.get("what")) if name}
    said = {name_key(name) for name in (*found.who, found.what) if name}
    return not named or any(a in b or b in a for a in named for b in said)


def _same_entity(gold: dict[str, Any], found: EntityFields) -> bool:
    if gold["type"] != found.type:
        return False
    known = {name_key(gold["name"]), *(name_key(form) for form in gold.get("mentions") or ())}
    said = {name_key(found.name), *(name_key(mention.text) for mention in found.mentions)}
    return name_key(found.name) in known or name_key(gold["name"]) in said


def _stands(claim: ClaimFields, text: str) -> bool:
    """Whether a claim's slice is its evidence and, for a score, holds its value."""
    if text[claim.start : claim.end] != claim.evidence:
        return False
    return claim.kind == "rank" or claim.value in {number.value for number in find_numbers(claim.evidence)}

"""Who and what an article names: every mention with its place, and the one entity that each means."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from data.fields import AliasFields, EntityFields, EntityType, MentionFields
from data.folding import name_key
from data.frozen import frozen
from data.hanzi import simplify
from data.lexicon import Entry, Lexicon
from nlp.aliases import Declared, declared_aliases
from nlp.candidates import SEEN, Candidate, find_candidates
from nlp.document import Document
from nlp.dual_names import tell_apart
from nlp.flat_tables import fenced
from nlp.short_names import more_mentions

__all__ = ["Mentions", "Named", "find_mentions"]

VARIANT = re.compile(
    r"\s?[(（](?:x?[Hh]igh|[Ll]ow|[Mm]edium|[Mm]ax|[Mm]in|[Bb]ase|[Cc]hat|[Ii]nstruct|[Tt]hinking|[Nn]on-?[Tt]hinking"
    r"|Reasoning[^()（）]{0,16}|Preview|Beta|no think\w*|\d{1,3}[kK])[)）]"
)


IN_BRACKETS = re.compile(r"\s?[(（][^()（）]*[)）]$")
ENDINGS = ("ai", "公司", "集团")  # with and without them it is one company
ACRONYM = re.compile(r"[A-Z]{2,6}|@.*")
PREVIEW = re.compile(r"(?:preview|beta)$")


@frozen
class Named:
    """A name at `text[start:end]` and what it means here.

    `name` is the most specific name that the article gives (MiLM-6B for 小米大模型), in the lexicon's spelling
    for models and benchmarks, in the article's fullest form for companies and people.
    """

    start: int
    end: int
    text: str
    name: str
    type: EntityType
    entry: Entry | None = None


@frozen
class Mentions:
    """All names of one article by their place, and the aliases that it declares."""

    all: tuple[Named, ...]
    aliases: tuple[AliasFields, ...] = ()

    def entities(self) -> list[EntityFields]:
        """One entity for each name, in the order of first mention; each mention stands in the text as it is given."""
        groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
        known = {_entity_key(named.name) for named in self.all}
        for named in self.all:
            key = _entity_key(named.name)
            final = PREVIEW.sub("", key)
            groups[named.type, final if final in known else key].append(named)
        return [_entity(group) for group in groups.values()]


def find_mentions(document: Document, lexicon: Lexicon) -> Mentions:
    """Every name in the article; never raises, whatever the text."""
    text, parted = document.text, fenced(document.text, document.tables)
    plain = simplify(parted)
    found = tell_apart(find_candidates(parted, plain, lexicon), plain, lexicon)
    declared = list(declared_aliases(text, plain, found))
    found = _with_declared(found, declared)
    found = sorted((*found, *more_mentions(plain, found)), key=lambda candidate: candidate.start)
    names = _Names(found, declared, text)
    named = [_with_variant(names.named(candidate, text), text) for candidate in found]
    return Mentions(tuple(named), tuple(_alias_fields(declared, names, text)))


def bare_name(name: str) -> str:
    """A model's name without the variant in brackets behind it: GPT-5.4(High) is GPT-5.4."""
    return (IN_BRACKETS.sub("", name) or name) if name.endswith((")", "）")) else name


def _entity_key(name: str) -> str:
    return _spelling(bare_name(name))


@lru_cache(maxsize=4096)
def _spelling(name: str) -> str:
    return name_key(simplify(name))


def _entity(group: Sequence[Named]) -> EntityFields:
    first = next((named for named in group if named.entry and named.type in ("org", "person")), None)
    name = first.entry.name if first and first.entry else bare_name(group[0].name)
    mentions = [MentionFields(text=named.text, start=named.start, end=named.end) for named in group]
    return EntityFields(name=name, type=group[0].type, mentions=mentions)


def _with_declared(found: Sequence[Candidate], declared: Iterable[Declared]) -> list[Candidate]:
    """The declared aliases as mentions of their owners' type, in place of what was seen there."""
    added = [Candidate(d.start, d.end, d.owner.type, d.alias, d.owner.entry, SEEN) for d in declared]
    places = {place for candidate in added for place in range(candidate.start, candidate.end)}
    kept = [c for c in found if places.isdisjoint(range(c.start, c.end))]
    return sorted((*kept, *added), key=lambda candidate: candidate.start)


def _with_variant(named: Named, text: str) -> Named:
    variant = VARIANT.match(text, named.end, named.end + 24) if named.type == "model" else None
    if not variant:
        return named
    name = named.name + variant[0].strip().replace("（", "(").replace("）", ")")
    return replace(named, end=variant.end(), text=text[named.start : variant.end()], name=name)


def _alias_fields(declared: Iterable[Declared], names: "_Names", text: str) -> Iterator[AliasFields]:
    for d in declared:
        name, said = names.of(d.owner), (d.alias, text[d.owner.start : d.owner.end])
        yield AliasFields(
            # of 小米大模型（MiLM-6B） the second is the name, and the first its alias
            alias=next((form for form in said if _spelling(form) != _spelling(name)), d.alias),
            name=name,
            type=d.owner.type,
            start=d.owner.start,
            end=d.until,
            evidence=text[d.owner.start : d.until],
        )


class _Names:
    """Which names of one article mean the same, and the one that stands for them."""

    def __init__(self, found: Sequence[Candidate], declared: Iterable[Declared], text: str) -> None:
        self._parent: dict[tuple[str, str], tuple[str, str]] = {}
        self._shown: dict[tuple[str, str], str] = {}
        for candidate in found:
            key = self._key(candidate.type, candidate.name)
            self._parent.setdefault(key, key)
        surfaces = defaultdict(set)
        for candidate in found:
            surfaces[self._key(candidate.type, text[candidate.start : candidate.end])].add(candidate.name)
        for d in declared:
            for name in (d.alias, *surfaces[self._key(d.owner.type, d.alias)]):
                self._join(self._key(d.owner.type, d.owner.name), self._key(d.owner.type, name))
        self._join_endings()
        self._choose(found, text)

    def of(self, candidate: Candidate) -> str:
        """The name that stands for `candidate`."""
        return self._shown[self._root(self._key(candidate.type, candidate.name))]

    def named(self, candidate: Candidate, text: str) -> Named:
        """`candidate` under the name that stands for it."""
        return Named(
            candidate.start,
            candidate.end,
            text[candidate.start : candidate.end],
            self.of(candidate),
            candidate.type,
            candidate.entry,
        )

    @staticmethod
    def _key(type_: str, name: str) -> tuple[str, str]:
        return type_, _spelling(name)

    def _root(self, key: tuple[str, str]) -> tuple[str, str]:
        while self._parent.setdefault(key, key) != key:
            key = self._parent[key]
        return key

    def _join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        self._parent[self._root(other)] = self._root(one)

    def _join_endings(self) -> None:
        """Zorble and Zorble AI of one article are one company."""
        for one in [key for key in self._parent if key[0] == "org"]:
            for ending in ENDINGS:
                short = (one[0], one[1].removesuffix(ending))
                if short != one and short in self._parent:
                    self._join(short, one)

    def _choose(self, found: Sequence[Candidate], text: str) -> None:
        forms: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for candidate in found:
            forms[self._root(self._key(candidate.type, candidate.name))].append(candidate)
        for root, candidates in forms.items():
            self._shown[root] = _fullest(candidates, text)


def _fullest(candidates: Sequence[Candidate], text: str) -> str:
    """Of companies and people the longest form in the script of the first, of the rest one with a number."""
    if candidates[0].type in ("org", "person"):
        said = [text[c.start : c.end] for c in candidates]
        script = next((form.isascii() for form in said if not ACRONYM.fullmatch(form)), said[0].isascii())
        return max(said, key=lambda form: (form[0] != "@", form.isascii() == script, len(form)))
    return max(
        (c.name for c in candidates), key=lambda name: (bool(re.search(r"\d", name)), bool(re.search("[A-Za-z]", name)))
    )

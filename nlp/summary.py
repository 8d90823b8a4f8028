"""What an article says in two or three of its own sentences, and the words that mark it."""

import re
from collections import Counter
from collections.abc import Sequence

from data.schema import ClaimFields
from data.words import content_words, rarity
from nlp.document import Document, Sentence
from nlp.mentions import Mentions

MOST_SENTENCES = 3
MOST_CHARACTERS = 220  # of a summary; a second and third sentence must fit
MOST_KEYWORDS = 10
SHORTEST, LONGEST = 12, 160  # characters of a sentence that may stand in a summary
CONSIDERED = 60  # sentences from the top that are weighed: news says what matters early
WHOLE = re.compile(r"[。！？!?.][”」』》)）\"']*$")
# Sentences that lean on one before them, and lines that are none of the article's own.
LEANING = re.compile(
    r"^(?:其中|此外|另外|同时|不过|但|而且|因此|所以|对此|他|她|它|这|那|该|以下|如下|[“「]|[-*+•|#>])"
)
NO_NEWS = re.compile(
    r"责任编辑|扫码|二维码|免责声明|未经授权|点击|关注我们|公众号|下载APP|图源|来源[:：]|转载|本文作者|https?://"
)
OWN_TYPES = ("model", "org", "benchmark", "product", "person")
NO_KEYWORD = re.compile(r"[\d.%@#]+|.")


def summarize(document: Document, claims: Sequence[ClaimFields]) -> str:
    """Two or three whole sentences of the article, in its order; one where it has no more, empty where it has none.

    Each is weighed by the words that it shares with the title and with the rest, by how early it stands, and by the
    claims that it carries.
    """
    candidates = [sentence for sentence in document.sentences if _may_stand(document, sentence)][:CONSIDERED]
    if not candidates:
        return ""
    bags = [set(content_words(sentence.text)) for sentence in candidates]
    weights = _weights(document, candidates, bags, claims)
    chosen = _chosen(candidates, bags, weights)
    return "".join(sentence.text for sentence in sorted(chosen, key=lambda sentence: sentence.start))


def keywords(document: Document, mentions: Mentions) -> list[str]:
    """Up to ten: the names that the article is about, then its rarest frequent words."""
    title = document.title or ""
    counts: Counter[str] = Counter()
    for named in mentions.all:
        if named.type in OWN_TYPES:
            counts[named.name] += 3 if named.text in title else 1
    names = [name for name, _ in counts.most_common(MOST_KEYWORDS - 3)]
    return [*names, *_marking_words(f"{title} {document.text}", names)][:MOST_KEYWORDS]


def _may_stand(document: Document, sentence: Sentence) -> bool:
    text = sentence.text
    return (
        document.paragraphs[sentence.paragraph].kind == "prose"
        and SHORTEST <= len(text) <= LONGEST
        and bool(WHOLE.search(text))
        and not NO_NEWS.search(text)
        and "|" not in text
    )


def _weights(
    document: Document, candidates: Sequence[Sentence], bags: Sequence[set[str]], claims: Sequence[ClaimFields]
) -> list[float]:
    title = set(content_words(document.title or ""))
    common = Counter(word for bag in bags for word in bag)
    carried = Counter(sentence.start for claim in claims for sentence in candidates if _holds(sentence, claim))
    weights = []
    for place, (sentence, bag) in enumerate(zip(candidates, bags, strict=True)):
        shared = sum(common[word] - 1 for word in bag) / (len(bag) + 4)  # with the rest: a light graph's degree
        news = 2.0 * len(bag & title) / (len(title) + 1) + min(carried[sentence.start], 3) * 0.4
        early = 1.5 / (1 + place) + (0.3 if sentence.start == _first(document, sentence) else 0)
        weights.append(shared * 0.5 + news + early - (0.6 if LEANING.match(sentence.text) else 0))
    return weights


def _holds(sentence: Sentence, claim: ClaimFields) -> bool:
    return sentence.start <= claim.start < sentence.end


def _first(document: Document, sentence: Sentence) -> int:
    return document.paragraphs[sentence.paragraph].start


def _chosen(candidates: Sequence[Sentence], bags: Sequence[set[str]], weights: Sequence[float]) -> list[Sentence]:
    chosen: list[int] = []
    for i in sorted(range(len(candidates)), key=lambda i: (-weights[i], i)):
        length = sum(len(candidates[j].text) for j in chosen) + len(candidates[i].text)
        if len(chosen) == MOST_SENTENCES or (chosen and length > MOST_CHARACTERS):
            continue
        if any(_alike(bags[i], bags[j]) for j in chosen):
            continue
        chosen.append(i)
    return [candidates[i] for i in chosen]


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether two sentences say much the same."""
    return 2 * len(one & other) > min(len(one), len(other)) + 2


def _marking_words(text: str, names: Sequence[str]) -> list[str]:
    known = "".join(names)
    counts = Counter(word for word in content_words(text) if word not in known and not NO_KEYWORD.fullmatch(word))
    # a foreign word has no share in the dictionary, so its rarity says nothing
    worth = {word: count * (rarity(word) if not word.isascii() else 8.0) for word, count in counts.items()}
    return sorted(worth, key=lambda word: (-worth[word], word))[:MOST_KEYWORDS]

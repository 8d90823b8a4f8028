"""Claims that sentences make, sentence by sentence, each with what the ones before it spoke of."""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence

from nlp.cut_names import whole_names
from nlp.document import Document, Sentence
from nlp.evidence import Draft, Drafted
from nlp.frames import Frames
from nlp.mentions import Named
from nlp.rank_drafts import Ranks
from nlp.ranks import RANK_HINT
from nlp.scene import Scene
from nlp.score_drafts import Scores
from nlp.skeleton import fold_grammar, reduce
from nlp.topic import Topic

_DIGIT = re.compile(r"\d")


def sentence_drafts(document: Document, names: Sequence[Named], title: Sequence[Named] = ()) -> Drafted:
    """Drafts of all claims in sentences, in order; `names` are the article's, `title` the title's, for context only."""
    if not _may_claim({named.type for named in (*names, *title)}):
        return Drafted([])
    names = whole_names(names, document.text, title)
    folded = fold_grammar(document.text)
    topic = Topic(document, folded, names, title)
    starts = [n.start for n in names]
    drafts: list[Draft] = []
    left_out = 0
    for number, paragraph in enumerate(document.paragraphs):
        topic.enter(paragraph, number)
        for sentence in () if paragraph.kind == "code" else paragraph.sentences:
            inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            told = _tells(sentence) and _is_of_a_test(inside, topic)
            if not told and all(n.type == "org" for n in inside):
                continue
            skeleton = reduce(sentence, folded[sentence.start : sentence.end], inside, topic.before(), figures=told)
            frames = Frames(Scene(skeleton))
            given = skeleton, frames, topic, number, paragraph.kind == "heading"
            found = [*Scores(*given).drafts(), *Ranks(*given).drafts()] if told else []
            topic.note(frames, number, told=bool(found))
            drafts += found
            left_out += skeleton.left_out
    return Drafted(drafts, left_out)


def _tells(sentence: Sentence) -> bool:
    """Whether a figure or a place stands in a sentence."""
    return bool(_DIGIT.search(sentence.text) or RANK_HINT.search(sentence.text))


def _is_of_a_test(inside: Sequence[Named], topic: Topic) -> bool:
    """Whether a sentence names a benchmark, or one was spoken of that it may go on about."""
    known = topic.benchmark or topic.leading_benchmark
    return known is not None or any(n.type == "benchmark" for n in inside)


def _may_claim(types: Container[str]) -> bool:
    """Whether there is a benchmark, and something that may have been tested on it: most articles have not."""
    return "benchmark" in types and ("model" in types or "product" in types)

"""Reading by the local model against the usual way: the whole article in the prompt, one JSON answer an article.

Both run the same file in the shape of a 0.5B model and are led to the right answer by a script in place of the sampler,
with all the work of their constraint left on and every token decoded. On a machine that is busy with other things the
ratio of processor time is the one to look at.
"""

import json
import os
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.progress import Progress

from data.lexicon import load_lexicon
from nlp.asking import shared, task
from nlp.choices import Answer, Passage
from nlp.document import parse
from nlp.gate import claim_passages
from nlp.lanes import Cell, Lanes
from nlp.mentions import find_mentions
from nlp.model_read import context_of
from nlp.tasks import INSTRUCTIONS
from nlp.trie import Node
from nlp.walk import Walk
from tests.bench.big_model import write_big_model
from tests.scripted import Gold, ScriptedDecider, labelled, scorer

THREADS = int(os.environ.get("BANGYAN_BENCH_THREADS", 0)) or os.cpu_count()  # 1 on a machine that is busy
FIELDS = ("kind", "model", "benchmark", "subset", "setting", "value", "unit", "scope", "evidence")
ORDER = """\
从下面的新闻里找出所有评测成绩，按 JSON 输出。每条成绩包括 kind（score 是得分，rank 是名次）、model（模型全称）、
benchmark（基准的通行名称）、subset（子集，没有则为 null）、setting（测试条件，如 5-shot，没有则为 null）、
value（数值）、unit（写了百分号则为 %，否则为 null）、scope（名次的范围，没有则为 null）、
evidence（写着这个数的原句，一字不差）。
不是某个模型在某个有名字的基准上的成绩或名次的数不要。没有成绩就输出空的列表。
新闻：
"""


def bench_llm() -> None:
    """Articles a second, tokens evaluated, the constraint's share, memory: each side in a process of its own."""
    articles = labelled()
    some = int(os.environ.get("BANGYAN_BENCH_ARTICLES", len(articles)))
    articles = articles[:: max(1, len(articles) // some)][:some]
    with TemporaryDirectory() as folder:
        path = write_big_model(Path(folder) / "big.gguf")
        size = path.stat().st_size
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            ours = pool.apply(_ours, (path, articles))
            theirs = pool.apply(_theirs, (path, articles))
    count = len(articles)
    print(
        f"llm      {count / ours['seconds']:8.3f} articles/s   one JSON an article {count / theirs['seconds']:.3f}"
        f"   ratio {theirs['seconds'] / ours['seconds']:.1f}   in processor time {theirs['cpu'] / ours['cpu']:.1f}"
    )
    print(
        f"         {ours['tokens'] / count:8.0f} tokens an article   {theirs['tokens'] / count:.0f}"
        f"   ratio {ours['tokens'] / theirs['tokens']:.2f}"
    )
    share = ours["constraint"] / (ours["decode"] or 1)  # an article without claims decodes nothing
    print(f"         {share * 100:8.1f} % of decoding is the constraint's own work")
    print(f"         {(ours['memory'] - size) / 1024**2:8.0f} MB beside the model file ({size / 1024**2:.0f} MB)")


def _ours(path: Path, articles: Sequence[Gold]) -> dict[str, float]:
    from nlp.llm import LlamaEngine, Sizes

    lexicon, score = load_lexicon(), scorer()
    engine = LlamaEngine(path, Sizes(threads=THREADS))
    lanes = LedLanes(engine, INSTRUCTIONS)
    asked = []
    for article in articles:
        document = parse(article["text"], article.get("title"), article.get("published"))
        mentions = find_mentions(document, lexicon)
        passages = claim_passages(document, mentions, lexicon)
        said = ScriptedDecider(article["claims"], article["text"], score)
        context = context_of(document, mentions)
        asked.append((context, passages, said.decide(context, passages).answers))
    first = lanes.evaluated
    began, worked = time.perf_counter(), time.process_time()
    for context, passages, answers in _shown("ours", asked):
        tasks = [task(passage) for passage in passages]
        lanes.wanted = [_chosen(p, a) for p, a in zip(passages, answers, strict=True) if a is not None]
        outcome = lanes.read(shared(context), tasks, in_time=lambda: True)
        assert list(outcome.chosen) == lanes.wanted
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "cpu": time.process_time() - worked,
        "tokens": float(lanes.evaluated - first),
        "constraint": seconds - lanes.decoding,
        "decode": lanes.decoding,
        "memory": _peak(),
    }


def _shown(side: str, articles: Sequence[Any]) -> Iterator[Any]:
    """The articles one after another, with how many are done on a terminal: the usual way takes half an hour."""
    with Progress(transient=True, console=Console(stderr=True)) as progress:
        yield from progress.track(articles, description=f"llm, {side}")


def _chosen(passage: Passage, answer: Answer) -> list[list[list[int]]]:
    """An answer as a walk has it: without the questions that are not asked."""
    return [
        [list(places) for places in chosen]
        for question, chosen in zip(passage.questions, answer, strict=True)
        if question.slots
    ]


class LedLanes(Lanes):
    """Lanes whose every choice is weighed and then made by a script."""

    def __init__(self, *given: Any) -> None:
        self.wanted: list[list[list[list[int]]]] = []
        self.decoding = 0.0
        super().__init__(*given)
        decode = self.engine.decode

        def timed(cells: Sequence[Cell]) -> bool:
            began = time.perf_counter()
            done = decode(cells)
            self.decoding += time.perf_counter() - began
            return done

        self.decoding = 0.0
        self.engine.decode = timed  # type: ignore[method-assign]

    def _walk(self, asked: Any) -> Walk | None:
        walk = super()._walk(asked)
        if walk is not None:
            self._script[id(walk)] = self.wanted[len(self._script)]
        return walk

    def read(self, *given: Any, **named: Any) -> Any:
        """Read with the script from its beginning."""
        self._script: dict[int, list[list[list[int]]]] = {}
        return super().read(*given, **named)

    def _pick(self, walk: Walk, row: int) -> int:
        super()._pick(walk, row)
        return led(walk, self._script[id(walk)])


def led(walk: Walk, wanted: list[list[list[int]]]) -> int:
    """The token that leads to what is wanted in this slot of this walk."""
    turn, slot = walk._turn, walk._slot
    done = walk.chosen[turn][slot]
    places = wanted[turn][slot]
    last = len(done) + 1 >= len(places)
    for number, (place, mark) in enumerate(walk._words()):
        right = place == (places[len(done)] if places else None)
        if right and (mark == "+") != last:
            return next(token for token, node in walk._node.next.items() if _leads(node, number))
    raise AssertionError("the script wants what is not offered")


def _leads(node: Node, word: int) -> bool:
    return node.word == word or any(_leads(child, word) for child in node.next.values())


def _theirs(path: Path, articles: Sequence[Gold]) -> dict[str, float]:
    import llama_cpp

    llama = llama_cpp.Llama(
        str(path), n_ctx=16384, n_batch=512, n_threads=THREADS, n_threads_batch=THREADS, verbose=False
    )
    grammar = llama_cpp.LlamaGrammar.from_json_schema(json.dumps(_schema()), verbose=False)
    tokens = 0
    evaluate = llama.eval

    def counted(given: Sequence[int]) -> None:
        nonlocal tokens
        tokens += len(given)
        evaluate(given)

    llama.eval = counted
    llama.create_completion(ORDER, max_tokens=1)  # the instructions are known before the first article
    tokens = 0
    began, worked = time.perf_counter(), time.process_time()
    for article in _shown("the usual way", articles):
        prompt = ORDER + "\n".join(filter(None, (article.get("title"), article["text"]))) + "\nJSON："
        answer = json.dumps({"claims": [{f: c.get(f) for f in FIELDS} for c in article["claims"]]}, ensure_ascii=False)
        script = [*llama.tokenize(answer.encode(), add_bos=False), llama.token_eos()]
        start = len(llama.tokenize(prompt.encode()))

        def lead(seen: Any, scores: Any, script: list[int] = script, start: int = start) -> Any:
            scores[script[len(seen) - start]] = 1e9
            return scores

        llama.create_completion(
            prompt,
            max_tokens=len(script) + 8,
            temperature=0,
            grammar=grammar,
            logits_processor=llama_cpp.LogitsProcessorList([lead]),
        )
    cpu = time.process_time() - worked
    return {"seconds": time.perf_counter() - began, "cpu": cpu, "tokens": float(tokens)}


def _schema() -> dict[str, Any]:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    kinds = dict.fromkeys(FIELDS, maybe) | {"model": text, "benchmark": text, "evidence": text}
    kinds |= {"kind": {"enum": ["score", "rank"]}, "value": {"type": "number"}}
    claim = {"type": "object", "properties": kinds, "required": list(FIELDS), "additionalProperties": False}
    return {"type": "object", "properties": {"claims": {"type": "array", "items": claim}}, "required": ["claims"]}


def _peak() -> float:
    """Bytes that this process had in memory at most."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(float(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))

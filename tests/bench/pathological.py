"""Texts that nobody writes: one endless sentence, numbers without end, brackets that never close."""

import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from data.lexicon import load_lexicon
from data.words import words
from nlp.read import read

TABLE = "| 模型 | MMLU | C-Eval |\n|-|-|-|\n"
NESTED = "“「『《（", "）》』」”"


@dataclass(frozen=True)
class Monster:
    """A text that grows with its `count`, which is the one that must still be read."""

    name: str
    count: int
    text: Callable[[int], str]


MONSTERS = (
    Monster("sentence", 40_000, lambda n: "在MMLU上GPT-4得分86.4，领先前代模型，" * n),
    Monster("words", 45_000, lambda n: "云杉科技今天宣布推出新一代大模型并且开放使用" * n),
    Monster("numbers", 50_000, lambda n: "GPT-4在MMLU上得分" + "、".join(f"{i % 100}.{i % 10}" for i in range(n))),
    Monster("models", 10_000, lambda n: "、".join(f"Qingyun-{i}B" for i in range(n)) + "在MMLU上得分90。"),
    Monster("rows", 2000, lambda n: TABLE + "\n".join(f"| M-{i}B | {i % 100}.1 | 60.2 |" for i in range(n))),
    Monster("columns", 2000, lambda n: f"| 模型{' | MMLU' * n} |\n|{'-|' * (n + 1)}\n| M-7B{' | 60.2' * n} |"),
    Monster("newlines", 200_000, lambda n: "开头" + "\n" * n + "GPT-4在MMLU上得分86.4。"),
    Monster("lines", 50_000, lambda n: "GPT-4在MMLU上得分86.4\n\n" + "得分86.4\n\n" * n),
    Monster("headings", 30_000, lambda n: "# GPT-4\n" * n),
    Monster("brackets", 1_000_000, lambda n: "(" * n + "MMLU得分86.4"),
    Monster("pairs", 500_000, lambda n: "()" * n),
    Monster("quotes", 50_000, lambda n: NESTED[0] * n + "GPT-4在MMLU上得分86.4" + NESTED[1] * n),
    Monster("word", 300_000, lambda n: "a" * n + "Bench得分86.4。"),
    Monster("capitals", 300_000, lambda n: "A" * n),
    Monster("Latin", 16_000, lambda n: "Qingyun Bench Eval " * n),
    Monster("hyphens", 150_000, lambda n: "GPT" + "-4" * n),
    Monster("digits", 300_000, lambda n: "1" * n),
    Monster("numerals", 30_000, lambda n: "一二三四五六七八九十" * n),
    Monster("bars", 300_000, lambda n: "|" * n),
    Monster("emoji", 100_000, lambda n: "😀👍🏽é" * n),
    Monster("addresses", 20_000, lambda n: "https://a.example/b@c.cn " * n),
)


def bench_pathological() -> None:
    """Seconds and memory that each of them takes, and what its reading left out."""
    for monster in MONSTERS:
        # each in a process of its own, as memory that was needed once stays counted
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            size, seconds, grown, left = pool.submit(_read, monster.name).result()
        print(f"pathological {monster.name:10} {size:9,} characters {seconds:6.1f} s {grown:6.0f} MB   {left}")


def _read(name: str) -> tuple[int, float, float, str]:
    text = next(m.text(m.count) for m in MONSTERS if m.name == name)
    lexicon = load_lexicon()
    words("一词")
    read("GPT-4在MMLU上得分86.4。", lexicon=lexicon)
    before, began = _memory(), time.process_time()
    left = read(text, lexicon=lexicon).left_out
    said = ", ".join(f"{part.of}: {part.count or 'more'}" for part in left)
    return len(text), time.process_time() - began, _memory() - before, f"left out {said}" if left else ""


def _memory() -> float:
    """MB, the most so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)

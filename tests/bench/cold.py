"""How long one article takes from a cold start, against what jieba alone takes to be loaded."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 5
TEXT = "云岭智能发布云岭-7B。在C-Eval评测中，云岭-7B得分71.5，排名第三。"
JIEBA = """
import sys, jieba
jieba.setLogLevel(60)
tokenizer = jieba.Tokenizer()
tokenizer.cache_file = sys.argv[1]
tokenizer.initialize()
"""


def bench_cold() -> None:
    """`bangyan read` of one article against importing jieba and loading its dictionary, both compiled before."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(TEXT, encoding="utf-8")
        ours = [sys.executable, "-m", "bangyan", "--home", folder, "read", "--json", str(article)]
        jieba = [sys.executable, "-c", JIEBA, str(Path(folder, "jieba.cache"))]
        taken = [(_seconds(ours), _seconds(jieba)) for _ in range(ROUNDS + 1)][1:]
    mine, its = median(one for one, _ in taken), median(one for _, one in taken)
    print(f"cold     {mine * 1e3:8.0f} ms   jieba {its * 1e3:8.0f} ms   ratio {mine / its:.2f}")


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began

"""The words of Chinese text: jieba, kept quiet and with its compiled dictionary in our own cache folder.

No other room imports jieba. Names are added for the process; the cache file is written beside and moved into place, so
that several processes may start together.
"""

import contextlib
import logging
import math
import re
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.settings import load_settings

WORTH_A_KEYWORD = re.compile(r"[一-鿿]{2,}|[A-Za-z][A-Za-z0-9.+-]+")
UNKNOWN_FREQUENCY = 1.0
STOPWORDS = frozenset(
    """
    我们 你们 他们 她们 它们 自己 大家 这个 那个 这些 那些 这样 那样 这种 那种 这里 那里 这次 此次 本次 其中 其他
    其它 此外 另外 同时 以及 并且 而且 但是 不过 然而 因此 所以 因为 由于 如果 虽然 尽管 即使 只要 只有 无论 不仅
    不但 而是 还是 或者 或是 以上 以下 之一 可以 能够 可能 应该 需要 必须 已经 曾经 正在 将会 即将 目前 现在 当前
    如今 今年 去年 明年 今天 昨天 明天 近日 日前 此前 之前 之后 以后 以前 未来 最近 近期 一直 一些 一个 一种 一项
    一次 一定 一样 一般 一方面 方面 进行 通过 根据 按照 对于 关于 作为 成为 具有 表示 指出 认为 称 透露 介绍 显示
    提到 强调 宣布 发布 推出 公布 获得 取得 实现 达到 超过 包括 包含 相比 比较 非常 十分 更加 越来越 没有 不是
    不会 不能 就是 也是 都是 还有 什么 怎么 如何 为什么 多少 很多 许多 不少 大量 全部 所有 各种 各个 每个 整个
    主要 重要 有关 相关 具体 直接 完全 最终 首次 第一 第二 第三 目前为止 据悉 据了解 记者 报道 消息 来源 编辑 小编
    本文 文章 作者 图片 点击 万元 亿元 美元 人民币 公里 小时 分钟 时间 时候 左右 甚至 仍然 依然 或许 似乎 几乎
    其实 当然 特别 尤其 例如 比如 等等 之间 起来 下来 出来 开始 继续 进一步 一步 情况 问题 内容 工作 方式 部分
    不同 相同 更多 最大 最高 最新 较为 不断 随着 针对 采用 使用 利用 the and for with from that this are was were
    has have not but you its our can will into than more most over also per via
    """.split()  # noqa: SIM905
)
_lock = threading.Lock()
_cache_dir: Path | None = None
_tokenizer: Any = None


def use_cache(folder: Path) -> None:
    """Keep jieba's compiled dictionary in `folder`, from the next process on where a word was asked for already.

    Without this it is the settings' cache folder; one that cannot be written to costs a second a process, no more.
    """
    global _cache_dir
    _cache_dir = folder


def words(text: str, *, guess: bool = True) -> list[str]:
    """The words of `text` in order, blanks and punctuation included: joined, they are the text again.

    Without `guess` what the dictionary does not know falls into single characters, in half the time.
    """
    return list(_jieba().cut(text, HMM=guess))


def add_names(names: Iterable[str]) -> None:
    """Make each name one word from now on, in this process; one with blanks cannot be and is passed over."""
    tokenizer = _jieba()
    for name in names:
        if name not in tokenizer.FREQ and WORTH_A_KEYWORD.fullmatch(name):
            tokenizer.add_word(name, freq=1000)


def is_word(text: str) -> bool:
    """Whether the dictionary has `text` as a word of its own."""
    return bool(_jieba().FREQ.get(text))


def only_words(texts: Iterable[str]) -> list[str]:
    """Those of the texts that the dictionary has as words of their own."""
    known = _jieba().FREQ
    return [text for text in texts if known.get(text)]


def rarity(word: str) -> float:
    """How rare a word is in Chinese at large: the logarithm of one over its share, about 3 (的) to 18 (unknown)."""
    tokenizer = _jieba()
    return math.log(max(tokenizer.total, 2) / (tokenizer.FREQ.get(word) or UNKNOWN_FREQUENCY))


def content_words(text: str) -> list[str]:
    """The words of `text` that carry meaning: two characters or more, no number, no stopword."""
    return [word for word in words(text) if WORTH_A_KEYWORD.fullmatch(word) and word.lower() not in STOPWORDS]


def _jieba() -> Any:
    global _tokenizer
    if _tokenizer is not None:  # asked for thousands of times an article
        return _tokenizer
    with _lock:
        if _tokenizer is None:
            _tokenizer = _load(_cache_dir or load_settings().cache_dir)
        return _tokenizer


def _load(folder: Path) -> Any:
    logging.getLogger("jieba").setLevel(logging.CRITICAL)  # it reports loading, and a folder it cannot write to
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "pkg_resources is deprecated")
        warnings.filterwarnings("ignore", "invalid escape sequence")
        import jieba  # here, as it takes 0.2 s that most commands need not spend
    jieba.setLogLevel(logging.CRITICAL)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    tokenizer = jieba.Tokenizer()
    tokenizer.cache_file = str(folder.absolute() / "jieba.cache")
    tokenizer.initialize()
    return tokenizer

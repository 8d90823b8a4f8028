"""Looks the installation and the home over, and says what to do."""

import difflib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from bangyan.health import IN_A_ROW, age
from bangyan.models import chosen_model
from bangyan.run import now
from bangyan.sites import site_healths, sites_of
from crawler.site import Site
from data.database import store_path
from data.errors import BangyanError
from data.language import say
from data.lexicon import load_lexicon
from data.settings import Settings
from data.store import Store
from nlp.llm import installed_build
from nlp.model_file import check_file, free_memory

MUCH_FREE = 256 * 1024**2  # bytes
LOW_DISK = 2 * 1024**3  # bytes: a season of raw pages
LONG = timedelta(days=2)  # without a crawl, for a ledger that was followed once
GPU_BUILD = "CMAKE_ARGS=-DGGML_CUDA=on pip install --force-reinstall --no-binary :all: --no-deps llama-cpp-python"
OTHERS = "-DGGML_METAL=on, -DGGML_VULKAN=on"
NOT_SETTINGS = {"BANGYAN_VENV", "BANGYAN_TESTS_NEED"}  # those of run.sh and of the tests


class Finding(BaseModel):
    """One thing that was looked at; `advice` says what to do where it is not ok."""

    what: str
    state: Literal["ok", "note", "bad"]
    seen: str
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Everything that can be looked at without the network; a look that fails is itself a finding."""
    looks: dict[str, Callable[[], Iterator[Finding]]] = {
        "python": _python,
        "variables": _variables,
        "home": lambda: _home(settings),
        "store": lambda: _store(settings),
        "lexicon": lambda: _lexicons(settings),
        "sites": lambda: _sites(settings),
        "llama.cpp": _llama,
        "model": lambda: _model(settings),
    }
    return [finding for what, look in looks.items() for finding in _looked(what, look)]


def _looked(what: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(look())
    except (BangyanError, OSError) as error:
        return [Finding(what=what, state="bad", seen=str(error))]


def _python() -> Iterator[Finding]:
    yield Finding(what="python", state="ok", seen=f"{sys.version.split()[0]}  {sys.executable}")
    shown = ("bangyan", "scrapy", "jieba", "sqlmodel", "streamlit", "trafilatura")
    yield Finding(what="packages", state="ok", seen=", ".join(f"{name} {metadata.version(name)}" for name in shown))


def _variables() -> Iterator[Finding]:
    known = {f"BANGYAN_{name.upper()}" for name in Settings.model_fields} | NOT_SETTINGS
    for name in sorted(n for n in os.environ if n.startswith("BANGYAN_") and n not in known):
        near = difflib.get_close_matches(name, known, 1)
        advice = (
            say(f"是不是 {near[0]}？", f"did you mean {near[0]}?")
            if near
            else say("不认识，没有作用", "not known, without effect")
        )
        yield Finding(what=name, state="note", seen=os.environ[name], advice=advice)


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    existing = next(p for p in [home, *home.parents] if p.exists())
    writable = os.access(existing, os.W_OK)
    yield Finding(
        what="home",
        state="ok" if writable else "bad",
        seen=f"{home}  {_size(_bytes_in(home))}",
        advice="" if writable else say("不能写入；用 --home 另选", "cannot be written to; choose another with --home"),
    )
    free = shutil.disk_usage(existing).free
    advice = "" if free > LOW_DISK else say("磁盘快满了", "the disk is nearly full")
    yield Finding(what="disk", state="ok" if free > LOW_DISK else "note", seen=_size(free), advice=advice)


def _store(settings: Settings) -> Iterator[Finding]:
    if settings.database is None and not (settings.home / "bangyan.sqlite").exists():
        yield Finding(
            what="store",
            state="note",
            seen=say("还没有", "none yet"),
            advice=say("`bangyan crawl` 会建立", "`bangyan crawl` makes it"),
        )
        return
    with Store.open(settings) as store:
        counts = store.counts()
        wrong = store.check()
        pages = list(_pages(store, settings)) if settings.pages_path.exists() else []
    seen = ", ".join(f"{name} {count}" for name, count in counts.items())
    advice = (
        say("用备份恢复，或把它移开后重新抓取", "restore a backup, or move it away and crawl again") if wrong else ""
    )
    yield Finding(what="store", state="bad" if wrong else "ok", seen=wrong or seen, advice=advice)
    path = store_path(settings)
    written = sum(p.stat().st_size for p in (path, path.with_name(f"{path.name}-wal")) if p.exists())
    yield Finding(what=path.name, state="ok", seen=_size(written))
    yield from pages


def _pages(store: Store, settings: Settings) -> Iterator[Finding]:
    sizes, for_ever = store.page_sizes()
    oldest = say(f"最早 {sizes.oldest}", f"the oldest of {sizes.oldest}") if sizes.oldest else ""
    kept = say(f"{sizes.count} 页，{for_ever} 页永久保留", f"{sizes.count} pages, {for_ever} kept for ever")
    seen = ", ".join(filter(None, (_size(sizes.bytes), kept, oldest)))
    days = settings.keep_pages
    how_long = say(
        f"其余保留 {days} 天（BANGYAN_KEEP_PAGES）", f"the others are kept for {days} days (BANGYAN_KEEP_PAGES)"
    )
    yield Finding(what="pages.sqlite", state="ok", seen=seen, advice=how_long)
    if sizes.free > MUCH_FREE:
        waits = say(f"其中 {_size(sizes.free)} 空着", f"{_size(sizes.free)} of it wait for later pages")
        yield Finding(
            what="pages.sqlite", state="note", seen=waits, advice=say("新网页会填上", "nothing; they fill it")
        )


def _lexicons(settings: Settings) -> Iterator[Finding]:
    lexicon = load_lexicon(settings.lexicon_dir)
    counts: dict[str, int] = {}
    for entry in lexicon.entries:
        counts[entry.type] = counts.get(entry.type, 0) + 1
    yield Finding(what="lexicon", state="ok", seen=", ".join(f"{name} {count}" for name, count in counts.items()))


def _sites(settings: Settings) -> Iterator[Finding]:
    known = sites_of(settings)
    yield Finding(what="sites", state="ok", seen=str(len(known.sites)))
    for broken in known.broken:
        yield Finding(what="site file", state="bad", seen=str(broken))
    if settings.database is not None or (settings.home / "bangyan.sqlite").exists():
        with Store.open(settings) as store:
            yield from _health([site for site in known.sites.values() if site.enabled], store)


def _health(sites: Sequence[Site], store: Store) -> Iterator[Finding]:
    """Which sites bring nothing or next to nothing, each with the reason; bad is only that none of them can be had."""
    states, at = store.site_states(), now()
    last = max((state.last_crawl for state in states.values() if state.last_crawl), default=None)
    if last is None:
        return
    failing = [site for site in sites if site.id in states and states[site.id].failures >= IN_A_ROW]
    crawled = [site for site in sites if site.id in states]
    if len(failing) == len(crawled) > 1:
        seen = say(f"抓过的 {len(crawled)} 个站点全都失败", f"all {len(crawled)} sites that were crawled fail")
        yield Finding(what="network", state="bad", seen=seen, advice=say("检查网络", "check the network"))
        return
    if at - datetime.fromisoformat(last) > LONG:
        advice = say("`bangyan schedule` 会定时抓取", "`bangyan schedule` crawls them when they are due")
        seen = say(f"上次抓取在 {age(last, at)}前", f"last crawl {age(last, at)} ago")
        yield Finding(what="crawls", state="note", seen=seen, advice=advice)
    for name, health in site_healths(sites, store, at).items():
        if health.grave:
            yield Finding(what=name, state="note", seen=str(health), advice=f"`bangyan sites check {name}`")


def _llama() -> Iterator[Finding]:
    build = installed_build()
    if build is None:
        seen = say("未安装；规则不需要它", "not installed; the rules do not need it")
        yield Finding(what="llama.cpp", state="note", seen=seen, advice="pip install 'bangyan[llm]'")
        return
    where = say("可用 GPU", "can use a GPU") if build.offloads else say("只用 CPU", "CPU only")
    other = (
        ""
        if build.offloads
        else say("要用 GPU 就重新编译", "for a GPU build it anew") + f" (CUDA; Metal, Vulkan: {OTHERS}): {GPU_BUILD}"
    )
    yield Finding(what="llama.cpp", state="ok", seen=f"llama-cpp-python {build.version}, {where}", advice=other)


def _model(settings: Settings) -> Iterator[Finding]:
    path = chosen_model(settings)
    if path is None:
        advice = say("`bangyan model list` 列出值得一试的", "`bangyan model list` names some")
        yield Finding(what="model", state="note", seen=say("没有选用", "none chosen"), advice=advice)
        return
    check_file(path, free=free_memory())
    yield Finding(what="model", state="ok", seen=f"{path}  {_size(path.stat().st_size)}")


def _bytes_in(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else 0


def _size(count: float) -> str:
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < 1024:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} TiB"

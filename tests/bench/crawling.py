"""How fast pages go through a crawl, and how much memory a long crawl takes."""

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from crawler.page import read_page
from crawler.run import Progress, crawl
from crawler.site import Site
from data.settings import Settings
from tests.bench.serving import all_pages, serving

CONNECTIONS = 8
NOW = datetime.fromisoformat("2026-11-01T12:00:00+08:00")
BARE = """
import sys, time
import scrapy
from scrapy.crawler import CrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        yield scrapy.Request(sys.argv[1] + "/list")
    def parse(self, response):
        for url in response.css("a::attr(href)").getall():
            yield response.follow(url, self.count)
    def count(self, response):
        self.times = (*getattr(self, "times", (time.perf_counter(),))[:1], time.perf_counter())
        self.seen = getattr(self, "seen", 0) + 1
    def closed(self, reason):
        print((self.seen - 1) / (self.times[-1] - self.times[0]))

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0,
                          "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": False})
process.crawl(Bare)
process.start()
"""


def crawl_rates(pages: list[bytes], count: int = 1500) -> tuple[float, float, float]:
    """Pages a second: of a crawl that keeps them, of a spider that only fetches them, and of reading by two processes.

    All are counted from the first page on: the start of a process is no speed.
    """
    with serving(pages, count, "127.0.5.1") as home:
        ours = _ours(home)
        bare = subprocess.run([sys.executable, "-c", BARE, home], capture_output=True, text=True, check=True)
        return ours, float(bare.stdout), _reading(pages, count)


def crawl_memory(pages: list[bytes], count: int = 5000) -> tuple[float, float]:
    """MB that a crawl's process grows by in a thousand pages, from the thousandth on, and its peak."""
    sizes: dict[int, float] = {}

    def look(told: Progress) -> None:
        if told.done % 500 == 0:
            sizes[told.done] = _memory("VmRSS")
            sizes[-1] = _memory("VmHWM")

    with serving(pages, count, "127.0.5.2") as home, tempfile.TemporaryDirectory() as folder:
        crawl([_site(home)], Settings(home=Path(folder)), progress=look)
    return (sizes[count] - sizes[1000]) / (count - 1000) * 1000, sizes[-1]


def _ours(home: str) -> float:
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        crawl([_site(home)], Settings(home=Path(folder)), progress=lambda _: times.append(time.perf_counter()))
    return (len(times) - 1) / (times[-1] - times[0])


def _site(home: str) -> Site:
    keys = {"id": "bench", "name": "bench", "home": home, "lists": [f"{home}/list"], "article": r"/archives/\d+"}
    return Site.model_validate({**keys, "private": True, "delay": 0})


def _reading(pages: list[bytes], count: int) -> float:
    work = all_pages(pages, count)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(_read, work[:20]))
        began = time.perf_counter()
        list(pool.map(_read, work, chunksize=10))
        return count / (time.perf_counter() - began)


def _read(body: bytes) -> None:
    read_page(body, now=NOW)


def _memory(field: str) -> float:
    """MB of the crawl's process, which is a child of ours."""
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            if "crawler.child" in Path(f"/proc/{pid}/cmdline").read_text():
                status = Path(f"/proc/{pid}/status").read_text()
                return int(status.split(f"{field}:")[1].split()[0]) / 1024
    return 0.0

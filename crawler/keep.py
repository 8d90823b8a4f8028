"""The Scrapy pipeline that hands each fetched page to its visit, which reads and keeps it beside the reactor."""

from typing import Self, cast

from scrapy.crawler import Crawler

from crawler.fetched import Page
from crawler.manners import Visiting
from crawler.visit import Visit


class KeepPipeline:
    """Begins a visit, keeps its pages, ends it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy, once a crawl."""
        return cls(cast(Visiting, crawler.spider).visit)

    async def open_spider(self) -> None:
        """Note that the crawl began."""
        await self.visit.begin()

    async def process_item(self, item: Page) -> Page:
        """Read and keep one page."""
        await self.visit.keep(item)
        return item

    async def close_spider(self) -> None:
        """Note how the crawl ended."""
        await self.visit.end()

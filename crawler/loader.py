"""The spiders that Scrapy's own commands see: one for each site file."""

from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.site import load_sites
from crawler.spider import spider_class
from crawler.urls import is_article
from data.settings import load_settings


class SiteLoader:
    """Scrapy's SPIDER_LOADER_CLASS over the site files, bundled and the user's own."""

    def __init__(self) -> None:
        self._sites = load_sites(load_settings().sites_dir).sites

    @classmethod
    def from_settings(cls, _: BaseSettings) -> Self:
        """Made by Scrapy; where the sites are is said by our settings, not by Scrapy's."""
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site; raises KeyError as Scrapy expects."""
        return spider_class(self._sites[spider_name])

    def find_by_request(self, request: Request) -> list[str]:
        """The sites whose article the request is for."""
        return [site.id for site in self._sites.values() if is_article(request.url, site)]

    def list(self) -> list[str]:
        """The ids of all sites."""
        return sorted(self._sites)

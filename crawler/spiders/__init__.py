"""The spiders that sites may name in their files, one a module, for lists that are no web pages."""

import importlib
import pkgutil
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from crawler.spider import SiteSpider


def spider_names() -> list[str]:
    """What a site file may say after `spider =`."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def named_spider(name: str) -> type["SiteSpider"]:
    """The class of a spider, which its module calls after itself: JsonListSpider in json_list."""
    module = importlib.import_module(f"{__name__}.{name}")
    return cast("type[SiteSpider]", getattr(module, f"{name.title().replace('_', '')}Spider"))

"""How we behave towards every site, in Scrapy's words; a site's file sets its own pace on top (see `spider.py`)."""

from importlib.metadata import PackageNotFoundError, version

try:
    _VERSION = ".".join(version("bangyan").split(".")[:2])
except PackageNotFoundError:  # a checkout that is not installed
    _VERSION = "0.1"


def user_agent(contact: str = "") -> str:
    """Who we say we are: always the truth, with an address where the settings have one."""
    return f"Bangyan/{_VERSION} (+{contact})" if contact else f"Bangyan/{_VERSION}"


BOT_NAME = "bangyan"
SPIDER_LOADER_CLASS = "crawler.loader.SiteLoader"
ITEM_PIPELINES = {"crawler.keep.KeepPipeline": 100}
DOWNLOADER_MIDDLEWARES = {
    "crawler.manners.Guard": 10,
    "crawler.manners.StopSigns": 20,
    "crawler.manners.RobotsTxt": 30,
    "crawler.manners.Patience": 600,  # nearer to the network than Scrapy's own retries
}

USER_AGENT = user_agent()
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}
ROBOTSTXT_OBEY = False  # ours does, by RFC 9309: Scrapy's takes a 5xx as allowed
COOKIES_ENABLED = False
REFERER_ENABLED = False
METAREFRESH_ENABLED = False

CONCURRENT_ITEMS = 1  # a response gives one page at most; Scrapy starts as many tasks for each, 100 by default
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 5.0  # seconds
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_MAX_DELAY = 60.0  # seconds

DOWNLOAD_TIMEOUT = 30  # seconds
DOWNLOAD_MAXSIZE = 5 * 1024 * 1024  # bytes, after decompression
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 ask for a pause (see `manners.Patience`)
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider notes it in plain words

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False

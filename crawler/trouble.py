"""Why an address could not be had, in plain words."""

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.statuses import BUSY_STATUSES, STOP_STATUSES, status_said
from data.language import say

__all__ = ["BUSY_STATUSES", "STOP_STATUSES", "plain", "status_said"]

# By name, as Scrapy and Twisted each have their own, and Scrapy's are newer than the oldest version that we take.
PLAIN = {
    "CannotResolveHostError": ("找不到主机", "host not found"),
    "DNSLookupError": ("找不到主机", "host not found"),
    "DownloadConnectionRefusedError": ("连接被拒绝", "connection refused"),
    "ConnectionRefusedError": ("连接被拒绝", "connection refused"),
    "DownloadTimeoutError": ("超时未答", "no answer in time"),
    "TimeoutError": ("超时未答", "no answer in time"),
    "DownloadCancelledError": ("页面太大", "page is too large"),
    "CancelledError": ("页面太大", "page is too large"),
    "ResponseDataLossError": ("页面不完整", "page broke off"),
    "ResponseFailed": ("连接中断", "connection broke off"),
    "DownloadFailedError": ("连接中断", "connection broke off"),
}

# By a word of Scrapy's own texts.
IGNORED = {
    "DOWNLOAD_MAXSIZE": ("页面解压后太大", "page is too large once unpacked"),
    "max redirections": ("跳转太多", "too many redirects"),
}


def plain(failure: Failure, url: str) -> str:
    """What went wrong with an address, in one line."""
    error = failure.value
    if isinstance(error, HttpError):
        return status_said(error.response.status, url)
    for sign, (zh, en) in IGNORED.items():
        if isinstance(error, IgnoreRequest) and sign in str(error):
            return say(f"{zh}：'{url}'", f"{en}: '{url}'")
    if isinstance(error, IgnoreRequest) and str(error):
        return f"{error}: '{url}'" if url not in str(error) else str(error)
    zh, en = PLAIN.get(type(error).__name__, (str(error) or type(error).__name__,) * 2)
    return say(f"{zh}：'{url}'", f"{en}: '{url}'")

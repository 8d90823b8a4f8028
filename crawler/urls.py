"""Which addresses mean the same article, and which addresses are articles at all."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.site import Site

DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"utm_\w+|spm|scm|from|f|ref|refer|referrer|source|src|share\w*|_share\w*|isappinstalled|fbclid|gclid|bd_vid|hmsr|hmpl"
    r"|scene|clicktime|enterid|wfr|sudaref|timestamp|nsukey|tdsourcetag|weixin\w*|wechat\w*",
    re.IGNORECASE,
)


def canonical(url: str, site: Site | None = None) -> str:
    """The one address of an article: no fragment, tracking or default port; the home host for a site's aliases."""
    parts = urlsplit(url.strip())
    scheme, host = _home(parts, site)
    query = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(key)
    ]
    return urlunsplit((scheme, host, parts.path.rstrip("/") or "/", urlencode(query), ""))


def absolute(base: str, href: str) -> str | None:
    """What a link on a page at `base` leads to, without its fragment; None where it is no web address."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
    except ValueError:
        return None
    if not href.strip() or parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return None
    return urlunsplit(parts._replace(fragment=""))


def is_article(url: str, site: Site) -> bool:
    """Whether an address is on one of the site's hosts and matches its pattern of articles."""
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        return False
    return host in site.hosts and bool(re.search(site.article, url))


def _home(parts: SplitResult, site: Site | None) -> tuple[str, str]:
    scheme, host = parts.scheme.lower(), _host(parts)
    if site and (host in site.aliases or host == site.home_host):
        return urlsplit(site.home).scheme, site.home_host
    return scheme, host


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"

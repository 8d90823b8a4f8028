"""Which addresses mean the same article, and which addresses are articles at all."""

import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from crawler.site import Site, plain_host

DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"utm_\w+|spm\w*|scm\w*|from|from_?(?:source|spmid|id)|f|ref|ref_\w+|refer\w*|source|src|is_?share\w*|_?share\w*"
    r"|isappinstalled|\w?clid|fbclid|gclid|dclid|msclkid|yclid|twclid|gbraid|wbraid|igshid|mc_[ce]id|mkt_tok|_g[al]"
    r"|bd_vid|hm(?:sr|pl|cu|kw|ci|md)|scene|clicktime|enterid|wfr|sudaref|timestamp|_|_ts?|nsukey|tdsourcetag|chksm"
    r"|weixin\w*|wechat\w*|weibo_id|wx_\w+|wxfrom|wxshare\w*|xhs\w+|xsec_\w+|vd_source|tt_from|gio_link_id|sps\w{2,}"
    r"|phpsessid|jsessionid|aspsessionid\w*|session_?id",
    re.IGNORECASE,
)
SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#;]*", re.IGNORECASE)
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
IN_PATH, IN_QUERY = "/:@!$&'()*+,;=%", "/?:@!$'()*+,;=%"


def canonical(url: str, site: Site | None = None) -> str:
    """The one address of an article: no fragment, tracking or default port; the home host for a site's aliases.

    Escapes are written in one way, slashes stand alone. Raises ValueError where it is no web address.
    """
    parts = urlsplit(url.strip())
    scheme, host = _home(parts, site)
    return urlunsplit((scheme, host, _path(parts.path), _query(parts.query), ""))


def absolute(base: str, href: str) -> str | None:
    """What a link on a page at `base` leads to, without its fragment; None where it is no web address."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        port = parts.port
    except ValueError:
        return None
    if not href.strip() or parts.scheme not in DEFAULT_PORTS or not parts.hostname or port == 0:
        return None
    return urlunsplit(parts._replace(fragment=""))


def is_article(url: str, site: Site) -> bool:
    """Whether an address is on one of the site's hosts and matches its pattern of articles."""
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        return False
    return host in site.hosts and bool(re.search(site.article, urlunsplit(parts._replace(path=_lone(parts.path)))))


def _home(parts: SplitResult, site: Site | None) -> tuple[str, str]:
    scheme, host = parts.scheme.lower(), _host(parts)
    if site and (host in site.aliases or host == site.home_host):
        return urlsplit(site.home).scheme, site.home_host
    return scheme, host


def _host(parts: SplitResult) -> str:
    host = plain_host((parts.hostname or "").rstrip("."))
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    path = _one_way(SESSION.sub("", path), IN_PATH)
    if "/." in path:
        path = urlsplit(urljoin("http://x", path)).path
    return _lone(path).rstrip("/") or "/"


def _lone(path: str) -> str:
    """A path whose slashes stand alone; not after a colon: an address may hold another one."""
    return re.sub(r"(?<!:)/{2,}", "/", path)


def _query(query: str) -> str:
    pieces = query.replace("&amp;", "&").split("&")
    kept = (piece for piece in pieces if piece and not TRACKING.fullmatch(unquote(piece.partition("=")[0])))
    return "&".join(_one_way(piece, IN_QUERY) for piece in kept)


def _one_way(text: str, safe: str) -> str:
    """The same with its escapes in capitals, where they are needed and nowhere else; bytes stay what they are."""
    return quote(ESCAPE.sub(_escape, re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)), safe=safe)


def _escape(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in UNRESERVED else found[0].upper()

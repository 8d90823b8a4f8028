"""Which addresses may be visited: the public web, and private hosts only where a private site's file names them."""

import ipaddress
import socket
from urllib.parse import urlsplit

from crawler.site import Site
from crawler.urls import DEFAULT_PORTS
from data.errors import AddressError
from data.language import say

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.ip_network("64:ff9b::/96")


def check_address(url: str, site: Site | None = None) -> None:
    """Raise AddressError where the address itself shows that it must not be visited."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressError(say(f"不是网址：'{url}'", f"not a web address: '{url}'")) from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise AddressError(say(f"只访问 http 和 https：'{url}'", f"only http and https are visited: '{url}'"))
    if parts.username is not None or port == 0:
        raise AddressError(say(f"网址不应带有口令：'{url}'", f"an address must not carry a password: '{url}'"))
    literal = _literal(parts.hostname)
    if literal:
        check_ip(literal, url, site)


def check_ip(ip: str | Address, url: str, site: Site | None = None) -> None:
    """Raise AddressError where `ip`, for which the host stands, is not public and the site does not name the host."""
    if is_public(ip) or (site and _names(site, url)):
        return
    raise AddressError(
        say(
            f"不访问内网地址：'{url}'（{ip}）；若是自己的站点，请在站点文件中写明该主机并设 private = true",
            f"private address is not visited: '{url}' ({ip}); if it is yours, name the host in its site file",
        )
    )


def is_public(ip: str | Address) -> bool:
    """Whether the address is on the public internet: not loopback, private, link-local, metadata or multicast."""
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inner:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _names(site: Site, url: str) -> bool:
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    named = {f"{host}:{port}"} | ({str(host)} if port == DEFAULT_PORTS[parts.scheme] else set())
    return site.private and bool(named & site.hosts)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))  # 127.1, 0x7f000001 and 2130706433 are addresses too
    except OSError:
        return None


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None

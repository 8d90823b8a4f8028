"""What a site file says: where a site's articles are listed, what marks an article, and how gently to ask for them."""

import codecs
import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Protocol, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from crawler.select import Select
from crawler.spiders import spider_names
from data.errors import SiteError
from data.language import say
from data.settings import Settings

DEFAULT_DELAY = 5.0  # seconds between two requests
PACE_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(say(f"不是网址：'{url}'", f"not a web address: '{url}'"))
    return url


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Site(BaseModel):
    """A place that we read, as its file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    name: str = Field(min_length=1)
    home: WebAddress
    aliases: tuple[str, ...] = ()  # hosts that are this site
    feeds: tuple[WebAddress, ...] = ()
    lists: tuple[WebAddress, ...] = ()  # {page} counts from 1
    sitemaps: tuple[WebAddress, ...] = ()
    article: str  # a URL in which this is found is an article
    every: str = "1h"
    delay: float = Field(default=DEFAULT_DELAY, ge=0, le=3600)  # seconds
    expects: tuple[int, int] | None = None  # articles a day, at least and at most
    enabled: bool = True
    why: str = ""
    verified: str = ""
    encoding: str = ""
    private: bool = False
    spider: str = ""
    select: Select = Select()

    @field_validator("aliases")
    @classmethod
    def _aliases_are_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if "/" in host or not host.strip():
                raise ValueError(say(f"应为主机名：'{host}'", f"not a host name: '{host}'"))
        return tuple(map(plain_host, hosts))

    @field_validator("article")
    @classmethod
    def _article_compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(
                say(f"不是正则表达式：'{pattern}'：{error}", f"no regular expression: '{pattern}': {error}")
            ) from error
        return pattern

    @field_validator("every")
    @classmethod
    def _every_is_a_pace(cls, every: str) -> str:
        if not re.fullmatch(r"[1-9]\d{0,3}[mhd]", every):
            raise ValueError(say(f"应形如 30m、2h、1d：'{every}'", f"should be like 30m, 2h or 1d: '{every}'"))
        return every

    @field_validator("verified")
    @classmethod
    def _verified_is_a_day(cls, verified: str) -> str:
        if verified:
            date.fromisoformat(verified)
        return verified

    @field_validator("encoding")
    @classmethod
    def _encoding_is_known(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding or "utf-8")
        except LookupError as error:
            raise ValueError(say(f"没有这种编码：'{encoding}'", f"no such encoding: '{encoding}'")) from error
        return encoding

    @field_validator("spider")
    @classmethod
    def _spider_exists(cls, spider: str) -> str:
        if spider and spider not in spider_names():
            known = "', '".join(spider_names())
            raise ValueError(
                say(f"没有这个爬虫：'{spider}'；有 '{known}'", f"no such spider: '{spider}'; there are '{known}'")
            )
        return spider

    @model_validator(mode="after")
    def _keys_agree(self) -> Self:
        if not (self.feeds or self.lists or self.sitemaps):
            raise ValueError(
                say("'feeds'、'lists'、'sitemaps' 至少要有一个", "one of 'feeds', 'lists', 'sitemaps' is needed")
            )
        if self.delay < 1 and not self.private:
            raise ValueError(say("'delay' 小于 1 只许私有站点", "'delay' under 1 is for private sites only"))
        if not self.enabled and not self.why:
            raise ValueError(say("停用的站点要写明 'why'", "a site that is not enabled must say 'why'"))
        if self.expects and not 0 <= self.expects[0] <= self.expects[1]:
            raise ValueError(say("'expects' 应为 [最少, 最多]", "'expects' should be [least, most]"))
        return self

    @property
    def pace(self) -> timedelta:
        """How long to wait between two crawls."""
        return timedelta(**{PACE_UNITS[self.every[-1]]: int(self.every[:-1])})

    @property
    def home_host(self) -> str:
        """The host, with its port if it names one, that all aliases stand for."""
        return plain_host(urlsplit(self.home).netloc)

    @property
    def hosts(self) -> frozenset[str]:
        """All hosts that the file names, with their ports where it names them."""
        urls = (self.home, *self.feeds, *self.lists, *self.sitemaps)
        return frozenset({*self.aliases, *(plain_host(urlsplit(url).netloc) for url in urls)})


@dataclass(frozen=True)
class Sites:
    """Sites by their id, and what is wrong with the files that could not be read."""

    sites: dict[str, Site] = field(default_factory=dict)
    errors: list[SiteError] = field(default_factory=list)


class SiteFile(Protocol):
    """What of a path we need: `pathlib` and `importlib.resources` both have it."""

    @property
    def name(self) -> str: ...

    def read_bytes(self) -> bytes: ...


def plain_host(host: str) -> str:
    """A host, with or without its port, in small letters and in ASCII: 例子.cn is xn--fsqu00a.cn."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()  # no host at all, as whoever asks it will be told


def load_sites(*dirs: Path, bundled: bool = True) -> Sites:
    """The bundled sites, replaced and joined by those of each folder in turn; a missing folder is an empty one.

    A broken file costs only itself: its SiteError stands in `.errors`.
    """
    sites = Sites()
    for folder in ([_bundled_files()] if bundled else []) + [_folder_files(path) for path in dirs]:
        _join(sites, folder)
    return sites


def known_site(name: str, settings: Settings) -> Site:
    """The site of that id, bundled or the user's own; raises SiteError where there is none, or its file is broken."""
    loaded = load_sites(settings.sites_dir)
    if name in loaded.sites:
        return loaded.sites[name]
    near = difflib.get_close_matches(name, loaded.sites, n=1)
    hint = say(f"；是不是 '{near[0]}'？", f"; did you mean '{near[0]}'?") if near else ""
    raise SiteError(say(f"没有这个站点：'{name}'{hint}", f"no such site: '{name}'{hint}"))


def load_site(path: SiteFile) -> Site:
    """The site that a TOML file describes; raises SiteError naming the file and the key."""
    try:
        return parse_site(path.read_bytes(), path)
    except OSError as error:
        raise SiteError(
            say(f"站点文件无法读取：'{path}'：{error}", f"site file cannot be read: '{path}': {error}")
        ) from error


def parse_site(toml: bytes | str, path: SiteFile) -> Site:
    """The site that a TOML text describes; `path` is what its errors call it."""
    try:
        text = toml if isinstance(toml, str) else toml.decode("utf-8-sig")
        return Site.model_validate(tomllib.loads(text))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(
            say(f"不是 TOML 文件：'{path.name}'：{error}", f"no TOML file: '{path.name}': {error}")
        ) from error
    except ValidationError as error:
        raise SiteError(_first_fault(error, path.name)) from error


def _bundled_files() -> list[SiteFile]:
    return sorted(
        (found for found in files("crawler").joinpath("sites").iterdir() if found.name.endswith(".toml")),
        key=lambda found: found.name,
    )


def _folder_files(folder: Path) -> list[SiteFile]:
    return [*sorted(folder.glob("*.toml"))] if folder.is_dir() else []


def _join(sites: Sites, folder: list[SiteFile]) -> None:
    owners: dict[str, str] = {}
    for path in folder:
        try:
            site = load_site(path)
            _refuse_twin(site, path, owners)
        except SiteError as error:
            sites.errors.append(error)
        else:
            sites.sites[site.id] = site


def _refuse_twin(site: Site, path: SiteFile, owners: dict[str, str]) -> None:
    owner = owners.setdefault(site.id, path.name)
    if owner != path.name:
        raise SiteError(
            say(
                f"id '{site.id}' 重复：'{owner}' 与 '{path.name}'；请改其中一个",
                f"id '{site.id}' stands in both '{owner}' and '{path.name}'; rename one",
            )
        )


def _first_fault(error: ValidationError, name: str) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    if first["type"] == "extra_forbidden":
        return _unknown_key(key, name)
    if first["type"] == "missing":
        return say(f"缺少键：'{key}'，在 '{name}' 中", f"missing key: '{key}' in '{name}'")
    what = str(first.get("ctx", {}).get("error", first["msg"]))
    return f"'{name}': '{key}': {what}" if key else f"'{name}': {what}"


def _unknown_key(key: str, name: str) -> str:
    near = difflib.get_close_matches(key, _known_keys(), n=1)
    hint = say(f"；是否想写 '{near[0]}'？", f"; did you mean '{near[0]}'?") if near else ""
    return say(f"未知的键：'{key}'，在 '{name}' 中{hint}", f"unknown key: '{key}' in '{name}'{hint}")


def _known_keys() -> Iterator[str]:
    yield from Site.model_fields
    yield from (f"select.{key}" for key in Select.model_fields)

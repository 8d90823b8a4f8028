"""The sites as their files and the store tell of them together."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

from bangyan.health import Trouble, age, troubles
from bangyan.pace import due_at
from crawler.site import Site, load_sites
from data.errors import SiteError, UsageError
from data.language import say
from data.schema import SiteState
from data.settings import Settings
from data.store import Store
from data.visits import Lately


@dataclass(frozen=True)
class KnownSites:
    """The sites by id, and the files that could not be read."""

    sites: dict[str, Site]
    broken: tuple[SiteError, ...]


class SiteRow(BaseModel):
    """A site and its state; dates with their offset."""

    id: str
    name: str
    enabled: bool
    why: str | None
    verified: str | None
    last_good: str | None
    next_due: str | None
    articles_24h: int
    expects: tuple[int, int] | None
    failures: int
    last_error: str | None


@dataclass(frozen=True)
class Health:
    """How a site is doing: the age of its newest article, and what is wrong."""

    newest: str | None
    troubles: tuple[Trouble, ...]

    @property
    def grave(self) -> bool:
        """Whether the site brings nothing, or next to nothing."""
        return any(trouble.grave for trouble in self.troubles)

    def __str__(self) -> str:
        return say("；", "; ").join(trouble.text for trouble in self.troubles)


def sites_of(settings: Settings, folder: Path | None = None) -> KnownSites:
    """The bundled sites and the user's own, or those in `folder` and no others; raises UsageError where it is none."""
    if folder is not None and not folder.is_dir():
        raise UsageError(say(f"没有这个文件夹：'{folder}'", f"no such folder: '{folder}'"))
    loaded = load_sites(folder, bundled=False) if folder else load_sites(settings.sites_dir)
    return KnownSites(loaded.sites, tuple(loaded.errors))


def chosen_sites(known: KnownSites, names: Sequence[str]) -> list[Site]:
    """The sites of these ids, or all that are enabled; raises UsageError for an unknown or a disabled one."""
    if not names:
        return [site for site in known.sites.values() if site.enabled]
    for name in names:
        if name not in known.sites:
            near = difflib.get_close_matches(name, known.sites, 1)
            hint = (
                say(f"；是不是 '{near[0]}'？", f"; did you mean '{near[0]}'?")
                if near
                else say("；用 `bangyan sites` 查看", "; see `bangyan sites`")
            )
            raise UsageError(say(f"没有这个站点：'{name}'{hint}", f"no such site: '{name}'{hint}"))
        if not known.sites[name].enabled:
            why = known.sites[name].why
            raise UsageError(say(f"站点已停用：'{name}'：{why}", f"site is disabled: '{name}': {why}"))
    return [known.sites[name] for name in dict.fromkeys(names)]


def site_rows(sites: Iterable[Site], store: Store, moment: datetime) -> list[SiteRow]:
    """Each site with its state in the store at `moment`."""
    states = store.site_states()
    fresh = store.fetched_since((moment - timedelta(hours=24)).isoformat(timespec="seconds"))
    return [_row(site, states.get(site.id), fresh.get(site.id, 0), moment) for site in sites]


def site_healths(sites: Iterable[Site], store: Store, moment: datetime) -> dict[str, Health]:
    """How each site is doing at `moment`, by its id; a site that is not enabled has no troubles."""
    states, lately = store.site_states(), store.lately(moment - timedelta(hours=24), moment)
    return {
        site.id: Health(
            newest=age(figures.newest, moment),
            troubles=tuple(troubles(site, states.get(site.id), figures, moment)) if site.enabled else (),
        )
        for site in sites
        for figures in [lately.get(site.id, Lately())]
    }


def _row(site: Site, state: SiteState | None, fresh: int, moment: datetime) -> SiteRow:
    return SiteRow(
        id=site.id,
        name=site.name,
        enabled=site.enabled,
        why=site.why or None,
        verified=(state.verified if state else None) or site.verified or None,
        last_good=state.last_good if state else None,
        next_due=max(due_at(site, state), moment).isoformat(timespec="seconds") if site.enabled else None,
        articles_24h=fresh,
        expects=site.expects,
        failures=state.failures if state else 0,
        last_error=state.last_error if state else None,
    )

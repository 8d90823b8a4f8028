"""Which process crawls a site at the moment: one at a time, for as long as it goes on saying so."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from data.schema import SiteState

LENGTH = timedelta(minutes=3)  # a process that says nothing for so long is taken for dead
SLACK = timedelta(seconds=5)  # two clocks of one network may differ by so much

Wanted = Callable[[SiteState], bool]


def take(session: Session, site: str, holder: str, at: datetime, wanted: Wanted) -> SiteState | None:
    """Let `holder` crawl the site from now on, and return its state; None where another crawls it or it is not wanted.

    `wanted` is asked inside the transaction, so that of two who look at one state only the first gets the site. A site
    whose first crawl breaks off stays due, since that time is noted here.
    """
    state = session.get(SiteState, site) or SiteState(site=site)
    if not is_free(state, at) or not wanted(state):
        return None
    state.next_due = state.next_due or written(at)
    _lend(state, holder, at)
    session.add(state)
    return state


def renew(session: Session, sites: Iterable[str], holder: str, at: datetime) -> set[str]:
    """Say that `holder` still crawls these sites, and return those that are no longer its own."""
    states = {site: session.get(SiteState, site) for site in sites}
    for state in states.values():
        if state and state.holder == holder:
            _lend(state, holder, at)
    return {site for site, state in states.items() if state is None or state.holder != holder}


def give_back(session: Session, site: str, holder: str) -> SiteState | None:
    """Let others crawl the site again, and return its state; None where it was no longer the holder's."""
    state = session.exec(select(SiteState).where(SiteState.site == site, col(SiteState.holder) == holder)).one_or_none()
    if state:
        state.holder = state.until = None
    return state


def is_free(state: SiteState, at: datetime) -> bool:
    """Whether nobody crawls the site: a lease that ends later than any can was written before the clock went back."""
    if state.holder is None or state.until is None:
        return True
    left = datetime.fromisoformat(state.until) - at
    return not timedelta() < left <= LENGTH + SLACK


def written(moment: datetime) -> str:
    """A moment as the store writes it, to the second."""
    return moment.isoformat(timespec="seconds")


def _lend(state: SiteState, holder: str, at: datetime) -> None:
    state.holder, state.until = holder, written(at + LENGTH)

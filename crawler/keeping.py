"""How a page that was fetched comes into the store: read and made ready in any process, kept with whatever waits."""

import asyncio
from dataclasses import dataclass

from crawler.beside import off_reactor
from crawler.fetched import Page, read_fetched
from crawler.site import Site
from data.arrivals import Arrival, arrival
from data.errors import BangyanError
from data.store import Kept, Store


def read_arrival(page: Page, site: Site) -> Arrival:
    """Read a page and make its article ready to be kept; raises PageError where it holds none."""
    article, raw = read_fetched(page, site)
    fetched = page.fetched.isoformat(timespec="seconds")
    return arrival(article, site=site.id, fetched=fetched, raw=raw, answer=page.answer)


@dataclass(frozen=True)
class _Waiting:
    arrival: Arrival
    kept: "asyncio.Future[Kept]"


class Desk:
    """Keeps articles in the order in which they come; those that came while it was writing, all at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Waiting] = []
        self._work: asyncio.Task[None] | None = None

    async def keep(self, one: Arrival) -> Kept:
        """Keep an article and wait until it is; raises StoreError where it cannot be."""
        waiting = _Waiting(one, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._work is None or self._work.done():
            self._work = asyncio.ensure_future(self._keep_all())
        return await waiting.kept

    async def _keep_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            await self._keep(some)

    async def _keep(self, some: list[_Waiting]) -> None:
        try:
            kept = await off_reactor(self._store.keep_all, [one.arrival for one in some])
        except BangyanError as error:
            if len(some) == 1:
                some[0].kept.set_exception(error)
            else:  # what is wrong with one must not cost the others
                for one in some:
                    await self._keep([one])
        else:
            for one, its in zip(some, kept, strict=True):
                one.kept.set_result(its)

"""Hold what is sent past the outbox to the limits as well."""

from collections.abc import Awaitable, Callable, Iterable
from sqlite3 import Connection

from homeassistant.util import dt as dt_util

from ..gateways.errors import GatewayError, InvalidInputError
from ..gateways.model import Content, Outcome
from .count_table import ACCOUNT, add, scope_of
from .guard import Ruling, nanos
from .guard_table import House, admit
from .limits import Limits
from .rows import Target
from .store import Store


class Counted:
    """Count messages that are in no outbox."""

    def __init__(
        self,
        store: Store,
        limits: Limits,
        ruled: Callable[[Iterable[tuple[Target, Ruling]]], None],
    ) -> None:
        """Count on an open store; `ruled` hears of every ruling."""
        self._store = store
        self._limits = limits
        self._ruled = ruled

    async def send[ResultT](
        self, content: Content, address: str, send: Callable[[], Awaitable[ResultT]]
    ) -> ResultT:
        """Send at once what the limits allow; what surely never left does not count.

        Raises InvalidInputError over a limit, StoreError where nothing can be counted,
        and what sending raises. Who waits for it is there now, whatever the hour.
        """
        target = Target(address=address)
        house = House(
            limits=self._limits,
            now=dt_util.utcnow(),
            zone=dt_util.get_default_time_zone(),
        )
        (ruling,) = await self._store.write(
            lambda db: admit(db, content, [target], house)
        )
        self._ruled([(target, ruling)])
        if ruling.refusal is not None:
            raise InvalidInputError("limit_reached", reason=str(ruling.refusal))
        try:
            return await send()
        except GatewayError as err:
            if err.outcome is Outcome.NOT_SENT:
                await self._store.write(lambda db: _take_back(db, address, ruling))
            raise


def _take_back(connection: Connection, address: str, ruling: Ruling) -> None:
    """Count a message no more."""
    if ruling.hour is not None:
        amount = nanos(ruling.cost) if ruling.cost else 0
        add(connection, ACCOUNT, ruling.hour, -1, -amount)
        add(connection, scope_of(address), ruling.hour, -1)

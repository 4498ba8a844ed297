"""The tasks of an account, which no caller can cancel."""

import asyncio
from collections.abc import Awaitable
import logging

from homeassistant.core import CoreState, HomeAssistant

from .store import StoreError

_LOGGER = logging.getLogger(__name__)


class Tasks:
    """Run what must be finished, whoever asked for it."""

    def __init__(self, hass: HomeAssistant, name: str) -> None:
        """Name the account in the log."""
        self._hass = hass
        self._name = name
        self._running: set[asyncio.Task[None]] = set()

    def spawn(self, work: Awaitable[object]) -> None:
        """Run work in a task of its own."""
        # While Home Assistant starts, a gateway that hangs must not hold it up;
        # afterwards it waits for our requests before it stops.
        starting = self._hass.state in (CoreState.not_running, CoreState.starting)
        create = (
            self._hass.async_create_background_task
            if starting
            else self._hass.async_create_task
        )
        task = create(self._run(work), f"message_gateways {self._name}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def outlive[ResultT](self, work: Awaitable[ResultT]) -> ResultT:
        """Run work in a task of its own and wait for it; a caller may go away."""
        waiting: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()

        async def carry_out() -> None:
            """Do the work, and tell whoever still waits."""
            try:
                result = await work
            except Exception as err:  # noqa: BLE001 - handed to whoever waits
                if not waiting.done():
                    waiting.set_exception(err)
            else:
                if not waiting.done():
                    waiting.set_result(result)

        self.spawn(carry_out())
        return await waiting

    async def finish(self) -> None:
        """Wait until nothing runs; each task waits for the network with a limit."""
        while self._running:
            await asyncio.wait(self._running)

    async def _run(self, work: Awaitable[object]) -> None:
        """Do the work; what can't be kept is in the log."""
        try:
            await work
        except StoreError as err:
            _LOGGER.error("%s: %s", self._name, err)  # noqa: TRY400 - the trace says no more

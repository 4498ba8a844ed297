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

    async def run[ResultT](self, work: Awaitable[ResultT]) -> ResultT:
        """Run work in a task of its own and return, or raise, what it brings.

        Cancelling the caller changes nothing.
        """
        future: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()
        self.spawn(_hand_over(work, future))
        return await future

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


async def _hand_over[ResultT](
    work: Awaitable[ResultT], future: asyncio.Future[ResultT]
) -> None:
    """Do work for somebody who may not wait for it any more."""
    try:
        result = await work
    except asyncio.CancelledError:
        future.cancel()
        raise
    except Exception as err:  # noqa: BLE001 - handed to whoever waits
        if not future.done():
            future.set_exception(err)
    else:
        if not future.done():
            future.set_result(result)

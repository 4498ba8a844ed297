"""The tasks of an account."""

import asyncio

from homeassistant.core import CoreState, HomeAssistant
import pytest

from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.engine.tasks import Tasks


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (CoreState.not_running, False),
        (CoreState.starting, False),
        (CoreState.running, True),
        (CoreState.stopping, True),
    ],
)
async def test_home_assistant_waits_for_requests_unless_it_is_starting(
    hass: HomeAssistant, state: CoreState, waits: bool
) -> None:
    """A gateway that hangs holds no start up, and no request is cut by the end."""
    tasks, done = Tasks(hass, "Sandbox"), asyncio.Event()

    async def work() -> None:
        await done.wait()

    hass.set_state(state)
    tasks.spawn(work())
    hass.set_state(CoreState.running)
    waiting = asyncio.ensure_future(hass.async_block_till_done())
    for _ in range(10):
        await asyncio.sleep(0)
    assert waiting.done() is not waits
    done.set()
    await waiting
    await tasks.finish()


async def test_finishing_waits_for_tasks_that_tasks_begin(hass: HomeAssistant) -> None:
    """And then nothing is left."""
    tasks, seen = Tasks(hass, "Sandbox"), list[int]()

    async def work(left: int) -> None:
        await asyncio.sleep(0)
        seen.append(left)
        if left:
            tasks.spawn(work(left - 1))

    tasks.spawn(work(3))
    await tasks.finish()
    assert seen == [3, 2, 1, 0]


async def test_what_the_disk_refuses_is_in_the_log_by_the_name_of_the_account(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """In one line."""
    tasks = Tasks(hass, "Sandbox")

    async def work() -> None:
        raise StoreError("disk full")

    tasks.spawn(work())
    await tasks.finish()
    assert [
        each.getMessage() for each in caplog.records if each.levelname == "ERROR"
    ] == ["Sandbox: disk full"]

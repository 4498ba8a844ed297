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


async def test_whoever_has_work_done_gets_what_it_brings(hass: HomeAssistant) -> None:
    """Or the error that it ends with."""
    tasks = Tasks(hass, "Sandbox")

    async def work(number: int) -> int:
        if number < 0:
            raise ValueError("too small")
        return number

    assert await tasks.run(work(3)) == 3
    with pytest.raises(ValueError, match="too small"):
        await tasks.run(work(-1))


@pytest.mark.parametrize("fails", [False, True])
async def test_work_goes_on_when_nobody_waits_for_it_any_more(
    hass: HomeAssistant, *, fails: bool
) -> None:
    """Whoever asked for it may be stopped at any time."""
    tasks, go_on, done = Tasks(hass, "Sandbox"), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await go_on.wait()
        done.set()
        if fails:
            raise ValueError("too small")

    caller = asyncio.ensure_future(tasks.run(work()))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await tasks.finish()
    assert done.is_set()

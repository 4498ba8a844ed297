"""Accounts in a real Home Assistant, for tests of what its users see."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState, ConfigSubentryDataWithId
from homeassistant.core import Event, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.message_gateways.const import DOMAIN
from tests.simulators.infobip.server import InfobipSimulator

ANNA = "+447700900123"
BEN = "+447700900124"
REFUSED = "+447700900014"


def recipient(
    name: str, *addresses: str, subentry_id: str | None = None, **data: Any
) -> ConfigSubentryDataWithId:
    """Describe a saved recipient, of SMS unless `data` names another channel."""
    channel = data.setdefault("channel", "sms")
    return ConfigSubentryDataWithId(
        data={"addresses": list(addresses), **data},
        subentry_id=subentry_id or f"id_{name.lower().replace(' ', '_')}",
        subentry_type="recipient",
        title=name,
        unique_id=f"{channel}:" + ",".join(sorted(addresses)),
    )


def infobip_entry(
    simulator: InfobipSimulator,
    *recipients: ConfigSubentryDataWithId,
    options: Mapping[str, Any] | None = None,
    **data: Any,
) -> MockConfigEntry:
    """Describe an account with the simulated provider."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Provider",
        unique_id=f"infobip:127.0.0.1:{simulator.port}/restapi|demo",
        entry_id="01PROVIDER",
        data={
            "gateway": "infobip",
            "base_url": f"{simulator.url}/restapi",
            "username": "demo",
            "password": "secret",
            "verify_ssl": True,
            **data,
        },
        options=dict(options or {}),
        subentries_data=list(recipients),
    )


def sandbox_entry(
    *recipients: ConfigSubentryDataWithId,
    options: Mapping[str, Any] | None = None,
    entry_id: str = "01SANDBOX",
    title: str = "Sandbox",
) -> MockConfigEntry:
    """Describe a sandbox account."""
    return MockConfigEntry(
        domain=DOMAIN,
        title=title,
        entry_id=entry_id,
        data={"gateway": "sandbox", "credit": 10.0, "price": 0.05},
        options=dict(options or {}),
        subentries_data=list(recipients),
    )


async def set_up(hass: HomeAssistant, *entries: MockConfigEntry) -> None:
    """Set up accounts and wait for what they do at first."""
    for entry in entries:
        entry.add_to_hass(hass)
    for entry in entries:
        # The first one brings the integration, and with it all other accounts.
        if entry.state is ConfigEntryState.NOT_LOADED:
            await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)


async def settle(hass: HomeAssistant) -> None:
    """Wait until nothing is under way."""
    for _ in range(3):
        await hass.async_block_till_done(wait_background_tasks=True)


async def let_pass(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    seconds: float,
    *,
    step: float | None = None,
) -> None:
    """Let time pass, in steps, with everything that is due."""
    left = seconds
    while left > 0:
        part = min(step or left, left)
        freezer.tick(timedelta(seconds=part))
        async_fire_time_changed(hass)
        await settle(hass)
        left -= part


async def get_on(hass: HomeAssistant) -> None:
    """Let what is under way get on, as far as it does without time."""
    loop = asyncio.get_running_loop()
    turns = 20
    while turns:
        # A sound that is being made takes as long as it takes.
        turns = 20 if _speaks() or _converts() else turns - 1
        for _ in range(5):
            await asyncio.sleep(0)
        # Whoever waits for a database is served by then: it has two threads.
        for entry in hass.config_entries.async_loaded_entries(DOMAIN):
            for thread in (
                entry.runtime_data.store._writer,
                entry.runtime_data.store._reader,
            ):
                if not thread._shutdown:
                    await loop.run_in_executor(thread, _nothing)
        await hass.async_add_executor_job(_nothing)


def _speaks() -> bool:
    """Tell whether Home Assistant speaks a text."""
    return any(task.get_name().startswith("tts_") for task in asyncio.all_tasks())


def _converts() -> bool:
    """Tell whether a process of ours converts sounds."""
    for listed in Path("/proc/self/task").glob("*/children"):
        # Threads and processes end while they are looked at.
        with suppress(OSError):
            for child in listed.read_text().split():
                if Path("/proc", child, "comm").read_text().startswith("ffmpeg"):
                    return True
    return False


def _nothing() -> None:
    """Be done."""


async def finish[ResultT](
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    task: asyncio.Task[ResultT],
    *,
    step: float = 5,
) -> ResultT:
    """Let time pass until a task is done; the loop's own clock stands still too."""
    for _ in range(1000):
        await get_on(hass)
        if task.done():
            return await task
        freezer.tick(timedelta(seconds=step))
        async_fire_time_changed(hass)
    raise AssertionError("the task never ended")


def entity_id(hass: HomeAssistant, platform: str, unique_id: str) -> str:
    """Return the entity with a unique id."""
    found = er.async_get(hass).async_get_entity_id(platform, DOMAIN, unique_id)
    assert found is not None, unique_id
    return found


def state_of(hass: HomeAssistant, platform: str, unique_id: str) -> State:
    """Return the state of the entity with a unique id."""
    state = hass.states.get(entity_id(hass, platform, unique_id))
    assert state is not None, unique_id
    return state


def notify_ids(hass: HomeAssistant, entry: MockConfigEntry, *names: str) -> list[str]:
    """Return the notify entities of recipients by name (all without names)."""
    return [
        entity_id(hass, "notify", f"{entry.entry_id}_{subentry_id}_notify")
        for subentry_id, subentry in entry.subentries.items()
        if not names or subentry.title in names
    ]


async def notify(
    hass: HomeAssistant, targets: Sequence[str], message: str, **data: Any
) -> None:
    """Send by Home Assistant's own action."""
    await hass.services.async_call(
        "notify",
        "send_message",
        {"entity_id": list(targets), "message": message, **data},
        blocking=True,
    )


async def send_sms(hass: HomeAssistant, **data: Any) -> list[dict[str, Any]]:
    """Send by our action and return the rows of its response."""
    response = await hass.services.async_call(
        DOMAIN, "send_sms", data, blocking=True, return_response=True
    )
    assert response is not None
    rows = response["messages"]
    assert isinstance(rows, list)
    return rows  # type: ignore[return-value]  # rows are objects


class EventLog:
    """All states that one event entity went through."""

    def __init__(self, hass: HomeAssistant, event_entity: str) -> None:
        """Listen from now on."""
        self.states: list[State] = []
        self._entity = event_entity
        hass.bus.async_listen("state_changed", self._on_change)

    @callback
    def _on_change(self, event: Event) -> None:
        """Keep a state that tells of an event."""
        new = event.data["new_state"]
        ours = event.data["entity_id"] == self._entity
        if ours and new is not None and new.attributes.get("event_type"):
            self.states.append(new)

    @property
    def types(self) -> list[str]:
        """Return the types of the events, in order."""
        return [state.attributes["event_type"] for state in self.states]

"""A Home Assistant with one account, in a process of its own that will be killed."""

import asyncio
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import aiohttp
from homeassistant import loader
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_test_home_assistant,
)

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.gateways.push_info import PushKind

PUSHED, ANSWERED = "pushed", "answered"
"""Files that hold what is pushed, and that say that the push was answered."""
READY, GO, STILL = "ready", "go", "still"
"""Files by which we say that the account is there, are told to send, and that time is
to run no faster than outside."""


async def live(config_dir: str, entry: dict[str, object], send: list[str]) -> None:
    """Set the account up, send, and let time run until somebody kills us."""
    async with async_test_home_assistant(config_dir=config_dir) as hass:
        hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
        # What a whole Home Assistant has besides, and a test of one account has not:
        # its web server, and the name resolver of its network integration.
        with (
            patch("homeassistant.components.http.HomeAssistantHTTP.async_bind"),
            patch("homeassistant.components.http.HomeAssistantHTTP.start"),
            patch(
                "homeassistant.helpers.aiohttp_client._async_make_resolver",
                lambda _hass: aiohttp.ThreadedResolver(),
            ),
        ):
            account = MockConfigEntry(domain=DOMAIN, **entry)
            account.add_to_hass(hass)
            assert await hass.config_entries.async_setup(account.entry_id)
        await run(hass, send, Path(config_dir))


async def run(hass: HomeAssistant, send: list[str], folder: Path) -> None:
    """Send when told to, and let time run a hundred times faster than outside."""
    if send:
        (folder / READY).touch()
        while not (folder / GO).exists():
            await asyncio.sleep(0.005)
        hass.async_create_task(
            hass.services.async_call(
                "notify", "send_message", {"entity_id": send, "message": "Smoke"}
            )
        )
    at = dt_util.utcnow()
    taking: asyncio.Task[None] | None = None
    while not (folder / STILL).exists():
        at += timedelta(seconds=1)
        async_fire_time_changed(hass, at)
        if taking is None and (folder / PUSHED).exists():
            taking = hass.async_create_task(take(hass, folder))
        await asyncio.sleep(0.01)
    await asyncio.Event().wait()


async def take(hass: HomeAssistant, folder: Path) -> None:
    """Take a push in, and say so."""
    (entry,) = hass.config_entries.async_loaded_entries(DOMAIN)
    await entry.runtime_data.pushes.take(
        PushKind.INBOUND, (folder / PUSHED).read_bytes(), "application/json"
    )
    (folder / ANSWERED).touch()

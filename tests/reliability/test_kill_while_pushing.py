"""The process is killed while a push comes in: what was answered is not lost."""

import json
from pathlib import Path

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.gateways.push_info import PushKind
from tests.integration.world import ANNA, let_pass
from tests.simulators.infobip.server import InfobipSimulator

from .test_kill import provider, rows, start_again, until, victim
from .test_kill_while_sending import DATABASE, a_while, disk_that_takes_nothing
from .victim import ANSWERED, PUSHED

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")
PUSH = json.dumps(
    {
        "results": [
            {
                "messageId": "in-1",
                "from": ANNA.removeprefix("+"),
                "to": "447700900999",
                "text": "On my way",
                "receivedAt": "2026-02-12T09:50:22.221+01:00",
            }
        ]
    }
).encode()


async def heard(hass: HomeAssistant, provider: InfobipSimulator, *, again: bool) -> int:
    """Start again, let the provider push again, and count what is announced."""
    with freeze_time() as freezer:
        assert isinstance(freezer, FrozenDateTimeFactory)
        _, inbound = await start_again(hass, provider)
        (entry,) = hass.config_entries.async_loaded_entries("message_gateways")
        if again:
            await entry.runtime_data.pushes.take(
                PushKind.INBOUND, PUSH, "application/json"
            )
        await let_pass(hass, freezer, 30, step=10)
        return inbound.types.count("received")


async def test_killed_before_a_push_is_on_disk(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    """It was not answered, so it comes again."""
    async with victim(tmp_path, provider, exclusive=False, send=False) as process:
        await until(process, (tmp_path / DATABASE).exists)
        await a_while(process)
        with disk_that_takes_nothing(tmp_path):
            (tmp_path / PUSHED).write_bytes(PUSH)
            await a_while(process)
            assert not (tmp_path / ANSWERED).exists()
            await process.kill()
    assert rows(tmp_path, "SELECT key FROM inbox") == []
    assert await heard(hass, provider, again=True) == 1


@pytest.mark.parametrize("again", [False, True])
async def test_killed_after_a_push_is_answered(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path, again: bool
) -> None:
    """It does not come again, or does since the answer was lost: it counts once."""
    async with victim(tmp_path, provider, exclusive=False, send=False) as process:
        (tmp_path / PUSHED).write_bytes(PUSH)
        await until(process, (tmp_path / ANSWERED).exists)
        await process.kill()
    assert len(rows(tmp_path, "SELECT key FROM inbox")) == 1
    # What was told of is not told of again.
    told = rows(tmp_path, "SELECT announced FROM inbox") == [(1,)]
    assert await heard(hass, provider, again=again) == (0 if told else 1)

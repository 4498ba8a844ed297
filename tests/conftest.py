"""What all tests share."""

import asyncio
from pathlib import Path

import pytest
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

# Imported before Home Assistant starts: the test package brings a custom_components
# of its own, which would be found first.
import custom_components.message_gateways  # noqa: F401
from tests.printable import pytest_report_to_serializable
from tests.reliability.plugin import pytest_addoption, pytest_terminal_summary
from tests.simulators.devino.fixtures import (
    devino_clock,
    devino_simulator,
    devino_simulator_now,
)
from tests.simulators.entera.fixtures import (
    entera_clock,
    entera_simulator,
    entera_simulator_now,
)
from tests.simulators.ictcore.fixtures import (
    ictcore_clock,
    ictcore_simulator,
    ictcore_simulator_h,
    ictcore_simulator_now,
)
from tests.simulators.infobip.fixtures import (
    infobip_clock,
    infobip_simulator,
    infobip_simulator_now,
)
from tests.simulators.ogangi.fixtures import (
    ogangi_clock,
    ogangi_simulator,
    ogangi_simulator_now,
)

__all__ = [
    "devino_clock",
    "devino_simulator",
    "devino_simulator_now",
    "entera_clock",
    "entera_simulator",
    "entera_simulator_now",
    "ictcore_clock",
    "ictcore_simulator",
    "ictcore_simulator_h",
    "ictcore_simulator_now",
    "infobip_clock",
    "infobip_simulator",
    "infobip_simulator_now",
    "ogangi_clock",
    "ogangi_simulator",
    "ogangi_simulator_now",
    "pytest_addoption",
    "pytest_report_to_serializable",
    "pytest_terminal_summary",
]


@pytest.fixture(autouse=True)
def _custom_integrations_are_found(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load this repository's integration."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")


@pytest.fixture(autouse=True)
async def enable_event_loop_debug(request: pytest.FixtureRequest) -> None:
    """Have the loop look out for calls from other threads where we have threads.

    It writes down from where everything was begun as well, which is half of the time
    that a test with Home Assistant takes.
    """
    asyncio.get_running_loop().set_debug("engine" in request.path.parts)


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give each Home Assistant a folder of its own, so that databases are new."""
    return str(tmp_path)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Leave out of snapshots what differs from run to run."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)

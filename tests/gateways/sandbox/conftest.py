"""What the tests of the sandbox share."""

from collections.abc import AsyncIterator

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.sandbox.gateway import (
    SandboxGateway,
    make,
)

from .stories import START


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session, which the sandbox has no use for."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def gateway(
    session: aiohttp.ClientSession, freezer: FrozenDateTimeFactory
) -> SandboxGateway:
    """Make a sandbox with a credit of 10 at a price of 0.05, at a known time."""
    freezer.move_to(START)
    return make({"credit": 10.0, "price": 0.05}, session)

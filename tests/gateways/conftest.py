"""What the tests of floor 1 share."""

from collections.abc import AsyncIterator

import aiohttp
import pytest


@pytest.fixture
async def client(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session that may connect to loopback."""
    async with aiohttp.ClientSession() as session:
        yield session

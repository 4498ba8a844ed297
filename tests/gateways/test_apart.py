"""What is large is read in a thread, what is small at once."""

import threading

import pytest

from custom_components.message_gateways.gateways.apart import LARGE, apart


@pytest.mark.parametrize(("size", "elsewhere"), [(LARGE, False), (LARGE + 1, True)])
async def test_only_what_is_large_is_read_in_a_thread(
    size: int, elsewhere: bool
) -> None:
    thread = await apart(size, threading.get_ident)
    assert (thread != threading.get_ident()) is elsewhere


@pytest.mark.parametrize("size", [0, LARGE + 1])
async def test_what_it_raises_comes_out(size: int) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await apart(size, int, "x")

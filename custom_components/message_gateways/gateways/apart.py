"""Do what would hold up the event loop in a thread of its own."""

import asyncio
from collections.abc import Callable

LARGE = 32 * 1024
"""Bytes of an answer that are read in a few milliseconds on a small computer."""


async def apart[**ParamsT, ResultT](
    size: int,
    work: Callable[ParamsT, ResultT],
    *args: ParamsT.args,
    **kwargs: ParamsT.kwargs,
) -> ResultT:
    """Return what work brings that reads an answer of `size` bytes; raises as it does.

    It must share nothing with other threads.
    """
    if size <= LARGE:
        return work(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)

"""Do what would hold up the event loop in a thread of its own."""

import asyncio
from collections.abc import Callable, Sequence

FEW = 200
"""Rows that are gone through in a few milliseconds on a small computer."""
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


async def apart_rows[RowT, ResultT](
    rows: Sequence[RowT], work: Callable[[Sequence[RowT]], ResultT]
) -> ResultT:
    """Return what work makes of rows, as many as a provider sends; raises as it does.

    It must share nothing with other threads.
    """
    if len(rows) <= FEW:
        return work(rows)
    return await asyncio.to_thread(work, rows)

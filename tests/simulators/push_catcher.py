"""A server on loopback that catches what a simulator pushes."""

import asyncio
from types import TracebackType
from typing import Self

from aiohttp import web


class PushCatcher:
    """Keep what is posted, answering with the next of `statuses`, then with 200.

    The body of each answer is `reply`, as text/plain.

    `bodies` and `content_types` hold one entry for each request, oldest first;
    `caught` is set with the first.
    """

    def __init__(self, *statuses: int, reply: str = "") -> None:
        """Take the statuses of the first answers and the body of all."""
        self.bodies: list[bytes] = []
        self.content_types: list[str] = []
        self.caught = asyncio.Event()
        self.url = ""
        self._statuses = list(statuses)
        self._reply = reply
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Open the server on a free port."""
        application = web.Application()
        application.router.add_post("/{path:.*}", self._catch)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/pushed"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the server."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _catch(self, request: web.Request) -> web.Response:
        """Keep a request and answer it."""
        self.bodies.append(await request.read())
        self.content_types.append(request.content_type)
        self.caught.set()
        status = self._statuses.pop(0) if self._statuses else 200
        return web.Response(status=status, text=self._reply)

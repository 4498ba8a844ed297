"""The part that all simulators of HTTP gateways have in common."""

from abc import ABC, abstractmethod
import asyncio
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.fault_answers import Struck, answer_with
from tests.simulators.faults import FaultList
from tests.simulators.received import ReceivedRequest, query_of
from tests.simulators.tasks import BackgroundTasks

CONTROL = "/__simulator"
LARGEST_REQUEST = 64 * 1024 * 1024


class HttpSimulator(ABC):
    """Serve one provider's API on loopback: record requests, strike faults, answer.

    `requests` holds everything received outside the control interface, `faults` what is
    to go wrong, `working` how many requests are being answered and `held` how many a
    fault holds up. Use it as an async context manager, or call `start` and `stop`.
    """

    secret_parameters: frozenset[str] = frozenset()
    """Names in lower case of parameters that the control interface doesn't show."""

    def __init__(
        self, *, host: str = "127.0.0.1", port: int = 0, clock: Clock = wall_clock
    ) -> None:
        """Prepare a server on host and port (0: a free one) whose time is `clock()`."""
        self.clock = clock
        self.faults = FaultList()
        self.requests: list[ReceivedRequest] = []
        self.tasks = BackgroundTasks()
        self.working = self.held = 0
        self._host = host
        self._port = port
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    @abstractmethod
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Return the provider's answer to a request, with its effects."""

    @abstractmethod
    def error(self, received: ReceivedRequest, status: int) -> web.Response:
        """Return the provider's error answer of a status."""

    @abstractmethod
    def read_body(self, content_type: str, raw: bytes) -> Any:
        """Return the parsed body of a request, None when it can't be parsed."""

    @abstractmethod
    async def control(self, received: ReceivedRequest) -> web.Response:
        """Return the answer of the control interface (paths under /__simulator)."""

    @property
    def port(self) -> int:
        """Return the port, once started."""
        return self._port

    @property
    def url(self) -> str:
        """Return the base URL without a slash at its end, once started."""
        return f"http://{self._host}:{self._port}"

    def requests_to(self, path: str) -> list[ReceivedRequest]:
        """Return the requests whose path contains `path`, oldest first."""
        return [request for request in self.requests if path in request.path]

    async def settle(self) -> None:
        """Wait until all background work has ended."""
        await self.tasks.wait()

    def reset(self) -> None:
        """Forget requests and faults."""
        self.requests.clear()
        self.faults.clear()

    async def start(self) -> None:
        """Open the server."""
        self._closing.clear()
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """End what runs in the background, what hangs, and the server."""
        self._closing.set()
        await self.tasks.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        """Open the server."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the server."""
        await self.stop()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        """Count a request for as long as it takes."""
        self.working += 1
        try:
            return await self._respond(request)
        finally:
            self.working -= 1

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        """Record a request, then answer it or let a fault strike it."""
        raw = await request.read()
        received = ReceivedRequest(
            method=request.method,
            path=request.path,
            query=query_of(request),
            headers=request.headers.copy(),
            body=self.read_body(request.headers.get("Content-Type", ""), raw),
            raw=raw,
            at=self.clock(),
            raw_path=request.raw_path,
        )
        if received.path.startswith(CONTROL):
            return await self.control(received)
        self.requests.append(received)
        fault = self.faults.take(received.method, received.path)
        if fault is None:
            return await self.answer(received)
        struck = Struck(
            request=request,
            answer=lambda: self.answer(received),
            error=lambda status: self.error(received, status),
            pause=self._pause,
        )
        return await answer_with(fault, struck)

    async def _pause(self, seconds: float | None) -> None:
        """Wait for seconds (without end when None) or until the simulator closes."""
        self.working -= 1
        self.held += 1
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self.held -= 1
            self.working += 1

"""Answer a request with a fault."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.simulators.faults import Fault, FaultKind

type Answer = Callable[[], Awaitable[web.Response]]

MEGABYTE = 1_000_000
PORTAL = (
    "<!DOCTYPE html><html><body><h1>Please log in to the network</h1></body></html>"
)
OTHER_JSON = '{"messages": 7, "results": {"messageId": [null, {"status": "fine"}]}}'
NOT_JSON = '{"messages": [{"to": '
NOT_UTF8 = '{"results": [], "messages": [], "note": "déjà"}'.encode("latin-1")
FIRST_REDIRECT, LAST_REDIRECT = 300, 399


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """Hold what a fault needs: the request, its usual answer, its error answer.

    `pause` waits for seconds, without end when None, or until the simulator closes.
    """

    request: web.Request
    answer: Answer
    error: Callable[[int], web.Response]
    pause: Callable[[float | None], Awaitable[None]]


async def answer_with(fault: Fault, struck: Struck) -> web.StreamResponse:
    """Let a fault strike a request."""
    usual = await struck.answer() if fault.processed else None
    match fault.kind:
        case FaultKind.SLOW:
            await struck.pause(fault.seconds)
            response: web.StreamResponse = usual or await struck.answer()
        case FaultKind.HANG:
            await struck.pause(fault.seconds or None)
            response = _cut(struck.request)
        case FaultKind.CUT:
            response = _cut(struck.request)
        case FaultKind.CUT_IN_BODY:
            response = await _cut_in_body(struck.request, usual)
        case FaultKind.HUGE:
            response = await _huge(struck.request, fault.size)
        case FaultKind.STATUS:
            response = _status(fault, struck)
        case FaultKind.REDIRECT:
            response = _redirect(fault)
        case _:
            response = _odd_body(fault)
    return response


def _status(fault: Fault, struck: Struck) -> web.Response:
    """Return the error status with the provider's body or the fault's own."""
    if fault.body is None:
        response = struck.error(fault.status)
    else:
        response = web.Response(status=fault.status, text=fault.body)
    if fault.retry_after is not None:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response


def _redirect(fault: Fault) -> web.Response:
    """Return a redirect to another host."""
    status = fault.status if FIRST_REDIRECT <= fault.status <= LAST_REDIRECT else 302
    return web.Response(status=status, headers={"Location": fault.location})


def _odd_body(fault: Fault) -> web.Response:
    """Return 200 with a body that is not what the provider would say."""
    if fault.kind is FaultKind.HTML:
        return web.Response(text=fault.body or PORTAL, content_type="text/html")
    bodies = {
        FaultKind.EMPTY: b"",
        FaultKind.OTHER_JSON: (fault.body or OTHER_JSON).encode(),
        FaultKind.NOT_JSON: (fault.body or NOT_JSON).encode(),
        FaultKind.WRONG_CHARSET: NOT_UTF8,
    }
    content_type = "application/json; charset=utf-8"
    return web.Response(body=bodies[fault.kind], headers={"Content-Type": content_type})


def _cut(request: web.Request) -> web.Response:
    """Close the connection; what is returned goes nowhere."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def _cut_in_body(
    request: web.Request, usual: web.Response | None
) -> web.StreamResponse:
    """Send half of a body under the length of the whole, then close the connection."""
    body = OTHER_JSON.encode()
    content_type = "application/json"
    if usual is not None and isinstance(usual.body, bytes):
        body, content_type = usual.body, usual.content_type
    headers = {"Content-Type": content_type, "Content-Length": str(len(body))}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def _huge(request: web.Request, megabytes: int) -> web.StreamResponse:
    """Stream megabytes of valid JSON until the client has had enough."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    chunk = b"x" * MEGABYTE
    await response.write(b'{"messages": [], "results": [], "filler": "')
    for _ in range(megabytes):
        await response.write(chunk)
    await response.write(b'"}')
    return response

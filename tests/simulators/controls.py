"""The part of the control interface (paths under /__simulator) that all have.

All bodies are JSON. Nothing is asked for a log-in: the servers listen on loopback.

GET    /__simulator/requests   what clients asked, without their log-ins
GET    /__simulator/faults     faults still to come
POST   /__simulator/faults     a fault, by the names of its fields: {"kind": "cut"}
DELETE /__simulator/faults     forget faults
POST   /__simulator/settle     let the background work that is due come to its end
POST   /__simulator/reset      forget what happened, keep accounts and settings
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from aiohttp import web

from tests.simulators.faults import fault_from_json
from tests.simulators.http_simulator import CONTROL, HttpSimulator
from tests.simulators.pushes import PushRecord
from tests.simulators.received import ReceivedRequest

type Handler[S] = Callable[[S, dict[str, Any]], Awaitable[Any]]

HIDDEN = "***"


async def answer_control[S: HttpSimulator](
    simulator: S,
    received: ReceivedRequest,
    handlers: Mapping[tuple[str, str], Handler[S]],
) -> web.Response:
    """Answer by a simulator's own handlers or the common ones; 400 for what is wrong.

    A handler is found by method and by the path's end, for instance ("GET", "state").
    """
    name = received.path.removeprefix(CONTROL).strip("/")
    handler = handlers.get((received.method, name)) or COMMON.get(
        (received.method, name)
    )
    if handler is None:
        return web.json_response({"error": "no such control"}, status=404)
    body = received.body if isinstance(received.body, dict) else {}
    try:
        return web.json_response(await handler(simulator, body))
    except (TypeError, ValueError, KeyError, ArithmeticError) as error:
        return web.json_response(
            {"error": f"{type(error).__name__}: {error}"}, status=400
        )


def plain(value: Any) -> Any:
    """Return a value that JSON can hold: numbers for decimals, seconds for periods."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value if isinstance(value, str | int | float | None) else str(value)


def push_row(push: PushRecord) -> dict[str, Any]:
    """Return what became of a push."""
    return {
        "at": push.at.isoformat(),
        "url": push.url,
        "body": push.body.decode(),
        "statuses": push.statuses,
        "taken": push.taken,
    }


async def _requests(simulator: HttpSimulator, _body: dict[str, Any]) -> Any:
    """Show what clients asked, without their log-ins."""
    return [
        {
            "at": request.at.isoformat(),
            "method": request.method,
            "path": request.path,
            "query": _without_log_in(simulator, request.query),
            "body": _without_log_in(simulator, request.body),
        }
        for request in simulator.requests
    ]


def _without_log_in(simulator: HttpSimulator, value: Any) -> Any:
    """Return parameters with the secret ones hidden."""
    if not isinstance(value, Mapping):
        return value
    secret = simulator.secret_parameters
    return {
        name: HIDDEN if str(name).lower() in secret else item
        for name, item in value.items()
    }


async def _faults(simulator: HttpSimulator, _body: dict[str, Any]) -> Any:
    """Show the faults still to come."""
    return [asdict(fault) | {"times": left} for fault, left in simulator.faults.pending]


async def _add_fault(simulator: HttpSimulator, body: dict[str, Any]) -> Any:
    """Add a fault."""
    fault = fault_from_json(body)
    simulator.faults.add(fault)
    return asdict(fault)


async def _clear_faults(simulator: HttpSimulator, _body: dict[str, Any]) -> Any:
    """Forget the faults."""
    simulator.faults.clear()
    return {}


async def _settle(simulator: HttpSimulator, _body: dict[str, Any]) -> Any:
    """Let what is due come to its end."""
    await simulator.settle()
    return {}


async def _reset(simulator: HttpSimulator, _body: dict[str, Any]) -> Any:
    """Forget what happened."""
    simulator.reset()
    return {}


COMMON: dict[tuple[str, str], Handler[HttpSimulator]] = {
    ("GET", "requests"): _requests,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "settle"): _settle,
    ("POST", "reset"): _reset,
}

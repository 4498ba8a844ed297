"""The control interface for a simulator in another process (paths under /__simulator).

All bodies are JSON. Nothing is asked for a log-in: the server listens on loopback.

GET    /__simulator/state      accounts, settings, counts
POST   /__simulator/accounts   {"user", "password", "credit", "price", "number", …}
POST   /__simulator/settings   {"reply_text", "dialect", "delays": {"final": 2, …}, …}
GET    /__simulator/messages   all sent messages with their present status
GET    /__simulator/inbox      all received messages
POST   /__simulator/inbox      {"from", "text", "to", "keyword", "account"}: a new one
GET    /__simulator/requests   what clients asked
GET    /__simulator/pushes     what became of pushes
GET    /__simulator/faults     faults still to come
POST   /__simulator/faults     a fault, by the names of its fields: {"kind": "cut"}
DELETE /__simulator/faults     forget faults
POST   /__simulator/settle     send due pushes and wait for them
POST   /__simulator/reset      forget messages, inbox, requests, faults, pushes
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.simulators.faults import fault_from_json
from tests.simulators.http_simulator import CONTROL
from tests.simulators.infobip.rows import inbox_report_row, log_row
from tests.simulators.infobip.settings import Dialect
from tests.simulators.received import ReceivedRequest

if TYPE_CHECKING:
    from tests.simulators.infobip.server import InfobipSimulator

type Handler = Callable[["InfobipSimulator", dict[str, Any]], Awaitable[Any]]


async def control(
    simulator: InfobipSimulator, received: ReceivedRequest
) -> web.Response:
    """Answer a request of the control interface; 400 when it can't be used."""
    name = received.path.removeprefix(CONTROL).strip("/")
    handler = HANDLERS.get((received.method, name))
    if handler is None:
        return web.json_response({"error": "no such control"}, status=404)
    body = received.body if isinstance(received.body, dict) else {}
    try:
        return web.json_response(await handler(simulator, body))
    except (TypeError, ValueError, KeyError, ArithmeticError) as error:
        return web.json_response(
            {"error": f"{type(error).__name__}: {error}"}, status=400
        )


async def _state(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show accounts, settings and counts."""
    accounts = [asdict(account) for account in simulator.world.accounts.values()]
    for account in accounts:
        del account["password"]
    return _plain(
        {
            "accounts": accounts,
            "settings": asdict(simulator.settings),
            "messages": len(simulator.messages),
            "inbox": len(simulator.inbox),
            "requests": len(simulator.requests),
            "now": simulator.clock().isoformat(),
        }
    )


async def _add_account(simulator: InfobipSimulator, body: dict[str, Any]) -> Any:
    """Add or replace an account."""
    fields = dict(body)
    if "keywords" in fields:
        fields["keywords"] = tuple(fields["keywords"])
    return {"user": simulator.add_account(**fields).user}


async def _configure(simulator: InfobipSimulator, body: dict[str, Any]) -> Any:
    """Change settings."""
    changes = dict(body)
    if "delays" in changes:
        changes["delays"] = replace(simulator.settings.delays, **changes["delays"])
    if "dialect" in changes:
        changes["dialect"] = Dialect(changes["dialect"])
    for name in ("history", "longest_validity"):
        if name in changes:
            changes[name] = timedelta(seconds=changes[name])
    simulator.configure(**changes)
    return _plain(asdict(simulator.settings))


async def _messages(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show all sent messages."""
    return [
        log_row(simulator.world, message) | {"user": message.user}
        for message in simulator.messages
    ]


async def _inbox(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show all received messages."""
    return [
        inbox_report_row(simulator.world, inbound) | {"taken": inbound.taken}
        for inbound in simulator.inbox
    ]


async def _receive(simulator: InfobipSimulator, body: dict[str, Any]) -> Any:
    """Let a message arrive."""
    inbound = simulator.receive(
        body.get("account"),
        from_=str(body["from"]),
        text=str(body["text"]),
        to=body.get("to"),
        keyword=body.get("keyword"),
    )
    return inbox_report_row(simulator.world, inbound)


async def _requests(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show what clients asked, without their log-ins."""
    return [
        {
            "at": request.at.isoformat(),
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "body": request.body,
        }
        for request in simulator.requests
    ]


async def _pushes(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show what became of pushes."""
    return [
        {
            "at": push.at.isoformat(),
            "url": push.url,
            "body": push.body.decode(),
            "statuses": push.statuses,
            "taken": push.taken,
        }
        for push in simulator.pushes
    ]


async def _faults(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show the faults still to come."""
    return [asdict(fault) | {"times": left} for fault, left in simulator.faults.pending]


async def _add_fault(simulator: InfobipSimulator, body: dict[str, Any]) -> Any:
    """Add a fault."""
    fault = fault_from_json(body)
    simulator.faults.add(fault)
    return asdict(fault)


async def _clear_faults(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Forget the faults."""
    simulator.faults.clear()
    return {}


async def _settle(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Send due pushes."""
    await simulator.settle()
    return {"pushes": len(simulator.pushes)}


async def _reset(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Forget what happened."""
    simulator.reset()
    return {}


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value if isinstance(value, str | int | float | None) else str(value)


HANDLERS: dict[tuple[str, str], Handler] = {
    ("GET", "state"): _state,
    ("POST", "accounts"): _add_account,
    ("POST", "settings"): _configure,
    ("GET", "messages"): _messages,
    ("GET", "inbox"): _inbox,
    ("POST", "inbox"): _receive,
    ("GET", "requests"): _requests,
    ("GET", "pushes"): _pushes,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "settle"): _settle,
    ("POST", "reset"): _reset,
}

"""The control interface for a simulator in another process (paths under /__simulator).

What all simulators have is listed in tests/simulators/controls.py. Besides:

GET    /__simulator/state      accounts, settings, counts
POST   /__simulator/accounts   {"instance_id", "public_key", "private_key", "codes", …}
POST   /__simulator/settings   {"first_page": 1, "names": "upper", "delays": {…}, …}
GET    /__simulator/messages   all sent messages with their present status
GET    /__simulator/inbox      all received messages
POST   /__simulator/inbox      {"from", "text", "to", "account"}: a new one
GET    /__simulator/pushes     what became of pushes
"""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.simulators.controls import Handler, answer_control, plain, push_row
from tests.simulators.ogangi.settings import Dates, Names, PageZero
from tests.simulators.received import ReceivedRequest

if TYPE_CHECKING:
    from tests.simulators.ogangi.server import OgangiSimulator

KINDS = {"names": Names, "page_zero": PageZero, "dates": Dates}


async def control(
    simulator: OgangiSimulator, received: ReceivedRequest
) -> web.Response:
    """Answer a request of the control interface; 400 when it can't be used."""
    return await answer_control(simulator, received, HANDLERS)


async def _state(simulator: OgangiSimulator, _body: dict[str, Any]) -> Any:
    """Show accounts, settings and counts."""
    accounts = [asdict(account) for account in simulator.world.accounts.values()]
    for account in accounts:
        del account["private_key"]
    return plain(
        {
            "accounts": accounts,
            "settings": asdict(simulator.settings),
            "messages": len(simulator.messages),
            "inbox": len(simulator.inbox),
            "requests": len(simulator.requests),
            "now": simulator.clock().isoformat(),
        }
    )


async def _add_account(simulator: OgangiSimulator, body: dict[str, Any]) -> Any:
    """Add or replace an account."""
    fields = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in body.items()
    }
    return {"instance_id": simulator.add_account(**fields).instance_id}


async def _configure(simulator: OgangiSimulator, body: dict[str, Any]) -> Any:
    """Change settings."""
    changes = dict(body)
    if "delays" in changes:
        changes["delays"] = replace(simulator.settings.delays, **changes["delays"])
    for name, kind in KINDS.items():
        if name in changes:
            changes[name] = kind(changes[name])
    simulator.configure(**changes)
    return plain(asdict(simulator.settings))


async def _messages(simulator: OgangiSimulator, _body: dict[str, Any]) -> Any:
    """Show all sent messages."""
    return plain(
        [
            asdict(message) | {"status": simulator.world.status(message)}
            for message in simulator.messages
        ]
    )


async def _inbox(simulator: OgangiSimulator, _body: dict[str, Any]) -> Any:
    """Show all received messages."""
    return plain([asdict(inbound) for inbound in simulator.inbox])


async def _receive(simulator: OgangiSimulator, body: dict[str, Any]) -> Any:
    """Let a message arrive."""
    inbound = simulator.receive(
        body.get("account"),
        from_=str(body["from"]),
        text=str(body["text"]),
        to=body.get("to"),
    )
    return plain(asdict(inbound))


async def _requests(simulator: OgangiSimulator, _body: dict[str, Any]) -> Any:
    """Show what clients asked, without the key and signature at the end."""
    return [
        {
            "at": request.at.isoformat(),
            "method": request.method,
            "path": request.raw_path.rsplit("/", 2)[0],
            "body": request.body,
        }
        for request in simulator.requests
    ]


async def _pushes(simulator: OgangiSimulator, _body: dict[str, Any]) -> Any:
    """Show what became of pushes."""
    return [push_row(push) for push in simulator.pushes]


HANDLERS: dict[tuple[str, str], Handler[OgangiSimulator]] = {
    ("GET", "state"): _state,
    ("POST", "accounts"): _add_account,
    ("POST", "settings"): _configure,
    ("GET", "messages"): _messages,
    ("GET", "inbox"): _inbox,
    ("POST", "inbox"): _receive,
    ("GET", "requests"): _requests,
    ("GET", "pushes"): _pushes,
}

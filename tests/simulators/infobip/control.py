"""The control interface for a simulator in another process (paths under /__simulator).

What all simulators have is listed in tests/simulators/controls.py. Besides:

GET    /__simulator/state      accounts, settings, counts
POST   /__simulator/accounts   {"user", "password", "credit", "price", "number", …}
POST   /__simulator/settings   {"reply_text", "dialect", "delays": {"final": 2, …}, …}
GET    /__simulator/messages   all sent messages with their present status
GET    /__simulator/inbox      all received messages
POST   /__simulator/inbox      {"from", "text", "to", "keyword", "account"}: a new one
GET    /__simulator/pushes     what became of pushes
"""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.simulators.controls import Handler, answer_control, plain, push_row
from tests.simulators.infobip.rows import inbox_report_row, log_row
from tests.simulators.infobip.settings import Dialect
from tests.simulators.received import ReceivedRequest

if TYPE_CHECKING:
    from tests.simulators.infobip.server import InfobipSimulator


async def control(
    simulator: InfobipSimulator, received: ReceivedRequest
) -> web.Response:
    """Answer a request of the control interface; 400 when it can't be used."""
    return await answer_control(simulator, received, HANDLERS)


async def _state(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show accounts, settings and counts."""
    accounts = [asdict(account) for account in simulator.world.accounts.values()]
    for account in accounts:
        del account["password"]
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
    return plain(asdict(simulator.settings))


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


async def _pushes(simulator: InfobipSimulator, _body: dict[str, Any]) -> Any:
    """Show what became of pushes."""
    return [push_row(push) for push in simulator.pushes]


HANDLERS: dict[tuple[str, str], Handler[InfobipSimulator]] = {
    ("GET", "state"): _state,
    ("POST", "accounts"): _add_account,
    ("POST", "settings"): _configure,
    ("GET", "messages"): _messages,
    ("GET", "inbox"): _inbox,
    ("POST", "inbox"): _receive,
    ("GET", "pushes"): _pushes,
}

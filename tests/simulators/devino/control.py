"""The control interface for a simulator in another process (paths under /__simulator).

What all simulators have is listed in tests/simulators/controls.py. Besides:

GET    /__simulator/state      accounts, settings, counts
POST   /__simulator/accounts   {"login", "password", "credit", "price", "number", …}
POST   /__simulator/settings   {"reply_text", "expired", "delays": {"final": 2, …}, …}
DELETE /__simulator/sessions   let all sessions expire
GET    /__simulator/messages   all sent messages with their present state
GET    /__simulator/inbox      all received messages
POST   /__simulator/inbox      {"from", "text", "to", "account"}: a new one
GET    /__simulator/pushes     what became of pushes
"""

from dataclasses import asdict, replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.simulators.controls import Handler, answer_control, plain, push_row
from tests.simulators.devino.messages import Channel
from tests.simulators.devino.rows import inbound_row, sms_row, viber_row
from tests.simulators.devino.settings import Expired, IdStyle
from tests.simulators.received import ReceivedRequest

if TYPE_CHECKING:
    from tests.simulators.devino.server import DevinoSimulator


async def control(
    simulator: DevinoSimulator, received: ReceivedRequest
) -> web.Response:
    """Answer a request of the control interface; 400 when it can't be used."""
    return await answer_control(simulator, received, HANDLERS)


async def _state(simulator: DevinoSimulator, _body: dict[str, Any]) -> Any:
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


async def _add_account(simulator: DevinoSimulator, body: dict[str, Any]) -> Any:
    """Add or replace an account."""
    fields = dict(body)
    if "senders" in fields:
        fields["senders"] = tuple(fields["senders"])
    return {"login": simulator.add_account(**fields).login}


async def _configure(simulator: DevinoSimulator, body: dict[str, Any]) -> Any:
    """Change settings; `history` in seconds, `zone` in minutes east."""
    changes = dict(body)
    if "delays" in changes:
        changes["delays"] = replace(simulator.settings.delays, **changes["delays"])
    if "expired" in changes:
        changes["expired"] = Expired(changes["expired"])
    if "id_style" in changes:
        changes["id_style"] = IdStyle(changes["id_style"])
    if "history" in changes:
        changes["history"] = timedelta(seconds=changes["history"])
    if changes.get("zone") is not None:
        changes["zone"] = timezone(timedelta(minutes=changes["zone"]))
    simulator.configure(**changes)
    return plain(asdict(simulator.settings))


async def _expire(simulator: DevinoSimulator, _body: dict[str, Any]) -> Any:
    """Let all sessions expire."""
    simulator.expire_sessions()
    return {}


async def _messages(simulator: DevinoSimulator, _body: dict[str, Any]) -> Any:
    """Show all sent messages with the state of their first id."""
    rows = []
    for message in simulator.messages:
        viber = message.channel is Channel.VIBER
        state = (viber_row if viber else sms_row)(simulator.world, message)
        told = {
            "login": message.login,
            "channel": message.channel.value,
            "ids": message.ids,
            "from": message.from_,
            "to": message.to,
            "text": message.text,
        }
        rows.append(told | state)
    return rows


async def _inbox(simulator: DevinoSimulator, _body: dict[str, Any]) -> Any:
    """Show all received messages."""
    return [
        inbound_row(simulator.world, inbound) | {"pushed": inbound.pushed}
        for inbound in simulator.inbox
    ]


async def _receive(simulator: DevinoSimulator, body: dict[str, Any]) -> Any:
    """Let a message arrive."""
    inbound = simulator.receive(
        body.get("account"),
        from_=str(body["from"]),
        text=str(body["text"]),
        to=body.get("to"),
    )
    return inbound_row(simulator.world, inbound)


async def _pushes(simulator: DevinoSimulator, _body: dict[str, Any]) -> Any:
    """Show what became of pushes."""
    return [push_row(push) for push in simulator.pushes]


HANDLERS: dict[tuple[str, str], Handler[DevinoSimulator]] = {
    ("GET", "state"): _state,
    ("POST", "accounts"): _add_account,
    ("POST", "settings"): _configure,
    ("DELETE", "sessions"): _expire,
    ("GET", "messages"): _messages,
    ("GET", "inbox"): _inbox,
    ("POST", "inbox"): _receive,
    ("GET", "pushes"): _pushes,
}

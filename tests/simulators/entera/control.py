"""The control interface for a simulator in another process (paths under /__simulator).

What all simulators have is listed in tests/simulators/controls.py. Besides:

GET    /__simulator/state       accounts, settings, counts
POST   /__simulator/accounts    {"login", "password", "credit", "sms_price", …}
POST   /__simulator/settings    {"empty": "list", "delays": {"fax": 2, …}, …}
GET    /__simulator/messages    all tasks as the lists show them now
GET    /__simulator/inbox       all received messages as the lists show them
POST   /__simulator/inbox       {"channel", "from", "text", "account"}: a new one
GET    /__simulator/books       all address books
GET    /__simulator/behaviours  the numbers whose behaviour was changed
POST   /__simulator/behaviours  {"number": "447700900123", "keys": "1"}: what becomes of
                                messages to it, by the fields of Behaviour
DELETE /__simulator/behaviours  all numbers behave as usual again
GET    /__simulator/oddities    odd answers still to come
POST   /__simulator/oddities    one, by the names of its fields: {"kind": "slip"}
DELETE /__simulator/oddities    forget them
"""

from dataclasses import asdict, replace
from datetime import timedelta, timezone
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.simulators.controls import Handler, answer_control, plain
from tests.simulators.entera.numbers import Form
from tests.simulators.entera.oddities import Oddity, OddKind
from tests.simulators.entera.replies import json_text
from tests.simulators.entera.rows import inbound_row, message_row
from tests.simulators.entera.settings import BadMedia, Empty, MissingMacro
from tests.simulators.received import ReceivedRequest

if TYPE_CHECKING:
    from tests.simulators.entera.server import EnteraSimulator

CHOICES = {
    "fax_form": Form,
    "sms_form": Form,
    "ivr_form": Form,
    "empty": Empty,
    "missing_macro": MissingMacro,
    "bad_media": BadMedia,
}


async def control(
    simulator: EnteraSimulator, received: ReceivedRequest
) -> web.Response:
    """Answer a request of the control interface; 400 when it can't be used."""
    return await answer_control(simulator, received, HANDLERS)


async def _state(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Show accounts, settings and counts."""
    accounts = [asdict(account) for account in simulator.world.accounts.values()]
    for account in accounts:
        del account["password"]
        account["forbidden"] = sorted(account["forbidden"])
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


async def _add_account(simulator: EnteraSimulator, body: dict[str, Any]) -> Any:
    """Add or replace an account."""
    fields = dict(body)
    if "senders" in fields:
        fields["senders"] = tuple(fields["senders"])
    if "forbidden" in fields:
        fields["forbidden"] = frozenset(fields["forbidden"])
    account = simulator.add_account(**fields)
    if account.login == simulator.account.login:
        simulator.account = account
    return {"login": account.login}


async def _configure(simulator: EnteraSimulator, body: dict[str, Any]) -> Any:
    """Change settings; `zone` in minutes east."""
    changes = dict(body)
    if "delays" in changes:
        changes["delays"] = replace(simulator.settings.delays, **changes["delays"])
    for name, choice in CHOICES.items():
        if name in changes:
            changes[name] = choice(changes[name])
    if "document_types" in changes:
        changes["document_types"] = tuple(changes["document_types"])
    if "zone" in changes:
        changes["zone"] = timezone(timedelta(minutes=changes["zone"]))
    simulator.configure(**changes)
    return plain(asdict(simulator.settings))


async def _messages(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Show all tasks."""
    rows = [
        {
            "login": message.login,
            "method": message.method,
            "alias": message.alias,
            "notification": message.notification,
            "names": message.names,
            "text": message.text,
            "texts": [one.text for one in message.deliveries],
            "row": message_row(simulator.world, message),
        }
        for message in simulator.messages
    ]
    return json.loads(json_text(rows))


async def _inbox(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Show all received messages."""
    rows = [inbound_row(simulator.world, inbound) for inbound in simulator.inbox]
    return json.loads(json_text(rows))


async def _receive(simulator: EnteraSimulator, body: dict[str, Any]) -> Any:
    """Let a message arrive."""
    inbound = simulator.receive(
        body.get("channel", "sms"),
        from_=str(body["from"]),
        text=str(body.get("text", "")),
        login=body.get("account"),
        pages=int(body.get("pages", 1)),
        status=int(body.get("status", 4)),
    )
    return json.loads(json_text(inbound_row(simulator.world, inbound)))


async def _books(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Show all address books."""
    return [
        {"login": book.login} | book.row(with_records=True)
        for book in simulator.world.books
    ]


async def _behaviours(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Show the changed behaviours."""
    return {
        number: asdict(behaviour)
        for number, behaviour in simulator.world.behaviours.items()
    }


async def _behave(simulator: EnteraSimulator, body: dict[str, Any]) -> Any:
    """Change what becomes of messages to a number."""
    fields = dict(body)
    return asdict(simulator.behave(str(fields.pop("number")), **fields))


async def _forget_behaviours(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Let all numbers behave as usual."""
    simulator.world.behaviours.clear()
    return {}


async def _oddities(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Show the oddities still to come."""
    return [asdict(odd) | {"times": left} for odd, left in simulator.oddities.pending]


async def _add_oddity(simulator: EnteraSimulator, body: dict[str, Any]) -> Any:
    """Add an oddity."""
    fields = dict(body)
    oddity = Oddity(kind=OddKind(str(fields.pop("kind", ""))), **fields)
    simulator.oddities.add(oddity)
    return asdict(oddity)


async def _clear_oddities(simulator: EnteraSimulator, _body: dict[str, Any]) -> Any:
    """Forget the oddities."""
    simulator.oddities.clear()
    return {}


HANDLERS: dict[tuple[str, str], Handler[EnteraSimulator]] = {
    ("GET", "state"): _state,
    ("POST", "accounts"): _add_account,
    ("POST", "settings"): _configure,
    ("GET", "messages"): _messages,
    ("GET", "inbox"): _inbox,
    ("POST", "inbox"): _receive,
    ("GET", "books"): _books,
    ("GET", "behaviours"): _behaviours,
    ("POST", "behaviours"): _behave,
    ("DELETE", "behaviours"): _forget_behaviours,
    ("GET", "oddities"): _oddities,
    ("POST", "oddities"): _add_oddity,
    ("DELETE", "oddities"): _clear_oddities,
}

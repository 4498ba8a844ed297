"""The control interface for a simulator in another process (paths under /__simulator).

What all simulators have is listed in tests/simulators/controls.py. Besides:

GET    /__simulator/state      users, accounts, settings, counts
POST   /__simulator/settings   {"strict": true, "release": "2.1.0", "delays": {…}, …}
POST   /__simulator/users      {"username", "password", "role": "1"} ("2": admin)
POST   /__simulator/providers  {"type": "smpp", "host", …}: a new one
DELETE /__simulator/providers  leave nothing to send by
DELETE /__simulator/tokens     let all tokens end
GET    /__simulator/messages   all outbound transmissions with status and results
GET    /__simulator/sent       everything that left the server
GET    /__simulator/inbox      all inbound transmissions
POST   /__simulator/inbox      {"from", "text", "channel": "sms", "subject", "media" in
                               base64, "account_id"}: a new one
POST   /__simulator/fates      {"to": "447700900123", "fate": "busy"} (fates.py)
POST   /__simulator/finish     {"transmission_id": 1, "fate": "delivered"}: end it now
POST   /__simulator/filler     {"count": 5000}: so many transmissions of somebody else's
"""

from base64 import b64decode
from dataclasses import asdict, replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.simulators.controls import Handler, answer_control, plain
from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.settings import Release
from tests.simulators.ictcore.tables import Row
from tests.simulators.received import ReceivedRequest

if TYPE_CHECKING:
    from tests.simulators.ictcore.server import IctcoreSimulator

SECRETS = frozenset({"passwd", "passwd_pin", "values"})


async def control(
    simulator: IctcoreSimulator, received: ReceivedRequest
) -> web.Response:
    """Answer a request of the control interface; 400 when it can't be used."""
    return await answer_control(simulator, received, HANDLERS)


async def _state(simulator: IctcoreSimulator, _body: dict[str, Any]) -> Any:
    """Show users, accounts, settings and counts."""
    tables = simulator.world.tables
    return plain(
        {
            "users": [_open(row) for row in tables.users],
            "accounts": [_open(row) for row in tables.accounts],
            "settings": _settings(simulator),
            "counts": {table.key.removesuffix("_id"): len(table) for table in tables},
            "requests": len(simulator.requests),
            "now": simulator.clock().isoformat(),
        }
    )


async def _configure(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """Change settings; `zone` in minutes east."""
    changes = dict(body)
    if "delays" in changes:
        changes["delays"] = replace(simulator.settings.delays, **changes["delays"])
    if "release" in changes:
        changes["release"] = Release(changes["release"])
    if "fatal" in changes:
        changes["fatal"] = frozenset(changes["fatal"])
    if "zone" in changes:
        changes["zone"] = timezone(timedelta(minutes=changes["zone"]))
    simulator.configure(**changes)
    return plain(_settings(simulator))


async def _add_user(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """Add a user."""
    return {"user_id": simulator.add_user(**body)}


async def _add_provider(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """Add a provider."""
    fields = dict(body)
    return {"provider_id": simulator.add_provider(fields.pop("type"), **fields)}


async def _remove_providers(simulator: IctcoreSimulator, _body: dict[str, Any]) -> Any:
    """Remove all providers."""
    simulator.remove_providers()
    return {}


async def _expire(simulator: IctcoreSimulator, _body: dict[str, Any]) -> Any:
    """Let all tokens end."""
    simulator.expire_tokens()
    return {}


async def _messages(simulator: IctcoreSimulator, _body: dict[str, Any]) -> Any:
    """Show all outbound transmissions."""
    return _rows(simulator, "outbound")


async def _inbox(simulator: IctcoreSimulator, _body: dict[str, Any]) -> Any:
    """Show all inbound transmissions."""
    return _rows(simulator, "inbound")


async def _sent(simulator: IctcoreSimulator, _body: dict[str, Any]) -> Any:
    """Show everything that left the server, files by their length."""
    return [
        plain(asdict(each) | {"media": None if each.media is None else len(each.media)})
        | {"channel": _name(each.channel)}
        for each in simulator.sent
    ]


async def _receive(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """Let something arrive."""
    row = simulator.receive(
        from_=str(body["from"]),
        text=str(body.get("text", "")),
        channel=Channel[str(body.get("channel", "sms")).upper()],
        subject=body.get("subject"),
        media=b64decode(body.get("media", "")),
        account_id=body.get("account_id"),
    )
    return {"transmission_id": int(row["transmission_id"])}


async def _decide(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """Say what becomes of all that goes to an address."""
    simulator.decide(str(body["to"]), body["fate"])
    return {}


async def _finish(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """End an attempt."""
    transmission_id = int(body["transmission_id"])
    simulator.finish(transmission_id, body.get("fate", "delivered"))
    return {"status": simulator.status_of(transmission_id)}


async def _fill(simulator: IctcoreSimulator, body: dict[str, Any]) -> Any:
    """Add transmissions of somebody else's."""
    simulator.fill(**body)
    return {}


def _rows(simulator: IctcoreSimulator, direction: str) -> list[dict[str, Any]]:
    """Return the transmissions of a direction with address and last results."""
    tables = simulator.world.tables
    rows = []
    for row in simulator.transmissions:
        if row["direction"] != direction:
            continue
        contact = tables.contacts.find(row["contact_id"]) or {}
        spools = simulator.world.spools_of(row["transmission_id"])
        last = spools[-1]["spool_id"] if spools else None
        results = tables.results.where(spool_id=last) if last else []
        rows.append(
            row
            | {
                "channel": _name(Channel(int(row["service_flag"] or 0))),
                "phone": contact.get("phone"),
                "email": contact.get("email"),
                "attempts": len(spools),
                "results": [[each["name"], each["data"]] for each in results],
            }
        )
    return rows


def _name(channel: Channel) -> str:
    """Return the name of a channel."""
    return (channel.name or "").lower()


def _open(row: Row) -> Row:
    """Return a row without its secrets."""
    return {name: value for name, value in row.items() if name not in SECRETS}


def _settings(simulator: IctcoreSimulator) -> dict[str, Any]:
    """Return the settings as JSON can hold them."""
    settings = asdict(simulator.settings)
    return settings | {"fatal": sorted(simulator.settings.fatal)}


HANDLERS: dict[tuple[str, str], Handler[IctcoreSimulator]] = {
    ("GET", "state"): _state,
    ("POST", "settings"): _configure,
    ("POST", "users"): _add_user,
    ("POST", "providers"): _add_provider,
    ("DELETE", "providers"): _remove_providers,
    ("DELETE", "tokens"): _expire,
    ("GET", "messages"): _messages,
    ("GET", "sent"): _sent,
    ("GET", "inbox"): _inbox,
    ("POST", "inbox"): _receive,
    ("POST", "fates"): _decide,
    ("POST", "finish"): _finish,
    ("POST", "filler"): _fill,
}

"""Send and retry: the attempt is made while the client waits, up to the gateway."""

from functools import partial
import re
from typing import Any

from tests.simulators.ictcore.accounts import ACCOUNTS
from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.errors import ApiError, FatalError
from tests.simulators.ictcore.fates import Fate, fate_of, plain_address
from tests.simulators.ictcore.programs import KINDS, PROGRAMS
from tests.simulators.ictcore.progress import Attempt, begin, end
from tests.simulators.ictcore.tables import Row, epoch
from tests.simulators.ictcore.transmissions import asked, find
from tests.simulators.ictcore.world import Outgoing, World

TOKEN = re.compile(r"\[transmission:contact:(\w+)\]")
NOWHERE = ".invalid"


def send(call: Call) -> int:
    """Send a transmission, or send one again that failed; return the spool's id."""
    row = asked(call)
    check_status(row)
    return attempt(call.world, row)


def check_status(row: Row) -> None:
    """Refuse what is under way or done. Raises ApiError 423."""
    if row["status"] in {"processing", "initializing"}:
        raise ApiError(423, "Transmission already in process")
    if row["status"] in {"completed", "done"}:
        raise ApiError(423, "Transmission completed, request denied")


def attempt(world: World, row: Row) -> int:
    """Make an attempt and return its spool's id.

    Raises ApiError and FatalError; the transmission stays in "processing" then.
    """
    program = PROGRAMS.row(world, row["program_id"])
    account = ACCOUNTS.row(world, row["account_id"])
    contact = world.tables.contacts.row(row["contact_id"])
    row |= {"status": "processing", "last_run": epoch(world.now)}
    spool_id = world.insert(
        world.tables.spools,
        row["user_id"],
        account_id=row["account_id"],
        transmission_id=row["transmission_id"],
    )
    spool = world.tables.spools.row(spool_id)
    channel = Channel(int(row["service_flag"] or 0))
    name = "email" if channel is Channel.EMAIL else "phone"
    fate = _fate(world, contact[name])
    content = _content(world, program, contact)
    if channel is Channel.EMAIL:
        _check_mail(world, account, contact, fate)
    else:
        _check_provider(world, channel, fate)
    if fate is Fate.FATAL:
        raise FatalError
    for _ in program["deployed"]:
        world.sent.append(
            Outgoing(
                at=world.now,
                transmission_id=int(row["transmission_id"]),
                spool_id=spool_id,
                account_id=int(row["account_id"]),
                channel=channel,
                from_=account[name],
                to=contact[name],
                **content,
            )
        )
    begin(_attempt(world, row, spool, fate))
    return spool_id


def attempt_quietly(world: World, row: Row) -> None:
    """Make an attempt in the background: nobody hears what is refused."""
    try:
        attempt(world, find(world, row["transmission_id"]))
    except ApiError, FatalError:
        return


def finish(world: World, transmission_id: Any, fate: Fate) -> None:
    """End the last attempt of a transmission now. Raises KeyError without one."""
    row = world.tables.transmissions.row(transmission_id)
    spools = world.spools_of(row["transmission_id"])
    if not spools:
        raise KeyError(f"no attempt of transmission {transmission_id}")
    end(_attempt(world, row, spools[-1], fate))


def _attempt(world: World, row: Row, spool: Row, fate: Fate) -> Attempt:
    """Return an attempt that can be followed by another."""
    again = partial(attempt_quietly, world, row)
    return Attempt(world=world, row=row, spool=spool, fate=fate, again=again)


def _fate(world: World, address: str | None) -> Fate:
    """Return what becomes of a transmission to an address, by command or by itself."""
    return world.fates.get(plain_address(address or "")) or fate_of(address)


def _provider(world: World, channel: Channel) -> Row | None:
    """Return the first active provider that carries a channel."""
    for row in world.tables.providers.where(active="1"):
        if int(row["service_flag"] or 0) & channel:
            return row
    return None


def _check_provider(world: World, channel: Channel, fate: Fate) -> None:
    """Refuse what no provider carries. Raises ApiError."""
    if channel and (fate is Fate.STUCK or _provider(world, channel) is None):
        raise ApiError(404, "No provider available")


def _check_mail(world: World, account: Row, contact: Row, fate: Fate) -> None:
    """Refuse a mail without addresses or without a server. Raises ApiError."""
    if not account["email"] or not contact["email"]:
        raise ApiError(500, "error while preparing email message")
    provider = _provider(world, Channel.EMAIL)
    lost = provider is None or str(provider["host"]).endswith(NOWHERE)
    if lost or fate in {Fate.UNREACHABLE, Fate.STUCK}:
        raise ApiError(500, "error while sending email")


def _content(world: World, program: Row, contact: Row) -> dict[str, Any]:
    """Return what a program sends to a contact. Raises ApiError when it is gone."""
    kind = KINDS.get(program["type"])
    if kind is None or kind.inbound:
        return {}
    value = program["params"][kind.parameter]
    if kind.resource is None:
        return {"text": None if value is None else str(value)}
    row = kind.resource.row(world, value)
    if kind.channel is Channel.SMS:
        return {"text": _personal(row["data"], contact)}
    if kind.channel is Channel.EMAIL:
        return {
            "subject": _personal(row["subject"], contact),
            "text": _personal(row["body"], contact),
            "plain": _personal(row["body_alt"], contact),
        }
    return {"media": world.media.get(row["file_name"])}


def _personal(text: str | None, contact: Row) -> str | None:
    """Put a contact's fields into a text."""
    if text is None:
        return None
    return TOKEN.sub(lambda found: str(contact.get(found[1]) or ""), text)

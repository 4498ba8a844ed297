"""What comes in: the transmissions that receivesms, receivefax and the like make.

The notes are silent on where the content is. Here it is a text, document, template or
recording of its own, named by the last result: type "message", data its id.
"""

from typing import Any

from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.media import FAX_SIZE, FOLDER
from tests.simulators.ictcore.pdf import pages_of
from tests.simulators.ictcore.programs import GENERIC, KINDS
from tests.simulators.ictcore.tables import Row, Table, epoch
from tests.simulators.ictcore.world import World

PROGRAMS = {
    Channel.SMS: "receivesms",
    Channel.FAX: "receivefax",
    Channel.EMAIL: "receiveemail",
    Channel.VOICE: GENERIC,
}
CONTENTS = {
    Channel.SMS: "text",
    Channel.FAX: "document",
    Channel.EMAIL: "template",
    Channel.VOICE: "recording",
}


def receive(
    world: World,
    *,
    channel: Channel,
    from_: str,
    text: str = "",
    subject: str | None = None,
    media: bytes = b"",
    account_id: str | None = None,
) -> Row:
    """Let something arrive at an account (the first when None); return its row."""
    account = world.tables.accounts.row(account_id or _first(world.tables.accounts))
    user_id = account["user_id"]
    program = _program(world, account, PROGRAMS[channel])
    name = "email" if channel is Channel.EMAIL else "phone"
    transmission_id = world.insert(
        world.tables.transmissions,
        user_id,
        title=subject or program["type"],
        service_flag=int(channel),
        program_id=program["program_id"],
        origin=program["type"],
        direction="inbound",
        status="completed",
        last_run=epoch(world.now),
        account_id=account["account_id"],
        contact_id=_contact(world, user_id, name, from_),
    )
    spool_id = world.insert(
        world.tables.spools,
        user_id,
        account_id=account["account_id"],
        transmission_id=transmission_id,
        status="completed",
    )
    content_id = _content(
        world, user_id, channel, text=text, subject=subject, media=media
    )
    deployed = program["deployed"][-1] if program["deployed"] else {}
    application, application_id = next(iter(deployed.items()), (None, None))
    told = [("message", CONTENTS[channel], str(content_id))]
    if application is not None:
        told.insert(0, ("application", application, "success"))
    for type_, result, data in told:
        world.insert(
            world.tables.results,
            user_id,
            application_id=application_id,
            type=type_,
            name=result,
            data=data,
            spool_id=spool_id,
        )
    return world.tables.transmissions.row(transmission_id)


def _first(table: Table) -> str:
    """Return the first id of a table."""
    return str(next(iter(table))[table.key])


def _program(world: World, account: Row, type_: str) -> Row:
    """Return the account's newest program of a type, or a new one."""
    programs = world.tables.programs
    rows = programs.where(type=type_, account_id=account["account_id"])
    if rows:
        return rows[-1]
    program_id = world.insert(
        programs,
        account["user_id"],
        name=type_,
        type=type_,
        account_id=account["account_id"],
    )
    kind = KINDS.get(type_)
    names = kind.applications if kind else ()
    row = programs.row(program_id)
    row["params"] = {"account_id": int(account["account_id"])}
    row["deployed"] = [{name: world.new_application() for name in names}]
    return row


def _contact(world: World, user_id: str, name: str, from_: str) -> str:
    """Return the contact of a number or address, a new one if there is none."""
    rows = world.tables.contacts.where(**{name: from_})
    if rows:
        return str(rows[0]["contact_id"])
    return str(world.insert(world.tables.contacts, user_id, **{name: from_}))


def _content(
    world: World,
    user_id: str,
    channel: Channel,
    *,
    text: str,
    subject: str | None,
    media: bytes,
) -> int:
    """Save what was received and return its id."""
    tables = world.tables
    kinds: dict[Channel, tuple[Table, dict[str, Any]]] = {
        Channel.SMS: (tables.texts, {"name": "receivesms", "data": text}),
        Channel.EMAIL: (
            tables.templates,
            {"name": "receiveemail", "subject": subject, "body": text},
        ),
        Channel.FAX: (tables.documents, {"name": "receivefax", "type": "tif"}),
        Channel.VOICE: (tables.recordings, {"name": "received", "type": "wav"}),
    }
    table, values = kinds[channel]
    id_ = world.insert(table, user_id, **values)
    row = table.row(id_)
    row["message_id"] = str(id_)
    if channel in Channel.FAX | Channel.VOICE:
        kind, suffix = CONTENTS[channel], values["type"]
        row["file_name"] = f"{FOLDER}/{kind}/{kind}_0_{id_}.{suffix}"
        world.media[row["file_name"]] = media
    if channel is Channel.FAX:
        pages = pages_of(media)
        row |= FAX_SIZE | {"pages": str(pages), "held": pages}
    return id_

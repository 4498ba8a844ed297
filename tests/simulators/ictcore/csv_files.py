"""Contacts of a group as CSV: import by a daemon, export, a sample."""

import csv
from functools import partial
import io

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.contacts import joined
from tests.simulators.ictcore.groups import GROUPS
from tests.simulators.ictcore.replies import Download
from tests.simulators.ictcore.uploads import uploaded
from tests.simulators.ictcore.world import World

COLUMNS = (
    *("phone", "first_name", "last_name", "email", "address"),
    *("custom1", "custom2", "custom3", "description"),
)
TYPES = frozenset({"text/csv", "text/plain"})
SAMPLE = (
    '"03001234567","Ann","Lee","ann@example.com","1 Street","c1","c2","c3","first"\n'
    '"03007654321","Ben","Ray","ben@example.com","2 Street","c1","c2","c3","second"\n'
)


def import_csv(call: Call) -> str:
    """Take a file and return the group's id; the daemon of release 2.1.0 dies."""
    group = GROUPS.asked(call)
    raw = uploaded(call, TYPES, "Contact")
    world = call.world
    if not world.h:
        work = partial(_import, world, call.user_id, group["group_id"], raw)
        world.agenda.at(world.after(world.settings.delays.import_), work)
    return str(group["group_id"])


def export_csv(call: Call) -> Download:
    """Write a group's contacts; quotes inside of values stay as they are."""
    group_id = GROUPS.asked(call)["group_id"]
    rows = [row for row in joined(call.world) if row["group_id"] == group_id]
    text = "".join(
        ",".join(f'"{row[name] or ""}"' for name in COLUMNS) + "\n" for row in rows
    )
    return _file(text, f"group_{group_id}.csv")


def sample_csv(_call: Call) -> Download:
    """Return two rows without a header."""
    return _file(SAMPLE, "contact_sample.csv")


def _file(text: str, name: str) -> Download:
    """Return a file whose type is guessed from what is in it."""
    guessed = "text/plain; charset=" + ("us-ascii" if text.isascii() else "utf-8")
    content_type = guessed if text else "application/x-empty; charset=binary"
    return Download(body=text.encode(), content_type=content_type, name=name)


def _import(world: World, user_id: str, group_id: str, raw: bytes) -> None:
    """Make a contact of each line; a wrong number of columns makes an empty one."""
    for line in csv.reader(io.StringIO(raw.decode(errors="replace"))):
        known = len(line) in {1, len(COLUMNS)}
        values = dict(zip(COLUMNS, line, strict=False)) if known else {}
        contact_id = world.insert(world.tables.contacts, user_id, **values)
        world.links.append((str(contact_id), group_id))

"""Programs of all ten kinds."""

from dataclasses import dataclass
from typing import Any

from tests.simulators.ictcore.accounts import ACCOUNTS
from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.filters import OWNER, WHEN, contains, number
from tests.simulators.ictcore.messages import DOCUMENTS, RECORDINGS, TEMPLATES, TEXTS
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.tables import Row, number_in
from tests.simulators.ictcore.world import World

PROGRAMS = Resource(
    kind="Program",
    table=lambda tables: tables.programs,
    detail=("program_id", "name", "type", "parent_id", "user_id", "account_id"),
    listed=("program_id", "name", "type", "parent_id"),
    filters={
        "program_id": number("program_id"),
        "name": contains("name"),
        "type": contains("type"),
        **OWNER,
        **WHEN,
    },
    fixed=frozenset({"user_id", "date_created", "type", "account_id"}),
    abc=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Describe one kind of program: its parameter, what that names, what it does."""

    parameter: str
    channel: Channel
    applications: tuple[str, ...]
    resource: Resource | None = None

    @property
    def inbound(self) -> bool:
        """Tell whether it is for what comes in to an account."""
        return self.parameter == "account_id"


KINDS = {
    "sendsms": Kind(
        parameter="text_id",
        resource=TEXTS,
        channel=Channel.SMS,
        applications=("sms_send",),
    ),
    "sendfax": Kind(
        parameter="document_id",
        resource=DOCUMENTS,
        channel=Channel.FAX,
        applications=("originate", "fax_send", "disconnect"),
    ),
    "sendemail": Kind(
        parameter="template_id",
        resource=TEMPLATES,
        channel=Channel.EMAIL,
        applications=("email_send",),
    ),
    "voicemessage": Kind(
        parameter="recording_id",
        resource=RECORDINGS,
        channel=Channel.VOICE,
        applications=("originate", "voice_play", "disconnect"),
    ),
    "voicetts": Kind(
        parameter="text",
        channel=Channel.VOICE,
        applications=("originate", "speak", "disconnect"),
    ),
} | {
    name: Kind(
        parameter="account_id",
        resource=ACCOUNTS,
        channel=channel,
        applications=(application,),
    )
    for name, channel, application in (
        ("receivesms", Channel.SMS, "sms_receive"),
        ("receivefax", Channel.FAX, "fax_receive"),
        ("receiveemail", Channel.EMAIL, "email_receive"),
        ("emailtofax", Channel.FAX, "email_receive"),
        ("faxtoemail", Channel.FAX, "fax_receive"),
    )
}
GENERIC = "program"


def create_program(call: Call) -> int:
    """Save a program and return its id.

    What it names is checked only then: the row of a refused program stays. Of an
    unknown type it makes something of no use.
    """
    return make_program(call.world, call.user_id, call.parts["type"], call.fields)


def make_program(world: World, user_id: str, type_: str, fields: dict[str, Any]) -> int:
    """Save a program and return its id. Raises ApiError, with the row saved."""
    kind = KINDS.get(type_)
    program_id = world.insert(
        world.tables.programs,
        user_id,
        name=fields.get("name"),
        type=type_ if kind else GENERIC,
    )
    row = world.tables.programs.row(program_id)
    row |= {"params": {}, "deployed": []}
    if kind is not None:
        _take(row, kind, fields)
        if kind.resource is not None and _is_needed(row, kind):
            kind.resource.row(world, row["params"][kind.parameter])
        _deploy(world, row, kind)
    return program_id


def list_programs(call: Call) -> list[dict[str, Any]]:
    """List programs."""
    return PROGRAMS.list_all(call)


def get_program(call: Call) -> dict[str, Any] | list[dict[str, Any]]:
    """Show a program, or list those of a type."""
    named = call.parts["program_id"]
    if named.isdecimal():
        return shown(PROGRAMS.asked(call))
    rows = call.world.tables.programs.where(type=named)
    return PROGRAMS.listing(call, rows)


def update_program(call: Call) -> dict[str, Any]:
    """Save what is new and deploy once more: what is sent later goes out twice."""
    row = PROGRAMS.asked(call)
    call.world.tables.programs.update(int(row["program_id"]), PROGRAMS.written(call))
    kind = KINDS.get(row["type"])
    if kind is not None:
        if kind.parameter in call.fields:
            _take(row, kind, call.fields)
        _deploy(call.world, row, kind)
    return shown(row)


def shown(row: Row) -> dict[str, Any]:
    """Return a program as it is shown by itself: without its type."""
    params: dict[str, Any] = row["params"]
    return {
        "name": row["name"],
        **params,
        "program_id": row["program_id"],
        "parent_id": row["parent_id"],
        "user_id": row["user_id"],
        "account_id": params.get("account_id", row["account_id"]),
        "result": None,
    }


def _is_needed(row: Row, kind: Kind) -> bool:
    """Tell whether a parameter is checked: an account only when one is named."""
    return not kind.inbound or row["params"][kind.parameter] is not None


def _take(row: Row, kind: Kind, fields: dict[str, Any]) -> None:
    """Keep the parameter: an id becomes a number."""
    value = fields.get(kind.parameter)
    row["params"][kind.parameter] = value if kind.resource is None else number_in(value)
    if kind.inbound:
        id_ = row["params"]["account_id"]
        row["account_id"] = None if id_ is None else str(id_)


def _deploy(world: World, row: Row, kind: Kind) -> None:
    """Deploy the applications of a program."""
    row["deployed"].append(
        {name: world.new_application() for name in kind.applications}
    )

"""Programs that accounts are subscribed to."""

from tests.simulators.ictcore.accounts import ACCOUNTS
from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.programs import PROGRAMS, make_program


def subscribe(call: Call) -> int:
    """Bind an account to a program (by id) or a new one (by type); return its id."""
    account_id = ACCOUNTS.asked(call)["account_id"]
    named = call.parts["program_id"]
    if named.isdecimal():
        program = PROGRAMS.row(call.world, named)
        program["account_id"] = account_id
        return int(program["program_id"])
    fields = {"name": named, "account_id": account_id}
    return make_program(call.world, call.user_id, named, fields)


def unsubscribe(call: Call) -> bool:
    """Take an account from one program (by id or type), or from all."""
    account_id = ACCOUNTS.asked(call)["account_id"]
    named = call.parts.get("program_id")
    for program in call.world.tables.programs.where(account_id=account_id):
        if named in {None, program["program_id"], program["type"]}:
            program["account_id"] = None
    return True

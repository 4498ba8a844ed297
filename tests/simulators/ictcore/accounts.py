"""Accounts (also extensions and DIDs) with settings, programs and owners."""

from functools import partial
from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.filters import OWNER, WHEN, contains, equal, number
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World

ACCOUNTS = Resource(
    kind="Account",
    table=lambda tables: tables.accounts,
    detail=(
        *("account_id", "username", "passwd", "passwd_pin", "first_name"),
        *("last_name", "phone", "email", "address", "active", "settings", "user_id"),
    ),
    listed=(
        *("account_id", "type", "username", "first_name", "last_name", "phone"),
        *("email", "created_by"),
    ),
    filters={
        "account_id": number("account_id"),
        "type": equal("type"),
        **{
            name: contains(name)
            for name in ("username", "phone", "email", "first_name", "last_name")
        },
        **OWNER,
        **WHEN,
    },
    fixed=frozenset({"user_id", "date_created", "created_by"}),
)


def create_account(call: Call, type_: str | None = None) -> int:
    """Save an account and return its id; a user name is unique in its type."""
    values = ACCOUNTS.written(call)
    kind = type_ or str(values.get("type") or "account")
    username = values.get("username")
    if username is not None and _taken(call.world, kind, str(username)):
        raise ACCOUNTS.refused()
    return ACCOUNTS.create(call, type=kind, created_by=call.user_id)


def list_accounts(call: Call, type_: str | None = None) -> list[dict[str, Any]]:
    """List accounts, all or those of a type."""
    rows = [row for row in call.world.tables.accounts if type_ in {None, row["type"]}]
    return ACCOUNTS.listing(call, rows)


def get_account(call: Call) -> dict[str, Any]:
    """Show an account with its password and PIN."""
    if not call.parts["account_id"].isdecimal():
        return dict.fromkeys(ACCOUNTS.detail)
    return shown(ACCOUNTS.asked(call))


def shown(row: Row) -> dict[str, Any]:
    """Return an account as it is shown by itself: `settings` is a list when empty."""
    return {
        name: (row.get("values") or []) if name == "settings" else row[name]
        for name in ACCOUNTS.detail
    }


def update_account(call: Call) -> dict[str, Any]:
    """Save what is new and show the account."""
    row = ACCOUNTS.asked(call)
    values = ACCOUNTS.written(call)
    call.world.tables.accounts.update(int(row["account_id"]), values)
    return shown(row) | ACCOUNTS.echoed(values)


def newest_account(world: World, user_id: str) -> Row:
    """Return a user's newest active account. Raises ApiError."""
    rows = [
        row
        for row in world.tables.accounts.where(user_id=user_id)
        if row["active"] == "1"
    ]
    if not rows:
        raise ACCOUNTS.unknown()
    return rows[-1]


def get_setting(call: Call) -> bool:
    """Say true where one would expect the value."""
    _settings(call, needed=True)
    return True


def put_setting(call: Call) -> bool:
    """Save a setting from `{"value": …}` or from a bare string."""
    value = call.fields.get("value") if isinstance(call.body, dict) else call.body
    if value is None:
        raise ApiError(417, "Setting update failed")
    _settings(call)[call.parts["name"]] = str(value)
    return True


def delete_setting(call: Call) -> bool:
    """Delete a setting."""
    del _settings(call, needed=True)[call.parts["name"]]
    return True


def set_owner(call: Call) -> bool:
    """Give an account to a user."""
    row = ACCOUNTS.asked(call)
    if call.world.tables.users.find(call.parts["user_id"]) is None:
        raise ApiError(404, "User not found")
    row["user_id"] = call.parts["user_id"]
    return True


def clear_owner(call: Call) -> bool:
    """Take an account from its user."""
    ACCOUNTS.asked(call)["user_id"] = None
    return True


def provisioning(call: Call) -> list[Any]:
    """Show nothing to provision."""
    ACCOUNTS.asked(call)
    return []


def _settings(call: Call, *, needed: bool = False) -> dict[str, str]:
    """Return an account's settings. Raises ApiError without the one needed."""
    row = ACCOUNTS.asked(call)
    settings: dict[str, str] = row.setdefault("values", {})
    if needed and call.parts["name"] not in settings:
        raise ApiError(404, "Setting not found")
    return settings


def _taken(world: World, type_: str, username: str) -> bool:
    """Tell whether an account of a type has a user name."""
    return bool(world.tables.accounts.where(type=type_, username=username))


create_extension = partial(create_account, type_="extension")
create_did = partial(create_account, type_="did")
list_extensions = partial(list_accounts, type_="extension")
list_dids = partial(list_accounts, type_="did")

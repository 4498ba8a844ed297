"""Accounts: `/accounts` (field-notes.md 7)."""

from ..answers.accounts import parse_account
from ..answers.values import parse_id
from ..codes import ProgramType
from ..models.accounts import Account, AccountFields, AccountFilter
from .calls import Calls
from .refusals import does_not_exist
from .written import body_of, pairs_of, place, whole

ABOUT = "Account"


class Accounts:
    """Who transmissions come from; no password hash or PIN is ever returned."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, account: AccountFields) -> int:
        """Make an account and return its id; 417 where its username is taken."""
        return await self._calls.create_one(place("accounts"), body_of(account))

    async def list(self, asked: AccountFilter | None = None) -> tuple[Account, ...]:
        """Return accounts, of all users."""
        return await self._calls.get_rows(
            place("accounts"), parse_account, pairs_of(asked)
        )

    async def get(self, account_id: int) -> Account:
        """Return an account with its settings, without its type."""
        return await self._calls.get_one(_one(account_id), parse_account, about=ABOUT)

    async def update(self, account_id: int, changes: AccountFields) -> Account:
        """Change what is given of an account and return what it is now."""
        return await self._calls.change_one(
            _one(account_id),
            body_of(changes, AccountFields),
            parse_account,
            known=account_id,
            about=ABOUT,
        )

    async def delete(self, account_id: int) -> None:
        """Delete an account."""
        await self._calls.remove(_one(account_id), about=ABOUT)

    async def subscribe(self, account_id: int, program: int | ProgramType) -> int:
        """Give an account to a program, or to that of a type; return its id."""
        return parse_id(
            await self._calls.change(_program(account_id, program), about=ABOUT)
        )

    async def unsubscribe(self, account_id: int, program: int | ProgramType) -> None:
        """Take an account from a program, or from that of a type."""
        await self._calls.remove(_program(account_id, program), about=ABOUT)

    async def unsubscribe_all(self, account_id: int) -> None:
        """Take an account from all programs."""
        await self._calls.remove(_one(account_id, "programs"), about=ABOUT)

    async def give_to_user(self, account_id: int, user_id: int) -> None:
        """Give an account to a user."""
        path = place("accounts", account_id, "users", user_id)
        await self._calls.change(path, about=ABOUT)

    async def take_from_user(self, account_id: int) -> None:
        """Take an account from its user."""
        await self._calls.remove(_one(account_id, "users"), about=ABOUT)

    async def setting(self, account_id: int, name: str) -> str:
        """Return a setting; a ChangeRequestError, 404, where there is none.

        It is read from the account: asked for alone it is just `true`.
        """
        place(name)
        found = (await self.get(account_id)).settings.get(name)
        if found is None:
            raise does_not_exist("Setting")
        return found

    async def set_setting(self, account_id: int, name: str, value: str) -> None:
        """Write a setting."""
        await self._calls.change(
            _one(account_id, "settings", name), {"value": whole(value)}, about=ABOUT
        )

    async def delete_setting(self, account_id: int, name: str) -> None:
        """Delete a setting."""
        await self._calls.remove(_one(account_id, "settings", name), about=ABOUT)


def _one(account_id: int, *more: str) -> str:
    """Return the path of one account."""
    return place("accounts", account_id, *more)


def _program(account_id: int, program: int | ProgramType) -> str:
    """Return the path of a program of an account."""
    which = program.value if isinstance(program, ProgramType) else program
    return place("accounts", account_id, "programs", which)

"""Groups of contacts: `/groups` (field-notes.md 3)."""

from ...errors import UnreadableAnswerError
from ..answers.contacts import once, parse_contact, parse_group
from ..answers.values import parse_id
from ..models.contacts import Contact, Group, GroupFields, GroupFilter, NewGroup
from .calls import Calls
from .written import body_of, pairs_of, place

ABOUT = "Group"


class Groups:
    """Groups of contacts, of all users."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, group: NewGroup) -> int:
        """Make a group and return its id.

        Release 2.1.0 only says `true`: its id is that of the newest of this name.
        """
        answer = await self._calls.create(place("groups"), body_of(group))
        if answer is not True:
            return parse_id(answer)
        newest = max(
            (each.group_id for each in await self.list() if each.name == group.name),
            default=None,
        )
        if newest is None:
            raise UnreadableAnswerError("the new group is not in the list")
        return newest

    async def list(self, asked: GroupFilter | None = None) -> tuple[Group, ...]:
        """Return groups with the number of their contacts."""
        return await self._calls.get_rows(place("groups"), parse_group, pairs_of(asked))

    async def get(self, group_id: int) -> Group:
        """Return a group, without the number of its contacts."""
        path = place("groups", group_id)
        return await self._calls.get_one(path, parse_group, about=ABOUT)

    async def update(self, group_id: int, changes: GroupFields) -> Group:
        """Change what is given of a group and return what it is now."""
        # Release 2.1.0 makes a new group where the body does not say which it is.
        document = body_of(changes, GroupFields) | {"group_id": group_id}
        return await self._calls.change_one(
            place("groups", group_id),
            document,
            parse_group,
            known=group_id,
            about=ABOUT,
        )

    async def delete(self, group_id: int) -> None:
        """Delete a group; its contacts stay."""
        await self._calls.remove(place("groups", group_id), about=ABOUT)

    async def contacts(self, group_id: int) -> tuple[Contact, ...]:
        """Return the contacts of a group."""
        path = place("groups", group_id, "contacts")
        return once(await self._calls.get_rows(path, parse_contact, about=ABOUT))

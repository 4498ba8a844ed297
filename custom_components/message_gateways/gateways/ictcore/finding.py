"""Find transmissions of ours on the server, and take them away again."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

from ..errors import ChangeRequestError, UnreadableAnswerError
from .client import IctcoreClient
from .codes import DOES_NOT_EXIST, MOST_TRANSMISSIONS, TransmissionStatus
from .models.contacts import Contact, ContactFields
from .models.transmissions import TransmissionFields, TransmissionFilter
from .names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A transmission of ours: where it stands, what it is of and who it goes to."""

    transmission_id: int
    status: str
    origin: str
    program_id: int | None = None
    contact: Contact | None = None

    @property
    def is_pending(self) -> bool:
        """Tell whether it was never sent."""
        return self.status == TransmissionStatus.PENDING


def is_missing(error: ChangeRequestError) -> bool:
    """Tell whether the server says that something does not exist."""
    return error.detail is not None and error.detail.code == DOES_NOT_EXIST


async def find(client: IctcoreClient, origin: str) -> list[Found]:
    """Find the transmissions that bear an origin, the oldest first.

    The server looks for it anywhere in theirs, so each one found is looked at. Raises
    GatewayError; UnreadableAnswerError where the list was cut.
    """
    rows = await client.transmissions.list(TransmissionFilter(origin=origin))
    if len(rows) >= MOST_TRANSMISSIONS:
        raise UnreadableAnswerError("the list is cut")
    found = []
    for row in sorted(rows, key=lambda one: one.transmission_id):
        whole = await client.transmissions.get(row.transmission_id)
        if whole.origin == origin:
            found.append(
                Found(
                    transmission_id=row.transmission_id,
                    status=row.status or "",
                    origin=origin,
                    program_id=whole.program_id,
                    contact=whole.contact,
                )
            )
    return found


async def was_attempted(client: IctcoreClient, found: Found) -> bool:
    """Tell whether a transmission was ever sent; raises GatewayError.

    One that is completed without any attempt was taken back.
    """
    if found.is_pending:
        return False
    if found.status != TransmissionStatus.COMPLETED:
        return True
    return bool(await client.transmissions.detail(found.transmission_id))


async def take_back(client: IctcoreClient, transmission_id: int) -> bool:
    """Keep a transmission from being sent, now and by a schedule; raises GatewayError.

    False where an attempt was made already. It is made `completed`, which is what ends
    a schedule (field-notes.md 6); who comes later is refused by the server.
    """
    status = await client.transmissions.status(transmission_id)
    if status == TransmissionStatus.PENDING:
        done = TransmissionFields(status=TransmissionStatus.COMPLETED)
        await client.transmissions.update(transmission_id, done)
    elif status != TransmissionStatus.COMPLETED:
        return False
    return not await client.transmissions.detail(transmission_id)


async def remove(
    client: IctcoreClient, names: Names, transmission_id: int, contact: Contact | None
) -> int:
    """Remove a transmission and the contact that was made for it; raises GatewayError.

    Returns how many things were removed. The contact is marked before, so that it can
    be found if only the transmission goes; the other way round the server would not
    know the transmission any more. A contact that others use, or that has a name by
    now, stays.
    """
    made = None
    if contact is not None and await _is_ours_alone(
        client, names, transmission_id, contact
    ):
        made = contact.contact_id
        mark = ContactFields(last_name=f"{names.prefix}over")
        await _done(client.contacts.update(made, mark))
    removed = await _done(client.transmissions.delete(transmission_id))
    if made is not None:
        removed += await _done(client.contacts.delete(made))
    return removed


async def remove_all(
    client: IctcoreClient, names: Names, found: Sequence[Found]
) -> None:
    """Remove transmissions that were never sent; raises GatewayError."""
    for one in found:
        await remove(client, names, one.transmission_id, one.contact)


async def _done(removal: Awaitable[object]) -> int:
    """Return 1 once something is done, 0 where it is gone already."""
    try:
        await removal
    except ChangeRequestError as err:
        if not is_missing(err):
            raise
        return 0
    return 1


async def _is_ours_alone(
    client: IctcoreClient, names: Names, transmission_id: int, contact: Contact
) -> bool:
    """Tell whether a contact was made for a transmission and is used by no other."""
    named = contact.first_name or contact.last_name
    if named and not names.is_ours(contact.last_name):
        return False
    asked = TransmissionFilter(contact_id=contact.contact_id)
    users = await client.transmissions.list(asked)
    return {one.transmission_id for one in users} <= {transmission_id}

"""Groups that are made for one campaign, of addresses of ours."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from ..errors import GatewayError, TryLaterError
from ..model import Channel
from .bounded import each
from .client import IctcoreClient
from .client.csv import write_csv
from .models.contacts import ContactFields, NewGroup
from .models.transmissions import TransmissionFilter

LOOK_EVERY = 0.5
LOOK_TIMES = 60
"""The server takes contacts in beside the request, mostly within a second."""

type Pause = Callable[[float], Awaitable[None]]


class Lists:
    """Make and remove such groups."""

    def __init__(self, client: IctcoreClient, pause: Pause = asyncio.sleep) -> None:
        """`pause` waits for so many seconds."""
        self._client = client
        self._pause = pause

    async def make(self, name: str, channel: Channel, addresses: Iterable[str]) -> int:
        """Make a group of addresses, each once, and return its id.

        They are handed over as a file, so that none is there without its group. Raises
        GatewayError, with nothing left behind.
        """
        once = dict.fromkeys(one.strip() for one in addresses)
        contacts = [
            ContactFields(email=one)
            if channel is Channel.EMAIL
            else ContactFields(phone=one)
            for one in once
        ]
        group_id = await self._client.groups.create(NewGroup(name=name))
        try:
            await self._client.csv.import_contacts(group_id, write_csv(contacts))
            await self._wait_for(group_id, len(contacts))
        except GatewayError:
            with suppress(GatewayError):
                await self.remove(group_id)
            raise
        return group_id

    async def remove(self, group_id: int) -> int:
        """Remove a group and its contacts; raises GatewayError.

        Returns how many things were removed. A contact that has a name by now, or that
        a transmission is still of, stays.
        """
        contacts = await self._client.groups.contacts(group_id)
        removed = await each(
            self._remove_contact,
            [
                one.contact_id
                for one in contacts
                if not (one.first_name or one.last_name)
            ],
        )
        await self._client.groups.delete(group_id)
        return 1 + sum(removed)

    async def _remove_contact(self, contact_id: int) -> int:
        """Remove a contact that nothing uses any more; raises GatewayError."""
        asked = TransmissionFilter(contact_id=contact_id)
        if await self._client.transmissions.list(asked):
            return 0
        await self._client.contacts.delete(contact_id)
        return 1

    async def _wait_for(self, group_id: int, count: int) -> None:
        """Wait until a group has all its contacts; raises GatewayError."""
        for _ in range(LOOK_TIMES):
            if len(await self._client.groups.contacts(group_id)) >= count:
                return
            await self._pause(LOOK_EVERY)
        raise TryLaterError("the server did not take in the contacts")

"""Take in what came in: transmissions of direction inbound, each read once."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from ..errors import ChangeRequestError, GatewayError
from ..model import Attachment, Channel, Detail, InboundMessage
from .bounded import each
from .checks import number_of
from .client import IctcoreClient
from .codes import (
    MESSAGE,
    MOST_TRANSMISSIONS,
    ContentName,
    Direction,
    TransmissionStatus,
    channel_of,
)
from .finding import is_missing
from .html_text import plain_text
from .models.messages import Template
from .models.transmissions import SpoolResult, TransmissionFilter, TransmissionRow

FIRST_TIME = timedelta(days=1)
CLOCKS_DIFFER = timedelta(hours=1)
SHORTEST_PERIOD = timedelta(minutes=1)
MOST_LISTS = 50
A_FEW = 50
DONE = frozenset({TransmissionStatus.COMPLETED, TransmissionStatus.DONE})
NO_FILE = Detail(text="There is no file with this message")

# Of what came in, the channel goes by its content where nothing else tells.
CHANNELS = {
    ContentName.TEXT: Channel.SMS,
    ContentName.DOCUMENT: Channel.FAX,
    ContentName.TEMPLATE: Channel.EMAIL,
    ContentName.RECORDING: Channel.VOICE,
}


class Receiving:
    """Fetch what came in, and the files of it."""

    def __init__(self, client: IctcoreClient, clock: Callable[[], datetime]) -> None:
        """Ask with a client."""
        self._client = client
        self._clock = clock
        self._read: dict[int, InboundMessage | None] = {}

    async def fetch(self, since: datetime | None) -> list[InboundMessage]:
        """Fetch what came in since a time, a day back by itself, the oldest first.

        A few that are new are read at once, others the next time. Raises GatewayError
        where nothing could be read.
        """
        now = self._clock()
        rows = await self._list(
            (since or now - FIRST_TIME) - CLOCKS_DIFFER, now + CLOCKS_DIFFER
        )
        done = sorted(
            (row for row in rows if row.status in DONE),
            key=lambda row: row.transmission_id,
        )
        self._read = {
            row.transmission_id: self._read[row.transmission_id]
            for row in done
            if row.transmission_id in self._read
        }
        new = [row for row in done if row.transmission_id not in self._read][:A_FEW]
        failures = [one for one in await each(self._take_in, new) if one is not None]
        if failures and len(failures) == len(new):
            raise failures[0]
        found = (self._read.get(row.transmission_id) for row in done)
        return [one for one in found if one is not None]

    async def fetch_file(self, key: str) -> Attachment:
        """Fetch the fax or the recording of a message; raises GatewayError."""
        transmission_id = number_of(key)
        content = None
        if transmission_id is not None:
            content = _content_of(
                await self._client.transmissions.result(transmission_id)
            )
        match content:
            case (ContentName.DOCUMENT, id_):
                media = await self._client.documents.download(id_)
                name = f"fax-{key}.pdf"
            case (ContentName.RECORDING, id_):
                media = await self._client.recordings.download(id_)
                name = f"recording-{key}.wav"
            case _:
                raise ChangeRequestError("there is no file", detail=NO_FILE)
        return Attachment(
            name=name, content_type=media.content_type, data=media.content
        )

    async def _list(
        self, after: datetime, before: datetime
    ) -> Sequence[TransmissionRow]:
        """List what came in within a period; where the list is cut, by its halves.

        The oldest comes first. After many lists the rest is left for the next time: a
        server that cuts each of them would be asked for every minute of the period.
        """
        found: dict[int, TransmissionRow] = {}
        periods = [(after, before)]
        for _ in range(MOST_LISTS):
            if not periods:
                break
            after, before = periods.pop()
            asked = TransmissionFilter(
                direction=Direction.INBOUND, after=after, before=before
            )
            rows = await self._client.transmissions.list(asked)
            if len(rows) >= MOST_TRANSMISSIONS and before - after > SHORTEST_PERIOD:
                middle = after + (before - after) / 2
                periods += [(middle, before), (after, middle)]
                continue
            # `inbound` is looked for anywhere in the direction.
            found |= {
                row.transmission_id: row
                for row in rows
                if row.direction == Direction.INBOUND
            }
        return list(found.values())

    async def _take_in(self, row: TransmissionRow) -> GatewayError | None:
        """Read one message; what the server can't find is passed over."""
        try:
            self._read[row.transmission_id] = await self._message(row)
        except GatewayError as err:
            if not isinstance(err, ChangeRequestError) or not is_missing(err):
                return err
            self._read[row.transmission_id] = None
        return None

    async def _message(self, row: TransmissionRow) -> InboundMessage:
        """Read one message; raises GatewayError."""
        id_ = row.transmission_id
        whole = await self._client.transmissions.get(id_)
        results = await self._client.transmissions.result(id_)
        content = _content_of(results)
        kind = content[0] if content else None
        channel = channel_of(whole.service_flag)
        if channel is None:
            channel = CHANNELS[kind] if kind else Channel.SMS
        mail = channel is Channel.EMAIL
        contact, account = whole.contact, whole.account
        sender = row.contact_email if mail else row.contact_phone
        to = row.account_email if mail else row.account_phone
        if contact is not None:
            sender = sender or (contact.email if mail else contact.phone)
        if account is not None:
            to = to or (account.email if mail else account.phone)
        came = max((one.created_at for one in results if one.created_at), default=None)
        return InboundMessage(
            key=str(id_),
            channel=channel,
            sender=sender or "",
            to=to,
            text=await self._text(content),
            received_at=came or row.last_run or self._clock(),
        )

    async def _text(self, content: tuple[ContentName, int] | None) -> str:
        """Read the text of a message; one that was deleted is empty."""
        try:
            match content:
                case (ContentName.TEXT, id_):
                    return (await self._client.texts.get(id_)).data or ""
                case (ContentName.TEMPLATE, id_):
                    return _mail_text(await self._client.templates.get(id_))
                case _:
                    return ""
        except ChangeRequestError as err:
            if not is_missing(err):
                raise
            return ""


def _content_of(results: Sequence[SpoolResult]) -> tuple[ContentName, int] | None:
    """Return what a message consists of: the kind, and its id."""
    for one in reversed(results):
        if one.type == MESSAGE and one.name in set(ContentName):
            id_ = number_of(one.data or "")
            if id_ is not None:
                return ContentName(one.name), id_
    return None


def _mail_text(mail: Template) -> str:
    """Write an email as a text, its subject as the first line."""
    body = mail.body_alt or plain_text(mail.body or "")
    return "\n".join(part for part in (mail.subject, body.strip()) if part)

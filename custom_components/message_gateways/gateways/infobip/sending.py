"""Build a request for many messages, and tell its answer apart again."""

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from ..model import Content, Message, Receipt
from ..numbers import bare
from .convert import to_receipt
from .models import Rows, SendRow
from .requests import AdvancedRequest, AdvancedText, Binary, Destination, Language


class ValidityUnit(StrEnum):
    """What a server counts the validity in: the document and later ones differ."""

    MILLISECONDS = "milliseconds"
    MINUTES = "minutes"


_UNITS = {
    ValidityUnit.MILLISECONDS: timedelta(milliseconds=1),
    ValidityUnit.MINUTES: timedelta(minutes=1),
}


def text_request(
    messages: Sequence[Message],
    bulk_id: str,
    unit: ValidityUnit,
    push_address: str | None = None,
) -> AdvancedRequest:
    """Build one request for texts of equal content, each under our own id.

    Their reports are to be pushed to `push_address`, if there is one.
    """
    content = messages[0].content
    text = AdvancedText(
        destinations=tuple(
            Destination(to=bare(one.to), message_id=one.id) for one in messages
        ),
        text=content.text,
        sender=content.sender,
        flash=content.flash or None,
        language=_language(content),
        transliteration=content.transliteration,
        validity_period=_period(content.validity, unit),
        send_at=content.send_at,
        notify_url=push_address,
        notify_content_type=None if push_address is None else "application/json",
    )
    return AdvancedRequest(bulk_id=bulk_id, messages=(text,))


def binary_request(messages: Sequence[Message], data: bytes) -> Binary:
    """Build one request for bytes of equal content; this call takes no ids of ours."""
    content = messages[0].content
    return Binary(
        to=tuple(bare(one.to) for one in messages),
        data=data,
        data_coding=content.data_coding,
        esm_class=content.esm_class,
        sender=content.sender,
    )


def receipts(
    messages: Sequence[Message], answer: Rows[SendRow], request_id: str | None
) -> list[Receipt]:
    """Give each message its row: by our id, else by number in the order of the answer.

    Some servers give ids of their own in place of ours: those rows go by number too.
    """
    ours = {one.id for one in messages}
    by_id: dict[str, SendRow] = {}
    by_number: defaultdict[str, deque[SendRow]] = defaultdict(deque)
    for row in answer.rows:
        if row.message_id in ours and row.message_id not in by_id:
            by_id[row.message_id] = row
        elif row.message_id not in ours and row.to:
            by_number[bare(row.to)].append(row)
    found = []
    for message in messages:
        match = by_id.get(message.id)
        waiting = by_number[bare(message.to)]
        if match is None and waiting:
            match = waiting.popleft()
        found.append(to_receipt(message, match, request_id))
    return found


def _language(content: Content) -> Language | None:
    """Name the national language, where there is one."""
    if not (content.language or content.single_shift or content.locking_shift):
        return None
    return Language(
        code=content.language,
        single_shift=content.single_shift,
        locking_shift=content.locking_shift,
    )


def _period(validity: timedelta | None, unit: ValidityUnit) -> int | None:
    """Count a validity in units, rounded up, at least one."""
    if validity is None:
        return None
    return max(-(-validity // _UNITS[unit]), 1)

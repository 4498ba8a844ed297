"""Choose the call that a content needs, write its request, and share out its task."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from ..before_sending import before_sending
from ..errors import GatewayError, InvalidInputError, NotOfferedError
from ..model import Attachment, Channel, Content, Message, Outcome, Receipt
from ..numbers import bare
from .checks import MACRO, check_fax
from .client import EnteraClient
from .documents import documents, minutes, sound
from .matching import plain
from .models import Book
from .people import book_key, check_values, chosen_books
from .requests import Fax, Ivr, Sms
from .templates import fax_macros, sms_macros
from .zone import AccountZone

type Send = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A request that was checked, and the numbers that only its books bring."""

    send: Send
    from_books: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addressees:
    """Who a request goes to, each number once."""

    recipients: tuple[str, ...]
    books: tuple[Book, ...] = ()
    from_books: tuple[str, ...] = ()
    book_ids: tuple[int, ...] = ()
    to_books: bool = False
    own: tuple[str, ...] = field(default=())


def gateway_id(task_id: str, number: str = "") -> str:
    """Name what became of one number of a task; without one of the whole task."""
    return f"{task_id}/{number}"


async def prepare(
    client: EnteraClient, zone: AccountZone, messages: Sequence[Message]
) -> Prepared:
    """Check messages of equal content and write their request.

    Asks for address books where the messages go to some or have macros. Raises
    GatewayError; whatever it is, nothing was sent.
    """
    try:
        return await _prepare(client, zone, messages)
    except GatewayError as err:
        raise before_sending(err) from None


async def _prepare(
    client: EnteraClient, zone: AccountZone, messages: Sequence[Message]
) -> Prepared:
    """Write the request of a channel; raises GatewayError."""
    content = messages[0].content
    external_id = messages[0].batch or uuid4().hex
    match content.channel:
        case Channel.SMS:
            write = _sms
        case Channel.FAX:
            write = _fax
        case Channel.VOICE:
            write = _call
        case channel:
            raise NotOfferedError(f"there is no channel {channel}")
    to = await _addressees(client, messages)
    send = await write(client, zone, content, to, external_id)
    return Prepared(send=send, from_books=to.from_books)


def receipts(
    messages: Sequence[Message], task_id: str, from_books: Sequence[str]
) -> list[Receipt]:
    """Give each message its number's share of a task that was taken.

    Who sends to one number twice gets the same share twice, since it goes out once.
    """
    shares: tuple[str, ...] = tuple(gateway_id(task_id, one) for one in from_books)
    first = {plain(one.to): bare(one.to) for one in reversed(messages)}
    return [
        Receipt(
            message_id=one.id,
            outcome=Outcome.ACCEPTED,
            gateway_ids=(gateway_id(task_id, first[plain(one.to)]),)
            if one.to
            else shares or (gateway_id(task_id),),
            request_id=task_id,
        )
        for one in messages
    ]


async def _addressees(client: EnteraClient, messages: Sequence[Message]) -> _Addressees:
    """Find out who messages go to, each number once; raises GatewayError."""
    content = messages[0].content
    own: dict[str, str] = {}
    for one in messages:
        if one.to:
            own.setdefault(plain(one.to), bare(one.to))
    numbers = tuple(own.values())
    if all(one.to for one in messages):
        return _Addressees(recipients=numbers, own=numbers)
    if not content.address_books:
        raise InvalidInputError("address_book_missing")
    books = await chosen_books(client, content.address_books)
    kept = dict.fromkeys(
        plain(record.phone) for book in books for record in book.records or ()
    )
    return _Addressees(
        # Who is in a book gets it from there. A number in national writing may be of
        # any country, so it is not taken for one of ours.
        recipients=tuple(number for key, number in own.items() if key not in kept),
        books=books,
        from_books=tuple(key for key in kept if key not in own),
        book_ids=tuple(map(book_key, content.address_books)),
        to_books=True,
        own=numbers,
    )


async def _sms(
    client: EnteraClient,
    zone: AccountZone,
    content: Content,
    to: _Addressees,
    external_id: str,
) -> Send:
    """Write an SMS; raises GatewayError."""
    if not content.sender:
        raise InvalidInputError("sender_needed", gateway="Entera")
    macro = MACRO.search(content.text)
    if macro is not None and not content.merge:
        raise InvalidInputError(
            "macro_in_text", macro=macro.group(), place=str(macro.start() + 1)
        )
    await check_values(client, sms_macros(content.text), to.books, to.own)
    sms = Sms(
        recipients=to.recipients,
        text=content.text,
        sender=bare(content.sender),
        alias=content.label,
        external_id=external_id,
        scheduled_for=await zone.wall_clock(content.send_at),
        expiration=minutes(content.validity),
        address_book_ids=to.book_ids,
    )
    sms.written(broadcast=to.to_books)
    return partial(client.send_sms_broadcast if to.to_books else client.send_sms, sms)


async def _fax(
    client: EnteraClient,
    zone: AccountZone,
    content: Content,
    to: _Addressees,
    external_id: str,
) -> Send:
    """Write a fax; raises GatewayError."""
    check_fax(content)
    attachments = documents(content)
    if content.merge:
        await _check_template(client, attachments[0], to)
    fax = Fax(
        recipients=to.recipients,
        attachments=attachments,
        alias=content.label,
        external_id=external_id,
        scheduled_for=await zone.wall_clock(content.send_at),
        address_book_ids=to.book_ids,
        notice=content.notice,
    )
    broadcast = content.merge or content.notice or to.to_books
    fax.written(broadcast=broadcast)
    if content.merge:
        return partial(client.send_merge_fax, fax)
    return partial(client.send_fax_broadcast if broadcast else client.send_fax, fax)


async def _check_template(
    client: EnteraClient, template: Attachment, to: _Addressees
) -> None:
    """Check a template against those it goes to; raises GatewayError."""
    macros = await asyncio.to_thread(fax_macros, template)
    await check_values(client, macros, to.books, to.own)


async def _call(
    client: EnteraClient,
    zone: AccountZone,
    content: Content,
    to: _Addressees,
    external_id: str,
) -> Send:
    """Write a call; raises GatewayError."""
    played, keys = sound(content)
    ivr = Ivr(
        recipients=to.recipients,
        sound=played,
        alias=content.label,
        external_id=external_id,
        scheduled_for=await zone.wall_clock(content.send_at),
        keys=keys,
        address_book_ids=to.book_ids,
        notice=content.notice,
    )
    broadcast = content.notice or to.to_books
    ivr.written(broadcast=broadcast)
    return partial(client.send_ivr_broadcast if broadcast else client.send_ivr, ivr)

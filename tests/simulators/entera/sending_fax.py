"""Send faxes (4)."""

from enum import StrEnum
from typing import Any

from tests.simulators.entera.asked import Asked
from tests.simulators.entera.codes import Channel
from tests.simulators.entera.documents import (
    Attachment,
    filled_in,
    is_usable,
    pages_of,
)
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.fields import Fields, decoded
from tests.simulators.entera.messages import Message
from tests.simulators.entera.replies import taken
from tests.simulators.entera.settings import BadMedia
from tests.simulators.entera.taking import (
    Addressee,
    Share,
    addressees,
    head_of,
    kind_of,
    take,
)
from tests.simulators.entera.world import World

LONGEST_ALIAS, LONGEST_NAME = 255, 255
TEMPLATES = frozenset({".docx", ".txt"})


class Way(StrEnum):
    """The method that a fax is sent by."""

    PLAIN = "SendFax"
    BROADCAST = "SendFaxBroadcast"
    MERGE = "SendMergeFax"


def send_fax(world: World, asked: Asked, *, way: Way) -> dict[str, Any]:
    """Send documents to recipients, or a template filled in for each of them."""
    fields = asked.fields
    files = _files(world, fields, way)
    many = way is not Way.PLAIN
    head = head_of(world, asked, longest_alias=LONGEST_ALIAS, with_notification=many)
    recipients = addressees(world, asked, with_books=many)
    merge = way is Way.MERGE
    pages = sum(pages_of(file) for file in files)
    message = Message(
        login=asked.account.login,
        method=way.value,
        channel=Channel.FAX,
        kind=kind_of(recipients, broadcast=many, merge=merge),
        id=next(world.ids),
        task_id=world.new_task_id(),
        accepted_at=world.clock(),
        deliveries=(),
        alias=head.alias,
        external_id=head.external_id,
        send_at=head.send_at,
        notification=head.notification,
        names=tuple(file.name for file in files),
        units=pages,
        broken=not all(is_usable(file) for file in files),
        text=_shown(files),
    )
    price = asked.account.page_price * pages
    template = files[0] if merge else None
    shares = [
        Share(to=one, units=pages, price=price, text=_own_text(world, template, one))
        for one in recipients
    ]
    return taken(TaskId=take(world, asked, message, shares).task_id)


def _files(world: World, fields: Fields, way: Way) -> list[Attachment]:
    """Return the documents. Raises ApiError: 1, 3, 4 for a name that is too long."""
    files = [
        Attachment(
            name=one.required("Name", LONGEST_NAME),
            content=decoded(one.required("Base64Content")),
        )
        for one in fields.objects("Attachments")
    ]
    if not files:
        raise ApiError(3)
    if way is Way.MERGE and (len(files) > 1 or files[0].type not in TEMPLATES):
        raise ApiError(3)
    if any(file.type not in world.settings.document_types for file in files):
        raise ApiError(3)
    refuses = world.settings.bad_media is BadMedia.REFUSE
    if refuses and not all(is_usable(file) for file in files):
        raise ApiError(3)
    return files


def _shown(files: list[Attachment]) -> str:
    """Return the text of the documents that are text."""
    return "\n".join(
        file.content.decode("utf-8", errors="replace")
        for file in files
        if file.type == ".txt"
    )


def _own_text(world: World, template: Attachment | None, to: Addressee) -> str | None:
    """Return the text of a template for a recipient, None without a template."""
    if template is None:
        return None
    return filled_in(
        template,
        phone=to.phone,
        metadata=to.metadata,
        missing=world.settings.missing_macro,
    )

"""Messages that the tests of the Entera gateway send and follow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
import wave
from zipfile import ZipFile

from custom_components.message_gateways.gateways.entera.checks import TEXT, WORD
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    Message,
    Outcome,
    Receipt,
    Sent,
)

ANN, BOB = "+447700900123", "+447700900124"
BATCH = "0123456789abcdef0123456789abcdef"
SMS = Content(channel=Channel.SMS, text="Dinner is ready.", sender="Kitchen")
FAX = Content(channel=Channel.FAX, text="The order:\nthree loaves", title="Bakery")
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def clock(written: str) -> datetime:
    """Return what a clock shows, in whatever zone it is."""
    return datetime.fromisoformat(written)


def wav(
    seconds: float = 1, *, rate: int = 8000, channels: int = 1, width: int = 2
) -> bytes:
    """Make so many seconds of silence."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((channels, width, rate, 0, "NONE", ""))
        sound.writeframes(bytes(int(seconds * rate) * channels * width))
    return file.getvalue()


CALL = Content(channel=Channel.VOICE, text="The alarm is on.", audio=wav())


def docx(body: str, part: str = "word/document.xml") -> bytes:
    """Make a Word document of a body in WordprocessingML."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document())
        if part != "word/document.xml":
            archive.writestr(part, document(body))
    if part != "word/document.xml":
        return file.getvalue()
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(part, document(body))
    return file.getvalue()


def document(body: str = "") -> str:
    """Return the main part of a Word document."""
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'


def in_field(text: str) -> str:
    """Return a paragraph with a field, as Word writes it with Ctrl+F9."""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{text}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def template(data: bytes) -> Attachment:
    """Return a Word document."""
    return Attachment(name="letter.docx", content_type=WORD, data=data)


def text_file(text: str, name: str = "1.txt") -> Attachment:
    """Return a text as a file."""
    return Attachment(name=name, content_type=TEXT, data=text.encode())


def message(
    message_id: str = "m", to: str = ANN, content: Content = SMS, batch: str = BATCH
) -> Message:
    """Name a message."""
    return Message(id=message_id, to=to, content=content, batch=batch)


def messages(*to: str, content: Content = SMS) -> list[Message]:
    """Name messages, the first is m0."""
    return [message(f"m{place}", one, content) for place, one in enumerate(to)]


def follow(
    receipts: Sequence[Receipt], at: datetime, content: Content | None = SMS
) -> list[Sent]:
    """Follow what was accepted."""
    return [
        Sent(
            message_id=one.message_id,
            to=ANN,
            gateway_ids=one.gateway_ids,
            request_id=one.request_id,
            accepted_at=at,
            content=content,
        )
        for one in receipts
        if one.outcome is Outcome.ACCEPTED
    ]


def sent(
    *gateway_ids: str,
    at: datetime,
    content: Content | None = SMS,
    message_id: str = "m",
) -> Sent:
    """Follow a message under its ids."""
    (found,) = follow(
        [
            Receipt(
                message_id=message_id,
                outcome=Outcome.ACCEPTED,
                gateway_ids=gateway_ids,
            )
        ],
        at,
        content,
    )
    return replace(found, request_id="1")

"""Parse answers: the one place that sees foreign shapes."""

from datetime import UTC, datetime

from ..errors import ChangeRequestError, SignInAgainError, UnreadableAnswerError
from ..fields import count, moment, words
from ..model import Detail
from ..transport import Answer
from .codes import Verdict, verdict_of
from .models import InboundPage, InboundRow, MessageRow
from .xml import Element, read_xml

_DYNAMIC = "result"
# An ERROR was seen with this description, which says nothing then.
_COMPLETED = "completed"


def read_answer(answer: Answer) -> Element:
    """Read an answer whose status is OK.

    Raises SignInAgainError for a bad signature, ChangeRequestError for an error and
    UnreadableAnswerError for anything else. The status alone decides.
    """
    document = read_xml(answer)
    match verdict_of(_static(document, "status")):
        case Verdict.OK:
            return document
        case Verdict.BAD_SIGNATURE:
            raise SignInAgainError("the keys were refused", detail=_detail(document))
        case Verdict.ERROR:
            raise ChangeRequestError(
                "the gateway answered ERROR", detail=_detail(document)
            )
        case _:
            raise UnreadableAnswerError("the answer has no known status")


def explain(answer: Answer) -> Detail | None:
    """Read the provider's words out of an answer with an HTTP error."""
    return _detail(read_xml(answer))


def parse_messages(document: Element) -> tuple[MessageRow, ...]:
    """Parse the sent messages of an answer."""
    return tuple(
        _message(element) for element in document.all("message") if element.children
    )


def parse_pin(document: Element) -> str:
    """Parse the PIN that was sent; raises UnreadableAnswerError."""
    for element in document.all("pin"):
        if pin := words(element.text):
            return pin
    raise UnreadableAnswerError("the answer has no PIN")


def parse_inbound(document: Element) -> InboundPage:
    """Parse a page of received messages."""
    records = [count(element.text) for element in document.all("records")]
    return InboundPage(
        rows=tuple(
            _inbound(element)
            for element in document.all("momessage")
            if element.children
        ),
        records=records[0] if records else None,
    )


def _static(element: Element, name: str) -> str | None:
    """Find a value of the static part, the outermost first."""
    found = element.value(name)
    if found is not None:
        return found
    for child in element.children:
        if child.name != _DYNAMIC and (found := _static(child, name)) is not None:
            return found
    return None


def _detail(document: Element) -> Detail | None:
    """Return the provider's own words on a call."""
    verdict = words(_static(document, "status"))
    text = words(_static(document, "description"))
    if text and text.lower() == _COMPLETED:
        text = None
    return Detail(name=verdict, text=text) if verdict or text else None


def _message(element: Element) -> MessageRow:
    """Parse one sent message."""
    return MessageRow(
        id=words(element.value("id")),
        blast_id=words(element.value("blastid")),
        type=words(element.value("type")),
        carrier=words(element.value("carriername", "carrier")),
        sender=words(element.value("from")),
        to=words(element.value("to")),
        subject=element.value("subject"),
        text=element.value("text"),
        status=words(element.value("status")),
        description=words(element.value("statusdescription")),
        encoding=words(element.value("encoding")),
        at=moment(element.value("date")),
        time_zone=words(element.value("timezone")),
        client_id=words(element.value("clientid")),
        app_name=words(element.value("appname")),
        platform=words(element.value("platform")),
    )


def _inbound(element: Element) -> InboundRow:
    """Parse one received message."""
    written = words(element.value("senddate"))
    return InboundRow(
        sender=words(element.value("from")),
        to=words(element.value("to")),
        text=element.value("text"),
        encoding=words(element.value("encoding")),
        keyword=words(element.value("keyword")),
        carrier=words(element.value("carrier")),
        at=_date(written),
        written_at=written,
    )


def _date(written: str | None) -> datetime | None:
    """Read a date as UTC, or as a wall clock's where it names no offset."""
    try:
        found = datetime.fromisoformat(written or "")
        return found.astimezone(UTC) if found.tzinfo else found
    except ValueError, OverflowError:
        return None

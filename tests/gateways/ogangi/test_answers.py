"""Tests of answers: with a root or none, names in any case and at any depth."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    SignInAgainError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Detail, Status
from custom_components.message_gateways.gateways.ogangi.answers import (
    explain,
    parse_inbound,
    parse_messages,
    parse_pin,
    read_answer,
)
from custom_components.message_gateways.gateways.ogangi.convert import (
    received_at,
    to_report,
)
from custom_components.message_gateways.gateways.ogangi.models import (
    InboundRow,
    MessageRow,
)
from custom_components.message_gateways.gateways.transport import Answer

# The samples of the page, with the tags that its copy lost.
SENT = (
    "<input>sendSMS</input><status>OK</status><description>Completed</description>"
    "<result><messages><message><id>-8174720676710228700</id>"
    "<carrierName>carrierName</carrierName><from>19893653744</from>"
    "<to>13056708084</to><text>OGANGI TEST MESSAGE</text>"
    "<status>SENT_TO_CARRIER</status>"
    "<statusDescription>Sent to Carrier</statusDescription>"
    "<encoding>UTF-8</encoding><date>2013-09-17T10:13:59.176-04:30</date>"
    "<timezone>America/Caracas</timezone><clientId>As223sdadq8d8287v5v</clientId>"
    "</message></messages></result>"
)
LISTED = (
    "<input>getMOMessages</input><status>OK</status>"
    "<description>Completed</description><result><MOMessageList><records>17</records>"
    "<MOMessage><text>Test</text><from>58123456789</from><to>19893143924</to>"
    "<encoding>UTF-8</encoding><keyword>^OGANGI.*</keyword><carrier>Movistar</carrier>"
    "<sendDate>2014-10-13 10:30:51.922</sendDate></MOMessage></MOMessageList></result>"
)
ROW = MessageRow(
    id="-8174720676710228700",
    carrier="carrierName",
    sender="19893653744",
    to="13056708084",
    text="OGANGI TEST MESSAGE",
    status="SENT_TO_CARRIER",
    description="Sent to Carrier",
    encoding="UTF-8",
    at=datetime(2013, 9, 17, 14, 43, 59, 176000, tzinfo=UTC),
    time_zone="America/Caracas",
    client_id="As223sdadq8d8287v5v",
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def answer(body: str | bytes, charset: str = "utf-8") -> Answer:
    """Make an answer."""
    raw = body if isinstance(body, bytes) else body.encode()
    return Answer(status=200, content_type="", charset=charset, body=raw)


def upper(written: str) -> str:
    """Write all names of elements in capitals."""
    return "".join(
        f"<{part.partition('>')[0].upper()}>{part.partition('>')[2]}"
        for part in written.split("<")[1:]
    )


@pytest.mark.parametrize(
    "written",
    [
        SENT,
        f"\n{DECLARATION}\n<response>{SENT}</response>\n",
        f"\ufeff{DECLARATION}{SENT}",
        upper(SENT),
        f'<ns:Response xmlns:ns="urn:x">{upper(SENT)}</ns:Response>',
        f"<a><b><c>{SENT}</c></b></a>",
        SENT.replace("messages>", "MessageList>"),
        SENT.replace("carrierName>", "carrier>"),
    ],
)
def test_a_sent_message_is_read_however_it_is_wrapped(written: str) -> None:
    """With all that the document lists."""
    assert parse_messages(read_answer(answer(written))) == (ROW,)


def test_a_message_that_was_asked_for_has_more_to_say() -> None:
    """As the field notes list it."""
    written = (
        "<status>OK</status><result><message><blastId>5</blastId><id>-1</id>"
        "<type>SMS</type><from>2020</from><to>447700900123</to><subject/>"
        "<text> Dinner? </text><status>READ</status><statusDescription/>"
        "<date>yesterday</date><timezone>UTC</timezone><clientId>c</clientId>"
        "<appName>app</appName><platform>any</platform></message></result>"
    )
    assert parse_messages(read_answer(answer(written))) == (
        MessageRow(
            blast_id="5",
            id="-1",
            type="SMS",
            sender="2020",
            to="447700900123",
            text=" Dinner? ",
            status="READ",
            time_zone="UTC",
            client_id="c",
            app_name="app",
            platform="any",
        ),
    )


def test_the_status_of_a_message_is_not_that_of_the_call() -> None:
    """Wherever the dynamic part stands."""
    result = "<result><message><status>ERROR</status><id>1</id></message></result>"
    rows = parse_messages(read_answer(answer(f"{result}<status>OK</status>")))
    assert [row.status for row in rows] == ["ERROR"]
    with pytest.raises(UnreadableAnswerError):
        read_answer(answer(result.replace("ERROR", "OK")))


@pytest.mark.parametrize(
    "written",
    [
        LISTED,
        upper(LISTED),
        f"<response>{LISTED}</response>",
        LISTED.replace("MOMessageList>", "moMessages>"),
    ],
)
def test_received_messages_are_read_at_any_depth(written: str) -> None:
    """From the subscriber to the short code, as in the sample."""
    page = parse_inbound(read_answer(answer(written)))
    assert page.records == 17
    assert page.rows == (
        InboundRow(
            sender="58123456789",
            to="19893143924",
            text="Test",
            encoding="UTF-8",
            keyword="^OGANGI.*",
            carrier="Movistar",
            at=datetime(2014, 10, 13, 10, 30, 51, 922000),  # noqa: DTZ001 - it has no offset there
            written_at="2014-10-13 10:30:51.922",
        ),
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2014-10-13T10:30:51.922-04:30", "2014-10-13T15:00:51.922000+00:00"),
        ("2014-10-13T10:30:51.922-0430", "2014-10-13T15:00:51.922000+00:00"),
        ("2014-10-13T10:30:51Z", "2014-10-13T10:30:51+00:00"),
        ("2014-10-13 10:30:51.9", "2014-10-13T10:30:51.900000"),
        ("0001-01-01T00:00:00+14:00", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_date_is_in_utc_where_it_names_an_offset(
    written: str, expected: str | None
) -> None:
    """And stays what a clock showed where it names none."""
    document = read_answer(
        answer(
            "<status>OK</status><MOMessage><text>x</text>"
            f"<sendDate>{written}</sendDate></MOMessage>"
        )
    )
    (row,) = parse_inbound(document).rows
    assert (row.at and row.at.isoformat()) == expected


@pytest.mark.parametrize(
    "result",
    [
        "<PinSMSConfirmation><pin>846547</pin></PinSMSConfirmation>",
        "<PinSMSConfirmation.pin> 846547 </PinSMSConfirmation.pin>",
        "<PIN>846547</PIN>",
    ],
)
def test_a_pin_is_read(result: str) -> None:
    """Whatever stands around it."""
    written = f"<status>OK</status><result>{result}</result>"
    assert parse_pin(read_answer(answer(written))) == "846547"


def test_an_answer_without_a_pin_is_no_answer() -> None:
    """What was sent is not known then."""
    with pytest.raises(UnreadableAnswerError, match="PIN"):
        parse_pin(read_answer(answer("<status>OK</status><pin/>")))


@pytest.mark.parametrize(
    ("written", "error", "detail"),
    [
        (
            "<status>BAD_SIGNATURE</status><description>Invalid</description>",
            SignInAgainError,
            Detail(name="BAD_SIGNATURE", text="Invalid"),
        ),
        (
            "<a><status>ERROR</status><description>Blocked</description></a>",
            ChangeRequestError,
            Detail(name="ERROR", text="Blocked"),
        ),
        (
            "<status>error</status><description>Completed</description>",
            ChangeRequestError,
            Detail(name="error"),
        ),
        (
            "<input>sendSMS</input><status>ERROR</status>",
            ChangeRequestError,
            Detail(name="ERROR"),
        ),
    ],
)
def test_the_status_alone_decides(
    written: str,
    error: type[Exception],
    detail: Detail,
) -> None:
    """An ERROR that calls itself completed is an error."""
    with pytest.raises(error) as caught:
        read_answer(answer(written))
    assert getattr(caught.value, "detail", None) == detail


def test_the_method_that_an_answer_names_is_of_no_account() -> None:
    """The page prints another one for fireMessage."""
    written = "<input>activateCampaign</input><status>OK</status>"
    assert parse_messages(read_answer(answer(written))) == ()


def test_an_error_body_without_any_words_has_no_detail() -> None:
    """Neither status nor description."""
    assert explain(answer("<html><body>Bad gateway</body></html>")) is None


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<status>OK</status><pin>é</pin>".encode("latin-1"), "iso-8859-1"),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?>'
            + "<status>OK</status><pin>é</pin>".encode("latin-1"),
            "utf-8",
        ),
        ("<status>OK</status><pin>é</pin>".encode(), "utf-8"),
    ],
)
def test_a_charset_is_said_by_the_header_or_by_the_answer_itself(
    body: bytes, charset: str
) -> None:
    """The header goes first."""
    assert parse_pin(read_answer(answer(body, charset))) == "é"


def test_a_message_without_a_status_says_nothing() -> None:
    """It is under way, as far as anybody knows."""
    report = to_report("1", MessageRow(id="1"))
    assert (report.status, report.detail) == (Status.UNKNOWN, None)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 2, 12, 4, 20), datetime(2026, 2, 12, 8, 50, tzinfo=UTC)),  # noqa: DTZ001 - a wall clock's
        (datetime(2026, 2, 12, 4, 20, tzinfo=UTC), None),
        (datetime.max, None),  # noqa: DTZ901 - a wall clock's
    ],
)
def test_a_wall_clock_hangs_where_the_account_says(
    at: datetime, expected: datetime | None
) -> None:
    """A time that no calendar has is none."""
    offset = -timedelta(hours=4, minutes=30)
    found = received_at(InboundRow(at=at), offset)
    assert found == (at if at.tzinfo else expected)

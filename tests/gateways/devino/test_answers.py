"""Tests that every answer of the document is read as it is meant."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from custom_components.message_gateways.gateways.devino.answers import (
    integer,
    parse_balance,
    parse_date,
    parse_fault,
    parse_ids,
    parse_inbound,
    parse_session_id,
    parse_sms_state,
    parse_statistics,
    parse_viber_state,
    read_fault,
)
from custom_components.message_gateways.gateways.devino.models import (
    Fault,
    InboundSms,
    MessageState,
    ResentSms,
    SmsStatistics,
    ViberState,
)
from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.transport import Answer

from .canned import SAMPLES, sample


def answer(body: bytes, status: int = 200, charset: str = "utf-8") -> Answer:
    """Make an answer."""
    return Answer(
        status=status, content_type="application/json", charset=charset, body=body
    )


def read(name: str) -> Any:
    """Read a sample as an answer."""
    return answer(sample(name)).json()


FIRST, SECOND = "579700854169272358", "579700854169272359"
THIRD, FOURTH = "579700854169272360", "579700854169272361"
IDS = {
    "send": (FIRST,),
    "send_segments": (FIRST, SECOND),
    "send_by_time_zone": (SECOND,),
    "send_by_time_zone_segments": (FIRST, SECOND),
    "send_bulk": (FIRST,),
    "send_bulk_segments": (FIRST, SECOND, THIRD, FOURTH),
    "send_by_time_zone_to_addresses": (SECOND,),
    "send_by_time_zone_to_addresses_segments": (FIRST, SECOND, THIRD, FOURTH),
    "viber_send": ("GW0261BBD6B3",),
}
FAULTS = {
    "session.error.txt": Fault(code=4, text="Invalid user login or password"),
    "balance.error.txt": Fault(code=4, text="SessionID expired"),
    "send.error.txt": Fault(code=6, text="Invalid source address"),
    "send_by_time_zone.error.txt": Fault(code=6, text="Invalid source address"),
    "send_bulk.error.txt": Fault(code=6, text="Invalid source address"),
    "send_by_time_zone_to_addresses.error.txt": Fault(
        code=6, text="Invalid source address"
    ),
    "state.error.txt": Fault(
        code=1, text="MessageID can not be null or empty Parameter name: messageid"
    ),
    "in.error.txt": Fault(
        code=9,
        text="The parameters dictionary contains a null entry for parameter "
        "'maxDateUtc' of non-nullable type 'DateTime' for method "
        "'System.Web.Mvc.ActionResult In(System.String, DateTime, DateTime)' in "
        "'RestService.Controllers.SmsController'. An optional parameter must be a "
        "reference type, a nullable type, or be declared as an optional parameter. "
        "Parameter name: parameters",
    ),
    "statistics.error.txt": Fault(
        code=2, text="Нельзя указывать диапазон дат более 90 дней."
    ),
    "viber_send.error.json": Fault(code=1, text="error-address-format"),
}


def test_every_sample_is_read_by_a_test() -> None:
    """A sample that is added is tested too."""
    others = {"session", "balance", "state", "in", "statistics"}
    answers = {f"{name}.answer.json" for name in {*IDS, *others}}
    found = {each.name for each in SAMPLES.iterdir()}
    printed = {f"{name}.answer.txt" for name in ("balance", "state", "in")}
    requests = {name for name in found if name.endswith(".request.txt")}
    assert found == answers | printed | requests | FAULTS.keys()


@pytest.mark.parametrize(("name", "ids"), IDS.items())
def test_a_send_answers_a_flat_list_of_ids(name: str, ids: tuple[str, ...]) -> None:
    """One for each segment."""
    assert parse_ids(read(f"{name}.answer.json")) == ids


@pytest.mark.parametrize(
    ("document", "ids"),
    [
        ([579700854169272358], ("579700854169272358",)),
        ("579700854169272358", ("579700854169272358",)),
        ([" a ", 2], ("a", "2")),
    ],
)
def test_ids_are_texts_or_numbers(document: Any, ids: tuple[str, ...]) -> None:
    """One alone needs no list."""
    assert parse_ids(document) == ids


@pytest.mark.parametrize("document", [[], None, "", [None], ["a", ""], {}, [["a"]]])
def test_a_send_without_readable_ids_can_t_be_read(document: Any) -> None:
    """It may have been sent, so nobody is told otherwise."""
    with pytest.raises(UnreadableAnswerError):
        parse_ids(document)


@pytest.mark.parametrize(("name", "fault"), FAULTS.items())
def test_an_error_is_read_as_printed(name: str, fault: Fault) -> None:
    """Even with names that are not in quotes; the words may be Russian."""
    assert read_fault(answer(sample(name), status=400)) == fault


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"Code":"9","Desc":"x"}', Fault(code=9, text="x")),
        (b'{"code":3}', Fault(code=3)),
        (b'{"Code":-5,"Desc":null}', Fault(code=-5)),
        (b'\xef\xbb\xbf{"Code":3,"Desc":" "}', Fault(code=3)),
        (b'{ Code: "<7>", Desc: "x" }', None),
        (b"{ Code: 7 }", Fault(code=7)),
        (b"<html>Code: 7</html>", None),
        (b'{"State":7}', None),
        (b'{"Code":1.5}', None),
        (b"[1]", None),
        (b"", None),
        (b"{ Code: \xff }", None),
    ],
)
def test_an_error_of_any_shape_has_a_code_or_is_none(
    body: bytes, fault: Fault | None
) -> None:
    """A proxy's page is none."""
    assert read_fault(answer(body, status=400)) == fault


def test_an_error_in_an_unknown_charset_is_none() -> None:
    """The status still says what happened."""
    assert read_fault(answer(b'{"Code":3}', charset="klingon")) is None


def test_a_session_id_is_a_quoted_text() -> None:
    """Of 36 characters."""
    found = parse_session_id(read("session.answer.json"))
    assert found == "Z5CYSZEKDL1DPICU37WEHQVOYKP0T1GSLHX1"
    assert len(found) == 36


@pytest.mark.parametrize("document", [None, "", "  ", 5, {"id": "x"}, ["x"], "x" * 257])
def test_what_is_no_session_id_is_told(document: Any) -> None:
    """Anything else than a text of some length."""
    with pytest.raises(UnreadableAnswerError):
        parse_session_id(document)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (read("balance.answer.json"), Decimal("20015.3")),
        (0, Decimal()),
        ("-1.50", Decimal("-1.50")),
    ],
)
def test_a_balance_is_a_bare_number(document: Any, expected: Decimal) -> None:
    """To the last digit."""
    assert parse_balance(document) == expected


@pytest.mark.parametrize("document", [None, True, "much", {"Balance": 1}, [1]])
def test_what_is_no_balance_is_told(document: Any) -> None:
    """Rather than shown as none."""
    with pytest.raises(UnreadableAnswerError):
        parse_balance(document)


@pytest.mark.parametrize("name", ["balance", "state", "in"])
def test_a_sample_that_is_no_json_is_told_to_be_unreadable(name: str) -> None:
    """The document lost the body of one and the backslashes of others."""
    with pytest.raises(UnreadableAnswerError):
        read(f"{name}.answer.txt")


def test_a_state_without_dates_and_price_has_none() -> None:
    """Null and .NET's smallest date both mean none."""
    assert parse_sms_state(read("state.answer.json")) == MessageState(
        state=255, description="Неизвестный"
    )


def test_a_state_has_its_dates_and_its_price() -> None:
    """The date of what is known last comes first."""
    found = parse_sms_state(
        {
            "State": 0,
            "CreationDateUtc": "/Date(1455820738000)/",
            "SubmittedDateUtc": "/Date(1455820739000)/",
            "ReportedDateUtc": "/Date(1455820740000+0300)/",
            "TimeStampUtc": "/Date(1455820741000)/",
            "StateDescription": "Доставлено абоненту",
            "Price": 1.3,
        }
    )
    assert found.at == found.reported_at == datetime(2016, 2, 18, 18, 39, tzinfo=UTC)
    assert found.created_at == datetime(2016, 2, 18, 18, 38, 58, tzinfo=UTC)
    assert found.description == "Доставлено абоненту"


def test_a_viber_state_has_the_sms_that_followed() -> None:
    """With the same fields and an id."""
    body = """
        {"State": 4, "StateDescription": "Не доставлено", "Price": 0,
         "ResentSms": [{"Id": 579700854169272358, "State": 0, "Price": 1.3},
                       {"Id": "x"}, null]}
    """
    assert parse_viber_state(answer(body.encode()).json()) == ViberState(
        state=4,
        description="Не доставлено",
        price=Decimal(0),
        resent_sms=(
            ResentSms(
                id="579700854169272358",
                state=0,
                price=Decimal("1.3"),
            ),
        ),
    )


@pytest.mark.parametrize("resent", [None, [], "", {}, {"Id": "x"}, 5])
def test_a_viber_state_may_have_no_sms(resent: Any) -> None:
    """However that is written."""
    assert parse_viber_state({"State": 2, "ResentSms": resent}).resent_sms == ()


def test_one_sms_may_stand_without_a_list() -> None:
    """It is one all the same."""
    (found,) = parse_viber_state({"State": 4, "ResentSms": {"State": -1}}).resent_sms
    assert found == ResentSms(state=-1)


@pytest.mark.parametrize("document", [None, {}, {"State": None}, {"State": "x"}, []])
def test_what_has_no_state_is_told(document: Any) -> None:
    """Neither of an SMS nor of a Viber message."""
    for parse in (parse_sms_state, parse_viber_state):
        with pytest.raises(UnreadableAnswerError):
            parse(document)


def test_messages_that_came_in_are_read() -> None:
    """As in the document, without its misprint."""
    assert parse_inbound(read("in.answer.json")) == (
        InboundSms(
            id="539187174",
            sender="7926000000",
            to="7916000000",
            text="test1",
            created_at=datetime(2011, 1, 3, 9, 11, 51, 213000, tzinfo=UTC),
        ),
        InboundSms(
            id="539187214",
            sender="7926000001",
            to="7916000000",
            text="test2",
            created_at=datetime(2011, 1, 3, 9, 11, 51, 353000, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize("name", ["CreatedDateUtc", "CreateDateUtc", "CreationDateUtc"])
def test_the_date_of_what_came_in_has_three_names(name: str) -> None:
    """And its id may be a number."""
    (found,) = parse_inbound(
        [{"ID": 7, "Data": "Hi", "CreateDateUtc": None, name: "/Date(1000)/"}]
    )
    assert found.id == "7"
    assert found.created_at == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("document", [None, [], [{}], [None, 5, {"ID": 1}]])
def test_nothing_may_have_come_in(document: Any) -> None:
    """Rows without sender and text are none."""
    assert parse_inbound(document) == ()


@pytest.mark.parametrize("document", [{}, "x", 5])
def test_what_is_no_list_of_messages_is_told(document: Any) -> None:
    """Rather than taken for an empty one."""
    with pytest.raises(UnreadableAnswerError):
        parse_inbound(document)


def test_statistics_have_all_their_counts() -> None:
    """As in the document."""
    assert parse_statistics(read("statistics.answer.json")) == SmsStatistics(
        sent=9,
        delivered=0,
        errors=0,
        in_process=7780,
        expired=0,
        rejected=56876,
        total=64665,
        total_with_errors=64665,
        delivery_ratio=Decimal(0),
    )


@pytest.mark.parametrize("document", [None, {}, {"Sent": 1}, {"Sent": -1}, []])
def test_statistics_that_lack_a_count_are_told(document: Any) -> None:
    """Rather than shown as nought."""
    with pytest.raises(UnreadableAnswerError):
        parse_statistics(document)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/Date(1455820738000)/", datetime(2016, 2, 18, 18, 38, 58, tzinfo=UTC)),
        ("/Date(1455820738000+0300)/", datetime(2016, 2, 18, 18, 38, 58, tzinfo=UTC)),
        ("/Date(1455820738000-1130)/", datetime(2016, 2, 18, 18, 38, 58, tzinfo=UTC)),
        ("\\Date(1294045911213)\\", datetime(2011, 1, 3, 9, 11, 51, 213000, UTC)),
        ("/Date(0)/", datetime(1970, 1, 1, tzinfo=UTC)),
        ("/Date(-1000)/", datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2016-02-18T18:38:58", datetime(2016, 2, 18, 18, 38, 58, tzinfo=UTC)),
        ("/Date(-62135596800000)/", None),
        ("/Date(-62135596800000+0300)/", None),
        ("/Date(-62135607600000)/", None),
        ("/Date(999999999999999999)/", None),
        ("/Date(9999999999999999999)/", None),
        ("0001-01-01T00:00:00", None),
        ("/Date()/", None),
        ("soon", None),
        ("", None),
        (None, None),
        (1455820738000, None),
    ],
)
def test_a_date_is_read_or_is_none(written: Any, expected: datetime | None) -> None:
    """Its zone says where the server is, and changes nothing."""
    assert parse_date(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [(-98, -98), ("47", 47), (True, None), (1.5, None), (2**31, None), (None, None)],
)
def test_a_whole_number_may_be_negative(written: Any, expected: int | None) -> None:
    """States are."""
    assert integer(written) == expected


@pytest.mark.parametrize("document", [None, [], "x", 5, {"State": 1}, {"Code": None}])
def test_what_is_no_error_is_none(document: Any) -> None:
    """Lists, texts and numbers are what other answers are."""
    assert parse_fault(document) is None

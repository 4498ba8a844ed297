"""Messages: what is answered at once, and where they stand later."""

import pytest

from tests.simulators.ogangi import Names, OgangiSimulator, SettableClock
from tests.simulators.ogangi.asking import (
    ANN,
    call,
    coded,
    rootless,
    send_mt,
    send_sms,
    texts,
)
from tests.simulators.ogangi.behaviours import FINALS, REFUSALS
from tests.simulators.ogangi.statuses import STATUSES


async def test_a_text_is_answered_as_in_the_sample(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """All fields, with a 64-bit id."""
    answer = await send_sms(ogangi_simulator)
    root = answer.xml
    assert [each.tag for each in root] == ["input", "status", "description", "result"]
    (message,) = root.iter("message")
    assert {each.tag: each.text for each in message} == {
        "id": ogangi_simulator.messages[0].message_id,
        "carrier": "Movistar",
        "from": "2020",
        "to": ANN,
        "text": "Hello",
        "status": "SENT_TO_CARRIER",
        "statusDescription": "Sent to Carrier",
        "encoding": "UTF-8",
        "date": "2026-02-12T04:20:22.221-04:30",
        "timezone": "America/Caracas",
        "clientId": "client-7",
    }


@pytest.mark.parametrize("names", list(Names))
async def test_an_answer_may_have_no_root_and_names_in_any_case(
    ogangi_simulator: OgangiSimulator, names: Names
) -> None:
    """By two settings."""
    ogangi_simulator.configure(rooted=False, names=names)
    answer = await send_sms(ogangi_simulator)
    assert answer.body.lower().startswith(b"<input>sendsms</input>")
    tags = [each.tag for each in rootless(answer)]
    assert [tag.lower() for tag in tags] == ["input", "status", "description", "result"]
    assert tags[0] == ("INPUT" if names is Names.UPPER else "input")


@pytest.mark.parametrize(("end", "status"), REFUSALS.items())
async def test_a_refusal_is_told_at_once(
    ogangi_simulator: OgangiSimulator, end: int, status: str
) -> None:
    """In the message, though the call was OK."""
    root = (await send_sms(ogangi_simulator, f"447700900{end:03}")).xml
    assert root.findtext("status") == "OK"
    (message,) = root.iter("message")
    assert message.findtext("status") == status


@pytest.mark.parametrize(
    ("to", "carrier", "from_", "status"),
    [
        ("Ann", "Movistar", "2020", "BAD_TO"),
        (ANN, "movistar", "2020", "BAD_CARRIER/FROM"),
        (ANN, "null", "2020", "BAD_CARRIER/FROM"),
        (ANN, "Movistar", "3030", "BAD_FROM"),
    ],
)
async def test_what_the_account_has_not_is_refused(
    ogangi_simulator: OgangiSimulator, to: str, carrier: str, from_: str, status: str
) -> None:
    """Carriers in exactly their letters; `null` is none for sendSMS."""
    answer = await send_sms(ogangi_simulator, to, carrier=carrier, from_=from_)
    (message,) = answer.xml.iter("message")
    assert message.findtext("status") == status


async def test_a_number_that_is_not_encoded_is_an_error(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """The one call that wants it in base64."""
    params = ("7", "Movistar", "2020", ANN + "+", coded("Hello"))
    answer = await call(ogangi_simulator, "tools/sendSMS", *params)
    assert answer.xml.findtext("status") == "ERROR"


@pytest.mark.parametrize(
    ("number", "description"),
    [("447700900016", "Completed"), ("447700900017", "Number blocked")],
)
async def test_a_whole_call_may_fail(
    ogangi_simulator: OgangiSimulator, number: str, description: str
) -> None:
    """Even with "Completed" and HTTP 200."""
    for answer in (
        await send_sms(ogangi_simulator, number),
        await send_mt(ogangi_simulator, number),
    ):
        assert answer.status == 200
        assert answer.xml.findtext("status") == "ERROR"
        assert answer.xml.findtext("description") == description


async def test_a_number_may_be_taken_without_a_message_in_the_answer(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """So there is no id."""
    answer = await send_sms(ogangi_simulator, "447700900099")
    assert answer.xml.findtext("status") == "OK"
    assert list(answer.xml.iter("message")) == []


@pytest.mark.parametrize(("end", "status"), FINALS.items())
async def test_a_number_says_how_its_message_ends(
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
    end: int,
    status: str,
) -> None:
    """The table of behaviours holds, as getMessage shows."""
    await send_sms(ogangi_simulator, f"447700900{end:03}")
    seen = []
    for seconds in (0, 2, 4):
        ogangi_clock.advance(seconds)
        message_id = ogangi_simulator.messages[0].message_id
        answer = await call(ogangi_simulator, "tools/getMessage", "7", message_id)
        (message,) = answer.xml.iter("message")
        seen.append(message.findtext("status"))
    assert seen == ["SENT_TO_CARRIER", "DELIVERED_TO_CARRIER", status]
    assert message.findtext("statusDescription") == STATUSES[status]
    assert message.findtext("date") == "2026-02-12T04:20:27.221-04:30"


async def test_what_was_sent_by_send_mt_can_not_be_asked_for(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """Nor can another workspace's."""
    await send_mt(ogangi_simulator)
    message_id = ogangi_simulator.messages[0].message_id
    answer = await call(ogangi_simulator, "tools/getMessage", "7", message_id)
    assert answer.xml.findtext("status") == "ERROR"


async def test_a_slow_number_takes_its_time(
    ogangi_simulator: OgangiSimulator, ogangi_clock: SettableClock
) -> None:
    """Ten minutes by default."""
    await send_sms(ogangi_simulator, "447700900060")
    message_id = ogangi_simulator.messages[0].message_id
    ogangi_clock.advance(599)
    assert ogangi_simulator.status_of(message_id) == "DELIVERED_TO_CARRIER"
    ogangi_clock.advance(1)
    assert ogangi_simulator.status_of(message_id) == "DELIVERED_TO_DEVICE"
    with pytest.raises(KeyError):
        ogangi_simulator.status_of("nothing")


@pytest.mark.parametrize(("length", "pin"), [("4", "8465"), ("8", "84654784")])
async def test_a_pin_is_made_up_sent_and_told(
    ogangi_simulator: OgangiSimulator, length: str, pin: str
) -> None:
    """As long as it was asked for."""
    params = ("7", "Movistar", "2020", ANN, coded("Your code:"), length)
    path = "tools/sendSMSPinMobileNumberConfirm"
    answer = await call(ogangi_simulator, path, *params)
    assert texts(answer.xml, "pin") == [pin]
    assert ogangi_simulator.messages[0].text == f"Your code: {pin}"


@pytest.mark.parametrize(
    ("carrier", "number", "length"),
    [
        ("null", ANN, "4"),
        ("Movistar", "447700900010", "4"),
        ("Movistar", "447700900016", "4"),
        ("Movistar", ANN, "0"),
        ("Movistar", ANN, "four"),
    ],
)
async def test_a_pin_that_can_not_be_sent_is_an_error(
    ogangi_simulator: OgangiSimulator, carrier: str, number: str, length: str
) -> None:
    """Without a PIN in the answer."""
    params = ("7", carrier, "2020", number, coded("Your code:"), length)
    path = "tools/sendSMSPinMobileNumberConfirm"
    answer = await call(ogangi_simulator, path, *params)
    assert answer.xml.findtext("status") == "ERROR"
    assert texts(answer.xml, "pin") == []

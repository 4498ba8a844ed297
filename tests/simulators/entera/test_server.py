"""The server itself: log-ins, errors, paths, numbers, clocks."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.simulators.entera import (
    Delays,
    Empty,
    EnteraSimulator,
    Form,
    Oddity,
    OddKind,
    SettableClock,
)
from tests.simulators.entera.asking import (
    PERSON,
    ask,
    call,
    outbound,
    row_of,
    send_fax,
    send_sms,
)
from tests.simulators.entera.codes import ERRORS

WRONG_LOG_INS: tuple[dict[str, str], ...] = (
    {},
    {"Login": "demo"},
    {"Password": "secret"},
    {"Login": "demo", "Password": "wrong"},
    {"Login": "nobody", "Password": "secret"},
)


@pytest.mark.parametrize("headers", WRONG_LOG_INS)
async def test_who_is_not_known_is_refused(
    entera_simulator: EnteraSimulator, headers: dict[str, str]
) -> None:
    """Error 2, in an answer of HTTP status 200 or as the settings say."""
    for status in (200, 401):
        entera_simulator.configure(unauthorized_status=status)
        answer = await ask(entera_simulator, "GET", "AddressBook", headers=headers)
        assert (answer.status, answer.content_type) == (status, "application/json")
        assert answer.json == {
            "Result": False,
            "ErrorCode": 2,
            "Message": "Authorization error. Please check your credentials.",
        }


async def test_an_account_may_be_closed_or_limited(
    entera_simulator: EnteraSimulator,
) -> None:
    """Errors 17, 8 and 18."""
    account = entera_simulator.account
    account.forbidden = frozenset({"SendSms"})
    assert (await send_sms(entera_simulator, PERSON)).json["ErrorCode"] == 17
    assert (await send_fax(entera_simulator, PERSON)).json["ErrorCode"] == 0
    account.has_plan = False
    assert (await send_fax(entera_simulator, PERSON)).json["ErrorCode"] == 8
    account.active = False
    assert (await send_fax(entera_simulator, PERSON)).json["ErrorCode"] == 18


async def test_a_number_refuses_the_request_with_any_error(
    entera_simulator: EnteraSimulator,
) -> None:
    """For every channel, and nothing is sent."""
    entera_simulator.configure(error_status=400, unauthorized_status=401)
    for code in range(1, 20):
        for send in (send_sms, send_fax, call):
            answer = await send(entera_simulator, PERSON, f"447700900{100 + code}")
            assert answer.status == (401 if code in {2, 17, 18} else 400)
            assert answer.json["ErrorCode"] == code
            assert answer.json["Message"] == ERRORS[code]
    assert entera_simulator.messages == []


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "text/plain"),
        (b"{", "text/plain"),
        (b"[]", "text/plain"),
        (b'{"Body": "\xff"}', "text/plain"),
        (b"{}", "application/json"),
    ],
)
async def test_a_body_that_is_no_object_is_refused(
    entera_simulator: EnteraSimulator, body: bytes, content_type: str
) -> None:
    """Error 1; so is one that does not go as text/plain."""
    headers = {"Login": "demo", "Password": "secret", "Content-Type": content_type}
    answer = await ask(entera_simulator, "POST", "SendSms", body, headers=headers)
    assert answer.json["ErrorCode"] == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "Nothing"),
        ("GET", "SendSms"),
        ("POST", "OutboundSms"),
        ("POST", "Sendlvr"),
        ("DELETE", "CancelFax"),
    ],
)
async def test_what_is_not_of_the_api_is_a_page_of_html(
    entera_simulator: EnteraSimulator, method: str, path: str
) -> None:
    """A wrong path or method."""
    answer = await ask(entera_simulator, method, path)
    assert (answer.status, answer.content_type) == (404, "text/html")


async def test_a_path_is_found_in_any_case(entera_simulator: EnteraSimulator) -> None:
    """As the provider's framework does."""
    answer = await ask(entera_simulator, "GET", "addressbook", addressbookid=3)
    assert answer.json["ErrorCode"] == 0


async def test_a_task_is_listed_late_if_so_set(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """So a look-up right after the send finds nothing."""
    entera_simulator.configure(delays=Delays(listed=30), empty=Empty.LIST)
    await send_sms(entera_simulator, PERSON)
    assert await outbound(entera_simulator, "Sms", LastMessages=1) == []
    entera_clock.advance(30)
    assert len(await outbound(entera_simulator, "Sms", LastMessages=1)) == 1


async def test_numbers_come_back_as_the_settings_say(
    entera_simulator: EnteraSimulator,
) -> None:
    """Whatever they were written like."""
    for form, number in (
        (Form.PLAIN, PERSON),
        (Form.DOUBLE_ZERO, f"00{PERSON}"),
        (Form.NATIONAL, "07700900123"),
    ):
        entera_simulator.configure(sms_form=form)
        for written in (PERSON, f"+{PERSON}", f"00{PERSON}", "07700 900-123"):
            answer = await send_sms(entera_simulator, written)
            (recipient,) = (await row_of(entera_simulator, "Sms", answer))["Recipients"]
            assert recipient["Destination"] == number


async def test_a_frozen_time_of_day_is_the_default_clock(
    entera_simulator_now: EnteraSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """So statuses follow freezegun."""
    task_id = (await send_sms(entera_simulator_now, PERSON)).json["TaskId"]
    assert entera_simulator_now.status_of(task_id) == 20
    freezer.tick(5)
    (state,) = entera_simulator_now.states_of(task_id)
    assert entera_simulator_now.status_of(task_id) == state.status == 6


async def test_reset_forgets_what_happened(entera_simulator: EnteraSimulator) -> None:
    """But neither accounts nor settings."""
    entera_simulator.configure(empty=Empty.LIST)
    await send_sms(entera_simulator, PERSON)
    entera_simulator.receive(from_=PERSON, text="Hello")
    entera_simulator.add_book("Friends", (PERSON,))
    entera_simulator.behave(PERSON, keys="1")
    entera_simulator.oddities.add(Oddity(kind=OddKind.SLIP))
    entera_simulator.reset()
    assert (entera_simulator.messages, entera_simulator.inbox) == ([], [])
    assert (entera_simulator.requests, entera_simulator.oddities.pending) == ([], ())
    answer = await ask(entera_simulator, "GET", "AddressBook")
    assert [book["IsGroup"] for book in answer.json["AddressBooks"]] == [False]
    with pytest.raises(KeyError):
        entera_simulator.message("x")


async def test_an_account_sees_only_its_own(entera_simulator: EnteraSimulator) -> None:
    """Other people's tasks are as good as none."""
    entera_simulator.add_account(login="other", password="secret", sms_price=1)
    task_id = (await send_sms(entera_simulator, PERSON)).json["TaskId"]
    headers = {"Login": "other", "Password": "secret"}
    answer = await ask(
        entera_simulator, "GET", "OutboundSms", headers=headers, TaskId=task_id
    )
    assert answer.json["ErrorCode"] == 19

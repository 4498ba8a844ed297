"""Tests of what the provider's codes and states mean to us."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.devino.codes import (
    ERRORS,
    SMS_STATES,
    VIBER_ERRORS,
    VIBER_STATES,
    may_be_one_number,
    sms_status,
    viber_status,
)
from custom_components.message_gateways.gateways.devino.models import Fault
from custom_components.message_gateways.gateways.devino.refusals import (
    log_in_refusal,
    refusal,
    refusal_in_success,
    refused_again,
)
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Detail, Outcome, Status
from custom_components.message_gateways.gateways.transport import error_of

SOON = timedelta(minutes=1)
TWO_DAYS = timedelta(hours=48)

SMS = {
    -1: Status.SENT,
    -2: Status.ACCEPTED,
    47: Status.CANCELLED,
    -97: Status.CANCELLED,
    -98: Status.CANCELLED,
    0: Status.DELIVERED,
    10: Status.REJECTED,
    11: Status.REJECTED,
    41: Status.REJECTED,
    42: Status.REJECTED,
    46: Status.EXPIRED,
    48: Status.REJECTED,
    69: Status.REJECTED,
    99: Status.UNKNOWN,
    255: Status.ACCEPTED,
}
VIBER = {
    0: Status.ACCEPTED,
    1: Status.SENT,
    2: Status.DELIVERED,
    3: Status.READ,
    4: Status.FAILED,
    5: Status.FAILED,
    6: Status.UNKNOWN,
    7: Status.EXPIRED,
    8: Status.READ,
}
# What each code means with its own HTTP status, and with HTTP 200.
CODES: dict[int, tuple[type[GatewayError], type[GatewayError]]] = {
    1: (ChangeRequestError, ChangeRequestError),
    2: (ChangeRequestError, ChangeRequestError),
    3: (SignInAgainError, SignInAgainError),
    4: (SignInAgainError, SignInAgainError),
    5: (TopUpError, TopUpError),
    6: (ChangeRequestError, ChangeRequestError),
    7: (ChangeRequestError, ChangeRequestError),
    8: (AskWhatHappenedError, AskWhatHappenedError),
    9: (AskWhatHappenedError, AskWhatHappenedError),
}


@pytest.mark.parametrize(("state", "status"), SMS.items())
def test_an_sms_state_has_its_meaning(state: int, status: Status) -> None:
    """Every one of the document's table."""
    assert SMS.keys() == SMS_STATES.keys()
    assert sms_status(state, SOON) is status
    assert SMS_STATES[state].text


@pytest.mark.parametrize(("state", "status"), VIBER.items())
def test_a_viber_state_has_a_meaning_of_its_own(state: int, status: Status) -> None:
    """Nought is delivered for an SMS, and on its way for Viber."""
    assert VIBER.keys() == VIBER_STATES.keys()
    assert viber_status(state, SOON) is status
    assert VIBER_STATES[state].text


@pytest.mark.parametrize("read", [sms_status, viber_status])
@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(), Status.ACCEPTED),
        (TWO_DAYS - timedelta(seconds=1), Status.ACCEPTED),
        (TWO_DAYS, Status.UNKNOWN),
    ],
)
def test_what_is_not_in_the_database_is_pending_for_two_days(
    read: Callable[[int, timedelta], Status], age: timedelta, status: Status
) -> None:
    """Then it is too old to be there."""
    assert read(255, age) is status


@pytest.mark.parametrize("state", [999, -3, 2**31])
def test_a_state_nobody_has_heard_of_is_under_way(state: int) -> None:
    """A message is never ended by it."""
    assert sms_status(state, TWO_DAYS) is Status.ACCEPTED
    assert viber_status(state, TWO_DAYS) is Status.ACCEPTED


@pytest.mark.parametrize("code", CODES)
def test_a_code_means_what_its_table_says(code: int) -> None:
    """With its own HTTP status, as in the document, and in an answer of HTTP 200."""
    assert CODES.keys() == ERRORS.keys()
    failed, in_success = CODES[code]
    status, name = ERRORS[code]
    fault = Fault(code=code, text="Слова")
    assert fault.detail == Detail(code=str(code), name=name, text="Слова")
    error = error_of(status, retry_after=None, detail=fault.detail)
    assert error is not None
    found = refusal(error, status, fault)
    assert type(found) is failed
    assert found.detail == fault.detail
    assert type(refusal_in_success(fault)) is in_success


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, None, SignInAgainError),
        (401, 1, SignInAgainError),
        (403, None, ChangeRequestError),
        (400, None, ChangeRequestError),
        (404, 3, SignInAgainError),
        (400, 5, TopUpError),
        (400, 77, ChangeRequestError),
        (500, 6, AskWhatHappenedError),
        (500, 3, AskWhatHappenedError),
        (503, None, AskWhatHappenedError),
        (429, 3, TryLaterError),
        (302, None, CheckSettingsError),
    ],
)
def test_a_status_and_a_code_that_differ_are_read_with_care(
    status: int, code: int | None, expected: type[GatewayError]
) -> None:
    """What came with 5xx may have been sent, whatever its code."""
    error = error_of(status, retry_after=None, detail=None)
    assert error is not None
    fault = None if code is None else Fault(code=code)
    assert type(refusal(error, status, fault)) is expected


def test_an_unheard_of_code_with_success_may_have_been_sent() -> None:
    """Neither does it have a name."""
    found = refusal_in_success(Fault(code=77))
    assert type(found) is AskWhatHappenedError
    assert found.detail == Detail(code="77")


WORDS = Detail(code="4", text="Invalid user login or password")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (SignInAgainError("HTTP 401", detail=WORDS), SignInAgainError),
        (ChangeRequestError("HTTP 400", detail=WORDS), SignInAgainError),
        (TopUpError("HTTP 403", detail=WORDS), SignInAgainError),
        (ChangeRequestError("HTTP 404"), CheckSettingsError),
        (UnreadableAnswerError("no JSON"), CheckSettingsError),
        (AskWhatHappenedError("HTTP 500", detail=WORDS), TryLaterError),
        (TryLaterError("HTTP 429", retry_after=7), TryLaterError),
        (CheckSettingsError("redirect"), CheckSettingsError),
    ],
)
def test_a_log_in_that_fails_sent_nothing(
    error: GatewayError, expected: type[GatewayError]
) -> None:
    """Whatever it was, messages wait for a better time."""
    found = log_in_refusal(error)
    assert type(found) is expected
    assert found.outcome is Outcome.NOT_SENT
    assert found.reason == error.reason


def test_a_new_session_that_is_invalid_is_not_the_user_s_fault() -> None:
    """The credentials were just accepted; a refused access is another matter."""
    invalid = SignInAgainError("HTTP 400", detail=Detail(code="3"))
    assert type(refused_again(invalid)) is TryLaterError
    assert refused_again(SignInAgainError("HTTP 401", detail=WORDS)).detail == WORDS


@pytest.mark.parametrize("code", [*range(10), None])
def test_one_number_may_be_at_fault_with_code_1_2_and_6(code: int | None) -> None:
    """Credit, sessions and failures concern all."""
    detail = None if code is None else Detail(code=str(code), text="Ошибка")
    assert may_be_one_number(detail) is (code in {1, 2, 6})


@pytest.mark.parametrize(("text", "concerns_all"), VIBER_ERRORS.items())
def test_viber_says_what_its_errors_are_about(text: str, *, concerns_all: bool) -> None:
    """Addresses may be bad one by one; sender, text and validity are of all."""
    assert concerns_all is ("address" not in text)
    assert may_be_one_number(Detail(code="1", text=text)) is not concerns_all


def test_a_bad_sender_is_nobody_s_number() -> None:
    """The words are those of the document's sample."""
    assert not may_be_one_number(Detail(code="6", text="Invalid source address"))

"""Every code of the document, and what it means to us."""

import pytest

from custom_components.message_gateways.gateways.before_sending import before_sending
from custom_components.message_gateways.gateways.entera.codes import (
    DISCONNECT_REASONS,
    ERRORS,
    GSM_CODES,
    INBOUND_TYPES,
    REASON_TEXTS,
    SMS_STATUSES,
    TASK_STATUSES,
    TYPES,
    Meaning,
    meaning_of,
    sms_status,
    task_status,
)
from custom_components.message_gateways.gateways.entera.models import (
    Fault,
    SmsTask,
    Task,
)
from custom_components.message_gateways.gateways.entera.refusals import (
    refusal,
    refusal_in_success,
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

REFUSED, SIGN_IN = ChangeRequestError, SignInAgainError
MEANINGS: dict[int, type[GatewayError]] = {
    1: REFUSED,
    2: SIGN_IN,
    3: REFUSED,
    4: REFUSED,
    5: REFUSED,
    6: REFUSED,
    7: REFUSED,
    8: REFUSED,
    9: REFUSED,
    10: REFUSED,
    11: REFUSED,
    12: TopUpError,
    13: REFUSED,
    14: AskWhatHappenedError,
    15: REFUSED,
    16: AskWhatHappenedError,
    17: SIGN_IN,
    18: SIGN_IN,
    19: AskWhatHappenedError,
    20: REFUSED,
    4711: REFUSED,
}
TASKS = {
    2: Status.ACCEPTED,
    3: Status.ACCEPTED,
    4: Status.DELIVERED,
    5: Status.FAILED,
    6: Status.DELIVERED,
    7: Status.FAILED,
    12: Status.CANCELLED,
    13: Status.FAILED,
    14: Status.ACCEPTED,
    15: Status.SENT,
    16: Status.FAILED,
}
SMS = {
    6: Status.DELIVERED,
    7: Status.FAILED,
    12: Status.CANCELLED,
    13: Status.FAILED,
    19: Status.ACCEPTED,
    20: Status.SENT,
    28: Status.ACCEPTED,
}
REASONS = {
    "Ok": [0, 1],
    "Busy": [2, 9, 10, 11, 12, 14],
    "Wrong number": [3, 6, 7, 8, 13],
    "No answer": [4, 5, 27],
    "Transmission error": [15, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29],
    "Not a fax device": [16, 17],
}


def test_no_code_of_the_document_is_missing() -> None:
    assert set(ERRORS) == set(range(20))
    assert set(TASK_STATUSES) == set(TASKS)
    assert set(SMS_STATUSES) == set(SMS)
    assert set(DISCONNECT_REASONS) == set(range(30))
    assert set(GSM_CODES) == {0, 1, 5, 6, 9, 11, 12, 13, 21, 27, 33, 34, 35, 36}
    assert set(TYPES) == set(range(1, 12))


@pytest.mark.parametrize(("code", "kind"), MEANINGS.items())
def test_every_error_is_named_by_what_to_do_next(
    code: int, kind: type[GatewayError]
) -> None:
    error = refusal_in_success(Fault(code=code))
    assert type(error) is kind
    assert error.detail is not None
    assert error.detail.code == str(code)
    assert bool(error.detail.text) is (code in ERRORS)


def test_no_error_is_none() -> None:
    assert meaning_of(0) is Meaning.NONE


@pytest.mark.parametrize(("code", "status"), TASKS.items())
def test_every_status_of_faxes_and_calls_is_known(code: int, status: Status) -> None:
    assert task_status(code) is status
    assert TASK_STATUSES[code].text


@pytest.mark.parametrize(("code", "status"), SMS.items())
def test_every_status_of_sms_is_known(code: int, status: Status) -> None:
    assert sms_status(code) is status
    assert SMS_STATUSES[code].text


@pytest.mark.parametrize("code", [None, 0, 1, 99, 4711])
def test_a_status_nobody_has_heard_of_is_under_way(code: int | None) -> None:
    assert task_status(code) is Status.ACCEPTED
    assert sms_status(code) is Status.ACCEPTED


def test_an_sms_may_have_a_status_that_only_faxes_are_documented_with() -> None:
    assert sms_status(16) is Status.FAILED
    assert sms_status(2) is Status.ACCEPTED


@pytest.mark.parametrize(("text", "codes"), REASONS.items())
def test_every_reason_is_told_by_its_word(text: str, codes: list[int]) -> None:
    found = [
        code
        for code, reason in DISCONNECT_REASONS.items()
        if REASON_TEXTS[reason] == text
    ]
    assert found == codes


@pytest.mark.parametrize("code", TYPES)
def test_what_came_in_is_told_from_what_went_out(code: int) -> None:
    inbound = "inbound" in TYPES[code]
    assert (code in INBOUND_TYPES) is inbound
    assert Task(task_id="t", type=code).inbound is inbound
    assert SmsTask(task_id="t", type=code).inbound is inbound


def test_the_direction_of_an_sms_tells_it_too() -> None:
    assert not SmsTask(task_id="t", direction=0).inbound
    assert SmsTask(task_id="t", direction=1).inbound


@pytest.mark.parametrize(
    ("error", "status", "code", "kind"),
    [
        (ChangeRequestError("HTTP 400"), 400, 12, TopUpError),
        (ChangeRequestError("HTTP 400"), 400, 2, SignInAgainError),
        (ChangeRequestError("HTTP 400"), 400, 3, ChangeRequestError),
        (ChangeRequestError("HTTP 400"), 400, 14, ChangeRequestError),
        (ChangeRequestError("HTTP 404"), 404, None, ChangeRequestError),
        (SignInAgainError("HTTP 401"), 401, 3, SignInAgainError),
        (SignInAgainError("HTTP 403"), 403, 12, TopUpError),
        (SignInAgainError("HTTP 403"), 403, None, SignInAgainError),
        (AskWhatHappenedError("HTTP 500"), 500, 2, AskWhatHappenedError),
        (TryLaterError("HTTP 429"), 429, 3, TryLaterError),
    ],
)
def test_the_code_decides_among_what_was_surely_refused(
    error: GatewayError, status: int, code: int | None, kind: type[GatewayError]
) -> None:
    fault = None if code is None else Fault(code=code)
    assert type(refusal(error, status, fault)) is kind


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (UnreadableAnswerError("no JSON"), CheckSettingsError),
        (AskWhatHappenedError("no answer in time"), TryLaterError),
        (ChangeRequestError("error 3"), ChangeRequestError),
        (SignInAgainError("error 2"), SignInAgainError),
    ],
)
def test_a_question_that_failed_has_sent_nothing(
    error: GatewayError, kind: type[GatewayError]
) -> None:
    found = before_sending(error)
    assert type(found) is kind
    assert found.outcome is not Outcome.UNKNOWN


def test_a_refusal_without_a_code_has_the_words_it_came_with() -> None:
    assert Fault(text="Come back tomorrow").detail == Detail(text="Come back tomorrow")
    assert Fault().detail is None
    assert str(refusal_in_success(Fault())) == "the gateway refused it"

"""The provider's codes and what they mean to us (api.md 5, 7 and 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model import Status


class Meaning(StrEnum):
    """What an error code says about the request that it answers."""

    NONE = "none"
    REFUSED = "refused"
    SIGN_IN = "sign_in"
    TOP_UP = "top_up"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """An error as the document names it."""

    text: str
    meaning: Meaning = Meaning.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A status as the document names it, and as we do."""

    text: str
    status: Status


class Reason(StrEnum):
    """Why a call or a fax ended, in a word."""

    OK = "ok"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    TRANSMISSION_ERROR = "transmission_error"
    NOT_A_FAX = "not_a_fax"


# api.md 10. What may come after the request was done leaves it unsure.
ERRORS: Mapping[int, Error] = {
    0: Error(text="No errors", meaning=Meaning.NONE),
    1: Error(text="Error during deserialization of POST request"),
    2: Error(text="Authorization error", meaning=Meaning.SIGN_IN),
    3: Error(text="Parameters validation error"),
    4: Error(text="Parameters exceeding limit values"),
    5: Error(text="Internal error: failed to load config file"),
    6: Error(text="Internal error: failed to get user"),
    7: Error(text="Internal error: failed to get department"),
    8: Error(text="Customer plan unassigned"),
    9: Error(text="Permissions error"),
    10: Error(text="Schedule date error"),
    11: Error(text="All recipients refused"),
    12: Error(text="Not enough credits", meaning=Meaning.TOP_UP),
    13: Error(text="Internal error: Post request validation failed"),
    14: Error(text="Unexpected error", meaning=Meaning.UNSURE),
    15: Error(text="Request not contains any changes"),
    16: Error(text="Internal error: Database layer", meaning=Meaning.UNSURE),
    17: Error(
        text="Operation forbidden for this user",
        meaning=Meaning.SIGN_IN,
    ),
    18: Error(text="User not active", meaning=Meaning.SIGN_IN),
    19: Error(text="Method response is empty", meaning=Meaning.UNSURE),
}
WRONG_PARAMETERS = 3
NO_CHANGES = 15
EMPTY = 19

# api.md 5.2 and 9.2: fax and calls. 14 and 15 are of a task, not of a recipient.
TASK_STATUSES: dict[int, State] = {
    2: State(text="Outbound fax is pending", status=Status.ACCEPTED),
    3: State(text="Inbound fax is pending", status=Status.ACCEPTED),
    4: State(text="Inbound fax delivered", status=Status.DELIVERED),
    5: State(text="Failed to deliver inbound fax", status=Status.FAILED),
    6: State(text="Outbound fax delivered", status=Status.DELIVERED),
    7: State(text="Failed to deliver outbound fax", status=Status.FAILED),
    12: State(text="Task cancelled", status=Status.CANCELLED),
    13: State(text="Error during processing", status=Status.FAILED),
    14: State(text="Merge or broadcast fax is pending", status=Status.ACCEPTED),
    15: State(text="Merge or broadcast fax is processed", status=Status.SENT),
    16: State(text="Not enough funds to perform operation", status=Status.FAILED),
}

# api.md 7.2. 19 and 28 are of a task, not of a recipient.
SMS_STATUSES: dict[int, State] = {
    6: State(text="Message delivered", status=Status.DELIVERED),
    7: State(text="Failed to deliver message", status=Status.FAILED),
    12: State(text="Message cancelled", status=Status.CANCELLED),
    13: State(text="Error during processing", status=Status.FAILED),
    19: State(text="Bulk task", status=Status.ACCEPTED),
    20: State(
        text="Message is sent, but delivery confirmation not yet received",
        status=Status.SENT,
    ),
    28: State(text="Merge task", status=Status.ACCEPTED),
}

# api.md 5.3 and 9.3.
DISCONNECT_REASONS: Mapping[int, Reason] = {
    0: Reason.OK,
    1: Reason.OK,
    2: Reason.BUSY,
    3: Reason.WRONG_NUMBER,
    4: Reason.NO_ANSWER,
    5: Reason.NO_ANSWER,
    6: Reason.WRONG_NUMBER,
    7: Reason.WRONG_NUMBER,
    8: Reason.WRONG_NUMBER,
    9: Reason.BUSY,
    10: Reason.BUSY,
    11: Reason.BUSY,
    12: Reason.BUSY,
    13: Reason.WRONG_NUMBER,
    14: Reason.BUSY,
    15: Reason.TRANSMISSION_ERROR,
    16: Reason.NOT_A_FAX,
    17: Reason.NOT_A_FAX,
    18: Reason.TRANSMISSION_ERROR,
    19: Reason.TRANSMISSION_ERROR,
    20: Reason.TRANSMISSION_ERROR,
    21: Reason.TRANSMISSION_ERROR,
    22: Reason.TRANSMISSION_ERROR,
    23: Reason.TRANSMISSION_ERROR,
    24: Reason.TRANSMISSION_ERROR,
    25: Reason.TRANSMISSION_ERROR,
    26: Reason.TRANSMISSION_ERROR,
    27: Reason.NO_ANSWER,
    28: Reason.TRANSMISSION_ERROR,
    29: Reason.TRANSMISSION_ERROR,
}
REASON_TEXTS: Mapping[Reason, str] = {
    Reason.OK: "Ok",
    Reason.BUSY: "Busy",
    Reason.NO_ANSWER: "No answer",
    Reason.WRONG_NUMBER: "Wrong number",
    Reason.TRANSMISSION_ERROR: "Transmission error",
    Reason.NOT_A_FAX: "Not a fax device",
}

# api.md 7.3.
GSM_CODES: Mapping[int, str] = {
    0: "No errors",
    1: "No directory number in HLR",
    5: "No directory number in VLR",
    6: "Message was rejected because of no paging response or due to roaming "
    "restrictions",
    9: "MS authentication failed",
    11: "Message was rejected. No SM subscription",
    12: "IMEI check failed",
    13: "Rejected due to barring of the MS",
    21: "Rejected due to missing provision of the SM in the VPLMN",
    27: "Rejected due to no paging response",
    33: "No further SC address can be added",
    34: "Message rejected due to network or protocol failure",
    35: "Application context is missing",
    36: "Unexpected value in MAP service",
}

# api.md 5.5.
TYPES: Mapping[int, str] = {
    1: "Fax outbound request",
    2: "Fax exchange request",
    3: "Fax inbound message received",
    4: "Sms outbound request",
    5: "Sms exchange request",
    6: "Sms inbound message received",
    7: "Ivr outbound request",
    8: "Fax broadcast outbound request",
    9: "Fax merge outbound request",
    10: "Sms broadcast outbound request",
    11: "Sms merge outbound request",
}
INBOUND_TYPES = frozenset({3, 6})
OUTBOUND_DIRECTION = 0


def meaning_of(code: int) -> Meaning:
    """Tell what an error code means; one that nobody has heard of is a refusal."""
    known = ERRORS.get(code)
    return known.meaning if known else Meaning.REFUSED


def task_status(code: int | None) -> Status:
    """Tell where a fax or a call stands; what is not known is under way."""
    known = None if code is None else TASK_STATUSES.get(code)
    return known.status if known else Status.ACCEPTED


def sms_status(code: int | None) -> Status:
    """Tell where an SMS stands; what is not known is under way.

    A status that the document has for faxes alone is taken to mean the same.
    """
    known = None if code is None else (TASK_STATUSES | SMS_STATUSES).get(code)
    return known.status if known else Status.ACCEPTED

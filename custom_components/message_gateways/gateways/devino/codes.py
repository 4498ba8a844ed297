"""The provider's error codes and message states, and what they mean to us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from ..model import Detail, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A state as the document names it, and as we do."""

    text: str
    status: Status


# api.ru.md, table 11: the code, the HTTP status it comes with, its description.
ERRORS: Mapping[int, tuple[int, str]] = {
    1: (400, "Argument cannot be null or empty"),
    2: (400, "Invalid argument"),
    3: (400, "Invalid session id"),
    4: (401, "Unauthorized access"),
    5: (403, "Not enough credits"),
    6: (400, "Invalid operation"),
    7: (403, "Forbidden"),
    8: (500, "Gateway error"),
    9: (500, "Internal server error"),
}
INVALID_SESSION = 3
NOT_ENOUGH_CREDITS = 5
SESSION_ENDED = frozenset({INVALID_SESSION, 4})
INPUT_REFUSED = frozenset({1, 2, 6})
SAID_NO = INPUT_REFUSED | {7}

# field-notes.md, Viber: what an error is about, by its words. True: whoever it is for.
VIBER_ERRORS: Mapping[str, bool] = {
    "error-address-format": False,
    "error-address-not-specified": False,
    "error-address-unknown": False,
    "error-content-not-specified": True,
    "error-subject-format": True,
    "error-subject-not-specified": True,
    "error-subject-unknown": True,
    "error-system": True,
    "error-validity-period-seconds-format": True,
}
# The document's own sample: the sender is wrong, so no number is at fault.
SENDER_REFUSED = "Invalid source address"

# api.ru.md, table 12; -97 is what the vendor's own client calls 47 (field-notes.md).
SMS_STATES: Mapping[int, Meaning] = {
    -1: Meaning(
        text="Отправлено (передано в мобильную сеть)",
        status=Status.SENT,
    ),
    -2: Meaning(text="В очереди", status=Status.ACCEPTED),  # noqa: RUF001 - Russian
    47: Meaning(text="Удалено", status=Status.CANCELLED),
    -97: Meaning(text="Удалено", status=Status.CANCELLED),
    -98: Meaning(text="Остановлено", status=Status.CANCELLED),
    0: Meaning(text="Доставлено абоненту", status=Status.DELIVERED),
    10: Meaning(text="Неверно введен адрес отправителя", status=Status.REJECTED),
    11: Meaning(text="Неверно введен адрес получателя", status=Status.REJECTED),
    41: Meaning(text="Недопустимый адрес получателя", status=Status.REJECTED),
    42: Meaning(text="Отклонено смс-центром", status=Status.REJECTED),
    46: Meaning(
        text="Просрочено (истек срок жизни сообщения)",
        status=Status.EXPIRED,
    ),
    48: Meaning(text="Отклонено Платформой", status=Status.REJECTED),
    69: Meaning(text="Отклонено", status=Status.REJECTED),
    99: Meaning(text="Неизвестный", status=Status.UNKNOWN),
    255: Meaning(text="Неизвестный", status=Status.ACCEPTED),
}

# field-notes.md, Viber states: a numbering of its own.
VIBER_STATES: Mapping[int, Meaning] = {
    0: Meaning(text="sending", status=Status.ACCEPTED),
    1: Meaning(text="sent", status=Status.SENT),
    2: Meaning(text="delivered (unread)", status=Status.DELIVERED),
    3: Meaning(text="delivered (read)", status=Status.READ),
    4: Meaning(text="undelivered", status=Status.FAILED),
    5: Meaning(text="error", status=Status.FAILED),
    6: Meaning(text="unknown", status=Status.UNKNOWN),
    7: Meaning(text="expired", status=Status.EXPIRED),
    8: Meaning(text="link followed", status=Status.READ),
}
LINK_FOLLOWED = 8
# The words that the vendor's other Viber interface has for them.
WRITTEN_VIBER_STATES: Mapping[str, int] = {
    "enqueued": 0,
    "sent": 1,
    "delivered": 2,
    "read": 3,
    "undelivered": 4,
    "failed": 5,
    "cancelled": 5,
    "unknown": 6,
    "vp_expired": 7,
    "expired": 7,
    "visited": LINK_FOLLOWED,
}

# Not in the database yet, or older than 48 hours (api.ru.md, table 12).
NOT_IN_DATABASE = 255
KNOWN_FOR = timedelta(hours=48)


def sms_status(state: int, age: timedelta) -> Status:
    """Tell what the state of an SMS means that was sent so long ago.

    A state that nobody has heard of leaves the message under way.
    """
    return _status_of(SMS_STATES, state, age)


def viber_status(state: int, age: timedelta) -> Status:
    """Tell what the state of a Viber message means that was sent so long ago."""
    return _status_of(VIBER_STATES, state, age)


def _status_of(states: Mapping[int, Meaning], state: int, age: timedelta) -> Status:
    """Look a state up."""
    if state == NOT_IN_DATABASE:
        return Status.UNKNOWN if age >= KNOWN_FOR else Status.ACCEPTED
    known = states.get(state)
    return known.status if known else Status.ACCEPTED


def may_be_one_number(detail: Detail | None) -> bool:
    """Tell whether one number of many may be why a request was refused.

    That is so with Code 1, 2 and 6, unless its words blame what all have in common.
    """
    if detail is None or detail.code not in {str(code) for code in INPUT_REFUSED}:
        return False
    words = detail.text or ""
    return words != SENDER_REFUSED and not VIBER_ERRORS.get(words, False)

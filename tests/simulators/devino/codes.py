"""Tables of codes: errors (table 11), SMS states (table 12), Viber's (field notes)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorKind:
    """An error code with its HTTP status and the text it has when no other is said."""

    code: int
    status: int
    text: str


ERRORS = {
    code: ErrorKind(code=code, status=status, text=text)
    for code, status, text in (
        (1, 400, "Аргумент не может быть пустым"),
        (2, 400, "Недопустимый аргумент"),
        (3, 400, "Неверный идентификатор сессии"),
        (4, 401, "Доступ без авторизации"),
        (5, 403, "Недостаточно средств на балансе"),
        (6, 400, "Недопустимая операция"),
        (7, 403, "Доступ запрещён"),
        (8, 500, "Ошибка шлюза"),
        (9, 500, "Внутренняя ошибка сервера"),
    )
}


class Group(StrEnum):
    """The figure of the statistics that a state counts for."""

    SENT = "Sent"
    DELIVERED = "Delivered"
    ERRORS = "Errors"
    IN_PROCESS = "InProcess"
    EXPIRED = "Expired"
    REJECTED = "Rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsState:
    """A state of an SMS; what never reached a network is `free`."""

    code: int
    text: str
    group: Group
    final: bool = True
    free: bool = False


QUEUED, SENT, DELIVERED, EXPIRED, REFUSED, NOT_RECORDED = -2, -1, 0, 46, 48, 255
DELETED_OTHERWISE = -97
DELETED = "Удалено"

SMS_STATES = {
    state.code: state
    for state in (
        SmsState(code=SENT, text="Отправлено", group=Group.SENT, final=False),
        SmsState(code=QUEUED, text="В очереди", group=Group.IN_PROCESS, final=False),
        SmsState(code=47, text=DELETED, group=Group.REJECTED, free=True),
        # As the vendor's own C# client has it.
        SmsState(code=DELETED_OTHERWISE, text=DELETED, group=Group.REJECTED, free=True),
        SmsState(code=-98, text="Остановлено", group=Group.REJECTED, free=True),
        SmsState(code=DELIVERED, text="Доставлено абоненту", group=Group.DELIVERED),
        SmsState(
            code=10,
            text="Неверно введен адрес отправителя",
            group=Group.ERRORS,
            free=True,
        ),
        SmsState(
            code=11,
            text="Неверно введен адрес получателя",
            group=Group.ERRORS,
            free=True,
        ),
        SmsState(
            code=41,
            text="Недопустимый адрес получателя",
            group=Group.ERRORS,
            free=True,
        ),
        SmsState(code=42, text="Отклонено смс-центром", group=Group.ERRORS),
        SmsState(
            code=EXPIRED,
            text="Просрочено (истек срок жизни сообщения)",
            group=Group.EXPIRED,
        ),
        SmsState(
            code=REFUSED, text="Отклонено Платформой", group=Group.REJECTED, free=True
        ),
        SmsState(code=69, text="Отклонено", group=Group.REJECTED, free=True),
        SmsState(code=99, text="Неизвестный", group=Group.ERRORS),
        SmsState(
            code=NOT_RECORDED, text="Неизвестный", group=Group.IN_PROCESS, final=False
        ),
        # In no document: what a client has to survive.
        SmsState(code=999, text="Новый статус", group=Group.ERRORS),
    )
}

(
    VIBER_SENDING,
    VIBER_SENT,
    VIBER_DELIVERED,
    VIBER_READ,
    VIBER_UNDELIVERED,
    VIBER_ERROR,
    VIBER_UNKNOWN,
    VIBER_EXPIRED,
    VIBER_FOLLOWED,
) = range(9)
VIBER_UNHEARD_OF = 99
VIBER_REACHED = frozenset({VIBER_DELIVERED, VIBER_READ, VIBER_FOLLOWED})
VIBER_RESENT = frozenset({VIBER_UNDELIVERED, VIBER_ERROR, VIBER_EXPIRED})

VIBER_STATES = {
    VIBER_SENDING: "Отправляется",
    VIBER_SENT: "Отправлено",
    VIBER_DELIVERED: "Доставлено",
    VIBER_READ: "Прочитано",
    VIBER_UNDELIVERED: "Не доставлено",
    VIBER_ERROR: "Ошибка",
    VIBER_UNKNOWN: "Неизвестный",
    VIBER_EXPIRED: "Просрочено",
    VIBER_FOLLOWED: "Переход по ссылке",
    VIBER_UNHEARD_OF: "Новый статус",
}


class ViberError(StrEnum):
    """What Viber's errors say, in the order of the field notes."""

    ADDRESS_FORMAT = "error-address-format"
    ADDRESS_MISSING = "error-address-not-specified"
    ADDRESS_UNKNOWN = "error-address-unknown"
    CONTENT_MISSING = "error-content-not-specified"
    SUBJECT_FORMAT = "error-subject-format"
    SUBJECT_MISSING = "error-subject-not-specified"
    SUBJECT_UNKNOWN = "error-subject-unknown"
    SYSTEM = "error-system"
    VALIDITY_FORMAT = "error-validity-period-seconds-format"

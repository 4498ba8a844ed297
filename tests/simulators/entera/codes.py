"""Tables of codes: errors (10), statuses (5.2, 7.2), reasons (5.3), types (5.5)."""

from enum import IntEnum, StrEnum

ERRORS = {
    0: "No errors.",
    1: (
        "Error during deserialization of POST request. Please check your HTTP POST "
        "code."
    ),
    2: "Authorization error. Please check your credentials.",
    3: "Parameters validation error. Please check your values.",
    4: "Parameters exceeding limit values. Please check your values.",
    5: "Internal error: failed to load config file. Please contact support.",
    6: "Internal error: failed to get user. Please contact support.",
    7: "Internal error: failed to get department. Please contact support.",
    8: "Customer plan unassigned. Please contact support.",
    9: "Permissions error. Please contact support.",
    10: "Schedule date error. Please check date value.",
    11: "All recipients refused. Please contact support.",
    12: "Not enough credits. Please contact support.",
    13: "Internal error: Post request validation failed. Please contact support.",
    14: "Unexpected error. Please contact support.",
    15: "Request not contains any changes.",
    16: "Internal error: Database layer. Please contact support.",
    17: "Operation forbidden for this user. Please contact support.",
    18: "User not active. Please contact support.",
    19: "Method response is empty.",
}


class Channel(StrEnum):
    """What a message is sent by."""

    FAX = "fax"
    SMS = "sms"
    IVR = "ivr"


class Status(IntEnum):
    """A status of a task or of one recipient; SMS has no word for what waits (2)."""

    PENDING = 2
    INBOUND_PENDING = 3
    INBOUND_DELIVERED = 4
    INBOUND_FAILED = 5
    DELIVERED = 6
    FAILED = 7
    CANCELLED = 12
    ERROR = 13
    MANY_PENDING = 14
    MANY_PROCESSED = 15
    NO_FUNDS = 16
    BULK = 19
    SENT = 20
    MERGE = 28
    UNHEARD_OF = 99


class Type(IntEnum):
    """What an entry of the fax and IVR lists is."""

    FAX = 1
    FAX_INBOUND = 3
    SMS_INBOUND = 6
    IVR = 7
    FAX_BROADCAST = 8
    FAX_MERGE = 9


NOT_DIALLED = 0
ANSWERED = 1
BUSY = 2
WRONG_NUMBER = 3
NO_ANSWER = 4
NO_FAX_DEVICE = 16
ANSWERED_REASONS = frozenset({NOT_DIALLED, ANSWERED})
NO_ANSWER_REASONS = frozenset({NO_ANSWER, 5, 27})
REASONS = range(30)

NO_PAGING_RESPONSE = 27
GSM_CODES = (0, 1, 5, 6, 9, 11, 12, 13, 21, 27, 33, 34, 35, 36)

ISDN_BASE = 13455
"""The samples have ISDN cause 13456 with reason 1 and 13457 with reason 2."""

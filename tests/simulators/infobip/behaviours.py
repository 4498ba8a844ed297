"""What becomes of a message or lookup, by its destination number.

All numbers are of a range kept for fiction. The last three digits are the id of the
status (or of the error, for 001 and 027) that the message ends with. Every other valid
number is delivered to the handset. An answer "refused" is given at once, in
`messages[]`; all else comes later, in reports, logs and pushes.

447700900001  undeliverable (9), EC_UNKNOWN_SUBSCRIBER (1, permanent)
447700900002  delivered to operator (2) and no further
447700900003  stays pending (3) for ever
447700900004  undeliverable, rejected by operator (4)
447700900006  accepted, then network forbidden (6)
447700900008  refused, number prefix missing (8); so is any number that starts with 0
447700900010  refused, on the do-not-disturb list (10)
447700900013  refused by sender (13)
447700900014  refused by destination (14); so is 12345678 of api.md's sample
447700900015  expired (15), EC_ValidityExpired (4101)
447700900016  refused, network not reachable (16)
447700900017  refused, prepaid package expired (17)
447700900018  refused, destination not registered (18)
447700900019  refused, route not available (19)
447700900020  refused as flooding (20)
447700900021  refused, system error (21)
447700900022  expired, unknown reason (22)
447700900027  undeliverable (9), EC_ABSENT_SUBSCRIBER (27)
447700900052  refused, invalid destination (52), no messageId; so is what is no number
447700900060  delivered slowly (after `Delays.slow`)
447700900077  delivered, then replies with `Settings.reply_text` (after `Delays.reply`)
447700900080  delivered; the lookup says ported
447700900081  delivered; the lookup says roaming
447700900999  ends with a status and group that no document knows (999, group 9)
"""

from dataclasses import dataclass
import re

from tests.simulators.infobip.statuses import ERRORS, NO_ERROR, STATUSES, Error, Status

LEAST_DIGITS, MOST_DIGITS = 5, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Say what becomes of a message to one number.

    `refused` is told at once; otherwise the message ends with `final` (None: never) and
    `error`.
    """

    refused: Status | None = None
    final: Status | None = STATUSES[5]
    error: Error = NO_ERROR
    slow: bool = False
    replies: bool = False
    ported: bool = False
    roaming: bool = False


DELIVERED = Behaviour()


def _refused(status: int) -> Behaviour:
    """Refuse with a status at once."""
    return Behaviour(refused=STATUSES[status])


def _ends(status: int, error: int = 0) -> Behaviour:
    """End with a status and an error after a while."""
    return Behaviour(final=STATUSES[status], error=ERRORS[error])


UNKNOWN_SUBSCRIBER = "447700900001"
OPERATOR_ONLY = "447700900002"
STAYS_PENDING = "447700900003"
REJECTED_BY_OPERATOR = "447700900004"
NETWORK_FORBIDDEN = "447700900006"
PREFIX_MISSING = "447700900008"
DO_NOT_DISTURB = "447700900010"
REFUSED_DESTINATION = "447700900014"
EXPIRES = "447700900015"
EXPIRES_UNKNOWN = "447700900022"
ABSENT_SUBSCRIBER = "447700900027"
INVALID_DESTINATION = "447700900052"
SLOW = "447700900060"
REPLIES = "447700900077"
PORTED = "447700900080"
ROAMING = "447700900081"
UNHEARD_OF = "447700900999"

BEHAVIOURS = {
    UNKNOWN_SUBSCRIBER: _ends(9, 1),
    OPERATOR_ONLY: _ends(2),
    STAYS_PENDING: Behaviour(final=None),
    REJECTED_BY_OPERATOR: _ends(4, 13),
    NETWORK_FORBIDDEN: _ends(6),
    PREFIX_MISSING: _refused(8),
    DO_NOT_DISTURB: _refused(10),
    REFUSED_DESTINATION: _refused(14),
    EXPIRES: _ends(15, 4101),
    EXPIRES_UNKNOWN: _ends(22),
    ABSENT_SUBSCRIBER: _ends(9, 27),
    INVALID_DESTINATION: _refused(52),
    SLOW: Behaviour(slow=True),
    REPLIES: Behaviour(replies=True),
    PORTED: Behaviour(ported=True),
    ROAMING: Behaviour(roaming=True),
    UNHEARD_OF: _ends(999),
    "12345678": _refused(14),
} | {
    f"447700900{status:03}": _refused(status) for status in (13, 16, 17, 18, 19, 20, 21)
}


def behaviour_of(number: str) -> Behaviour:
    """Return what becomes of a message to a number (digits only)."""
    if not re.fullmatch(rf"[0-9]{{{LEAST_DIGITS},{MOST_DIGITS}}}", number):
        return _refused(52)
    if number.startswith("0"):
        return _refused(8)
    return BEHAVIOURS.get(number, DELIVERED)

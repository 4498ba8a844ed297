"""What becomes of a message, by its number.

All numbers are of a range kept for fiction. Every other valid number is delivered to
the device. "Refused" is told in the answer of sendSMS; all else comes later, to be seen
by getMessage.

447700900001  ends UNREACHABLE
447700900002  stays SENT_TO_CARRIER for ever
447700900003  stays PENDING for ever
447700900004  ends UNDELIVERED
447700900005  ends EXPIRED
447700900006  ends NOT_SENT
447700900010  refused, BAD_TO; so is what is no number
447700900011  refused, BAD_FROM; so is a code that is not the account's
447700900012  refused, BAD_ENCODING
447700900013  refused, BAD_CARRIER/FROM; so is a carrier that is not the account's
447700900014  refused, NOT_ENOUGH_FUNDS
447700900015  refused, BAD_TIMEZONE
447700900016  the call ends ERROR, described as "Completed", with every method
447700900017  the call ends ERROR, described as "Number blocked", with every method
447700900020  ends DELIVRD            447700900021  ends UNDELIV
447700900022  ends REJECTD            447700900023  ends DELETED
447700900024  ends BAD ADDRESS        447700900025  ends INTERNAL ERROR
447700900026  ends INVALID ROUTING    447700900027  ends CARRIER GATEWAY ERROR
447700900028  stays ACCEPTD           447700900029  stays BUFFRED
447700900030  stays SENT              447700900031  stays SENDING
447700900032  stays SENT_TO_DEVICE    447700900033  ends READ
447700900060  delivered slowly (after `Delays.slow`)
447700900077  delivered, then replies with `Settings.reply_text`
447700900099  accepted by sendSMS without a message in the answer
447700900999  ends with a status that no document knows
"""

from dataclasses import dataclass
import re

NUMBER = re.compile(r"[0-9]{7,15}")
COMPLETED, BLOCKED = "Completed", "Number blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Say what becomes of a message to one number.

    `error` is how the whole call is described that ends in ERROR; `refused` is told at
    once; otherwise the message ends with `final`.
    """

    error: str | None = None
    refused: str | None = None
    final: str = "DELIVERED_TO_DEVICE"
    slow: bool = False
    replies: bool = False
    silent: bool = False


DELIVERED = Behaviour()
UNREACHABLE = "447700900001"
STAYS_AT_CARRIER = "447700900002"
BAD_TO = "447700900010"
NO_FUNDS = "447700900014"
ERROR_COMPLETED = "447700900016"
ERROR_BLOCKED = "447700900017"
SLOW = "447700900060"
REPLIES = "447700900077"
SILENT = "447700900099"
UNHEARD_OF = "447700900999"

FINALS = {
    1: "UNREACHABLE",
    2: "SENT_TO_CARRIER",
    3: "PENDING",
    4: "UNDELIVERED",
    5: "EXPIRED",
    6: "NOT_SENT",
    20: "DELIVRD",
    21: "UNDELIV",
    22: "REJECTD",
    23: "DELETED",
    24: "BAD ADDRESS",
    25: "INTERNAL ERROR",
    26: "INVALID ROUTING",
    27: "CARRIER GATEWAY ERROR",
    28: "ACCEPTD",
    29: "BUFFRED",
    30: "SENT",
    31: "SENDING",
    32: "SENT_TO_DEVICE",
    33: "READ",
    999: "SUSPENDED FOR REVIEW",
}
REFUSALS = {
    10: "BAD_TO",
    11: "BAD_FROM",
    12: "BAD_ENCODING",
    13: "BAD_CARRIER/FROM",
    14: "NOT_ENOUGH_FUNDS",
    15: "BAD_TIMEZONE",
}
BEHAVIOURS = (
    {f"447700900{end:03}": Behaviour(final=status) for end, status in FINALS.items()}
    | {
        f"447700900{end:03}": Behaviour(refused=status)
        for end, status in REFUSALS.items()
    }
    | {
        ERROR_COMPLETED: Behaviour(error=COMPLETED),
        ERROR_BLOCKED: Behaviour(error=BLOCKED),
        SLOW: Behaviour(slow=True),
        REPLIES: Behaviour(replies=True),
        SILENT: Behaviour(silent=True),
    }
)


def behaviour_of(number: str) -> Behaviour:
    """Return what becomes of a message to a number (digits only)."""
    if not NUMBER.fullmatch(number):
        return Behaviour(refused="BAD_TO")
    return BEHAVIOURS.get(number, DELIVERED)

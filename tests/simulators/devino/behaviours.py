"""What becomes of a message, by its destination number.

All numbers are of a range kept for fiction. Every other valid number is delivered, by
SMS (state 0) and by Viber (state 2, unread).

SMS, the last three digits are the state it ends with
447700900001  sent (-1) and no further
447700900002  queued (-2) and no further
447700900010, …011, …041, …042, …046, …047, …048, …069, …099  ends with that state
447700900097  deleted as the vendor's C# client has it (-97)
447700900098  stopped (-98)
447700900255  never recorded (255)
447700900999  a state that no document knows (999)
447700900061  the first segment is delivered, the others end with 42
447700900062  the first segment is delivered, the others stay sent (-1)
447700900120  delivered, but the answer to the send lacks one of its ids
447700900121  delivered, but the answer to the send has one id too many

both channels
447700900060  delivered slowly (after `Delays.slow`)
447700900077  delivered, then replies with `Settings.reply_text` (after `Delays.reply`)
447700900101 … 447700900109  the whole request is refused with Code 1 … 9; so it is
              with Code 2 (Viber: error-address-format) by what is no number

Viber
447700900200 … 447700900208  ends with Viber's state 0 … 8 (0 and 1: no further); as
              SMS they are delivered: 204, 205 and 207 are those that are resent
447700900209  a state that no document knows (99)
447700900214  undelivered by Viber (4); resent as SMS it ends with 42
447700900215  undelivered by Viber (4); resent as SMS it stays sent (-1)
447700900231 … 447700900239  the whole request is refused with the first … ninth text
              of Viber's errors (see ViberError); as SMS they are delivered
"""

from dataclasses import dataclass
import re

from tests.simulators.devino.codes import (
    DELIVERED,
    NOT_RECORDED,
    QUEUED,
    SENT,
    VIBER_DELIVERED,
    VIBER_UNDELIVERED,
    VIBER_UNHEARD_OF,
    ViberError,
)

NUMBER = re.compile(r"[1-9][0-9]{7,14}")
NATIONAL = re.compile(r"8[0-9]{10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Say what becomes of a message to one number.

    `sms` and `viber` are the last states it reaches, `later_sms` that of all segments
    but the first (None: the same). `refused` and `viber_refused` refuse the whole
    request. `ids_more` is how many ids too many the answer to an SMS has.
    """

    sms: int = DELIVERED
    later_sms: int | None = None
    viber: int = VIBER_DELIVERED
    refused: int | None = None
    viber_refused: ViberError | None = None
    ids_more: int = 0
    slow: bool = False
    replies: bool = False

    def sms_of(self, segment: int) -> int:
        """Return the last state that a segment (from 0) reaches."""
        later = segment > 0 and self.later_sms is not None
        return self.later_sms if later and self.later_sms is not None else self.sms


USUAL = Behaviour()
STAYS_SENT = "447700900001"
STAYS_QUEUED = "447700900002"
SMS_REJECTED = "447700900042"
EXPIRES = "447700900046"
SLOW = "447700900060"
LATER_SEGMENTS_FAIL = "447700900061"
LATER_SEGMENTS_STAY = "447700900062"
REPLIES = "447700900077"
DELETED_OTHERWISE = "447700900097"
STOPPED = "447700900098"
ONE_ID_SHORT = "447700900120"
ONE_ID_MORE = "447700900121"
VIBER_STAYS_SENT = "447700900201"
VIBER_READS = "447700900203"
VIBER_FAILS = "447700900204"
VIBER_EXPIRES = "447700900207"
VIBER_FOLLOWS = "447700900208"
VIBER_UNHEARD = "447700900209"
VIBER_AND_SMS_FAIL = "447700900214"
VIBER_FAILS_SMS_STAYS = "447700900215"
NEVER_RECORDED = "447700900255"
UNHEARD_OF = "447700900999"

BEHAVIOURS = (
    {
        STAYS_SENT: Behaviour(sms=SENT),
        STAYS_QUEUED: Behaviour(sms=QUEUED),
        SLOW: Behaviour(slow=True),
        LATER_SEGMENTS_FAIL: Behaviour(later_sms=42),
        LATER_SEGMENTS_STAY: Behaviour(later_sms=SENT),
        REPLIES: Behaviour(replies=True),
        DELETED_OTHERWISE: Behaviour(sms=-97),
        STOPPED: Behaviour(sms=-98),
        ONE_ID_SHORT: Behaviour(ids_more=-1),
        ONE_ID_MORE: Behaviour(ids_more=1),
        VIBER_UNHEARD: Behaviour(viber=VIBER_UNHEARD_OF),
        VIBER_AND_SMS_FAIL: Behaviour(viber=VIBER_UNDELIVERED, sms=42),
        VIBER_FAILS_SMS_STAYS: Behaviour(viber=VIBER_UNDELIVERED, sms=SENT),
        NEVER_RECORDED: Behaviour(sms=NOT_RECORDED),
        UNHEARD_OF: Behaviour(sms=999),
    }
    | {
        f"447700900{state:03}": Behaviour(sms=state)
        for state in (10, 11, 41, 42, 46, 47, 48, 69, 99)
    }
    | {f"44770090010{code}": Behaviour(refused=code) for code in range(1, 10)}
    | {f"44770090020{state}": Behaviour(viber=state) for state in range(9)}
    | {
        f"44770090023{index}": Behaviour(viber_refused=error)
        for index, error in enumerate(ViberError, start=1)
    }
)


def normalised(number: str) -> str | None:
    """Return the digits of 79031234567, +79031234567 or 89031234567, else None."""
    if NATIONAL.fullmatch(number):
        return "7" + number.removeprefix("8")
    digits = number.removeprefix("+")
    return digits if NUMBER.fullmatch(digits) else None


def behaviour_of(number: str) -> Behaviour:
    """Return what becomes of a message to a number (digits only)."""
    return BEHAVIOURS.get(number, USUAL)

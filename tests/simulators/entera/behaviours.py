"""What becomes of a message, by its number, unless `simulator.behave` says otherwise.

All numbers are of a range kept for fiction. Every other number gets its message (status
6); whoever is called listens to the end and presses nothing (DtmfData "").

all channels
447700900002  stays pending for ever (fax and calls 2, SMS 20)
447700900012  cancelled by the provider (12)
447700900013  ends with an error during processing (13)
447700900016  ends without funds (16)
447700900050  refused: left out, or error 11 when nobody else is left; so is what is no
              number
447700900060  delivered slowly (`Delays.slow` later)
447700900099  ends with a status that no document knows (99)
447700900101 … 447700900119  the whole request is refused with ErrorCode 1 … 19

fax and calls
447700900200 … 447700900229  end with disconnect reason 0 … 29: 0 and 1 delivered, 202
              busy, 203 wrong number, 204 no answer, 215 transmission error, 216 not a
              fax device
447700900299  fails with a reason that no document knows (99)

SMS
447700900046  the phone is off: expires after MessageExpiration, status 7, GsmCode 27
447700900300 … 447700900336  end with that GsmCode: 300 delivered, others status 7

calls: the person answers and
447700900400 … 447700900409  presses 0 … 9
447700900410  presses *                     447700900411  presses #
447700900412  presses 123
447700900413  presses 1234567890 and again, as often as MaxDTMFDigits allows
447700900414  presses 1 long after FirstDigitTimeout: no key
447700900415  presses 12, the 2 long after InterDigitTimeout: 1
447700900416  hangs up at once: DtmfData is null
447700900417  lets it ring for 25 seconds: no answer unless CallAnswerTimeout is longer

SMS and fax
447700900077  delivered, then replies (type 6, or a fax of type 3)
"""

from dataclasses import dataclass

from tests.simulators.entera.codes import (
    ANSWERED,
    BUSY,
    ERRORS,
    NO_ANSWER,
    NO_FAX_DEVICE,
    REASONS,
    WRONG_NUMBER,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Say what becomes of messages to one number.

    `status` is the last status whatever the channel (None: by `reason` and `gsm`).
    `error` refuses the whole request, `refused` this recipient. Of a call: seconds it
    `rings`, keys, seconds before the `first_after` the sound's end and `between` keys.
    """

    status: int | None = None
    reason: int = ANSWERED
    gsm: int = 0
    error: int | None = None
    refused: bool = False
    stays_pending: bool = False
    phone_is_off: bool = False
    slow: bool = False
    replies: bool = False
    rings: float = 3.0
    keys: str = ""
    first_after: float = 1.0
    between: float = 0.5
    hangs_up: bool = False


USUAL = Behaviour()
STAYS_PENDING = "447700900002"
CANCELLED_BY_PROVIDER = "447700900012"
PROCESSING_ERROR = "447700900013"
NO_FUNDS = "447700900016"
PHONE_IS_OFF = "447700900046"
REFUSED = "447700900050"
SLOW = "447700900060"
REPLIES = "447700900077"
UNHEARD_OF = "447700900099"
IS_BUSY = f"4477009002{BUSY:02}"
IS_NO_NUMBER = f"4477009002{WRONG_NUMBER:02}"
DOES_NOT_ANSWER = f"4477009002{NO_ANSWER:02}"
IS_NO_FAX = f"4477009002{NO_FAX_DEVICE:02}"
UNHEARD_OF_REASON = "447700900299"
SMS_FAILS = "447700900306"
PRESSES_1 = "447700900401"
PRESSES_123 = "447700900412"
PRESSES_MANY = "447700900413"
PRESSES_LATE = "447700900414"
PRESSES_SECOND_LATE = "447700900415"
HANGS_UP = "447700900416"
RINGS_LONG = "447700900417"

BEHAVIOURS = (
    {
        STAYS_PENDING: Behaviour(stays_pending=True),
        CANCELLED_BY_PROVIDER: Behaviour(status=Status.CANCELLED),
        PROCESSING_ERROR: Behaviour(status=Status.ERROR),
        NO_FUNDS: Behaviour(status=Status.NO_FUNDS),
        PHONE_IS_OFF: Behaviour(phone_is_off=True),
        REFUSED: Behaviour(refused=True),
        SLOW: Behaviour(slow=True),
        REPLIES: Behaviour(replies=True),
        UNHEARD_OF: Behaviour(status=Status.UNHEARD_OF),
        UNHEARD_OF_REASON: Behaviour(reason=99),
        "447700900410": Behaviour(keys="*"),
        "447700900411": Behaviour(keys="#"),
        PRESSES_123: Behaviour(keys="123"),
        PRESSES_MANY: Behaviour(keys="1234567890" * 10, between=0.1),
        PRESSES_LATE: Behaviour(keys="1", first_after=30),
        PRESSES_SECOND_LATE: Behaviour(keys="12", between=30),
        HANGS_UP: Behaviour(hangs_up=True),
        RINGS_LONG: Behaviour(rings=25),
    }
    | {f"447700900{100 + code}": Behaviour(error=code) for code in ERRORS if code}
    | {f"447700900{200 + reason}": Behaviour(reason=reason) for reason in REASONS}
    | {f"447700900{300 + code}": Behaviour(gsm=code) for code in range(37)}
    | {f"447700900{400 + key}": Behaviour(keys=str(key)) for key in range(10)}
)


def behaviour_of(number: str) -> Behaviour:
    """Return what becomes of messages to a number (digits only)."""
    return BEHAVIOURS.get(number, USUAL)

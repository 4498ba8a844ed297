"""What becomes of a transmission, by its contact's number or address.

All numbers are of a range kept for fiction. A number's last nine digits count, however
it is written. Of an e-mail address the part before the @ is one of the names below.
Every other is delivered. What a channel can't meet (a busy SMS) is delivered, too.

447700900001  stays      processing for ever (the spool stays connected)
447700900002  stuck      404 "No provider available", stays processing, spool queued
447700900003  fatal      the send answers an empty 500, stays processing
447700900011  refused    completed; sms_send 2, fax_send error; mail: as if it was sent
447700900012  silent     completed without any result
447700900013  late       completed without a result, the result comes later
447700900014  late-no    completed without a result, a negative one comes later
447700900020  busy       fax, voice: failed (originate busy)
447700900021  no-answer  fax, voice: failed (originate no answer)
447700900022  busy-once  fax, voice: the first attempt fails, the others go through
447700900030  cut-off    fax: fax_send error, voice: no disconnect; completed
447700900040  keys       voice: a key press (a result of type dtmf)
447700900060  slow       delivered after `Delays.slow`
447700900077  replies    delivered, then an inbound message (after `Delays.reply`)
unreachable@  unreachable  e-mail: 500 "error while sending email", stays processing
"""

from enum import StrEnum


class Fate(StrEnum):
    """Name what becomes of a transmission."""

    DELIVERED = "delivered"
    STAYS = "stays"
    STUCK = "stuck"
    FATAL = "fatal"
    REFUSED = "refused"
    SILENT = "silent"
    LATE = "late"
    LATE_NO = "late-no"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    BUSY_ONCE = "busy-once"
    CUT_OFF = "cut-off"
    KEYS = "keys"
    SLOW = "slow"
    REPLIES = "replies"
    UNREACHABLE = "unreachable"


DIGITS = 9
RANGE = "700900"
BY_NUMBER = {
    "001": Fate.STAYS,
    "002": Fate.STUCK,
    "003": Fate.FATAL,
    "011": Fate.REFUSED,
    "012": Fate.SILENT,
    "013": Fate.LATE,
    "014": Fate.LATE_NO,
    "020": Fate.BUSY,
    "021": Fate.NO_ANSWER,
    "022": Fate.BUSY_ONCE,
    "030": Fate.CUT_OFF,
    "040": Fate.KEYS,
    "060": Fate.SLOW,
    "077": Fate.REPLIES,
}


def plain_address(address: str) -> str:
    """Return an e-mail address as it is, of a number the digits."""
    if "@" in address:
        return address
    return "".join(char for char in address if char.isdecimal())


def fate_of(address: str | None) -> Fate:
    """Return what becomes of a transmission to a number or an e-mail address."""
    if address is None:
        return Fate.DELIVERED
    name, at, _ = address.partition("@")
    if at:
        return Fate(name) if name in set(Fate) else Fate.DELIVERED
    digits = plain_address(address)[-DIGITS:]
    if not digits.startswith(RANGE):
        return Fate.DELIVERED
    return BY_NUMBER.get(digits.removeprefix(RANGE), Fate.DELIVERED)

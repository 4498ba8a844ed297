"""How attempts end: what their results say, by channel and fate."""

from dataclasses import dataclass

from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.fates import Fate

APPLICATION, INFO, DTMF = "application", "info", "dtmf"
DELIVERED_CODE, REFUSED_CODE = "1", "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One row that an application leaves."""

    name: str
    data: str
    type: str = APPLICATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Say how an attempt ends; `late` results come after its end."""

    results: tuple[Result, ...] = ()
    late: tuple[Result, ...] = ()
    failed: bool = False


ORIGINATED = Result(name="originate", data="success")
DISCONNECTED = Result(name="disconnect", data="success")
FAILED_CALLS = {
    Fate.BUSY: "busy",
    Fate.NO_ANSWER: "no answer",
    Fate.BUSY_ONCE: "busy",
}


def ending(
    channel: Channel, fate: Fate, *, attempt: int, pages: str, keys: str
) -> Ending:
    """Return how an attempt (from 1) ends; only calls that don't get through fail."""
    if channel in Channel.VOICE | Channel.FAX and fate in FAILED_CALLS:
        if fate is not Fate.BUSY_ONCE or attempt == 1:
            result = Result(name="originate", data=FAILED_CALLS[fate])
            return Ending(results=(result,), failed=True)
        fate = Fate.DELIVERED
    if fate is Fate.SILENT:
        return Ending()
    results = _results(channel, fate, pages=pages, keys=keys)
    if fate in {Fate.LATE, Fate.LATE_NO}:
        return Ending(late=results)
    return Ending(results=results)


def _results(
    channel: Channel, fate: Fate, *, pages: str, keys: str
) -> tuple[Result, ...]:
    """Return the rows of an attempt that got through."""
    no = fate in {Fate.REFUSED, Fate.LATE_NO}
    if channel is Channel.SMS:
        code = REFUSED_CODE if no else DELIVERED_CODE
        return (Result(name="sms_send", data=code),)
    if channel is Channel.EMAIL:
        return (Result(name="email_send", data="success"),)
    if channel is Channel.FAX:
        no = no or fate is Fate.CUT_OFF
        return (
            ORIGINATED,
            Result(name="pages", data=pages, type=INFO),
            Result(name="fax_send", data="error" if no else "success"),
            DISCONNECTED,
        )
    if no or fate is Fate.CUT_OFF:
        return (ORIGINATED,)
    pressed = (Result(name="keys", data=keys, type=DTMF),) if fate is Fate.KEYS else ()
    return (ORIGINATED, *pressed, DISCONNECTED)

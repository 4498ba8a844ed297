"""Tell what became of a transmission by its status, its attempts and their results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..model import Channel, Detail, Report, Status
from .codes import (
    DTMF,
    NO_PROVIDER,
    SUCCESS,
    ResultName,
    SpoolStatus,
    TransmissionStatus,
    sms_status,
    transmission_status,
)
from .models.transmissions import Spool, SpoolResult

KEY_PRESSED = "key_pressed"
STUCK = Detail(
    text=f"{NO_PROVIDER}, or it did not answer: the server keeps the message for ever"
)
TAKEN_BACK = Detail(text="It was taken back before it was sent")
CUT_OFF = Detail(name="cut_off", text="The call ended before the message did")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the server says of a transmission.

    `attempts` are all there were, `results` those of the last. `tries` is how many
    there may be. `waited`: results that come at all have come. `late`: nothing more is
    expected to come.
    """

    gateway_id: str
    status: str
    channel: Channel | None = None
    results: Sequence[SpoolResult] = ()
    attempts: Sequence[Spool] = ()
    response: str | None = None
    tries: int = 1
    waited: bool = False
    late: bool = False


def under_way(gateway_id: str) -> Report:
    """Report of a transmission that has not come to an end."""
    return Report(gateway_id=gateway_id, status=Status.ACCEPTED)


def judge(evidence: Evidence) -> Report:
    """Report of a transmission."""
    match transmission_status(evidence.status):
        case Status.ACCEPTED:
            return _of_processing(evidence)
        case Status.FAILED:
            return _of_failed(evidence)
        case _:
            return _of_completed(evidence)


def _of_processing(evidence: Evidence) -> Report:
    """Tell whether it is under way, or stuck for want of a provider.

    Then its last attempt stays `queued`, and nothing ever comes (field-notes.md 6).
    """
    stuck = (
        evidence.late
        and evidence.status == TransmissionStatus.PROCESSING
        and bool(evidence.attempts)
        and evidence.attempts[-1].status == SpoolStatus.QUEUED
        and not evidence.results
    )
    if stuck:
        return _report(evidence, Status.FAILED, STUCK)
    return under_way(evidence.gateway_id)


def _of_failed(evidence: Evidence) -> Report:
    """Tell why it failed; while the server tries again it has not."""
    if len(evidence.attempts) < evidence.tries and not evidence.late:
        return under_way(evidence.gateway_id)
    reason = _data(evidence, ResultName.ORIGINATE) or evidence.response
    detail = Detail(text=reason) if reason and reason != SUCCESS else None
    return _report(evidence, Status.FAILED, detail)


def _of_completed(evidence: Evidence) -> Report:
    """Tell what the results say, since `completed` says nothing of that."""
    if not evidence.attempts:
        return _report(evidence, Status.CANCELLED, TAKEN_BACK)
    match evidence.channel or _guessed(evidence):
        case Channel.SMS:
            return _of_sms(evidence)
        case Channel.FAX:
            return _of_step(evidence, ResultName.FAX_SEND)
        case Channel.EMAIL:
            return _of_email(evidence)
        case Channel.VOICE:
            return _of_call(evidence)
        case _:
            return _report(evidence, Status.SENT)


def _of_sms(evidence: Evidence) -> Report:
    """Read the delivery report."""
    data = _data(evidence, ResultName.SMS_SEND)
    return _report(evidence, sms_status(data), Detail(code=data) if data else None)


def _of_email(evidence: Evidence) -> Report:
    """Say that it is sent, and final: nobody tells more of an email."""
    data = _data(evidence, ResultName.EMAIL_SEND)
    if data is not None and data != SUCCESS:
        return _report(evidence, Status.FAILED, Detail(text=data))
    return _report(evidence, Status.SENT, final=True)


def _of_step(evidence: Evidence, name: ResultName) -> Report:
    """Read the step that tells; without it, whether anybody answered."""
    data = _data(evidence, name)
    if data == SUCCESS:
        return _report(evidence, Status.DELIVERED)
    originated = _data(evidence, ResultName.ORIGINATE)
    reason = data or (originated if originated != SUCCESS else None)
    if reason is not None:
        return _report(evidence, Status.FAILED, Detail(text=reason))
    return _report(evidence, Status.SENT)


def _of_call(evidence: Evidence) -> Report:
    """Tell whether a call was answered and ended as it should."""
    report = _of_step(evidence, ResultName.DISCONNECT)
    answered = _data(evidence, ResultName.ORIGINATE) == SUCCESS
    if report.status is Status.SENT and answered and evidence.waited:
        return _report(evidence, Status.FAILED, CUT_OFF)
    return report


def _report(
    evidence: Evidence,
    status: Status,
    detail: Detail | None = None,
    *,
    final: bool = False,
) -> Report:
    """Report a status with all else that the results tell."""
    keys = "".join(one.data or "" for one in evidence.results if one.type == DTMF)
    pages = _data(evidence, ResultName.PAGES) or ""
    ends = final or (status is Status.SENT and evidence.late)
    return Report(
        gateway_id=evidence.gateway_id,
        status=status,
        at=_at(evidence),
        detail=detail,
        event=KEY_PRESSED if keys else None,
        key_pressed=keys or None,
        pages=int(pages) if pages.isascii() and pages.isdecimal() else None,
        final=True if ends else None,
    )


def _guessed(evidence: Evidence) -> Channel | None:
    """Tell the channel by the steps that there were."""
    names = {one.name for one in evidence.results}
    for name, channel in (
        (ResultName.SMS_SEND, Channel.SMS),
        (ResultName.EMAIL_SEND, Channel.EMAIL),
        (ResultName.FAX_SEND, Channel.FAX),
        (ResultName.ORIGINATE, Channel.VOICE),
    ):
        if name in names:
            return channel
    return None


def _data(evidence: Evidence, name: ResultName) -> str | None:
    """Return what the last step of a name says."""
    found = [one.data for one in evidence.results if one.name == name and one.data]
    return found[-1] if found else None


def _at(evidence: Evidence) -> datetime | None:
    """Return when the last result came."""
    return max(
        (one.created_at for one in evidence.results if one.created_at), default=None
    )

"""The tables of statuses (field-notes.md, Answers and Statuses), and their meaning."""

from collections.abc import Mapping
from enum import StrEnum
import re

from ..model import Status


class Verdict(StrEnum):
    """What the static part of an answer says of the call."""

    OK = "OK"
    BAD_SIGNATURE = "BAD_SIGNATURE"
    ERROR = "ERROR"


NOT_ENOUGH_FUNDS = "NOT_ENOUGH_FUNDS"

# What only says "handed on" is sent, not delivered.
STATUSES: Mapping[str, Status] = {
    "SENDING": Status.ACCEPTED,
    "PENDING": Status.ACCEPTED,
    "SENT": Status.SENT,
    "SENT_TO_CARRIER": Status.SENT,
    "DELIVERED_TO_CARRIER": Status.SENT,
    "SENT_TO_DEVICE": Status.SENT,
    "DELIVERED_TO_DEVICE": Status.DELIVERED,
    "READ": Status.READ,
    "EXPIRED": Status.EXPIRED,
    "UNREACHABLE": Status.FAILED,
    "UNDELIVERED": Status.FAILED,
    "NOT_SENT": Status.FAILED,
    "BAD_FROM": Status.REJECTED,
    "BAD_TO": Status.REJECTED,
    "BAD_ENCODING": Status.REJECTED,
    "BAD_CARRIER/FROM": Status.REJECTED,
    "BAD_TIMEZONE": Status.REJECTED,
    NOT_ENOUGH_FUNDS: Status.REJECTED,
    # What came later, from the carriers themselves.
    "ACCEPTD": Status.SENT,
    "BUFFRED": Status.SENT,
    "DELIVRD": Status.DELIVERED,
    "UNDELIV": Status.FAILED,
    "REJECTD": Status.REJECTED,
    "DELETED": Status.FAILED,
    "BAD_ADDRESS": Status.REJECTED,
    "INTERNAL_ERROR": Status.FAILED,
    "INVALID_ROUTING": Status.FAILED,
    "CARRIER_GATEWAY_ERROR": Status.FAILED,
}


def normalised(name: str) -> str:
    """Write a name in the one way that names are compared in."""
    return re.sub(r"[\s_]+", "_", name.strip()).upper()


def status_of(name: str | None) -> Status:
    """Tell what a status of the provider means to us; what nobody knows is unknown."""
    return STATUSES.get(normalised(name), Status.UNKNOWN) if name else Status.UNKNOWN


def is_out_of_credit(name: str | None) -> bool:
    """Tell whether a refusal was for want of credit."""
    return name is not None and normalised(name) == NOT_ENOUGH_FUNDS


def verdict_of(name: str | None) -> Verdict | None:
    """Tell what an answer says of its call, or None where it says nothing known."""
    written = normalised(name) if name else ""
    return Verdict(written) if written in Verdict else None

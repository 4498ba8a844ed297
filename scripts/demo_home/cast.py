"""Who is in the demo: accounts, people and their numbers, all of them made up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DOMAIN = "message_gateways"
USERNAME = "demo"
CREDIT = "25"
PRICE = "0.04"
REPLY = "On my way, ten minutes!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody to send to, what they are told and how that ends."""

    name: str
    numbers: tuple[str, ...]
    text: str
    ends: str
    replies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account to add, by the key of its gateway, how it is named, its recipients."""

    gateway: str
    name: str
    recipients: tuple[Recipient, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


# What becomes of a number is told in tests/simulators/infobip/behaviours.py.
ALONE = "+447700900123"
REFUSED = Recipient(
    name="Old landline",
    numbers=("+447700900014",),
    text="Are you still there?",
    ends="rejected",
)
# The name under which the simulator refuses that number.
REFUSED_BECAUSE = "REJECTED_DESTINATION"


def infobip(url: str, password: str) -> Account:
    """Describe the account at the simulator."""
    return Account(
        gateway="infobip",
        name="Infobip",
        values={
            "base_url": url,
            "username": USERNAME,
            "password": password,
            "verify_ssl": True,
        },
        recipients=(
            Recipient(
                name="Alex Morgan",
                numbers=("+447700900077",),
                text="The washing machine is done. When are you home?",
                ends="delivered",
                replies=True,
            ),
            Recipient(
                name="Neighbours",
                numbers=("+447700900140", "+447700900141"),
                text="Nobody is home and the smoke alarm went off. Please look in.",
                ends="delivered",
            ),
            REFUSED,
        ),
    )


SANDBOX = Account(
    gateway="sandbox",
    name="Sandbox",
    recipients=(
        Recipient(
            name="Robin Hale",
            numbers=("+447700900050",),
            text="Shall I close the garage? Answer YES or NO.",
            ends="delivered",
            replies=True,
        ),
        Recipient(
            name="Garden gate",
            numbers=("+447700900010",),
            text="Status?",
            ends="failed",
        ),
    ),
)

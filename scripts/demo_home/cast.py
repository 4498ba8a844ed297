"""Who is in the demo: accounts, people and their numbers, all of them made up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

DOMAIN = "message_gateways"
SPEECH_ENGINE = "demo"
USERNAME = "demo"
CREDIT, PRICE = Decimal(25), Decimal("0.04")
DEVINO_CREDIT = Decimal(40)
DEVINO_PRICE, VIBER_PRICE = Decimal("0.05"), Decimal("0.03")
SMS_PRICE, PAGE_PRICE, MINUTE_PRICE = Decimal("0.05"), Decimal("0.10"), Decimal("0.20")
WORKSPACE, PUBLIC_KEY, CODE = "7", "demo-public-key", "2020"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody to send to, what they are told, how that ends and what they reply.

    `because` is in what the action says if they are refused. `values` is what else
    their form is filled in with.
    """

    name: str
    addresses: tuple[str, ...]
    text: str
    ends: str
    title: str | None = None
    because: str | None = None
    reply: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account to add, by the key of its gateway, how it is named, its recipients.

    `values` fill in the form that adds it, `options` that of its options.
    """

    gateway: str
    name: str
    recipients: tuple[Recipient, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


# What becomes of a number is told in tests/simulators/*/behaviours.py and fates.py.
ALONE = "+447700900123"
REPLIES = "+447700900077"
REFUSED = Recipient(
    name="Old landline",
    addresses=("+447700900014",),
    text="Are you still there?",
    ends="rejected",
    because="REJECTED_DESTINATION",
)
ALEX = Recipient(
    name="Alex Morgan",
    addresses=(REPLIES,),
    text="The washing machine is done. When are you home?",
    ends="delivered",
    reply="On my way, ten minutes!",
)
KIM = Recipient(
    name="Kim Ward",
    addresses=(REPLIES,),
    text="The parcel is at the door. Can you take it in?",
    ends="delivered",
    reply="Got it.",
    values={"channel": "sms"},
)
WITHOUT_VIBER = Recipient(
    name="Holiday flat",
    addresses=("+447700900204",),
    text="Frost tonight. Please turn the heating up.",
    ends="delivered",
    values={"channel": "viber"},
)
TEXTED = Recipient(
    name="Babysitter",
    addresses=("+447700900161",),
    text="We are home at eleven.",
    ends="delivered",
    values={"channel": "sms"},
)
FAXED = Recipient(
    name="Doctor's office",
    addresses=("+447700900162",),
    title="Request for an appointment",
    text="Please call me back about Thursday at nine.",
    ends="delivered",
    values={"channel": "fax"},
)
CALLED = Recipient(
    name="Grandma",
    addresses=("+447700900401",),
    text="Smoke in the kitchen. If you are there and all is well, press 1.",
    ends="delivered",
    values={"channel": "voice", "speech_engine": SPEECH_ENGINE, "keys": 1},
)
# What that number presses.
KEY = "1"
FOLLOWED = Recipient(
    name="Sam Carter",
    addresses=(REPLIES,),
    text="The cellar is wet. Can you come?",
    ends="delivered",
    reply="In an hour.",
    values={"carrier": "Movistar"},
)
NOT_FOLLOWED = Recipient(
    name="Workshop",
    addresses=("+447700900150",),
    text="The alarm is on until Monday.",
    ends="accepted",
)
CLEANER = Recipient(
    name="Cleaning service",
    addresses=(REPLIES,),
    text="Can you come on Friday?",
    ends="delivered",
    reply="Yes, at eight.",
    values={"channel": "sms"},
)
NO_ROUTE = Recipient(
    name="Boat shed",
    addresses=("+447700900002",),
    text="Is the boat still dry?",
    ends="failed",
    because="No provider available",
    values={"channel": "sms"},
)
TOWN_HALL = Recipient(
    name="Town hall",
    addresses=("+447700900182",),
    title="Parking permit",
    text="Please renew the permit for the house.",
    ends="delivered",
    values={"channel": "fax"},
)
CARETAKER = Recipient(
    name="Caretaker",
    addresses=("+447700900183",),
    text="There is water in the cellar. Please turn off the mains.",
    ends="delivered",
    values={"channel": "voice", "speech_engine": SPEECH_ENGINE},
)
STREET = tuple(f"+4477009003{number}" for number in range(50, 70))
LANDLORD = Recipient(
    name="Landlord",
    addresses=("landlord@example.com",),
    title="The cellar is wet",
    text="The caretaker knows. Can you send a plumber?",
    ends="sent",
    values={"channel": "email"},
)


def infobip(url: str, password: str) -> Account:
    """Describe the account at Infobip's simulator."""
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
            ALEX,
            Recipient(
                name="Neighbours",
                addresses=("+447700900140", "+447700900141"),
                text="Nobody is home and the smoke alarm went off. Please look in.",
                ends="delivered",
            ),
            REFUSED,
        ),
    )


def devino(url: str, password: str) -> Account:
    """Describe the account at Devino's simulator: Viber, and SMS where that fails."""
    return Account(
        gateway="devino",
        name="Devino",
        values={"base_url": f"{url}/rest", "login": USERNAME, "password": password},
        options={"sender": "Home", "sms_fallback": True},
        recipients=(
            KIM,
            Recipient(
                name="Office",
                addresses=("+447700900203",),
                text="I work from home today.",
                ends="read",
                values={"channel": "viber"},
            ),
            WITHOUT_VIBER,
        ),
    )


def entera(url: str, password: str) -> Account:
    """Describe the account at Entera's simulator: a recipient for each channel."""
    return Account(
        gateway="entera",
        name="Entera",
        values={"base_url": f"{url}/api/v2", "login": USERNAME, "password": password},
        options={"sender": "Home", "time_zone": "Europe/Istanbul"},
        recipients=(TEXTED, FAXED, CALLED),
    )


def ogangi(url: str, private_key: str) -> Account:
    """Describe the account at OGangi's simulator: only one recipient has a carrier."""
    return Account(
        gateway="ogangi",
        name="OGangi",
        values={
            "base_url": f"{url}/mmc",
            "instance_id": WORKSPACE,
            "public_key": PUBLIC_KEY,
            "private_key": private_key,
            "verify_ssl": True,
        },
        options={"sender": CODE},
        recipients=(FOLLOWED, NOT_FOLLOWED),
    )


def ictcore(url: str, password: str) -> Account:
    """Describe the account at ICTCore's simulator: a recipient for each channel."""
    return Account(
        gateway="ictcore",
        name="ICTCore",
        values={
            "base_url": f"{url}/ictcore",
            "username": USERNAME,
            "password": password,
            "verify_ssl": True,
        },
        recipients=(CLEANER, TOWN_HALL, CARETAKER, LANDLORD, NO_ROUTE),
    )


SANDBOX = Account(
    gateway="sandbox",
    name="Sandbox",
    recipients=(
        Recipient(
            name="Robin Hale",
            addresses=("+447700900050",),
            text="Shall I close the garage? Answer YES or NO.",
            ends="delivered",
            reply="YES",
        ),
        Recipient(
            name="Garden gate",
            addresses=("+447700900010",),
            text="Status?",
            ends="failed",
        ),
    ),
)

"""What the samples of the document have in common."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from custom_components.message_gateways.gateways.infobip.answers import read_document
from custom_components.message_gateways.gateways.infobip.models import (
    Fault,
    Price,
    State,
)
from custom_components.message_gateways.gateways.transport import Answer

from .canned import sample

ACCEPTED = State(
    group_id=0,
    group_name="ACCEPTED",
    id=0,
    name="MESSAGE_ACCEPTED",
    description="Message accepted",
)
ENROUTE = State(
    group_id=1,
    group_name="PENDING",
    id=7,
    name="PENDING_ENROUTE",
    description="Message sent to next instance",
)
DELIVERED = State(
    group_id=3,
    group_name="DELIVERED",
    id=5,
    name="DELIVERED_TO_HANDSET",
    description="Message delivered to handset",
)
NOT_DELIVERED = State(
    group_id=2,
    group_name="UNDELIVERABLE",
    id=9,
    name="UNDELIVERABLE_NOT_DELIVERED",
    description="Message sent not delivered",
)
NO_NETWORK = State(
    group_id=5,
    group_name="REJECTED",
    id=6,
    name="REJECTED_NETWORK",
    description="Network is forbidden",
    action="Contact account manager",
)
NO_ERROR = Fault(
    group_id=0,
    group_name="OK",
    id=0,
    name="NO_ERROR",
    description="No Error",
    permanent=False,
)
ABSENT = Fault(
    group_id=1,
    group_name="HANDSET_ERRORS",
    id=27,
    name="EC_ABSENT_SUBSCRIBER",
    description="Absent Subscriber",
    permanent=False,
)
CENT = Price(per_message=Decimal("0.01"), currency="EUR")
FIRST, SECOND, THIRD = "41793026727", "41793026731", "41793026785"


def read(name: str) -> Any:
    """Read a sample as an answer."""
    kind = f"application/{name.rpartition('.')[2]}"
    return read_document(
        Answer(status=200, content_type=kind, charset="utf-8", body=sample(name))
    )


def at(day: int, clock: str, month: int = 2) -> datetime:
    """Name a time of 2015 in UTC."""
    return datetime.fromisoformat(f"2015-{month:02}-{day:02}T{clock}+00:00")

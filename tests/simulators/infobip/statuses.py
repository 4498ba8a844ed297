"""Statuses and errors of messages (api.md, "Response codes")."""

from dataclasses import dataclass
from typing import Any

GROUPS = ("ACCEPTED", "PENDING", "UNDELIVERABLE", "DELIVERED", "EXPIRED", "REJECTED")
ERROR_GROUPS = ("OK", "HANDSET_ERRORS", "USER_ERRORS", "OPERATOR_ERRORS")

PENDING, UNDELIVERABLE, DELIVERED, EXPIRED, REJECTED = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where a message stands, in the provider's words."""

    id: int
    group: int
    group_name: str
    name: str
    description: str
    action: str | None = None

    @property
    def free(self) -> bool:
        """Tell whether a message that ends so costs nothing (samples of the logs)."""
        return self.group in {UNDELIVERABLE, REJECTED}

    def to_json(self) -> dict[str, Any]:
        """Return the object of the answers."""
        row: dict[str, Any] = {
            "groupId": self.group,
            "groupName": self.group_name,
            "id": self.id,
            "name": self.name,
            "description": self.description,
        }
        if self.action is not None:
            row["action"] = self.action
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """Why a message was not delivered, in the provider's words."""

    id: int
    group: int
    name: str
    description: str
    permanent: bool

    def to_json(self) -> dict[str, Any]:
        """Return the object of the answers."""
        return {
            "groupId": self.group,
            "groupName": ERROR_GROUPS[self.group],
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "permanent": self.permanent,
        }


def _status(
    number: int, group: int, name: str, description: str, action: str | None = None
) -> Status:
    """Make a row of the table."""
    return Status(
        id=number,
        group=group,
        group_name=GROUPS[group],
        name=name,
        description=description,
        action=action,
    )


STATUSES = {
    status.id: status
    for status in (
        _status(0, 0, "MESSAGE_ACCEPTED", "Message accepted"),
        _status(1, 1, "PENDING_TIME_VIOLATION", "Time window violation"),
        _status(2, 3, "DELIVERED_TO_OPERATOR", "Message delivered to operator"),
        _status(
            3,
            1,
            "PENDING_WAITING_DELIVERY",
            "Message sent, waiting for delivery report",
        ),
        _status(
            4, 2, "UNDELIVERABLE_REJECTED_OPERATOR", "Message rejected by operator"
        ),
        _status(5, 3, "DELIVERED_TO_HANDSET", "Message delivered to handset"),
        _status(
            6, 5, "REJECTED_NETWORK", "Network is forbidden", "Contact account manager"
        ),
        _status(7, 1, "PENDING_ENROUTE", "Message sent to next instance"),
        _status(8, 5, "REJECTED_PREFIX_MISSING", "Number prefix missing"),
        _status(9, 2, "UNDELIVERABLE_NOT_DELIVERED", "Message sent not delivered"),
        _status(10, 5, "REJECTED_DND", "Destination on DND list"),
        _status(11, 5, "REJECTED_SOURCE", "Invalid Source address"),
        _status(12, 5, "REJECTED_NOT_ENOUGH_CREDITS", "Not enough credits"),
        _status(13, 5, "REJECTED_SENDER", "By Sender", "Remove sender from blacklist"),
        _status(
            14,
            5,
            "REJECTED_DESTINATION",
            "By Destination",
            "Remove destination from blacklist",
        ),
        _status(15, 4, "EXPIRED_EXPIRED", "Message expired"),
        _status(16, 5, "REJECTED_NOT_REACHABLE", "Network not reachable"),
        _status(
            17,
            5,
            "REJECTED_PREPAID_PACKAGE_EXPIRED",
            "Prepaid package expired",
            "Top-Up your account to extend the validty period",
        ),
        _status(
            18, 5, "REJECTED_DESTINATION_NOT_REGISTERED", "Destination not registered"
        ),
        _status(
            19,
            5,
            "REJECTED_ROUTE_NOT_AVAILABLE",
            "Route not available",
            "Contact account manager",
        ),
        _status(
            20, 5, "REJECTED_FLOODING_FILTER", "Rejected flooding", "STOP SPAMMING"
        ),
        _status(21, 5, "REJECTED_SYSTEM_ERROR", "System error"),
        _status(22, 4, "EXPIRED_UNKNOWN", "Unknown Reason"),
        _status(
            23, 5, "REJECTED_DUPLICATE_MESSAGE_ID", "Rejected duplicate message ID"
        ),
        _status(24, 5, "REJECTED_INVALID_UDH", "Rejected invalid UDH"),
        _status(25, 5, "REJECTED_MESSAGE_TOO_LONG", "Rejected message too long"),
        _status(
            52,
            5,
            "REJECTED_DESTINATION",
            "Invalid destination address.",
            "Check to parameter.",
        ),
        # In no document: providers add codes, and clients have to live with it.
        Status(
            id=999,
            group=9,
            group_name="SUSPENDED",
            name="SUSPENDED_FOR_REVIEW",
            description="Message is being reviewed",
        ),
    )
}

ERRORS = {
    error.id: error
    for error in (
        Error(id=0, group=0, name="NO_ERROR", description="No Error", permanent=False),
        Error(
            id=1,
            group=1,
            name="EC_UNKNOWN_SUBSCRIBER",
            description="Unknown Subscriber",
            permanent=True,
        ),
        Error(
            id=27,
            group=1,
            name="EC_ABSENT_SUBSCRIBER",
            description="Absent Subscriber",
            permanent=False,
        ),
        Error(
            id=13,
            group=3,
            name="EC_CALL_BARRED",
            description="Call Barred",
            permanent=False,
        ),
        Error(
            id=4101,
            group=3,
            name="EC_ValidityExpired",
            description="Validity Expired",
            permanent=True,
        ),
    )
}

ACCEPTED = STATUSES[0]
ENROUTE = STATUSES[7]
WAITING = STATUSES[3]
AT_OPERATOR = STATUSES[2]
AT_HANDSET = STATUSES[5]
NO_ERROR = ERRORS[0]

"""What is refused before anything is sent and is not in the registry as data."""

from ..errors import InvalidInputError
from ..model import Content
from ..numbers import bare
from .sending import named
from .signature import can_be_carried


def check_segments(content: Content) -> None:
    """Refuse by name what the path of a call can't carry; raises InvalidInputError."""
    for field, value in (
        ("sender", content.sender and bare(content.sender)),
        ("carrier", named(content.carrier)),
        ("flags", content.flags),
    ):
        if value is not None and not can_be_carried(value):
            raise InvalidInputError("value_not_possible", field=field)

"""What is refused before anything is sent and is not in the registry as data."""

from ..errors import InvalidInputError
from ..model import Content

NAME = "Infobip-compatible SMS API"


def check_binary(content: Content) -> None:
    """Refuse by name what bytes can't have; raises InvalidInputError.

    A binary message has a sender, a data coding and an ESM class (api.md).
    """
    if content.binary is None:
        return
    if content.flash:
        raise InvalidInputError("field_not_offered", field="flash", gateway=NAME)
    if content.send_at is not None:
        raise InvalidInputError("field_not_offered", field="send_at", gateway=NAME)
    if content.validity is not None:
        raise InvalidInputError("field_not_offered", field="validity", gateway=NAME)

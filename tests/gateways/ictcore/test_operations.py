"""Every operation of the guide, asked as the real server wants it."""

from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import AskWhatHappenedError
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.client.programs import Programs

from .canned import IctcoreServer
from .operations import ANY, Operation
from .operations_of_messages import MESSAGES
from .operations_of_people import PEOPLE
from .operations_of_sending import SENDING

OPERATIONS = MESSAGES | SENDING | PEOPLE
EVERY = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


@EVERY
async def test_an_operation_is_asked_and_read_as_the_server_has_it(
    operation: Operation, api: IctcoreClient, server: IctcoreServer
) -> None:
    """Exact types without parameters, a token in the header, JSON wanted back."""
    server.will_say(operation.answer)
    found: Any = await operation.call(api)
    (asked,) = server.calls
    method, _, path = operation.asks.partition(" ")
    assert (asked.method, asked.path) == (method, f"/api{path}")
    assert asked.query == operation.query
    assert asked.accept == "application/json"
    assert asked.authorization == "Bearer token-1"
    if operation.upload is not None:
        assert (asked.raw, asked.content_type) == (
            operation.upload,
            operation.upload_type,
        )
    elif operation.document is not None:
        assert asked.document == operation.document
        assert asked.content_type == "application/json"
    else:
        assert asked.raw == b""
        assert asked.content_type is None
    if operation.result is not ANY:
        assert found == operation.result
    else:
        assert found


@EVERY
async def test_an_operation_that_changes_something_is_not_repeated_when_cut_off(
    operation: Operation, api: IctcoreClient, server: IctcoreServer
) -> None:
    """The HTTP library would repeat a PUT by itself, and a task would run twice."""
    server.will_say(operation.answer)
    await operation.call(api)
    server.answers.clear()
    server.will_cut()
    with pytest.raises(AskWhatHappenedError):
        await operation.call(api)
    method = operation.asks.partition(" ")[0]
    may_repeat = method == "GET" and not operation.asks.endswith("/clone")
    assert len(server.calls) == (3 if may_repeat else 2)


def test_all_operations_of_the_guide_are_there() -> None:
    """110 with the log-in; the statistics and three more the server has beside them."""
    beside = {
        "programs list of type",
        "transmissions list of one service",
        "transmissions update",
    }
    assert beside < set(OPERATIONS)
    guide = set(OPERATIONS) - beside - {"statistics"}
    assert len(guide) + len({"authenticate"}) == 110


def test_programs_can_not_be_changed() -> None:
    """A PUT would have them send everything twice."""
    assert not [name for name in dir(Programs) if "update" in name]

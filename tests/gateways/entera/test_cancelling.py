"""Faxes and calls that have not begun can be cancelled; an SMS can't."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.message_gateways.gateways.entera.cancelling import (
    NO_SMS,
    NO_TASK,
    NOT_ALONE,
    is_all_of,
)
from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.entera.models import (
    Task,
    TaskRecipient,
)
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    NotOfferedError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.model import (
    Cancellation,
    Content,
    Detail,
)

from .canned import YES, EnteraServer
from .words import CALL, FAX, SMS, sent

NOW = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)
ANN, BOB = "447700900123", "447700900124"


def task(*numbers: str, task_id: str = "t") -> dict[str, Any]:
    """Answer with a task."""
    rows = [{"Recipient": one, "Status": 2} for one in numbers]
    found = {"TaskId": task_id, "RecipientsCount": len(rows), "Recipients": rows}
    return YES | {"ResultCollection": [found]}


@pytest.mark.parametrize(
    ("content", "listed", "method"),
    [(FAX, "OutboundFax", "CancelFax"), (CALL, "OutboundIvr", "CancelIvr")],
)
async def test_a_request_is_cancelled_with_all_its_messages(
    content: Content,
    listed: str,
    method: str,
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    server.will_say(task("00447700900123", "07700900124"))
    server.will_say(YES)
    found = await gateway.cancel(
        [
            sent(f"t/{ANN}", at=NOW, content=content),
            sent(f"t/{BOB}", at=NOW, content=content, message_id="n"),
        ]
    )
    assert found == [
        Cancellation(message_id="m", cancelled=True),
        Cancellation(message_id="n", cancelled=True),
    ]
    assert server.paths == [listed, method]
    assert server.last.query == {"TaskId": "t"}


async def test_nobody_elses_message_is_cancelled(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(task(ANN, BOB))
    (found,) = await gateway.cancel([sent(f"t/{ANN}", at=NOW, content=FAX)])
    assert (found.cancelled, found.detail) == (False, NOT_ALONE)
    assert server.paths == ["OutboundFax"]


async def test_a_task_that_is_not_listed_may_still_be_cancelled(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_refuse(19)
    server.will_say(YES)
    (found,) = await gateway.cancel([sent(f"t/{ANN}", at=NOW, content=FAX)])
    assert found.cancelled


async def test_an_sms_can_not_be_cancelled(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    some = [sent(f"s/{ANN}", at=NOW, content=SMS), sent("s/1", at=NOW, content=None)]
    with pytest.raises(NotOfferedError, match="can't cancel an SMS"):
        await gateway.cancel(some)
    assert server.asked == []


async def test_of_several_requests_each_has_its_own_end(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(task(ANN))
    server.will_say({"Result": False, "ErrorCode": 3, "Message": "It has begun"})
    server.will_say(task(ANN, task_id="u"))
    server.will_say(YES)
    found = await gateway.cancel(
        [
            sent(f"s/{ANN}", at=NOW, content=SMS, message_id="s"),
            sent(f"t/{ANN}", at=NOW, content=FAX, message_id="t"),
            sent(f"u/{ANN}", at=NOW, content=CALL, message_id="u"),
            sent(at=NOW, content=FAX, message_id="v"),
        ]
    )
    assert found == [
        Cancellation(message_id="s", cancelled=False, detail=NO_SMS),
        Cancellation(
            message_id="t",
            cancelled=False,
            detail=Detail(code="3", text="It has begun"),
        ),
        Cancellation(message_id="u", cancelled=True),
        Cancellation(message_id="v", cancelled=False, detail=NO_TASK),
    ]


async def test_the_refusal_of_the_only_request_is_an_error(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(task(ANN))
    server.will_refuse(3)
    with pytest.raises(ChangeRequestError):
        await gateway.cancel([sent(f"t/{ANN}", at=NOW, content=FAX)])
    server.answers.clear()
    server.will_refuse(2)
    with pytest.raises(SignInAgainError):
        await gateway.cancel([sent(f"t/{ANN}", at=NOW, content=FAX)])


@pytest.mark.parametrize(
    ("numbers", "task_", "whole"),
    [
        ([ANN], Task(task_id="t", recipients_count=1), True),
        ([ANN], Task(task_id="t", recipients_count=2), False),
        ([ANN], Task(task_id="t"), True),
        (
            [ANN],
            Task(
                task_id="t",
                recipients=(TaskRecipient(number=ANN), TaskRecipient(number=ANN)),
            ),
            True,
        ),
        ([""], Task(task_id="t", recipients=(TaskRecipient(number=BOB),)), True),
        (
            [ANN, BOB],
            Task(task_id="t", recipients=(TaskRecipient(number=BOB),)),
            True,
        ),
    ],
)
def test_who_is_all_of_a_task_is_decided_by_its_rows(
    numbers: list[str], task_: Task, *, whole: bool
) -> None:
    assert is_all_of(task_, numbers) is whole

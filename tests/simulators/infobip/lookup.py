"""Number Context: lookups answered and lookups pushed (api.md)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.behaviours import behaviour_of
from tests.simulators.infobip.bodies import checked_body, listed
from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.forms import notify_type, text
from tests.simulators.infobip.networks import ANOTHER, NETWORKS, network_of
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.settings import Dialect
from tests.simulators.infobip.statuses import ERRORS, NO_ERROR, STATUSES, WAITING
from tests.simulators.infobip.world import LookupPush, World
from tests.simulators.received import ReceivedRequest

NO_NUMBER = 52


def query(_world: World, _account: Account, received: ReceivedRequest) -> Reply:
    """Look numbers up and answer at once.

    Neither XML sample is well formed. One number is answered as in the pushed sample;
    many as the sample opens its elements: rows and bulkId in `<results>`.
    """
    numbers = _numbers(checked_body(received.content_type, received.body))
    rows = [_result(number) for number in numbers]
    if len(rows) == 1:
        return Reply(data={"results": rows}, root="NCResponse", xml={"ncResults": rows})
    bulk_id = str(uuid4())
    return Reply(
        data={"bulkId": bulk_id, "results": rows},
        root="NCResponse",
        xml={"results": {"bulkId": bulk_id, "results": rows}},
        flat=frozenset({"results"}),
    )


def notify(world: World, _account: Account, received: ReceivedRequest) -> Reply:
    """Take numbers to look up; push the results after `Delays.lookup`."""
    body = checked_body(received.content_type, received.body)
    numbers = _numbers(body)
    url = text(body.get("notifyUrl"), "notifyUrl")
    content_type = notify_type(body.get("notifyContentType"))
    rows = [_taken(number) for number in numbers]
    bulk = {"bulkId": str(uuid4())} if len(rows) > 1 else {}
    known = [
        number
        for number, row in zip(numbers, rows, strict=True)
        if row["status"]["groupId"] == 1
    ]
    name = "results" if world.settings.dialect is Dialect.INFOBIP else "ncResults"
    if url and known:
        results = bulk | {name: [_result(number) for number in known]}
        world.lookups.append(
            LookupPush(
                due=world.clock() + timedelta(seconds=world.settings.delays.lookup),
                url=url,
                content_type=content_type,
                reply=Reply(data=results, root="NCResponse"),
            )
        )
    # The XML sample of many numbers has no bulkId.
    return Reply(
        data=bulk | {name: rows}, root="NCResponseAsync", xml={"ncResults": rows}
    )


def _numbers(body: dict[str, Any]) -> list[str]:
    """Return the numbers of a request. Raises ApiError when there are none."""
    numbers = [text(value, "to") or "" for value in listed(body.get("to"), "to")]
    if not numbers:
        raise ApiError.bad_request("Missing to")
    return [number.removeprefix("+") for number in numbers]


def _taken(number: str) -> dict[str, Any]:
    """Return the row that says whether a number will be looked up."""
    refused = behaviour_of(number).refused
    row = {
        "to": number,
        "status": (refused or WAITING).to_json(),
        "messageId": str(uuid4()),
    }
    if refused is not None and refused.id == NO_NUMBER:
        del row["messageId"]
    return row


def _result(number: str) -> dict[str, Any]:
    """Return what is known of a number."""
    behaviour = behaviour_of(number)
    if behaviour.refused is not None:
        status = behaviour.refused.to_json()
        return {"to": number, "status": status, "error": NO_ERROR.to_json()}
    network = network_of(number)
    reachable = behaviour.error not in {ERRORS[1], ERRORS[27]}
    row: dict[str, Any] = {"to": number, "mccMnc": network.mcc + network.mnc}
    if reachable:
        row["imsi"] = (network.mcc + network.mnc + number)[:15]
    row["originalNetwork"] = network.to_json()
    row["ported"] = behaviour.ported
    if behaviour.ported:
        row["portedNetwork"] = ANOTHER.to_json()
    row["roaming"] = behaviour.roaming
    if behaviour.roaming:
        row["roamingNetwork"] = NETWORKS[2].to_json()
    if reachable:
        row["servingMSC"] = network.country_prefix + network.network_prefix + "000001"
    row["status"] = STATUSES[5 if reachable else 9].to_json()
    row["error"] = (NO_ERROR if reachable else behaviour.error).to_json()
    return row

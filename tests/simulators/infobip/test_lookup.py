"""Number lookups."""

import json

import pytest

from tests.simulators.infobip import Dialect, InfobipSimulator, SettableClock
from tests.simulators.infobip.asking import post
from tests.simulators.push_catcher import PushCatcher

QUERY, NOTIFY = "/restapi/number/1/query", "/number/1/notify"


@pytest.mark.parametrize("to", ["447700900027", ["447700900027"]])
async def test_an_absent_subscriber_is_told(
    infobip_simulator: InfobipSimulator, to: str | list[str]
) -> None:
    """The sample's shape, for one number as string or list."""
    answer = await post(infobip_simulator, QUERY, {"to": to})
    assert list(answer.json) == ["results"]
    (row,) = answer.json["results"]
    assert (row["to"], row["mccMnc"]) == ("447700900027", "23499")
    assert row["originalNetwork"]["countryPrefix"] == "44"
    assert (row["ported"], row["roaming"]) == (False, False)
    assert row["status"]["name"] == "UNDELIVERABLE_NOT_DELIVERED"
    assert row["error"]["name"] == "EC_ABSENT_SUBSCRIBER"
    assert "imsi" not in row


async def test_many_numbers_are_looked_up_under_one_bulk_id(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Reachable, ported, roaming, unknown, not a number."""
    numbers = ["447700900123", "447700900080", "447700900081", "447700900001", "nobody"]
    answer = await post(infobip_simulator, QUERY, {"to": numbers})
    assert answer.json["bulkId"]
    plain, ported, roaming, unknown, nobody = answer.json["results"]
    assert plain["status"]["name"] == "DELIVERED_TO_HANDSET"
    assert plain["imsi"]
    assert ported["portedNetwork"]["networkName"] == "Second Star Mobile"
    assert roaming["roamingNetwork"]["countryName"] == "Switzerland"
    assert unknown["error"]["permanent"] is True
    assert nobody["status"]["id"] == 52


async def test_a_lookup_needs_numbers(infobip_simulator: InfobipSimulator) -> None:
    """Else it is a bad request."""
    assert (await post(infobip_simulator, QUERY, {})).status == 400


async def test_notify_answers_as_in_the_sample(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Pending, refused by destination, and no number."""
    body = {"to": ["41793026727", "12345678", "Alphanumeric"]}
    answer = await post(infobip_simulator, NOTIFY, body)
    taken, refused, nobody = answer.json["ncResults"]
    assert taken["status"]["name"] == "PENDING_WAITING_DELIVERY"
    assert (refused["status"]["id"], refused["status"]["name"]) == (
        14,
        "REJECTED_DESTINATION",
    )
    assert nobody["status"] == {
        "groupId": 5,
        "groupName": "REJECTED",
        "id": 52,
        "name": "REJECTED_DESTINATION",
        "description": "Invalid destination address.",
        "action": "Check to parameter.",
    }
    assert "messageId" not in nobody
    infobip_simulator.configure(dialect=Dialect.INFOBIP)
    assert "results" in (await post(infobip_simulator, NOTIFY, body)).json


async def test_a_lookup_is_pushed(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """After its delay, with what the synchronous answer would say."""
    async with PushCatcher() as catcher:
        body = {"to": "447700900027", "notifyUrl": catcher.url}
        await post(infobip_simulator, NOTIFY, body)
        await infobip_simulator.settle()
        assert catcher.bodies == []
        infobip_clock.advance(2)
        await infobip_simulator.settle()
        await infobip_simulator.settle()
    (pushed,) = map(json.loads, catcher.bodies)
    query = await post(infobip_simulator, QUERY, {"to": "447700900027"})
    assert pushed["ncResults"] == query.json["results"]

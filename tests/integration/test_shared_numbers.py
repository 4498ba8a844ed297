"""Two recipients that share a number get one message, tried for both of them."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.acting import act, do
from tests.integration.world import (
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)

OUT_OF_REACH, REFUSED = "+447700900041", "+447700900020"
TEXT = {"message": "Water in the cellar"}


def shared(number: str, *, fail_at_once: bool = False) -> MockConfigEntry:
    """Describe an account with two recipients of one number."""
    return sandbox_entry(
        recipient("Anna", number, fail_at_once=fail_at_once),
        recipient("Ben", number, subentry_id="ben"),
    )


async def test_it_waits_if_one_of_them_wants_to_wait(hass: HomeAssistant) -> None:
    entry = shared(OUT_OF_REACH, fail_at_once=True)
    await set_up(hass, entry)
    answer = await act(hass, "send_sms", entity_id=notify_ids(hass, entry), **TEXT)
    (row,) = answer["messages"]
    assert row["status"] == "queued"


async def test_neither_was_sent_what_was_refused(hass: HomeAssistant) -> None:
    entry = shared(REFUSED)
    await set_up(hass, entry)
    ids = notify_ids(hass, entry)
    with pytest.raises(Exception, match="INVALID_DESTINATION"):
        await do(hass, "send_sms", entity_id=ids, **TEXT)
    assert len(ids) == 2
    assert [getattr(hass.states.get(each), "state", None) for each in ids] == [
        "unknown",
        "unknown",
    ]

"""What the actions that look things up refuse, and what they cut to size."""

from base64 import b64encode

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.acting import act, refusal_of
from tests.integration.world import ANNA, sandbox_entry, set_up

SMS = {"to": [ANNA], "message": "Hello"}


@pytest.fixture
async def sandbox(hass: HomeAssistant) -> MockConfigEntry:
    """Return an account."""
    entry = sandbox_entry()
    await set_up(hass, entry)
    return entry


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("action", ["find_messages", "find_inbound", "get_statistics"])
async def test_a_period_at_the_ends_of_time_is_cut_to_what_can_be_counted(
    hass: HomeAssistant, action: str
) -> None:
    """West and east of Greenwich."""
    await act(hass, "send_sms", **SMS)
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):
        await hass.config.async_set_time_zone(zone)
        for period in (
            {"until": "9999-12-31 23:00:00"},
            {"until": "9999-12-31 23:00:00-12:00"},
            {"since": "0001-01-01 00:00:00+14:00"},
            {"since": "0001-01-01 00:00:00", "until": "9999-12-31 23:59:59"},
            {"until": "0001-01-01 00:00:00"},
        ):
            found = await act(hass, action, **period)
            if action == "find_messages":
                before_all_time = period == {"until": "0001-01-01 00:00:00"}
                assert len(found["messages"]) == (0 if before_all_time else 1)
    backwards = await refusal_of(
        hass, action, since="9999-12-31 23:00:00", until="0001-01-01 00:00:00"
    )
    assert backwards.translation_key == "period_backwards"


@pytest.mark.usefixtures("sandbox")
async def test_a_place_that_is_nested_too_deeply_is_no_place(
    hass: HomeAssistant,
) -> None:
    deep = "[" * 100_000
    said = await refusal_of(
        hass, "find_messages", after=b64encode(deep.encode()).decode()
    )
    assert said.translation_key == "cursor_not_possible"


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ("find_messages", "to", []),
        ("find_messages", "entity_id", []),
        ("find_messages", "entity_id", "none"),
        ("find_messages", "area_id", []),
        ("find_inbound", "sender", []),
    ],
)
async def test_who_looks_for_nobody_does_not_find_everybody(
    hass: HomeAssistant, action: str, field: str, value: object
) -> None:
    """A template that came out empty is told."""
    await act(hass, "send_sms", **SMS)
    said = await refusal_of(hass, action, **{field: value})
    assert said.translation_key == "nobody_named"
    assert said.translation_placeholders == {"field": field}


@pytest.mark.usefixtures("sandbox")
async def test_a_new_address_book_has_no_others_to_remove(hass: HomeAssistant) -> None:
    data = f"number\n{ANNA}"
    said = await refusal_of(
        hass, "import_contacts", name="Family", data=data, remove_others=True
    )
    assert said.translation_placeholders == {"field": "remove_others", "other": "name"}
    assert (await act(hass, "get_address_books"))["address_books"] == []

"""Adding and changing the recipients of an account."""

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.message_gateways.gateways.registry import REGISTRY
from custom_components.message_gateways.recipient_form import recipient_schema
from tests.integration.flows import (
    add_recipient,
    change_recipient,
    errors_shown,
    fill_in_recipient,
    suggested,
    text_at,
)
from tests.integration.world import (
    ANNA,
    infobip_entry,
    recipient,
    sandbox_entry,
    set_up,
    settle,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

TEXTS = ("config_subentries", "recipient")
BEN = "+12025550124"
DOUBTFUL = "+447700900124"


@pytest.fixture
async def account(simulator: InfobipSimulator, hass: HomeAssistant) -> ConfigEntry:
    """Return a loaded account with one recipient, in a house in America."""
    hass.config.country = "US"
    entry: ConfigEntry = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, entry)
    return entry


def _recipients(entry: ConfigEntry) -> dict[str, Any]:
    """Return the recipients of an account by name."""
    return {each.title: each for each in entry.subentries.values()}


async def test_a_recipient_is_added(hass: HomeAssistant, account: ConfigEntry) -> None:
    form = await add_recipient(hass, account)
    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == "user"
    assert [key.schema for key in form["data_schema"].schema] == [
        "name",
        "addresses",
        "give_up_after",
        "fail_at_once",
    ]
    for key in form["data_schema"].schema:
        assert text_at(*TEXTS, "step", "user", "data", key.schema)
        assert text_at(*TEXTS, "step", "user", "data_description", key.schema)

    end = await fill_in_recipient(
        hass,
        form,
        name=" Family ",
        addresses=["(202) 555-0125", BEN, " ", "001 202 555 0124"],
        give_up_after=15,
        fail_at_once=True,
    )
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    family = _recipients(account)["Family"]
    assert family.unique_id == "sms:+12025550124,+12025550125"
    assert family.data == {
        "channel": "sms",
        "addresses": ["+12025550125", BEN],
        "give_up_after": 15,
        "fail_at_once": True,
    }


async def test_a_recipient_can_be_sent_to_at_once(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    form = await add_recipient(hass, account)
    await fill_in_recipient(hass, form, name="Ben", addresses=[BEN])
    await settle(hass)
    assert hass.states.get("notify.ben") is not None


@pytest.mark.parametrize(
    ("country", "addresses", "error", "named"),
    [
        ("GB", ["+4477"], "number_not_possible", "+4477"),
        ("GB", ["nobody"], "number_not_possible", "nobody"),
        ("GB", ["123", BEN, "45"], "number_not_possible", "123, 45"),
        (None, ["07700 900124"], "number_needs_country", "07700 900124"),
        ("GB", [], "no_address", ""),
        ("GB", [" "], "no_address", ""),
    ],
)
async def test_a_number_that_cannot_be_used_is_named(
    *,
    hass: HomeAssistant,
    account: ConfigEntry,
    country: str | None,
    addresses: list[str],
    error: str,
    named: str,
) -> None:
    hass.config.country = country
    form = await add_recipient(hass, account)
    form = await fill_in_recipient(hass, form, name="Ben", addresses=addresses)
    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"addresses": error}
    assert named in errors_shown(form, *TEXTS)["addresses"]
    assert suggested(form)["addresses"] == addresses

    end = await fill_in_recipient(hass, form, name="Ben", addresses=[BEN])
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)


async def test_the_country_of_the_account_comes_first(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    hass.config.country = "GB"
    hass.config_entries.async_update_entry(account, options={"country": "US"})
    await settle(hass)
    form = await add_recipient(hass, account)
    end = await fill_in_recipient(hass, form, name="Ben", addresses=["202 555 0124"])
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert _recipients(account)["Ben"].data["addresses"] == [BEN]


async def test_a_recipient_needs_a_name(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    form = await add_recipient(hass, account)
    form = await fill_in_recipient(hass, form, name=" ", addresses=[BEN])
    assert form["errors"] == {"name": "missing"}
    assert errors_shown(form, *TEXTS)["name"]

    end = await fill_in_recipient(hass, form, name="Ben", addresses=[BEN])
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)


async def test_a_doubtful_number_is_asked_about_and_never_refused(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    form = await add_recipient(hass, account)
    typed = {"name": "Ben", "addresses": [DOUBTFUL, BEN], "give_up_after": 5}
    menu = await fill_in_recipient(hass, form, **typed)
    assert menu["type"] is FlowResultType.MENU
    assert menu["step_id"] == "doubtful"
    question = text_at(*TEXTS, "step", "doubtful", "description")
    shown = question.format_map(menu["description_placeholders"])
    assert DOUBTFUL in shown
    assert BEN not in shown
    for option in menu["menu_options"]:
        assert text_at(*TEXTS, "step", "doubtful", "menu_options", option)

    form = await fill_in_recipient(hass, menu, next_step_id="doubtful_change")
    assert form["step_id"] == "user"
    assert suggested(form) == {**typed, "fail_at_once": False}

    menu = await fill_in_recipient(hass, form, **typed)
    end = await fill_in_recipient(hass, menu, next_step_id="doubtful_save")
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert _recipients(account)["Ben"].data["addresses"] == [DOUBTFUL, BEN]


async def test_the_same_recipient_is_not_added_twice(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    form = await add_recipient(hass, account)
    form = await fill_in_recipient(hass, form, name="Mum", addresses=[ANNA])
    assert form["errors"] == {"base": "already_configured"}
    assert "Anna" in errors_shown(form, *TEXTS)["base"]
    assert suggested(form)["name"] == "Mum"

    end = await fill_in_recipient(hass, form, name="Mum", addresses=[BEN])
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)


async def test_a_recipient_keeps_its_identity_when_it_is_changed(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    anna = _recipients(account)["Anna"]
    before = hass.states.get("notify.anna")
    assert before is not None
    form = await change_recipient(hass, account, anna.subentry_id)
    assert form["step_id"] == "reconfigure"
    assert suggested(form) == {"name": "Anna", "addresses": [ANNA]}
    for key in form["data_schema"].schema:
        assert text_at(*TEXTS, "step", "reconfigure", "data", key.schema)
        assert text_at(*TEXTS, "step", "reconfigure", "data_description", key.schema)

    form = await fill_in_recipient(hass, form, name="Anna", addresses=["12"])
    assert form["errors"] == {"addresses": "number_not_possible"}
    assert form["step_id"] == "reconfigure"

    end = await fill_in_recipient(
        hass, form, name="Anna at work", addresses=[BEN], give_up_after=90
    )
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)
    changed = account.subentries[anna.subentry_id]
    assert changed.title == "Anna at work"
    assert changed.unique_id == f"sms:{BEN}"
    assert changed.data == {
        "channel": "sms",
        "addresses": [BEN],
        "give_up_after": 90,
        "fail_at_once": False,
    }


async def test_a_recipient_may_be_changed_without_changing_its_numbers(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    anna = _recipients(account)["Anna"]
    form = await change_recipient(hass, account, anna.subentry_id)
    end = await fill_in_recipient(
        hass, form, name="Anna", addresses=[ANNA], fail_at_once=True
    )
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)
    assert account.subentries[anna.subentry_id].data["fail_at_once"] is True


async def test_a_recipient_does_not_become_another_one(
    hass: HomeAssistant, account: ConfigEntry
) -> None:
    form = await add_recipient(hass, account)
    await fill_in_recipient(hass, form, name="Ben", addresses=[BEN])
    await settle(hass)
    ben = _recipients(account)["Ben"]
    form = await change_recipient(hass, account, ben.subentry_id)
    form = await fill_in_recipient(hass, form, name="Ben", addresses=[ANNA])
    assert form["errors"] == {"base": "already_configured"}
    assert "Anna" in errors_shown(form, *TEXTS)["base"]

    end = await fill_in_recipient(hass, form, name="Benjamin", addresses=[BEN])
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)


async def test_the_sandbox_takes_its_magic_numbers(hass: HomeAssistant) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    end = await fill_in_recipient(hass, form, name="Nobody", addresses=["1000"])
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert _recipients(entry)["Nobody"].data["addresses"] == ["+1000"]


def test_a_channel_is_asked_for_where_there_is_a_choice() -> None:
    one = recipient_schema(REGISTRY["infobip"].channels)
    two = recipient_schema(REGISTRY["devino"].channels)
    assert "channel" not in one.schema
    assert two({"name": "Anna", "addresses": []})["channel"] == "sms"
    for step in ("user", "reconfigure"):
        assert text_at(*TEXTS, "step", step, "data", "channel")
        assert text_at(*TEXTS, "step", step, "data_description", "channel")

"""Whom Assist sends to: one exposed recipient of exactly this name, or nobody."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.assist import expose, say, set_up_assist
from tests.integration.world import (
    ANNA,
    entity_id,
    recipient,
    sandbox_entry,
    set_up,
    settle,
    state_of,
)

ON_ITS_WAY = "The message to {} is on its way."
NOBODY = "I know nobody called {}. Recipients have to be exposed to Assist."
MORE_THAN_ONE = (
    "I know more than one recipient called {}, so nothing was sent."
    " Give one of them another name."
)


@pytest.fixture(autouse=True)
async def _assist(hass: HomeAssistant) -> None:
    """Have Assist in Home Assistant."""
    await set_up_assist(hass)


async def set_up_exposed(
    hass: HomeAssistant,
    *names: str,
    entry_id: str = "01SANDBOX",
    title: str = "Sandbox",
) -> MockConfigEntry:
    """Set up an account with exposed recipients, who may be told the same twice."""
    entry = sandbox_entry(
        *(recipient(name, ANNA) for name in names),
        options={"duplicate_window": 0},
        entry_id=entry_id,
        title=title,
    )
    await set_up(hass, entry)
    expose(hass, entry)
    return entry


def sent(hass: HomeAssistant, entry_id: str = "01SANDBOX") -> int:
    """Return how many messages an account has sent."""
    return int(state_of(hass, "sensor", f"{entry_id}_sent").state)


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Anna", "ANNA"),
        ("José García", "jose garcia"),
        ("Jose", "José"),
        ("Großmann", "GROSSMANN"),
        ("Anna Maria", "Anna  Maria"),
        ("Åsa", "A\u030asa"),
        ("Tell That", "Tell That"),
        ("Anna 🙂", "Anna"),
        ("रामु", "रामु"),
        ("O'Neil (home)", "O'Neil (home)"),
    ],
)
async def test_case_and_accents_make_no_difference(
    hass: HomeAssistant, name: str, spoken: str
) -> None:
    await set_up_exposed(hass, name)
    assert await say(hass, f"text {spoken} that all is well") == ON_ITS_WAY.format(name)


@pytest.mark.parametrize("spoken", ["Ann", "Annas", "Anna M", "Hanna", "notify.anna"])
async def test_nothing_goes_to_a_similar_name(hass: HomeAssistant, spoken: str) -> None:
    await set_up_exposed(hass, "Anna", "Anna Maria")
    assert await say(hass, f"text {spoken} that all is well") == NOBODY.format(spoken)
    assert sent(hass) == 0


async def test_a_vowel_is_no_accent(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "राम")
    assert await say(hass, "text रामु that all is well") == NOBODY.format("रामु")


async def test_a_name_without_letters_is_nobodys(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "🙂")
    answer = await say(hass, "text (-) that all is well")
    assert answer.startswith("I did not understand whom to send what.")
    assert sent(hass) == 0


async def test_the_longest_known_name_is_meant(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Ben", "Ben that I know")
    answer = await say(hass, "text Ben that I know that all is well")
    assert answer == ON_ITS_WAY.format("Ben that I know")


async def test_an_alias_is_a_name(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Anna")
    er.async_get(hass).async_update_entity(
        entity_id(hass, "notify", "01SANDBOX_id_anna_notify"),
        aliases=[er.COMPUTED_NAME, "Mum"],
    )
    for spoken in ("mum", "Anna"):
        answer = await say(hass, f"text {spoken} that all is well")
        assert answer == ON_ITS_WAY.format("Anna")


async def test_a_name_that_was_taken_away_from_assist_is_none(
    hass: HomeAssistant,
) -> None:
    await set_up_exposed(hass, "Anna")
    er.async_get(hass).async_update_entity(
        entity_id(hass, "notify", "01SANDBOX_id_anna_notify"), aliases=["Mum"]
    )
    assert await say(hass, "text Anna that all is well") == NOBODY.format("Anna")
    assert await say(hass, "text Mum that all is well") == ON_ITS_WAY.format("Anna")


async def test_names_given_to_device_and_entity_are_known(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Anna")
    registry = er.async_get(hass)
    anna = entity_id(hass, "notify", "01SANDBOX_id_anna_notify")
    registered = registry.async_get(anna)
    assert registered is not None
    assert registered.device_id is not None
    dr.async_get(hass).async_update_device(
        registered.device_id, name_by_user="My sister"
    )
    await settle(hass)
    assert await say(hass, "text my sister that all is well") == ON_ITS_WAY.format(
        "Anna"
    )
    registry.async_update_entity(anna, name="Phone")
    await settle(hass)
    for spoken in ("my sister", "phone"):
        answer = await say(hass, f"text {spoken} that all is well")
        assert answer == ON_ITS_WAY.format("Anna")


async def test_who_is_not_exposed_is_nobody(hass: HomeAssistant) -> None:
    entry = await set_up_exposed(hass, "Anna", "Ben")
    expose(hass, entry, "Anna", should_expose=False)
    assert await say(hass, "text Anna that all is well") == NOBODY.format("Anna")
    assert await say(hass, "text Ben that all is well") == ON_ITS_WAY.format("Ben")


async def test_nobody_is_exposed_unless_the_user_says_so(hass: HomeAssistant) -> None:
    await set_up(hass, sandbox_entry(recipient("Anna", ANNA)))
    assert await say(hass, "text Anna that all is well") == NOBODY.format("Anna")
    assert sent(hass) == 0


async def test_who_is_disabled_is_nobody(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Anna")
    er.async_get(hass).async_update_entity(
        entity_id(hass, "notify", "01SANDBOX_id_anna_notify"),
        disabled_by=er.RegistryEntryDisabler.USER,
    )
    await settle(hass)
    assert await say(hass, "text Anna that all is well") == NOBODY.format("Anna")


async def test_two_of_a_name_get_nothing(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Anna")
    await set_up_exposed(hass, "ANNA", "Ben", entry_id="01SECOND", title="Second")
    answer = await say(hass, "text Anna that all is well")
    assert answer == MORE_THAN_ONE.format("Anna")
    assert sent(hass) == sent(hass, "01SECOND") == 0


async def test_recipients_of_all_accounts_are_known(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Anna")
    await set_up_exposed(hass, "Ben", entry_id="01SECOND", title="Second")
    assert await say(hass, "text Anna that all is well") == ON_ITS_WAY.format("Anna")
    assert await say(hass, "text Ben that all is well") == ON_ITS_WAY.format("Ben")
    assert sent(hass) == sent(hass, "01SECOND") == 1


async def test_a_notify_entity_of_somebody_else_is_nobody(hass: HomeAssistant) -> None:
    await set_up_exposed(hass, "Ben")
    other = er.async_get(hass).async_get_or_create(
        "notify", "other", "anna", original_name="Anna"
    )
    hass.states.async_set(other.entity_id, "unknown")
    assert await say(hass, "text Anna that all is well") == NOBODY.format("Anna")

"""Messages through Assist: what leaves, and what is said of it."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from tests.integration.assist import expose, say, set_up_assist
from tests.integration.world import (
    ANNA,
    BEN,
    let_pass,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
    state_of,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

NO_SUCH_NUMBER = "+447700900020"
LOST = "+447700900033"
BUSY = "+447700900040"
UNREACHABLE = "+447700900041"
WAITS = "The gateway can't take the message to {} now. It waits and goes out later."
SEVERAL = (
    "Everybody has several addresses."
    " On its way: 1. Waiting: 1. Uncertain: 1. Not sent: 1."
)


@pytest.fixture(autouse=True)
async def _assist(hass: HomeAssistant) -> None:
    """Have Assist in Home Assistant."""
    await set_up_assist(hass)


@pytest.fixture
async def sandbox(hass: HomeAssistant) -> MockConfigEntry:
    """Return an account whose recipients are all exposed."""
    entry = sandbox_entry(
        recipient("Anna", ANNA),
        recipient("Ghost", NO_SUCH_NUMBER),
        recipient("Lost", LOST),
        recipient("Later", BUSY),
        recipient("Island", UNREACHABLE),
        recipient("Hasty", UNREACHABLE, fail_at_once=True),
        recipient("Family", ANNA, BEN),
        recipient("Everybody", ANNA, NO_SUCH_NUMBER, LOST, UNREACHABLE),
    )
    await set_up(hass, entry)
    expose(hass, entry)
    return entry


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("text Anna that dinner is ready", "dinner is ready"),
        ("Text anna saying Dinner is ready!", "Dinner is ready!"),
        ("message Anna that it's 8, or later.", "it's 8, or later."),
        ("Send Anna a message that I said that he comes", "I said that he comes"),
        ("send a message to Anna saying: Hello,  World", "Hello,  World"),
        ("send Anna a text saying that she's late", "that she's late"),
        ("send a text to Anna that “yes” means yes", "“yes” means yes"),
        ("tell Anna by text that Ben is home", "Ben is home"),
    ],
)
async def test_a_message_goes_out_as_it_was_spoken(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    sentence: str,
    text: str,
) -> None:
    expose(hass, provider)
    assert await say(hass, sentence) == "The message to Anna is on its way."
    (message,) = simulator.messages
    assert (f"+{message.to}", message.text) == (ANNA, text)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Anna", "The message to Anna is on its way."),
        ("Family", "The message to Family is on its way."),
        ("Later", WAITS.format("Later")),
        ("Island", WAITS.format("Island")),
        ("Lost", "Nobody can say whether the message to Lost went out."),
        ("Everybody", SEVERAL),
    ],
)
@pytest.mark.usefixtures("sandbox")
async def test_the_answer_says_what_became_of_the_message(
    hass: HomeAssistant, name: str, answer: str
) -> None:
    assert await say(hass, f"text {name} that dinner is ready") == answer


@pytest.mark.parametrize("name", ["Ghost", "Hasty"])
@pytest.mark.usefixtures("sandbox")
async def test_what_was_not_sent_is_said_with_the_reason_and_no_whole_number(
    hass: HomeAssistant, name: str
) -> None:
    answer = await say(hass, f"text {name} that dinner is ready")
    opening = f"The message to {name} was not sent: "
    assert answer.startswith(opening)
    assert len(answer) > len(opening) + 1
    assert answer.endswith(".")
    assert not answer.endswith("..")
    assert "900020" not in answer
    assert "900041" not in answer


@pytest.mark.usefixtures("sandbox")
async def test_what_waited_goes_out_later(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await say(hass, "text Later that dinner is ready")
    status = "01SANDBOX_id_later_last_delivery_status"
    assert state_of(hass, "sensor", status).state == "queued"
    await let_pass(hass, freezer, 60, step=5)
    assert state_of(hass, "sensor", status).state != "queued"


@pytest.mark.usefixtures("sandbox")
async def test_a_text_that_is_too_long_is_refused_with_what_to_change(
    hass: HomeAssistant,
) -> None:
    answer = await say(hass, f"text Anna that {'dinner is ready ' * 200}")
    assert answer.startswith("The message is too long: ")
    assert answer.endswith("in the options of the account.")


@pytest.mark.usefixtures("sandbox")
async def test_the_notify_entity_bears_the_time_and_the_speaker(
    hass: HomeAssistant, hass_admin_user: MockUser
) -> None:
    context = Context(user_id=hass_admin_user.id)
    await say(hass, "text Anna that dinner is ready", context)
    state = state_of(hass, "notify", "01SANDBOX_id_anna_notify")
    assert state.state != "unknown"
    assert state.context is context
    await say(hass, "text Ghost that dinner is ready", context)
    ghost = state_of(hass, "notify", "01SANDBOX_id_ghost_notify")
    assert ghost.state == "unknown"


async def test_who_may_not_use_the_entity_is_told_so(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    hass_read_only_user: MockUser,
) -> None:
    expose(hass, provider)
    context = Context(user_id=hass_read_only_user.id)
    answer = await say(hass, "text Anna that dinner is ready", context)
    assert answer == "You are not allowed to send messages to Anna."
    assert simulator.messages == []


async def test_a_user_who_is_gone_may_not_send(
    hass: HomeAssistant, provider: MockConfigEntry, simulator: InfobipSimulator
) -> None:
    expose(hass, provider)
    answer = await say(hass, "text Anna that dinner is ready", Context(user_id="gone"))
    assert answer == "You are not allowed to send messages to Anna."
    assert simulator.messages == []


async def test_an_account_that_is_being_stopped_is_said(
    hass: HomeAssistant, sandbox: MockConfigEntry
) -> None:
    await sandbox.runtime_data.store.close()
    answer = await say(hass, "text Anna that dinner is ready")
    assert answer.startswith("The account is being stopped or reloaded")


async def test_half_a_sentence_is_no_message(
    hass: HomeAssistant, provider: MockConfigEntry, simulator: InfobipSimulator
) -> None:
    expose(hass, provider)
    await say(hass, "text Anna that")
    await say(hass, "text Anna")
    assert simulator.messages == []
    assert len(notify_ids(hass, provider)) == 3

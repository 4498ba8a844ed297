"""Requests to Entera that end otherwise than well: lost, refused, or too costly."""

from contextlib import closing
from pathlib import Path
import sqlite3
from typing import override

from aiohttp import web
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.message_gateways.const import DOMAIN
from tests.integration.providers import called, entera_entry
from tests.integration.voices import add_voice, played, set_up_speech
from tests.integration.world import (
    ANNA,
    BEN,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
    settle,
    state_of,
)
from tests.simulators.entera import (
    Delays,
    EnteraSimulator,
    Fault,
    FaultKind,
    Form,
    Oddity,
    OddKind,
)
from tests.simulators.received import ReceivedRequest

STATUS = "01ENTERA_id_anna_last_delivery_status"


@pytest.fixture
def provider(entera_simulator_now: EnteraSimulator) -> EnteraSimulator:
    """Return a provider on loopback."""
    return entera_simulator_now


def issues(hass: HomeAssistant) -> set[str]:
    """Return the issues that are shown, by their texts."""
    found = ir.async_get(hass).issues.values()
    return {each.translation_key or "" for each in found if each.domain == DOMAIN}


class Looking(EnteraSimulator):
    """A provider that looks into our database when a request of ours comes in."""

    def __init__(self, path: Path) -> None:
        """Look at a file."""
        super().__init__()
        self._path = path
        self.on_disk: list[list[tuple[str, str]]] = []

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Read what a power cut would have left of what is being sent."""
        if "/Send" in received.path:
            with closing(sqlite3.connect(self._path)) as database:
                rows = database.execute("SELECT status, batch FROM messages")
                self.on_disk.append(rows.fetchall())
        return await super().answer(received)


@pytest.mark.usefixtures("socket_enabled")
async def test_the_key_of_a_request_is_on_disk_before_it_leaves(
    hass: HomeAssistant,
) -> None:
    """All messages of a request have the same, and the provider gets it."""
    path = Path(hass.config.path(".storage", "message_gateways.01ENTERA.db"))
    async with Looking(path) as provider:
        entry = entera_entry(provider, recipient("Anna", ANNA), recipient("Ben", BEN))
        await set_up(hass, entry)
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
        (message,) = provider.messages
        assert provider.on_disk == [[("sending", message.external_id)] * 2]
        assert len(message.external_id) == 32
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("form", Form)
async def test_a_lost_answer_is_found_by_the_key_of_its_request(
    form: Form,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Among others, and in whatever form numbers come back."""
    provider.configure(sms_form=form)
    entry = entera_entry(provider, recipient("Anna", ANNA), recipient("Ben", BEN))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "It rains")
    provider.faults.add(Fault(kind=FaultKind.CUT, path="SendSms", processed=True))
    with pytest.raises(HomeAssistantError, match=r"unknown.*unknown"):
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 30, step=5)
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    assert state_of(hass, "sensor", "01ENTERA_delivered").state == "4"
    assert state_of(hass, "sensor", "01ENTERA_pending").state == "0"
    assert len(called(provider, "/Send")) == 2


@pytest.mark.parametrize("channel", ["sms", "fax"])
async def test_what_is_not_in_the_lists_stays_unknown_and_is_never_sent_again(
    channel: str,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is looked for until the request can't be on its way any more."""
    entry = entera_entry(provider, recipient("Anna", ANNA, channel=channel))
    await set_up(hass, entry)
    provider.faults.add(Fault(kind=FaultKind.CUT, path="/Send"))
    with pytest.raises(HomeAssistantError, match="unknown"):
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 400, step=20)
    assert state_of(hass, "sensor", STATUS).state == "unknown"
    assert state_of(hass, "sensor", "01ENTERA_pending").state == "0"
    asked = len(called(provider, "/Outbound"))
    assert asked > 5
    await let_pass(hass, freezer, 3600 * 50, step=3600)
    assert len(called(provider, "/Send")) == 1
    assert len(called(provider, "/Outbound")) == asked
    assert provider.messages == []


async def test_an_answer_that_can_not_be_read_is_no_reason_to_send_again(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The document's own samples are broken JSON."""
    entry = entera_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    provider.faults.add(
        Fault(kind=FaultKind.HTML, path="SendSms", processed=True, times=1)
    )
    with pytest.raises(HomeAssistantError, match="unknown"):
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 30, step=5)
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    assert len(called(provider, "/Send")) == 1


async def test_what_is_listed_late_is_waited_for(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Lists may lag behind what was taken."""
    provider.configure(delays=Delays(listed=120))
    entry = entera_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    provider.faults.add(Fault(kind=FaultKind.CUT, path="SendSms", processed=True))
    with pytest.raises(HomeAssistantError, match="unknown"):
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 100, step=10)
    assert state_of(hass, "sensor", STATUS).state == "unknown"
    await let_pass(hass, freezer, 100, step=10)
    assert state_of(hass, "sensor", STATUS).state == "delivered"


@pytest.mark.parametrize("code", [2, 17, 18, 401])
async def test_credentials_that_are_refused_ask_for_new_ones(
    code: int,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """In each form in which the gateway says so; the message waits meanwhile."""
    entry = entera_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    if code == 401:
        fault = Fault(kind=FaultKind.STATUS, status=401, path="SendSms")
        provider.faults.add(fault)
    else:
        provider.oddities.add(Oddity(kind=OddKind.ERROR, method="SendSms", code=code))
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await settle(hass)
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    assert issues(hass) == {"credentials_refused"}
    assert state_of(hass, "sensor", STATUS).state == "queued"
    await let_pass(hass, freezer, 330, step=30)
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    assert issues(hass) == set()
    assert len(provider.messages) == 1


async def test_an_account_without_credit_is_told_of_until_it_has_some(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The message was refused, and its sender heard so."""
    entry = entera_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    credit, provider.account.credit = (
        provider.account.credit,
        provider.account.credit * 0,
    )
    with pytest.raises(HomeAssistantError, match="Not enough credits"):
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    assert issues(hass) == {"out_of_credit"}
    assert state_of(hass, "sensor", STATUS).state == "rejected"
    provider.account.credit = credit
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 10, step=5)
    assert issues(hass) == set()
    assert len(provider.messages) == 1


async def test_numbers_that_are_all_refused_are_named(
    provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Nothing of that request was sent."""
    entry = entera_entry(provider, recipient("Anna", "+447700900050"))
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match=r"Anna .*rejected, 11: All recip"):
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    assert provider.messages == []


async def test_a_call_that_waits_keeps_its_sound_and_its_keys(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Over a restart too, and nothing is spoken again for it."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper", lambda _text: ("wav", played(3)))
    entry = entera_entry(
        provider, recipient("Anna", "+447700900401", channel="voice", keys=1)
    )
    await set_up(hass, entry)
    fault = Fault(kind=FaultKind.STATUS, status=429, path="SendIvr", times=2)
    provider.faults.add(fault)
    await notify(hass, notify_ids(hass, entry), "Press 1 to close the valve")
    assert state_of(hass, "sensor", STATUS).state == "queued"
    first = provider.requests_to("SendIvr")[0].body
    await hass.config_entries.async_reload(entry.entry_id)
    await let_pass(hass, freezer, 180, step=5)
    status = state_of(hass, "sensor", STATUS)
    assert (status.state, status.attributes["key"]) == ("delivered", "1")
    (message,) = provider.messages
    assert message.call is not None
    assert (message.call.sound, message.call.most_digits) == (3, 1)
    last = provider.requests_to("SendIvr")[-1].body
    assert last["Attachments"] == first["Attachments"]
    assert last["ExternalId"] != first["ExternalId"]
    assert len(voice.asked) == 1


async def test_what_can_not_be_kept_is_sent_once(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It leaves with an ExternalId all the same, and no second time."""
    entry = entera_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    store = entry.runtime_data.store
    await store._on_writer("PRAGMA query_only=ON")
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    assert (DOMAIN, f"disk_failing_{entry.entry_id}") in ir.async_get(hass).issues
    await store._on_writer("PRAGMA query_only=OFF")
    await let_pass(hass, freezer, 600, step=30)
    (request,) = provider.requests_to("SendSms")
    assert request.body["ExternalId"]
    assert len(provider.messages) == 1

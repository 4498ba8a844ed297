"""What users, automations and strangers write stays what it is: words."""

from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.foreign_words import plain
from tests.integration.providers import ictcore_entry
from tests.integration.world import (
    ANNA,
    EventLog,
    entity_id,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    send_sms,
    set_up,
    settle,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import Channel as Theirs, IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator

from .providers import PROVIDERS

pytestmark = pytest.mark.usefixtures("socket_enabled")

TEMPLATE = "{{ states('sun.sun') }}{% for x in range(9) %}{{ x }}{% endfor %}"
SAID = (
    TEMPLATE,
    "<img src=x onerror=alert(1)> **bold** [a](http://elsewhere.example)",
    "=cmd|'/c calc'!A0",
    "a\x00b",
    "'; DROP TABLE messages; --",
    "\u202egnp.exe \ufeff🌻",
    "%s %(name)s {0} {text}",
)
INJECTED = (
    *("a\r\nX-Injected: yes", "a\nX-Injected: yes", "a\r\n\r\nGET / HTTP/1.1"),
    *("a&DestinationAddresses=447700900999&to=447700900999", "a;b=c", "a\x00b"),
    *("a/../../447700900999", "a?to=447700900999#x", '","to":"447700900999'),
    *("</to><to>447700900999</to>", "a%0d%0aX-Injected:%20yes", TEMPLATE),
    *("half a pair \ud800", "\udfff\ud800"),
)


async def test_what_came_in_is_never_rendered_or_changed(
    hass: HomeAssistant,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """In the event, in the sensor, and where it is found again."""
    await set_up(hass, infobip_entry(infobip_simulator_now))
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_inbound"))
    sensor = entity_id(hass, "sensor", "01PROVIDER_last_inbound_message")
    shown = []
    for text in SAID:
        infobip_simulator_now.receive(from_="447700900561", text=text)
        await let_pass(hass, freezer, 400, step=200)
        state = hass.states.get(sensor)
        assert state is not None
        shown.append(state.attributes["text"])
    found = await hass.services.async_call(
        DOMAIN, "find_inbound", {}, blocking=True, return_response=True
    )
    assert found is not None
    rows: Any = found["messages"]
    assert shown == list(SAID)
    assert [state.attributes["text"] for state in log.states] == list(SAID)
    assert [row["text"] for row in reversed(rows)] == list(SAID)


async def attempt(hass: HomeAssistant, **data: Any) -> None:
    """Send, whatever becomes of it; only Home Assistant's own errors come out."""
    try:
        await send_sms(hass, **data)
    except HomeAssistantError:
        return


@pytest.mark.parametrize("gateway", PROVIDERS)
async def test_nothing_that_is_written_adds_a_header_or_a_parameter(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, gateway: str
) -> None:
    """In a number, a sender or a text: it is refused, or arrives as it is."""
    async with PROVIDERS[gateway]() as provider:
        known = {"account_id": "1", "user_id": "1"} if gateway == "ictcore" else {}
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="Provider",
            entry_id="01HOSTILE",
            data={"gateway": gateway, **provider.sign_in, **known},
            options={"max_per_hour": 0, **provider.options},
        )
        await set_up(hass, entry)
        provider.simulator.requests.clear()
        for words in INJECTED:
            await attempt(hass, to=[ANNA], message=words)
            await attempt(hass, to=[f"{ANNA}{words}"], message="number")
            await attempt(hass, to=[ANNA], message=f"sender {words}", sender=words)
            await let_pass(hass, freezer, 30, step=30)
        asked = provider.simulator.requests
        assert len(asked) >= len(INJECTED)
        assert not any("x-injected" in map(str.lower, one.headers) for one in asked)
        assert {one.method for one in asked} <= {"GET", "POST", "PUT", "DELETE"}
        messages = getattr(provider.simulator, "messages", ())
        assert not any(
            "900999" in str(getattr(one, "to", getattr(one, "number", "")))
            for one in messages
        )
        assert await hass.config_entries.async_unload(entry.entry_id)
        await settle(hass)


@pytest.mark.parametrize(
    "path",
    [
        *("../../etc/cron.d/fax", "/etc/cron.d/fax", "{}/../../../etc/cron.d/fax"),
        *("{}/\x00fax.pdf", "\x00", "{}/" + "f" * 400, "{}", "{}/../fax.pdf"),
    ],
)
async def test_a_document_is_written_nowhere_else(
    hass: HomeAssistant,
    ictcore_simulator_now: IctcoreSimulator,
    freezer: FrozenDateTimeFactory,
    tmp_path: Path,
    path: str,
) -> None:
    """Only where the user has allowed it, however the path is written."""
    folder = tmp_path / "allowed"
    folder.mkdir()
    hass.config.allowlist_external_dirs = {str(folder)}
    await set_up(hass, ictcore_entry(ictcore_simulator_now))
    log = EventLog(hass, entity_id(hass, "event", "01ICTCORE_inbound"))
    ictcore_simulator_now.receive(
        from_="12025550142", channel=Theirs.FAX, media=b"%PDF-1.4\n%%EOF"
    )
    await let_pass(hass, freezer, 120, step=60)
    event_id = log.states[0].attributes["event_id"]
    with pytest.raises((HomeAssistantError, vol.Invalid)):
        await hass.services.async_call(
            DOMAIN,
            "get_document",
            {"event_id": event_id, "path": path.format(folder)},
            blocking=True,
        )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("No such sender", "No such sender"),
        ("Balance: 2.50 EUR (low)", "Balance: 2.50 EUR (low)"),
        ("<b>no</b>", r"\<b\>no\</b\>"),
        ("![x](http://a.example/x.png)", r"\!\[x\](http:\//a.example/x.png)"),
        ("see https://a.example", r"see https:\//a.example"),
        ("see www.a.example", r"see www\.a.example"),
        ("# no\n\n- no", r"\# no  - no"),
        ("`{{ x }}` &lt;", r"\`{{ x }}\` \&lt;"),
        ("to +447700900123", "to +4477…23"),
        ("x" * 400, "x" * 300),
    ],
)
def test_words_of_others_are_shown_as_words(said: str, shown: str) -> None:
    assert plain(said) == shown


async def test_a_notice_shows_the_provider_s_words_and_renders_nothing(
    hass: HomeAssistant,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A server in between may say anything when it refuses credentials."""
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(
            kind=FaultKind.STATUS,
            status=401,
            times=9,
            body='{"requestError": {"serviceException": {"messageId": "X", "text":'
            ' "<a href=x>[click](http://elsewhere.example)</a> +447700900123"}}}',
        )
    )
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 10)
    (issue,) = (
        one for one in ir.async_get(hass).issues.values() if one.domain == DOMAIN
    )
    assert issue.translation_placeholders is not None
    reason = issue.translation_placeholders["reason"]
    assert r"\<a href=x\>\[click\](http:\//elsewhere.example)\</a\>" in reason
    assert "900123" not in reason


@pytest.mark.parametrize("words", ["\ud800", "\x00", "a\x00b\udfff"])
async def test_what_can_t_be_written_is_looked_for_in_vain(
    hass: HomeAssistant, infobip_simulator_now: InfobipSimulator, words: str
) -> None:
    """It is a bad question at most."""
    await set_up(hass, infobip_entry(infobip_simulator_now))
    for action, field in (
        ("find_messages", "reference"),
        ("find_messages", "to"),
        ("find_inbound", "sender"),
        ("find_inbound", "keyword"),
        ("get_message", "message_id"),
        ("cancel", "message_id"),
        ("get_document", "event_id"),
    ):
        try:
            found: Any = await hass.services.async_call(
                DOMAIN, action, {field: words}, blocking=True, return_response=True
            )
        except HomeAssistantError, vol.Invalid:
            continue
        assert not any(found.get("messages", ())), action

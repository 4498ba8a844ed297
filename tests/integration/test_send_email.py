"""Emails by our own action."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.all_gateways import kept, kept_content, refused, send
from tests.integration.providers import ictcore_entry
from tests.integration.world import (
    ANNA,
    finish,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.ictcore import Delays, IctcoreSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

MAIL, POST = "anna@example.com", "ben@example.com"
TEXT = {"message": "It is ready.\nCome!"}


@pytest.fixture
def server(ictcore_simulator_now: IctcoreSimulator) -> IctcoreSimulator:
    """Return a server that takes contacts in at once."""
    ictcore_simulator_now.configure(delays=Delays(import_=0))
    return ictcore_simulator_now


@pytest.mark.parametrize(
    ("said", "subject", "text", "plain"),
    [
        (TEXT, "It is ready.", "It is ready.<br>\nCome!", TEXT["message"]),
        (
            {**TEXT, "subject": "Dinner"},
            "Dinner",
            "It is ready.<br>\nCome!",
            TEXT["message"],
        ),
        (
            {**TEXT, "subject": "Dinner", "html": "<b>Come!</b>"},
            "Dinner",
            "<b>Come!</b>",
            TEXT["message"],
        ),
        (
            {"message": "a <b> & c", "subject": "Dinner"},
            "Dinner",
            "a &lt;b&gt; &amp; c",
            "a <b> & c",
        ),
    ],
)
async def test_subject_text_and_html_arrive_as_they_were_written(
    *,
    server: IctcoreSimulator,
    hass: HomeAssistant,
    said: dict[str, str],
    subject: str,
    text: str,
    plain: str,
) -> None:
    await set_up(hass, ictcore_entry(server))
    (row,) = await send(hass, "send_email", to=[MAIL], **said)
    assert (row["channel"], row["to"], row["outcome"]) == ("email", MAIL, "accepted")
    (sent,) = server.sent
    assert (sent.to, sent.subject, sent.text, sent.plain) == (
        MAIL,
        subject,
        text,
        plain,
    )


async def test_recipients_and_addresses_get_one_email_each(
    server: IctcoreSimulator, hass: HomeAssistant
) -> None:
    entry = ictcore_entry(server, recipient("Anna", MAIL, channel="email"))
    await set_up(hass, entry)
    rows = await send(
        hass,
        "send_email",
        entity_id=notify_ids(hass, entry),
        to=["anna@EXAMPLE.com", f" {POST} "],
        **TEXT,
    )
    assert [(row["recipient"], row["to"]) for row in rows] == [
        ("Anna", MAIL),
        (None, POST),
    ]
    assert sorted(one.to or "" for one in server.sent) == [MAIL, POST]


async def test_a_merge_is_filled_in_for_whoever_gets_it(
    server: IctcoreSimulator, hass: HomeAssistant
) -> None:
    """A macro that nobody asked to be replaced is refused."""
    entry = ictcore_entry(server)
    await set_up(hass, entry)
    said = {"to": [MAIL], "message": "Hello [transmission:contact:email]"}
    reason = await refused(hass, "send_email", **said)
    assert "would be replaced by the gateway" in reason
    assert await kept(entry) == 0
    (row,) = await send(hass, "send_email", **said, merge=True)
    assert (await kept_content(entry, row["id"])).merge


async def test_recipients_of_another_kind_are_refused_by_their_entities(
    hass: HomeAssistant,
) -> None:
    """Numbers get no emails, and email addresses nothing else."""
    entry = sandbox_entry(
        recipient("Anna", ANNA),
        recipient("Office", MAIL, channel="email"),
        recipient("Shop", ANNA, channel="fax"),
    )
    await set_up(hass, entry)
    every = notify_ids(hass, entry)
    anna, office, shop = every
    reason = await refused(hass, "send_email", entity_id=every, **TEXT)
    assert anna in reason
    assert shop in reason
    assert office not in reason
    for action in ("send_sms", "send_viber", "send_fax", "make_call"):
        for dry_run in (True, False):
            reason = await refused(
                hass, action, entity_id=every, dry_run=dry_run, **TEXT
            )
            assert office in reason
            assert anna not in reason
    assert await kept(entry) == 0


@pytest.mark.parametrize("written", [ANNA, "anna", "anna@home", 447700900123])
async def test_what_is_no_email_address_is_refused(
    written: object, hass: HomeAssistant
) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    reason = await refused(hass, "send_email", to=[MAIL, written], **TEXT)
    assert "can't be an email address" in reason
    assert ANNA not in reason
    assert await kept(entry) == 0


async def test_an_email_is_waited_for(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, sandbox_entry())
    task = hass.async_create_task(
        send(hass, "send_email", to=[MAIL], wait_for="delivered", **TEXT)
    )
    (row,) = await finish(hass, freezer, task)
    assert row["status"] == "delivered"
    assert "pages" not in row
    assert "key" not in row

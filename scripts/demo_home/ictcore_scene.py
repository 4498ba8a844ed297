"""What only ICTCore shows: four channels on one server, and a server left as it was."""

import asyncio
from collections.abc import Mapping
from typing import Any

from yarl import URL

from .cast import (
    CARETAKER,
    CLEANER,
    DOMAIN,
    LANDLORD,
    STREET,
    TOWN_HALL,
    Recipient,
)
from .problem import DemoError
from .stage import Stage
from .watch import State

ICTCORE = "ictcore"
PAGES = 1
# Messages a minute: the server's own pace would take ten minutes.
A_LOT = 240
# It is cleaned half a minute after a message has ended.
CLEAN_TRIES, PAUSE = 60, 1.0
SUBJECT, ANSWER = "Re: The cellar is wet", "The plumber comes at ten."
# What comes in is kept by the server: its content, who sent it, what received it.
CONTENTS = {"sms": "text", "email": "template", "fax": "document", "voice": "recording"}


async def see_texted(stage: Stage) -> str:
    """See an SMS delivered, by what the server says of it beyond `completed`."""
    await _ended(stage, CLEANER)
    sent = await _sent(stage, CLEANER)
    if sent["text"] != CLEANER.text:
        raise DemoError(f"the server sent another text: {sent['text']!r}")
    return f"{CLEANER.name}: “{sent['text']}”"


async def see_faxed(stage: Stage) -> str:
    """See a text faxed as a page."""
    said = await _ended(stage, TOWN_HALL)
    if said["pages"] != PAGES:
        raise DemoError(f"{TOWN_HALL.name}: it has {said['pages']} pages, not {PAGES}")
    sent = await _sent(stage, TOWN_HALL)
    if not sent["media"]:
        raise DemoError("the server sent an empty document")
    return f"{TOWN_HALL.name}: {PAGES} page, {sent['media']} bytes"


async def see_answered(stage: Stage) -> str:
    """See a call with a spoken text answered and heard to its end."""
    await _ended(stage, CARETAKER)
    sent = await _sent(stage, CARETAKER)
    if not sent["media"]:
        raise DemoError("the server played nothing")
    return f"{CARETAKER.name}: {sent['media']} bytes of speech"


async def see_mailed(stage: Stage) -> str:
    """See an email end as sent, with its subject."""
    await _ended(stage, LANDLORD)
    sent = await _sent(stage, LANDLORD)
    if sent["subject"] != LANDLORD.title or LANDLORD.text not in str(sent["plain"]):
        raise DemoError(f"the server sent {sent['subject']!r}: {sent['plain']!r}")
    return f"{LANDLORD.name}: “{sent['subject']}”, {LANDLORD.ends}"


async def receive_mail(stage: Stage) -> str:
    """Let an email arrive at the server, and see it come in."""
    sender = LANDLORD.addresses[0]
    mail = {"channel": "email", "from": sender, "subject": SUBJECT, "text": ANSWER}
    async with stage.home.session.post(_control(stage, "inbox"), json=mail) as response:
        response.raise_for_status()
    event = stage.of_account(ICTCORE, "event", "inbound")

    def arrived() -> State | None:
        """Return the event of the email."""
        for state in stage.watch.states_of(event):
            if state.attributes.get("sender") == sender:
                return state
        return None

    said = (
        await stage.watch.wait_for(
            arrived, seconds=30, missing=f"{event} did not say so"
        )
    ).attributes
    if said["channel"] != "email" or said["text"] != f"{SUBJECT}\n{ANSWER}":
        raise DemoError(f"it came by {said['channel']}: {said['text']!r}")
    if said["recipient"] != LANDLORD.name:
        raise DemoError(f"it came from {said['recipient']}")
    return f"{LANDLORD.name}: “{SUBJECT}”, by {said['channel']}"


async def see_campaign(stage: Stage) -> str:
    """Create and start a campaign, and see it go to everybody."""
    account = {"config_entry_id": stage.added[ICTCORE].entry_id}
    made = await stage.home.action(
        f"{DOMAIN}.create_campaign",
        {
            **account,
            "channel": "sms",
            "label": "Street",
            "message": "The water is off on Monday from 8 to 12.",
            "to": list(STREET),
            "per_minute": A_LOT,
        },
        wants_response=True,
    )
    await stage.home.action(
        f"{DOMAIN}.start_campaign", {**account, "campaign_id": made["campaign_id"]}
    )
    sensor = stage.of_account(ICTCORE, "sensor", "campaign_progress")

    def is_done() -> State | None:
        """Return the state of the sensor once everybody was reached."""
        last = stage.watch.last(sensor)
        return last if last and last.attributes.get("status") == "completed" else None

    ended = await stage.watch.wait_for(
        is_done, seconds=60, missing=f"{sensor} did not say so"
    )
    sent = {str(each["to"]).lstrip("+") for each in await _ask(stage, "sent")}
    if missed := {number.lstrip("+") for number in STREET} - sent:
        raise DemoError(f"{len(missed)} of {len(STREET)} were not reached")
    done, total = ended.attributes["done"], ended.attributes["total"]
    return f"{done} of {total} contacts, {ended.value} %"


async def see_cleaned(stage: Stage) -> str:
    """See that all which was made for the messages was removed from the server."""
    for _ in range(CLEAN_TRIES):
        left = await _left(stage)
        if not left:
            return "no message, contact, program, text, page or recording of ours"
        await asyncio.sleep(PAUSE)
    raise DemoError(f"there is more than what came in: {left}")


async def _ended(stage: Stage, recipient: Recipient) -> Mapping[str, Any]:
    """Wait until a message is over; returns what is said of it, checked."""
    said = (await stage.ended(ICTCORE, recipient, seconds=40)).attributes
    if said["channel"] != recipient.values["channel"]:
        raise DemoError(f"{recipient.name}: it went by {said['channel']}")
    return said


async def _sent(stage: Stage, recipient: Recipient) -> Mapping[str, Any]:
    """Return the one thing that left the server for somebody."""
    sent: list[dict[str, Any]] = [
        each
        for each in await _ask(stage, "sent")
        if str(each["to"]).lstrip("+") == recipient.addresses[0].lstrip("+")
    ]
    if len(sent) != 1:
        raise DemoError(f"{len(sent)} messages left the server, not one")
    if sent[0]["channel"] != recipient.values["channel"]:
        raise DemoError(f"it left the server by {sent[0]['channel']}")
    return sent[0]


async def _left(stage: Stage) -> dict[str, int]:
    """Count what is on the server beside what belongs to inbound messages."""
    state = await _ask(stage, "state")
    inbox = await _ask(stage, "inbox")
    kept = {
        "transmission": len(inbox),
        "program": len({each["program_id"] for each in inbox}),
        "contact": len({each["contact_id"] for each in inbox}),
        "group": 0,
        "campaign": 0,
    }
    for channel, content in CONTENTS.items():
        kept[content] = sum(each["channel"] == channel for each in inbox)
    counts: dict[str, int] = state["counts"]
    return {
        name: counts[name] - number
        for name, number in kept.items()
        if counts[name] != number
    }


async def _ask(stage: Stage, what: str) -> Any:
    """Ask the simulator what nobody can ask a real server."""
    async with stage.home.session.get(_control(stage, what)) as response:
        return await response.json()


def _control(stage: Stage, what: str) -> URL:
    """Return the address where the simulator is asked or told something."""
    account = next(each for each in stage.accounts if each.gateway == ICTCORE)
    return URL(account.values["base_url"]).origin() / "__simulator" / what

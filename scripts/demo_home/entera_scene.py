"""What only Entera shows: a fax and its pages, a call and the key that was pressed."""

from base64 import b64decode
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yarl import URL

from .cast import (
    CALLED,
    FAXED,
    KEY,
    MINUTE_PRICE,
    PAGE_PRICE,
    SMS_PRICE,
    TEXTED,
    Recipient,
)
from .problem import DemoError
from .stage import Stage
from .watch import State

ENTERA = "entera"
PAGES = 1
COST = SMS_PRICE + PAGES * PAGE_PRICE + MINUTE_PRICE


async def see_sms(stage: Stage) -> str:
    """See an SMS delivered, at its price."""
    await _delivered(stage, TEXTED, "sms", SMS_PRICE)
    return f"{TEXTED.name}: {TEXTED.ends} for {SMS_PRICE}"


async def see_fax(stage: Stage) -> str:
    """See a fax delivered at the price of its page, and read what the gateway got."""
    said = await _delivered(stage, FAXED, "fax", PAGES * PAGE_PRICE)
    if said["pages"] != PAGES:
        raise DemoError(f"{FAXED.name}: it has {said['pages']} pages, not {PAGES}")
    page = await _faxed_page(stage)
    if page.splitlines() != [FAXED.title, FAXED.text]:
        raise DemoError(f"the gateway got another page: {page!r}")
    return f"{FAXED.name}: {PAGES} page for {PAGE_PRICE}, “{FAXED.title}”"


async def see_call(stage: Stage) -> str:
    """See a call answered; the key is in an event and with the recipient's sensor."""
    said = await _delivered(stage, CALLED, "voice", MINUTE_PRICE)
    if said["key"] != KEY:
        raise DemoError(f"{CALLED.name}: the sensor says key {said['key']!r}")
    entity = stage.of_account(ENTERA, "event", "delivery")

    def pressed() -> State | None:
        """Return the event of the key."""
        for state in stage.watch.states_of(entity):
            about = (state.attributes.get("event_type"), state.attributes.get("key"))
            if about == ("key_pressed", KEY):
                return state
        return None

    await stage.watch.wait_for(
        pressed, seconds=10, missing=f"{entity} did not say that {KEY} was pressed"
    )
    return f"{CALLED.name} pressed {KEY}, says {entity}"


async def see_bill(stage: Stage) -> str:
    """See the account's own count of pages and cost."""
    wanted = {"pages": Decimal(PAGES), "cost": COST}

    def counted() -> bool | None:
        """Tell whether both figures are what they should be."""
        return all(stage.figure(ENTERA, key) == wanted[key] for key in wanted) or None

    try:
        await stage.watch.wait_for(counted, seconds=20, missing="too late")
    except DemoError:
        seen = {key: str(stage.figure(ENTERA, key)) for key in wanted}
        raise DemoError(f"they should be {wanted}, they are {seen}") from None
    return f"pages {PAGES}, cost {COST}"


async def _delivered(
    stage: Stage, recipient: Recipient, channel: str, price: Decimal
) -> Mapping[str, Any]:
    """Wait until a message arrived; returns what is said of it, checked."""
    said = (await stage.ended(ENTERA, recipient, seconds=40)).attributes
    if said["channel"] != channel or said["price"] != float(price):
        raise DemoError(
            f"{recipient.name}: it went by {said['channel']} for {said['price']}, "
            f"not by {channel} for {price}"
        )
    return said


async def _faxed_page(stage: Stage) -> str:
    """Read the document that the simulator was sent as a fax."""
    account = next(each for each in stage.accounts if each.gateway == ENTERA)
    control = URL(account.values["base_url"]).origin() / "__simulator/requests"
    async with stage.home.session.get(control) as response:
        requests = await response.json()
    documents = [
        attachment["Base64Content"]
        for request in requests
        if request["path"].endswith("/SendFax")
        for attachment in request["body"]["Attachments"]
    ]
    if len(documents) != 1:
        raise DemoError(f"the gateway got {len(documents)} documents, not one")
    return b64decode(documents[0]).decode("utf-8-sig")

"""Make the dashboard that shows the demo, of the entities that are really there."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from .cast import CALLED, Account, Recipient
from .entities import AddedAccount, Entities
from .folder import DASHBOARD_PATH
from .problem import DemoError
from .watch import Watch

type Card = dict[str, Any]

# What is shown of an account, as far as it has that: key, name, icon, colour.
FIGURES = (
    ("balance", "Balance", "mdi:wallet", "green"),
    ("cost", "Cost", "mdi:cash", "amber"),
    ("sent", "Sent", "mdi:send", "blue"),
    ("delivered", "Delivered", "mdi:check-all", "green"),
    ("failed", "Failed", "mdi:alert-circle", "red"),
    ("pending", "Pending", "mdi:timer-sand", "purple"),
    ("pages", "Pages", "mdi:file-document", "teal"),
    ("month_delivered", "SMS this month", "mdi:calendar-check", "green"),
    ("month_delivery_ratio", "Delivery ratio", "mdi:percent", "green"),
)
STATUS = "last_delivery_status"
LAST_INBOUND = "last_inbound_message"
COLOURS = {
    "accepted": "blue",
    "delivered": "green",
    "read": "teal",
    "rejected": "red",
    "failed": "red",
}
ICONS = {
    "infobip": "mdi:message-text",
    "devino": "mdi:message-processing",
    "entera": "mdi:phone-message",
    "ogangi": "mdi:message-fast",
    "sandbox": "mdi:flask",
}
CHANNEL_ICONS = {"fax": "mdi:fax", "voice": "mdi:phone"}


def make_dashboard(
    entities: Entities,
    added: Mapping[str, AddedAccount],
    cast: Sequence[tuple[Account, Recipient]],
) -> dict[str, Any]:
    """Make a dashboard with accounts, recipients, replies and what happened."""
    shown = [
        [*_account(entities, gateway, account)] for gateway, account in added.items()
    ]
    half = (len(shown) + 1) // 2
    sections = [
        _section(*chain.from_iterable(shown[:half])),
        _section(*chain.from_iterable(shown[half:]), _history(entities, added, cast)),
        _section(
            _heading("Recipients", "mdi:account-multiple"),
            *(_recipient(entities, added[a.gateway], person) for a, person in cast),
            _heading("Replies", "mdi:message-reply-text"),
            *_replies(entities, added.values()),
        ),
        _section(
            _heading("What happened", "mdi:history"),
            _happened(entities, added.values()),
        ),
    ]
    view = {
        "title": "Messages",
        "path": "all",
        "type": "sections",
        "max_columns": 4,
        "sections": sections,
    }
    return {"title": "Messages", "views": [view]}


def entities_in(part: Any) -> set[str]:
    """Return all entities that a part of a dashboard names."""
    if isinstance(part, list):
        return {entity for item in part for entity in entities_in(item)}
    if not isinstance(part, dict):
        return set()
    found = {part["entity"]} if isinstance(part.get("entity"), str) else set()
    return found.union(*(entities_in(item) for item in part.values()))


async def check_dashboard(watch: Watch, dashboard: Mapping[str, Any]) -> None:
    """Check that the dashboard is served, and each entity in it is available."""
    served = await watch.ask("lovelace/config", url_path=DASHBOARD_PATH, force=True)
    if served != dashboard:
        raise DemoError("Home Assistant serves another dashboard than was written")
    for entity in sorted(entities_in(served)):
        last = watch.last(entity)
        if last is None or last.value == "unavailable":
            raise DemoError(f"{entity} is not available")


def _section(*cards: Card) -> Card:
    """Put cards below each other."""
    return {"type": "grid", "cards": list(cards)}


def _heading(text: str, icon: str) -> Card:
    """Head a group of cards."""
    return {"type": "heading", "heading": text, "icon": icon, "heading_style": "title"}


def _account(entities: Entities, gateway: str, account: AddedAccount) -> Iterable[Card]:
    """Show the figures of an account."""
    yield _heading(account.title, ICONS[gateway])
    for key, name, icon, colour in FIGURES:
        if entities.has(account, "sensor", key):
            yield {
                "type": "tile",
                "entity": entities.of_account(account, "sensor", key),
                "name": name,
                "icon": icon,
                "color": colour,
            }


def _history(
    entities: Entities,
    added: Mapping[str, AddedAccount],
    cast: Sequence[tuple[Account, Recipient]],
) -> Card:
    """Show how the messages to all recipients went."""
    return {
        "type": "history-graph",
        "entities": [_named(entities, added[a.gateway], p) for a, p in cast],
        "hours_to_show": 0.025,
        "grid_options": {"columns": 12},
    }


def _named(
    entities: Entities, account: AddedAccount, recipient: Recipient
) -> dict[str, str]:
    """Name the entity that says where the last message to a recipient stands."""
    entity = entities.of_recipient(account, recipient.name, "sensor", STATUS)
    return {"entity": entity, "name": recipient.name}


def _recipient(entities: Entities, account: AddedAccount, recipient: Recipient) -> Card:
    """Show where the last message to a recipient stands."""
    return {
        **_named(entities, account, recipient),
        "type": "tile",
        "icon": _icon(recipient),
        "color": COLOURS[recipient.ends],
        "grid_options": {"columns": 6},
    }


def _icon(recipient: Recipient) -> str:
    """Choose a picture for a recipient, by how they are reached."""
    if icon := CHANNEL_ICONS.get(recipient.values.get("channel", "")):
        return icon
    return "mdi:account-group" if len(recipient.numbers) > 1 else "mdi:account"


def _replies(entities: Entities, accounts: Iterable[AddedAccount]) -> Iterable[Card]:
    """Show what came in last, where an account can say so, and the key pressed."""
    for account in accounts:
        if entities.has(account, "sensor", LAST_INBOUND):
            yield _reply(entities, account)
        if CALLED.name in account.recipients:
            yield _key(entities, account)


def _key(entities: Entities, account: AddedAccount) -> Card:
    """Show what the one who was called has pressed."""
    entity = entities.of_recipient(account, CALLED.name, "sensor", STATUS)
    return {
        "type": "markdown",
        "content": (
            f"**{CALLED.name}**, {account.title}\n\n"
            f"> Pressed {{{{ state_attr({entity!r}, 'key') }}}}"
        ),
        "entity": entity,
        "grid_options": {"columns": 6},
    }


def _reply(entities: Entities, account: AddedAccount) -> Card:
    """Show what came in last."""
    entity = entities.of_account(account, "sensor", LAST_INBOUND)
    said = "{{ state_attr(%r, %r) }}"
    return {
        "type": "markdown",
        "content": (
            f"**{said % (entity, 'recipient')}**, {account.title}\n\n"
            f"> {said % (entity, 'text')}"
        ),
        "entity": entity,
        "grid_options": {"columns": 6},
    }


def _happened(entities: Entities, accounts: Iterable[AddedAccount]) -> Card:
    """Show the deliveries and replies as they came."""
    events = [
        entities.of_account(account, "event", key)
        for account in accounts
        for key in ("delivery", "inbound")
        if entities.has(account, "event", key)
    ]
    return {
        "type": "logbook",
        "target": {"entity_id": events},
        "hours_to_show": 1,
        "grid_options": {"columns": 12, "rows": 13},
    }

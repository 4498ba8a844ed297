"""Rows of reports, logs and inbox, as the samples show them."""

from datetime import UTC
from decimal import Decimal
from typing import Any

from tests.simulators.infobip.dates import date_text
from tests.simulators.infobip.inbound import InboundMessage
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.networks import network_of
from tests.simulators.infobip.settings import Dialect
from tests.simulators.infobip.world import World


def price_json(price: Decimal, currency: str) -> dict[str, Any]:
    """Return a price object, a whole price as a whole number."""
    whole = price == price.to_integral_value()
    return {
        "pricePerMessage": int(price) if whole else float(price),
        "currency": currency,
    }


def report_row(world: World, message: Message) -> dict[str, Any]:
    """Return the delivery report of a message.

    Without `Settings.done_at_while_pending` only a finished message has a `doneAt`.
    """
    state = world.state(message)
    zone = world.settings.zone
    row = {
        "bulkId": message.bulk_id,
        "messageId": message.message_id,
        "to": message.to,
        "sentAt": date_text(message.sent_at, zone),
        "doneAt": date_text(state.since, zone),
        "smsCount": message.segments,
        "price": price_json(message.price, message.currency),
        "status": state.status.to_json(),
        "error": state.error.to_json(),
    }
    if not state.final and not world.settings.done_at_while_pending:
        del row["doneAt"]
    return row


def pushed_report_row(world: World, message: Message) -> dict[str, Any]:
    """Return the delivery report of a message with what its sender wanted back."""
    row = report_row(world, message)
    if message.options.callback_data is not None:
        row["callbackData"] = message.options.callback_data
    return row


def log_row(world: World, message: Message) -> dict[str, Any]:
    """Return the log of a message."""
    report = report_row(world, message)
    network = network_of(message.to)
    infobip = world.settings.dialect is Dialect.INFOBIP
    row: dict[str, Any] = {}
    for name, value in report.items():
        if name == "price":
            row["mccMnc" if infobip else "mccmnc"] = network.mcc + network.mnc
        row[name] = value
        if name == "to":
            row["from"] = message.from_
            if message.text is not None:
                row["text"] = message.text
    return row


def log_row_for_xml(row: dict[str, Any]) -> dict[str, Any]:
    """Return a log as XML has it: its price with four decimals."""
    price = row["price"]
    return row | {
        "price": price | {"pricePerMessage": f"{price['pricePerMessage']:.4f}"}
    }


def inbox_report_row(world: World, inbound: InboundMessage) -> dict[str, Any]:
    """Return a received message of the one-time list; no keyword is ''."""
    return {
        "messageId": inbound.message_id,
        "from": inbound.from_,
        "to": inbound.to,
        "text": inbound.text,
        "cleanText": inbound.clean_text,
        "keyword": inbound.keyword,
        "receivedAt": date_text(inbound.received_at, world.settings.zone),
        "smsCount": inbound.segments,
    }


def inbox_log_row(inbound: InboundMessage) -> dict[str, Any]:
    """Return a received message of the logs: in UTC; no keyword is left out."""
    row = {
        "messageId": inbound.message_id,
        "to": inbound.to,
        "receivedAt": date_text(inbound.received_at, UTC),
        "from": inbound.from_,
        "text": inbound.text,
        "cleanText": inbound.clean_text,
        "keyword": inbound.keyword,
        "smsCount": inbound.segments,
    }
    if not inbound.keyword:
        del row["keyword"]
    return row


def pushed_inbox_row(world: World, inbound: InboundMessage) -> dict[str, Any]:
    """Return a received message as it is pushed (field notes)."""
    account = world.accounts[inbound.user]
    extra = {"price": price_json(Decimal(0), account.currency), "callbackData": None}
    return inbox_report_row(world, inbound) | extra

"""The objects that the Outbound lists are made of."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.simulators.entera.accounts import Account
from tests.simulators.entera.codes import ISDN_BASE, Channel, Type
from tests.simulators.entera.dates import date_text, precise_text
from tests.simulators.entera.inbound import InboundMessage
from tests.simulators.entera.messages import Delivery, Message
from tests.simulators.entera.numbers import written
from tests.simulators.entera.replies import money
from tests.simulators.entera.states import State, task_status
from tests.simulators.entera.world import World

ORIGINATOR = "127.0.0.1"
TYPES = {
    "SendFax": Type.FAX,
    "SendFaxBroadcast": Type.FAX_BROADCAST,
    "SendMergeFax": Type.FAX_MERGE,
    "SendIvr": Type.IVR,
    "SendIvrBroadcast": Type.IVR,
}


def message_row(world: World, message: Message) -> dict[str, Any]:
    """Return a task as its channel's list shows it."""
    if message.channel is Channel.SMS:
        return _sms_row(world, message)
    return _fax_or_call_row(world, message)


def inbound_row(world: World, inbound: InboundMessage) -> dict[str, Any]:
    """Return a received message as its channel's list shows it."""
    account = world.accounts[inbound.login]
    received = date_text(inbound.received_at, world.settings.zone)
    incoming = precise_text(inbound.received_at, world.settings.zone, inbound.id % 10)
    if inbound.channel is Channel.SMS:
        head = _sms_head(account, incoming, inbound.task_id) | {
            "Type": int(Type.SMS_INBOUND),
            "Direction": 1,
            "Sender": inbound.from_,
            "Status": inbound.status,
            "MessageBody": inbound.text,
        }
        recipient = {
            "ProcessedDate": received,
            "TaskId": inbound.task_id,
            "Destination": inbound.to,
            "SmsCount": 1,
            "Status": inbound.status,
            "GsmCode": 0,
            "Price": money(Decimal(0)),
            "MessageBody": "",
        }
        return head | {"Recipients": [recipient]}
    return {
        **_head(account, inbound.id, Type.FAX_INBOUND, incoming),
        "Originator": written(inbound.from_, world.settings.fax_form, account.country),
        "MailId": inbound.task_id,
        "TaskId": inbound.task_id,
        "Subject": "",
        "ScheduleDate": date_text(None, world.settings.zone),
        "ExternalId": "",
        "Priority": 3,
        "AttachmentsCount": 1,
        "RecipientsCount": 1,
        "Pages": inbound.pages,
        "PrintAttempts": 0,
        "Status": inbound.status,
        "Price": money(Decimal(0)),
        "Cancelled": False,
        "Recipients": [
            {
                "Id": inbound.id,
                "TaskId": inbound.task_id,
                "Pages": inbound.pages,
                "Recipient": written(
                    inbound.to, world.settings.fax_form, account.country
                ),
                "Status": inbound.status,
                "DeliveryAttempts": 0,
                "DisconnectReason": 0,
                "IsdnCause": 0,
                "Price": money(Decimal(0)),
                "ProcessedDate": received,
                "DtmfData": None,
            }
        ],
    }


def _sms_row(world: World, message: Message) -> dict[str, Any]:
    """Return a task of SMS (7.1)."""
    account, zone = world.accounts[message.login], world.settings.zone
    incoming = precise_text(message.accepted_at, zone, message.id % 10)
    recipients = [
        {
            "ProcessedDate": date_text(state.processed_at, zone),
            "TaskId": one.task_id,
            "Destination": written(
                one.number, world.settings.sms_form, account.country
            ),
            "SmsCount": one.units,
            "Status": state.status,
            "GsmCode": state.gsm,
            "Price": money(_price(one, state)),
            "MessageBody": one.text or "",
        }
        for one, state in _pairs(world, message)
    ]
    return {
        **_sms_head(account, incoming, message.task_id),
        "Sender": message.sender,
        "SmsAlias": message.alias,
        "ExternalId": message.external_id,
        "ScheduleDate": date_text(message.send_at, zone),
        "Status": task_status(message, world.clock(), world.settings),
        "MessageBody": message.text,
        "SmsCount": sum(one.units for one in message.deliveries),
        "RecipientsCount": len(message.deliveries),
        "TotalCost": money(_total(world, message)),
        "Recipients": recipients,
    }


def _sms_head(account: Account, incoming: str, task_id: str) -> dict[str, Any]:
    """Return the fields that SMS in both directions begin with."""
    return {
        "IncomingDate": incoming,
        "TaskId": task_id,
        "Direction": 0,
        "DepartmentId": 1,
        "UserId": account.user_id,
        "Sender": "",
        "SmsAlias": "",
        "ExternalId": "",
        "ScheduleDate": "0001-01-01T00:00:00",
        "Status": 0,
        "MessageBody": "",
        "SmsCount": 1,
        "RecipientsCount": 1,
        "TotalCost": money(Decimal(0)),
        "OriginatorIP": ORIGINATOR,
    }


def _fax_or_call_row(world: World, message: Message) -> dict[str, Any]:
    """Return a task of faxes (5.1) or calls (9.1)."""
    account, zone = world.accounts[message.login], world.settings.zone
    is_fax = message.channel is Channel.FAX
    pairs = list(_pairs(world, message))
    incoming = precise_text(message.accepted_at, zone, message.id % 10)
    row = _head(account, message.id, TYPES[message.method], incoming)
    row["Originator"] = ORIGINATOR
    if is_fax:
        row["MailId"] = message.task_id
    row["TaskId"] = message.task_id
    if is_fax:
        row["Subject"] = ""
    row |= {
        "ScheduleDate": date_text(message.send_at, zone),
        "ExternalId": message.external_id,
        "Priority": 3,
    }
    if is_fax:
        row["AttachmentsCount"] = len(message.names)
    row["RecipientsCount"] = len(message.deliveries)
    if is_fax:
        ended = any(state.delivered for _, state in pairs)
        row["Pages"] = message.units if ended else 0
        row["PrintAttempts"] = max(state.attempts for _, state in pairs)
    form = world.settings.fax_form if is_fax else world.settings.ivr_form
    # The samples have the calls of a task newest first.
    ordered = pairs if is_fax else reversed(pairs)
    return row | {
        "Status": task_status(message, world.clock(), world.settings),
        "Price": money(_total(world, message)),
        "Cancelled": message.cancelled_at is not None,
        "Recipients": [
            {
                "Id": one.id,
                "TaskId": one.task_id,
                "Pages": one.units if state.delivered else 0,
                "Recipient": written(one.number, form, account.country),
                "Status": state.status,
                "DeliveryAttempts": state.attempts,
                "DisconnectReason": state.reason,
                "IsdnCause": ISDN_BASE + state.reason if state.reason else 0,
                "Price": money(_price(one, state)),
                "ProcessedDate": date_text(state.processed_at, zone),
                "DtmfData": state.keys,
            }
            for one, state in ordered
        ],
    }


def _head(account: Account, id_: int, type_: Type, incoming: str) -> dict[str, Any]:
    """Return the fields that faxes and calls begin with."""
    return {
        "Id": id_,
        "Type": int(type_),
        "IncomingDate": incoming,
        "DepartmentId": 1,
        "UserId": account.user_id,
    }


def _pairs(world: World, message: Message) -> Iterator[tuple[Delivery, State]]:
    """Yield the recipients of a task, each with where it stands."""
    return zip(message.deliveries, world.states(message), strict=True)


def _price(delivery: Delivery, state: State) -> Decimal:
    """Return what a recipient has cost."""
    return delivery.price if state.delivered else Decimal(0)


def _total(world: World, message: Message) -> Decimal:
    """Return what a task has cost until now."""
    return sum((_price(*pair) for pair in _pairs(world, message)), Decimal(0))

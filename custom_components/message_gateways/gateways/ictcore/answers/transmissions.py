"""Parse transmissions, their attempts and results."""

from collections.abc import Mapping
from typing import Any

from ...fields import mapping, text, words
from ..codes import Direction
from ..models.transmissions import Spool, SpoolResult, Transmission, TransmissionRow
from .accounts import parse_account
from .contacts import parse_contact
from .values import flag, key, number, stamp


def parse_transmission(
    fields: Mapping[str, Any], known: int | None = None
) -> Transmission | None:
    """Parse a transmission asked for alone; its account's secrets are left there."""
    transmission_id = key(fields.get("transmission_id")) or known
    if transmission_id is None:
        return None
    return Transmission(
        transmission_id=transmission_id,
        title=words(fields.get("title")),
        origin=words(fields.get("origin")),
        service_flag=number(fields.get("service_flag")),
        direction=_direction(fields.get("direction")),
        try_allowed=number(fields.get("try_allowed")),
        status=words(fields.get("status")),
        response=words(fields.get("response")),
        program_id=key(fields.get("program_id")),
        campaign_id=key(fields.get("campaign_id")),
        user_id=key(fields.get("user_id")),
        last_run=stamp(fields.get("last_run")),
        is_deleted=flag(fields.get("is_deleted")),
        account=parse_account(mapping(fields.get("oAccount"))),
        contact=parse_contact(mapping(fields.get("oContact"))),
    )


def parse_transmission_row(fields: Mapping[str, Any]) -> TransmissionRow | None:
    """Parse a transmission of a list, or None where it has no id."""
    transmission_id = key(fields.get("transmission_id"))
    if transmission_id is None:
        return None
    return TransmissionRow(
        transmission_id=transmission_id,
        account_id=key(fields.get("account_id")),
        account_phone=words(fields.get("account_phone")),
        account_email=words(fields.get("account_email")),
        user_id=key(fields.get("user_id")),
        username=words(fields.get("username")),
        contact_id=key(fields.get("contact_id")),
        contact_phone=words(fields.get("contact_phone")),
        contact_email=words(fields.get("contact_email")),
        status=words(fields.get("status")),
        response=words(fields.get("response")),
        direction=words(fields.get("direction")),
        last_run=stamp(fields.get("last_run")),
        account=parse_account(mapping(fields.get("account"))),
        contact=parse_contact(mapping(fields.get("contact"))),
    )


def parse_spool(fields: Mapping[str, Any]) -> Spool | None:
    """Parse one attempt, or None where it has no id."""
    spool_id = key(fields.get("spool_id"))
    if spool_id is None:
        return None
    return Spool(
        spool_id=spool_id,
        account_id=key(fields.get("account_id")),
        transmission_id=key(fields.get("transmission_id")),
        status=words(fields.get("status")),
        response=words(fields.get("response")),
    )


def parse_result(fields: Mapping[str, Any]) -> SpoolResult | None:
    """Parse one step of an attempt, or None where it has neither type nor name."""
    kind, name = words(fields.get("type")), words(fields.get("name"))
    if kind is None and name is None:
        return None
    return SpoolResult(
        spool_result_id=key(fields.get("spool_result_id")),
        spool_id=key(fields.get("spool_id")),
        application_id=key(fields.get("application_id")),
        type=kind,
        name=name,
        data=text(fields.get("data")),
        created_at=stamp(fields.get("date_created")),
    )


def _direction(value: Any) -> Direction | None:
    """Read which way a transmission goes."""
    return next((one for one in Direction if one == words(value)), None)

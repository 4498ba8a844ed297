"""Carry out a sending action: many recipients, one request where the API has one."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from homeassistant.components.notify import DATA_COMPONENT
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.service import async_get_config_entry
from homeassistant.util import dt as dt_util

from .action_targets import (
    AccountTargets,
    async_check_may_send_anywhere,
    async_targeted_recipients,
)
from .const import DEFAULT_GIVE_UP_MINUTES, DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .engine.rows import Target
from .engine.store import StoreError
from .engine.watchers import Goal, decided
from .failures import failed, invalid_input
from .gateways.errors import InvalidInputError
from .gateways.model import Content
from .send_results import Sent, raise_failures, response_rows

ATTR_CONFIG_ENTRY_ID = "config_entry_id"
ATTR_TO = "to"
ATTR_SCHEDULE = "schedule"
ATTR_GIVE_UP_AFTER = "give_up_after"
ATTR_FAIL_AT_ONCE = "fail_at_once"
ATTR_WAIT_FOR = "wait_for"
ATTR_TIMEOUT = "timeout"
DEFAULT_TIMEOUTS = {
    Goal.ACCEPTED: timedelta(minutes=1),
    Goal.DELIVERED: timedelta(minutes=5),
}


async def async_send(call: ServiceCall, content: Content) -> ServiceResponse:
    """Send to everybody a call names; raises as design.md's first rule says."""
    hass = call.hass
    accounts = await _async_accounts(hass, call)
    scheduled_at = when_scheduled(call)
    try:
        for targets in accounts:
            # Nothing leaves through one account when another would refuse.
            targets.account.prepare(content)
        sent = await asyncio.gather(
            *(
                _async_send_through(call, targets, content, scheduled_at)
                for targets in accounts
            )
        )
    except InvalidInputError as err:
        raise invalid_input(err) from err
    for targets, result in zip(accounts, sent, strict=True):
        _stamp(call, targets, result)
    if goal := call.data.get(ATTR_WAIT_FOR):
        seconds = _seconds_to_wait(call, Goal(goal), scheduled_at)
        sent = await asyncio.gather(
            *(
                _async_wait(targets.account, each, Goal(goal), seconds)
                for targets, each in zip(accounts, sent, strict=True)
            )
        )
    raise_failures(call, sent, Goal(goal) if goal else None)
    if not call.return_response:
        return None
    return {"messages": [row for each in sent for row in response_rows(each)]}


async def _async_accounts(
    hass: HomeAssistant, call: ServiceCall
) -> list[AccountTargets]:
    """Return what is to be reached through which account."""
    found = await async_targeted_recipients(hass, call)
    if raw := call.data.get(ATTR_TO):
        await async_check_may_send_anywhere(hass, call)
        entry: MessageGatewaysConfigEntry = async_get_config_entry(
            hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID)
        )
        targets = found.setdefault(entry.entry_id, AccountTargets(entry=entry))
        try:
            numbers = await targets.account.normalise(raw)
        except InvalidInputError as err:
            raise invalid_input(err) from err
        targets.addresses += [number.value for number in numbers]
    if not found:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="nobody_to_send_to"
        )
    return list(found.values())


def when_scheduled(call: ServiceCall) -> datetime | None:
    """Return when the message is to be sent; the past is refused."""
    at: datetime | None = call.data.get(ATTR_SCHEDULE)
    if at is None:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=dt_util.get_default_time_zone())
    if at <= dt_util.utcnow():
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="schedule_in_the_past",
            translation_placeholders={"time": at.isoformat()},
        )
    return dt_util.as_utc(at)


async def _async_send_through(
    call: ServiceCall,
    targets: AccountTargets,
    content: Content,
    scheduled_at: datetime | None,
) -> Sent:
    """Send through one account, each address once."""
    give_up_after: timedelta | None = call.data.get(ATTR_GIVE_UP_AFTER)
    fail_at_once: bool | None = call.data.get(ATTR_FAIL_AT_ONCE)
    by_address: dict[str, Target] = {}
    for recipient in targets.recipients.values():
        for target in recipient.targets(
            give_up_after=give_up_after, fail_at_once=fail_at_once
        ):
            by_address.setdefault(target.address, target)
    for address in targets.addresses:
        by_address.setdefault(
            address,
            Target(
                address=address,
                give_up_after=timedelta(minutes=DEFAULT_GIVE_UP_MINUTES)
                if give_up_after is None
                else give_up_after,
                fail_at_once=bool(fail_at_once),
            ),
        )
    sent = Sent(
        entry=targets.entry,
        channel=content.channel,
        targets=list(by_address.values()),
    )
    try:
        result = await targets.account.send(
            content, sent.targets, scheduled_at=scheduled_at
        )
    except StoreError as err:
        # What other accounts have sent must not get lost over it.
        return replace(sent, error=err)
    return replace(sent, rows=list(result.rows))


def _stamp(call: ServiceCall, targets: AccountTargets, sent: Sent) -> None:
    """Show on each notify entity that its message was taken."""
    if sent.error is not None:
        return
    refused = {row.recipient for row in sent.rows if failed(row)}
    component = call.hass.data[DATA_COMPONENT]
    for entity_id, recipient in targets.recipients.items():
        entity = component.get_entity(entity_id)
        if entity is not None and recipient.id not in refused:
            entity.async_set_context(call.context)
            entity._async_record_notification()  # noqa: SLF001 - meant for this


def _seconds_to_wait(
    call: ServiceCall, goal: Goal, scheduled_at: datetime | None
) -> float:
    """Return how long to wait; with a schedule the time counts from then."""
    limit: timedelta = call.data.get(ATTR_TIMEOUT, DEFAULT_TIMEOUTS[goal])
    if scheduled_at is not None:
        limit += max(scheduled_at - dt_util.utcnow(), timedelta())
    return limit.total_seconds()


async def _async_wait(account: Account, sent: Sent, goal: Goal, seconds: float) -> Sent:
    """Wait until each message is where the caller wants it, or can't get there."""
    rows, timed_out = await account.outbox.watchers.wait(sent.rows, goal, seconds)
    undecided = {row.id for row in rows if timed_out and not decided(row, goal)}
    return replace(sent, rows=rows, undecided=frozenset(undecided))

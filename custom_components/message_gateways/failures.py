"""Say what went wrong, in words that can be translated and hold no secret."""

from collections.abc import Awaitable, Iterable

from homeassistant.config_entries import ConfigEntry
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .engine.rows import MessageRow
from .engine.store import StoreClosedError, StoreError
from .gateways.errors import GatewayError, InvalidInputError
from .gateways.model import BAD_ENDS, Outcome, Status
from .gateways.redact import mask, mask_numbers


def failed(row: MessageRow) -> bool:
    """Tell whether a send is to be reported as failed for this message."""
    return row.status in BAD_ENDS or row.status is Status.UNKNOWN


def invalid_input(err: InvalidInputError) -> ServiceValidationError:
    """Translate a broken rule; numbers are masked, since errors end up in logs."""
    # An error with half a character in it would reach nobody.
    placeholders = {
        key: value.encode("utf-8", "replace").decode()
        for key, value in err.placeholders.items()
    }
    if "number" in placeholders:
        placeholders["number"] = mask(placeholders["number"])
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=err.key,
        translation_placeholders=placeholders,
    )


def not_together(field: str, other: str) -> ServiceValidationError:
    """Name two fields of which one would do nothing beside the other."""
    return _clash("fields_not_together", field, other)


def needs_another(field: str, other: str) -> ServiceValidationError:
    """Name a field that does nothing without another."""
    return _clash("field_needs_another", field, other)


def _clash(key: str, field: str, other: str) -> ServiceValidationError:
    """Name two fields of which one is in the way of the other, or needs it."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"field": field, "other": other},
    )


def store_failed(err: StoreError) -> HomeAssistantError:
    """Translate a failure of the database, or that its account is being stopped."""
    if isinstance(err, StoreClosedError):
        return HomeAssistantError(
            translation_domain=DOMAIN, translation_key="account_stopping"
        )
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="store_failed",
        translation_placeholders={"reason": str(err)},
    )


def not_all_sent(
    sent: Iterable[tuple[ConfigEntry, Iterable[MessageRow]]],
) -> HomeAssistantError:
    """Name each message that failed, with its reason."""
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="not_all_sent",
        translation_placeholders={"failures": describe_failures(sent)},
    )


def describe_failures(
    sent: Iterable[tuple[ConfigEntry, Iterable[MessageRow]]],
) -> str:
    """Name each message that failed, with its reason."""
    return "; ".join(
        _describe(entry, row) for entry, rows in sent for row in rows if failed(row)
    )


def _describe(entry: ConfigEntry, row: MessageRow) -> str:
    """Name a message by its recipient and say what became of it."""
    # What went to a whole address book may have reached the others in it.
    whose = " for some" if not row.address and row.accepted_at else ""
    return f"{name_message(entry, row)}: {row.status}{whose}" + (
        f", {mask_numbers(row.reason)}" if row.reason else ""
    )


def name_message(entry: ConfigEntry, row: MessageRow) -> str:
    """Name a message by its recipient and the masked number."""
    subentry = entry.subentries.get(row.recipient or "")
    name = mask(row.address) if row.address else "address books"
    return name if subentry is None else f"{subentry.title} ({name})"


def gateway_refused(err: GatewayError) -> HomeAssistantError:
    """Translate what a gateway, or a rule of ours, refused."""
    if isinstance(err, InvalidInputError):
        return invalid_input(err)
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="gateway_refused",
        translation_placeholders={"reason": mask_numbers(str(err))},
    )


async def translated[ResultT](work: Awaitable[ResultT]) -> ResultT:
    """Do what is asked of a gateway, and translate what goes wrong."""
    try:
        return await work
    except GatewayError as err:
        raise gateway_refused(err) from err
    except StoreError as err:
        raise store_failed(err) from err


def act_failed(err: GatewayError) -> HomeAssistantError:
    """Translate what became of something that is not to be done twice."""
    if err.outcome is not Outcome.UNKNOWN:
        return gateway_refused(err)
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="gateway_unclear",
        translation_placeholders={"reason": mask_numbers(str(err))},
    )


async def translated_act[ResultT](work: Awaitable[ResultT]) -> ResultT:
    """Do what is not to be done twice; says where nobody knows whether it was done."""
    try:
        return await work
    except GatewayError as err:
        raise act_failed(err) from err
    except StoreError as err:
        raise store_failed(err) from err

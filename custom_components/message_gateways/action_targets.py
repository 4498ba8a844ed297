"""Find out whom an action is to reach, and whether the caller may."""

from dataclasses import dataclass, field

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.notify import DOMAIN as NOTIFY_DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import (
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import (
    SelectedEntities,
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .recipients import Recipient, recipient_of


@dataclass(slots=True, kw_only=True)
class AccountTargets:
    """What is to be reached through one account; recipients by their notify entity.

    `books` are address books that the gateway itself sends to, to `copies` people in
    all. `account` is kept from
    when it was found loaded: it may be unloaded before it is used, and then says so.
    """

    entry: MessageGatewaysConfigEntry
    account: Account = field(init=False)
    recipients: dict[str, Recipient] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    books: list[str] = field(default_factory=list)
    copies: int = 0

    def __post_init__(self) -> None:
        """Keep the account of a loaded entry."""
        self.account = self.entry.runtime_data


async def async_targeted_recipients(
    hass: HomeAssistant, call: ServiceCall
) -> dict[str, AccountTargets]:
    """Return the targeted recipients by account; refuses by name what is not ours."""
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        # Selects nothing here, and so many are seldom meant.
        raise _refusal("target_not_ours", ENTITY_MATCH_ALL)
    selected = async_extract_referenced_entity_ids(hass, TargetSelection(call.data))
    _refuse_missing(selected)
    registry = er.async_get(hass)
    found: dict[str, AccountTargets] = {}
    for entity_id in sorted(selected.referenced | selected.indirectly_referenced):
        registered = registry.async_get(entity_id)
        ours = (
            registered is not None
            and registered.platform == DOMAIN
            and registered.domain == NOTIFY_DOMAIN
        )
        if registered is None or not ours:
            # A device or an area holds other things too; an entity was meant.
            if entity_id in selected.referenced:
                raise _refusal("target_not_ours", entity_id)
            continue
        entry = hass.config_entries.async_get_entry(registered.config_entry_id or "")
        if (
            entry is None
            or entry.state is not ConfigEntryState.LOADED
            or (subentry_id := registered.config_subentry_id) is None
            or subentry_id not in entry.subentries
            or registered.disabled
        ):
            raise _refusal("target_not_loaded", entity_id)
        targets = found.setdefault(entry.entry_id, AccountTargets(entry=entry))
        targets.recipients[entity_id] = recipient_of(entry.subentries[subentry_id])
    if user := await _async_caller(hass, call):
        for entity_id in [each for one in found.values() for each in one.recipients]:
            if not user.permissions.check_entity(entity_id, POLICY_CONTROL):
                raise Unauthorized(
                    context=call.context,
                    entity_id=entity_id,
                    permission=POLICY_CONTROL,
                )
    return found


async def async_check_may_send_anywhere(hass: HomeAssistant, call: ServiceCall) -> None:
    """Check that the caller may send to numbers that are nobody's entity."""
    user = await _async_caller(hass, call)
    if user and not user.permissions.access_all_entities(POLICY_CONTROL):
        raise Unauthorized(context=call.context, permission=POLICY_CONTROL)


def _refuse_missing(selected: SelectedEntities) -> None:
    """Refuse by name what does not exist."""
    missing = sorted(
        selected.missing_devices
        | selected.missing_areas
        | selected.missing_floors
        | selected.missing_labels
    )
    if missing:
        raise _refusal("target_missing", ", ".join(missing))


def _refusal(key: str, target: str) -> ServiceValidationError:
    """Name a target that can't be used."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"target": target},
    )


async def _async_caller(hass: HomeAssistant, call: ServiceCall) -> User | None:
    """Return the user who calls, None for Home Assistant itself."""
    if call.context.user_id is None:
        return None
    user = await hass.auth.async_get_user(call.context.user_id)
    if user is None:
        raise UnknownUser(context=call.context)
    return user

"""Find the recipients that Assist may send to, by the names people call them."""

from dataclasses import dataclass
import re
import unicodedata

from homeassistant.components.homeassistant import async_should_expose
from homeassistant.components.notify import DATA_COMPONENT
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .notify import RecipientNotify

# Marks on Latin, Greek and Cyrillic letters; in other scripts marks are letters.
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A recipient that is exposed, with all it may be called."""

    entity: RecipientNotify
    names: tuple[str, ...]


@callback
def exposed_recipients(hass: HomeAssistant, assistant: str) -> list[Called]:
    """Return the recipients of all accounts that are exposed to an assistant."""
    component = hass.data.get(DATA_COMPONENT)
    return [
        Called(entity=entity, names=names)
        for entity in (component.entities if component else ())
        if isinstance(entity, RecipientNotify)
        and async_should_expose(hass, assistant, entity.entity_id)
        and (names := _names(hass, entity))
    ]


@callback
def recipients_called(
    hass: HomeAssistant, assistant: str, name: str
) -> list[RecipientNotify]:
    """Return the exposed recipients that have exactly this name."""
    wanted = folded(name)
    return [
        each.entity
        for each in exposed_recipients(hass, assistant)
        if wanted and wanted in map(folded, each.names)
    ]


def folded(name: str) -> str:
    """Return a name as it is compared: no case, no accents, nothing around it."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    around = "".join({each for each in plain if not _is_spoken(each)})
    return " ".join(plain.casefold().strip(around).split())


def _is_spoken(character: str) -> bool:
    """Tell letters and digits from spaces, punctuation and symbols."""
    return unicodedata.category(character)[0] not in "ZPSC"


def _names(hass: HomeAssistant, entity: RecipientNotify) -> tuple[str, ...]:
    """Return what the user lets Assist call a recipient; its device counts too."""
    registered = entity.registry_entry
    if registered is None:
        return ()
    names = er.async_get_entity_aliases(hass, registered)
    # Who took the entity's own name away from Assist meant that of its device too.
    if er.COMPUTED_NAME in registered.aliases and registered.device_id:
        device = dr.async_get(hass).async_get(registered.device_id)
        if device is not None:
            names.append(device.name_by_user or device.name or "")
    return tuple(dict.fromkeys(name for name in names if name.strip()))

"""What Assist says about a message: which sentence, and in whose language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .engine.rows import MessageRow
from .gateways.model import BAD_ENDS, Outcome, Status
from .gateways.redact import mask_numbers


class Saying(StrEnum):
    """A sentence, by its key in the section `common` of the translations."""

    ON_ITS_WAY = "assist_on_its_way"
    WAITS = "assist_waits"
    WAITS_FOR_GATEWAY = "assist_waits_for_gateway"
    UNCERTAIN = "assist_uncertain"
    NOT_SENT = "assist_not_sent"
    NOT_SENT_BECAUSE = "assist_not_sent_because"
    SEVERAL = "assist_several"
    NOBODY = "assist_nobody"
    AMBIGUOUS = "assist_ambiguous"
    NOT_ALLOWED = "assist_not_allowed"
    NOT_UNDERSTOOD = "assist_not_understood"


_GOOD = frozenset({Saying.ON_ITS_WAY, Saying.WAITS, Saying.WAITS_FOR_GATEWAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a message, as a sentence and what fills it in."""

    saying: Saying
    placeholders: Mapping[str, str] = field(default_factory=dict)
    good: bool


def verdict(name: str, rows: Sequence[MessageRow]) -> Verdict:
    """Return what to say of a message to one recipient, who may have many numbers."""
    each = [_verdict_of(row) for row in rows]
    first = each[0]
    good = all(saying in _GOOD for saying in each)
    if any(saying is not first for saying in each):
        uncertain = each.count(Saying.UNCERTAIN)
        on_its_way = each.count(Saying.ON_ITS_WAY)
        waiting = each.count(Saying.WAITS) + each.count(Saying.WAITS_FOR_GATEWAY)
        return Verdict(
            saying=Saying.SEVERAL,
            placeholders={
                "name": name,
                "on_its_way": str(on_its_way),
                "waiting": str(waiting),
                "uncertain": str(uncertain),
                "not_sent": str(len(each) - on_its_way - waiting - uncertain),
            },
            good=good,
        )
    reasons = dict.fromkeys(_reason(row) for row in rows)
    return Verdict(
        saying=first,
        placeholders={"name": name}
        | ({"reason": "; ".join(reasons)} if first is Saying.NOT_SENT_BECAUSE else {}),
        good=good,
    )


def _verdict_of(row: MessageRow) -> Saying:
    """Return what to say of one message; one that waits is never called sent."""
    if row.status in BAD_ENDS:
        return Saying.NOT_SENT_BECAUSE if _reason(row) else Saying.NOT_SENT
    match row.status:
        case Status.UNKNOWN:
            return Saying.UNCERTAIN
        case Status.QUEUED | Status.SENDING:
            if row.outcome is Outcome.NOT_SENT:
                return Saying.WAITS_FOR_GATEWAY
            return Saying.WAITS
        case _:
            return Saying.ON_ITS_WAY


def _reason(row: MessageRow) -> str:
    """Return the provider's reason as the end of a sentence, numbers masked."""
    return mask_numbers(row.reason or "").strip().rstrip(".")


async def async_said(
    hass: HomeAssistant, language: str, saying: Saying, **placeholders: str
) -> str:
    """Return a sentence in a language, or in English."""
    return await _async_text(
        hass, language, category="common", key=saying, placeholders=placeholders
    )


async def async_said_of_error(
    hass: HomeAssistant, language: str, err: HomeAssistantError
) -> str:
    """Return what an error of ours says, in a language or in English."""
    return await _async_text(
        hass,
        language,
        category="exceptions",
        key=f"{err.translation_key}.message",
        placeholders=err.translation_placeholders or {},
    )


async def _async_text(
    hass: HomeAssistant,
    language: str,
    *,
    category: str,
    key: str,
    placeholders: Mapping[str, str],
) -> str:
    """Return one of our texts, filled in."""
    texts = await async_get_translations(hass, language, category, [DOMAIN])
    return texts[f"component.{DOMAIN}.{category}.{key}"].format(**placeholders)

"""Statistics: what there is on the server (field-notes.md 7)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counts of the whole server; which of them there are goes by its release."""

    user_total: int | None = None
    account_total: int | None = None
    did_total: int | None = None
    campaign_total: int | None = None
    campaign_active: int | None = None
    group_total: int | None = None
    contact_total: int | None = None
    transmission_total: int | None = None
    transmission_inbound: int | None = None
    transmission_outbound: int | None = None
    transmission_active: int | None = None

    @property
    def of_unfinished_release(self) -> bool:
        """Tell whether these are the counts of 2.1.0, which can't create messages."""
        return self.did_total is not None and self.transmission_total is None

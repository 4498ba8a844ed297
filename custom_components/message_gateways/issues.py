"""Tell the user of what only they can mend."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later

from .const import DOMAIN, OPTION_LOW_BALANCE
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .engine.campaign_table import CampaignRow
from .engine.health import Health
from .engine.store_file import AsideFile
from .foreign_words import plain
from .gateways.model import Detail

RAISED_AFTER = timedelta(hours=1)
CREDENTIALS_REFUSED = "credentials_refused"
UNREACHABLE = "gateway_unreachable"
BUSY = "gateway_busy"
LOW_BALANCE = "balance_low"
OUT_OF_CREDIT = "out_of_credit"
LIMIT_REACHED = "limit_reached"
RELEASE = "release_can_not_send"
CAMPAIGN_NOT_STARTED = "campaign_not_started"
STORE_KEPT_ASIDE = "store_kept_aside"
DISK_FAILING = "disk_failing"
# These stay until the user has read them.
FOR_READING = (CAMPAIGN_NOT_STARTED, STORE_KEPT_ASIDE)
KINDS = (
    CREDENTIALS_REFUSED,
    UNREACHABLE,
    BUSY,
    LOW_BALANCE,
    OUT_OF_CREDIT,
    LIMIT_REACHED,
    RELEASE,
    DISK_FAILING,
    *FOR_READING,
)


def issue_id(kind: str, entry_id: str) -> str:
    """Return the id of an issue of an account."""
    return f"{kind}_{entry_id}"


def delete_issues(hass: HomeAssistant, entry_id: str) -> None:
    """Delete all issues of an account."""
    for kind in KINDS:
        ir.async_delete_issue(hass, DOMAIN, issue_id(kind, entry_id))


class AccountIssues:
    """Raise and withdraw the issues of one account."""

    def __init__(
        self, hass: HomeAssistant, entry: MessageGatewaysConfigEntry, account: Account
    ) -> None:
        """Look after an account whose store is open."""
        self._hass = hass
        self._entry = entry
        self._account = account
        self._timers: dict[str, CALLBACK_TYPE] = {}
        self._told_of: AsideFile | None = None

    @callback
    def watch(self) -> CALLBACK_TYPE:
        """Begin; returns what ends it."""
        # An account starts as healthy; what is still wrong shows again by itself.
        for kind in KINDS:
            if kind not in FOR_READING:
                self._withdraw(kind)
        unsubscribe: list[Callable[[], None]] = [
            self._account.on_health(self._on_health),
            self._account.limit_watch.listen(self._on_limit),
        ]
        if self._account.balance is not None:
            unsubscribe.append(
                self._account.balance.async_add_listener(self._on_balance)
            )
        if self._account.release is not None:
            unsubscribe.append(
                self._account.release.async_add_listener(self._on_release)
            )
        if self._account.campaigns is not None:
            unsubscribe.append(
                self._account.campaigns.schedule.on_not_started(
                    self._on_campaign_not_started
                )
            )
        self._account.on_disk = self._on_disk
        self._tell_of_file()

        @callback
        def stop() -> None:
            for each in unsubscribe:
                each()
            for kind in tuple(self._timers):
                self._stop_timer(kind)

        return stop

    @callback
    def _tell_of_file(self) -> None:
        """Tell once of a database that was kept aside, if one was."""
        aside = self._account.store.kept_aside
        if aside is not None and aside != self._told_of:
            self._told_of = aside
            self._raise(
                STORE_KEPT_ASIDE,
                severity=ir.IssueSeverity.WARNING,
                translation_key=f"store_{aside.why}",
                for_reading=True,
                file=aside.path.name,
            )

    def _raise(
        self,
        kind: str,
        *,
        severity: ir.IssueSeverity,
        translation_key: str | None = None,
        for_reading: bool = False,
        **placeholders: str,
    ) -> None:
        """Show an issue; one `for_reading` stays until the user has read it.

        Placeholders may be the words of others.
        """
        shown = {name: plain(words) for name, words in placeholders.items()}
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id(kind, self._entry.entry_id),
            data={"entry_id": self._entry.entry_id, "kind": kind},
            is_fixable=for_reading,
            is_persistent=for_reading,
            severity=severity,
            translation_key=translation_key or kind,
            translation_placeholders={"account": self._entry.title, **shown},
        )

    def _withdraw(self, kind: str) -> None:
        """Hide an issue."""
        ir.async_delete_issue(self._hass, DOMAIN, issue_id(kind, self._entry.entry_id))

    @callback
    def _on_health(self, old: Health, new: Health) -> None:
        """Follow the account's health."""
        if new.refused and not old.refused:
            self._entry.async_start_reauth(self._hass)
            self._raise(
                CREDENTIALS_REFUSED,
                severity=ir.IssueSeverity.ERROR,
                reason=new.reason or "",
            )
        elif old.refused and not new.refused:
            self._withdraw(CREDENTIALS_REFUSED)
        self._time(UNREACHABLE, new.down_since, self._on_down_for_long)
        self._time(BUSY, new.busy_since, self._on_busy_for_long)
        if new.out_of_credit and not old.out_of_credit:
            self._raise(OUT_OF_CREDIT, severity=ir.IssueSeverity.ERROR)
        elif old.out_of_credit and not new.out_of_credit:
            self._withdraw(OUT_OF_CREDIT)

    def _time(
        self, kind: str, since: datetime | None, tell: Callable[[datetime], None]
    ) -> None:
        """Raise an issue once its state has lasted; withdraw it when that is over."""
        if since is None:
            self._stop_timer(kind)
            self._withdraw(kind)
        elif kind not in self._timers:
            self._timers[kind] = async_call_later(
                self._hass, RAISED_AFTER, HassJob(tell, cancel_on_shutdown=True)
            )

    @callback
    def _on_down_for_long(self, _now: datetime) -> None:
        """Tell of a gateway that has not answered for long."""
        self._raise(
            UNREACHABLE,
            severity=ir.IssueSeverity.WARNING,
            reason=self._account.health.state.reason or "",
        )

    @callback
    def _on_busy_for_long(self, _now: datetime) -> None:
        """Tell of a gateway that has been busy for long."""
        self._raise(
            BUSY,
            severity=ir.IssueSeverity.WARNING,
            reason=self._account.health.state.reason or "",
        )

    def _stop_timer(self, kind: str) -> None:
        """Wait no longer."""
        if cancel := self._timers.pop(kind, None):
            cancel()

    @callback
    def _on_limit(self, reached: Detail | None) -> None:
        """Tell of a limit of the whole account, until messages pass again."""
        if reached is None:
            self._withdraw(LIMIT_REACHED)
        else:
            self._raise(
                LIMIT_REACHED,
                severity=ir.IssueSeverity.WARNING,
                reason=reached.text or "",
            )

    @callback
    def _on_disk(self) -> None:
        """Tell of a disk that takes nothing, for as long as it does not."""
        self._tell_of_file()
        if (reason := self._account.store.trouble) is None:
            self._withdraw(DISK_FAILING)
        else:
            self._raise(DISK_FAILING, severity=ir.IssueSeverity.ERROR, reason=reason)

    @callback
    def _on_release(self) -> None:
        """Tell of a release that can't send, for as long as it is there."""
        poll = self._account.release
        if poll is None or not poll.last_update_success:
            return
        if poll.data is None:
            self._withdraw(RELEASE)
        else:
            self._raise(RELEASE, severity=ir.IssueSeverity.ERROR, release=poll.data)

    @callback
    def _on_campaign_not_started(self, campaign: CampaignRow) -> None:
        """Tell of a campaign that could not be started at its time."""
        self._raise(
            CAMPAIGN_NOT_STARTED,
            severity=ir.IssueSeverity.WARNING,
            for_reading=True,
            campaign=campaign.label or campaign.id,
            reason=campaign.reason or "",
        )

    @callback
    def _on_balance(self) -> None:
        """Compare the balance with what the user wants to be told of."""
        poll = self._account.balance
        threshold = self._entry.options.get(OPTION_LOW_BALANCE)
        if threshold is None or poll is None or not poll.data:
            return
        balance = poll.data
        if balance.amount < Decimal(str(threshold)):
            self._raise(
                LOW_BALANCE,
                severity=ir.IssueSeverity.WARNING,
                balance=f"{balance.amount:.2f} {balance.currency or ''}".strip(),
                threshold=f"{threshold:.2f}",
            )
        else:
            self._withdraw(LOW_BALANCE)

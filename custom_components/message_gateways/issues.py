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
from .engine.health import Health

UNREACHABLE_FOR = timedelta(hours=1)
CREDENTIALS_REFUSED = "credentials_refused"
UNREACHABLE = "gateway_unreachable"
LOW_BALANCE = "balance_low"
OUT_OF_CREDIT = "out_of_credit"
STORE_KEPT_ASIDE = "store_kept_aside"
KINDS = (
    CREDENTIALS_REFUSED,
    UNREACHABLE,
    LOW_BALANCE,
    OUT_OF_CREDIT,
    STORE_KEPT_ASIDE,
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
        self._cancel_timer: CALLBACK_TYPE | None = None

    @callback
    def watch(self) -> CALLBACK_TYPE:
        """Begin; returns what ends it."""
        # An account starts as healthy; what is still wrong shows again by itself.
        for kind in (CREDENTIALS_REFUSED, UNREACHABLE, OUT_OF_CREDIT, LOW_BALANCE):
            self._withdraw(kind)
        unsubscribe: list[Callable[[], None]] = [
            self._account.on_health(self._on_health)
        ]
        if self._account.balance is not None:
            unsubscribe.append(
                self._account.balance.async_add_listener(self._on_balance)
            )
        if (aside := self._account.store.kept_aside) is not None:
            self._raise(
                STORE_KEPT_ASIDE,
                severity=ir.IssueSeverity.WARNING,
                translation_key=f"store_{aside.why}",
                persistent=True,
                file=aside.path.name,
            )

        @callback
        def stop() -> None:
            for each in unsubscribe:
                each()
            self._stop_timer()

        return stop

    def _raise(
        self,
        kind: str,
        *,
        severity: ir.IssueSeverity,
        translation_key: str | None = None,
        persistent: bool = False,
        **placeholders: str,
    ) -> None:
        """Show an issue."""
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id(kind, self._entry.entry_id),
            data={"entry_id": self._entry.entry_id, "kind": kind},
            is_fixable=False,
            is_persistent=persistent,
            severity=severity,
            translation_key=translation_key or kind,
            translation_placeholders={"account": self._entry.title, **placeholders},
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
        if new.down_since and self._cancel_timer is None:
            self._cancel_timer = async_call_later(
                self._hass,
                UNREACHABLE_FOR,
                HassJob(self._on_down_for_long, cancel_on_shutdown=True),
            )
        elif new.down_since is None:
            self._stop_timer()
            self._withdraw(UNREACHABLE)
        if new.out_of_credit and not old.out_of_credit:
            self._raise(OUT_OF_CREDIT, severity=ir.IssueSeverity.ERROR)
        elif old.out_of_credit and not new.out_of_credit:
            self._withdraw(OUT_OF_CREDIT)

    @callback
    def _on_down_for_long(self, _now: datetime) -> None:
        """Tell of a gateway that has not answered for long."""
        health = self._account.health.state
        if health.down_since is not None:
            self._raise(
                UNREACHABLE,
                severity=ir.IssueSeverity.WARNING,
                reason=health.reason or "",
            )

    def _stop_timer(self) -> None:
        """Wait no longer."""
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None

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

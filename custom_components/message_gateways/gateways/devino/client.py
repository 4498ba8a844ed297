"""Every operation of the API, one method each (api.ru.md, field-notes.md)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from ..errors import InvalidInputError
from ..transport import LIST_LIMIT, Transport
from .answers import (
    parse_balance,
    parse_ids,
    parse_inbound,
    parse_sms_state,
    parse_statistics,
    parse_viber_state,
)
from .exchange import Exchange
from .models import InboundSms, MessageState, SmsStatistics, ViberState
from .requests import Pairs, Sms, Viber, in_utc, many_numbers, one_number
from .session import Session

LONGEST_STATISTICS = timedelta(days=90)


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class DevinoClient:
    """The API of one account; every method raises GatewayError.

    Those that send return ids: one a segment for SMS, first all of the first number,
    then all of the second; one a number for Viber.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        login: str,
        password: str,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the address before `/User/…`; logs in when it is first asked."""
        self._credentials = (login, password)
        self._exchange = Exchange(transport, base_url, secrets=self._credentials)
        self._session = Session(self._exchange, login, password, clock=clock)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what must not come back in the words of the provider."""
        return (*self._credentials, self._session.id or "")

    async def balance(self) -> Decimal:
        """Return what is left on the account (User/Balance)."""
        return await self._get("/User/Balance", "SessionID", parse=parse_balance)

    async def send_sms(self, request: Sms) -> tuple[str, ...]:
        """Send an SMS to one number (Sms/Send)."""
        pairs = [*one_number(request.to), *request.written()]
        return await self._send("/Sms/Send", pairs)

    async def send_sms_by_time_zone(self, request: Sms) -> tuple[str, ...]:
        """Send an SMS to one number, at a time of its own zone (Sms/SendByTimeZone)."""
        pairs = [*one_number(request.to), *request.written(by_time_zone=True)]
        return await self._send("/Sms/SendByTimeZone", pairs)

    async def send_sms_bulk(self, request: Sms) -> tuple[str, ...]:
        """Send an SMS to many numbers (Sms/SendBulk)."""
        pairs = [*many_numbers(request.to), *request.written()]
        return await self._send("/Sms/SendBulk", pairs)

    async def send_sms_by_time_zone_to_addresses(self, request: Sms) -> tuple[str, ...]:
        """Send an SMS to many, in their zones (Sms/SendByTimeZoneToAddresses)."""
        pairs = [*many_numbers(request.to), *request.written(by_time_zone=True)]
        return await self._send("/Sms/SendByTimeZoneToAddresses", pairs)

    async def sms_state(self, message_id: str) -> MessageState:
        """Return where one segment of an SMS stands (Sms/State)."""
        asked = ("messageId", message_id)
        return await self._get("/Sms/State", "sessionId", asked, parse=parse_sms_state)

    async def inbound(self, since: datetime, until: datetime) -> tuple[InboundSms, ...]:
        """Return what came in between two times, a year back at most (Sms/In)."""
        return await self._get(
            "/Sms/In",
            "sessionId",
            ("minDateUTC", in_utc(since)),
            ("maxDateUTC", in_utc(until)),
            parse=parse_inbound,
            body_limit=LIST_LIMIT,
        )

    async def statistics(self, since: datetime, until: datetime) -> SmsStatistics:
        """Return the counts of a period of 90 days at most (Sms/Statistics).

        Raises InvalidInputError for a longer or an empty one.
        """
        if not timedelta() < until - since <= LONGEST_STATISTICS:
            raise InvalidInputError(
                "period_not_possible", limit=str(LONGEST_STATISTICS.days)
            )
        return await self._get(
            "/Sms/Statistics",
            "sessionId",
            ("startDateTime", in_utc(since)),
            ("endDateTime", in_utc(until)),
            parse=parse_statistics,
        )

    async def send_viber(self, request: Viber) -> tuple[str, ...]:
        """Send a Viber message to one number (Viber/Send)."""
        pairs = [*one_number(request.to), *request.written()]
        return await self._send("/Viber/Send", pairs)

    async def send_viber_bulk(self, request: Viber) -> tuple[str, ...]:
        """Send a Viber message to many numbers (Viber/SendBulk)."""
        pairs = [*many_numbers(request.to), *request.written(many=True)]
        return await self._send("/Viber/SendBulk", pairs)

    async def send_viber_with_resend(self, request: Viber) -> tuple[str, ...]:
        """Send to one number, by SMS where Viber fails (Viber/SendWithResend)."""
        pairs = [*one_number(request.to), *request.written()]
        return await self._send("/Viber/SendWithResend", pairs)

    async def send_viber_with_resend_bulk(self, request: Viber) -> tuple[str, ...]:
        """Send to many numbers, by SMS where Viber fails (Viber/SendWithResendBulk)."""
        pairs = [*many_numbers(request.to), *request.written(many=True)]
        return await self._send("/Viber/SendWithResendBulk", pairs)

    async def viber_state(self, message_id: str) -> ViberState:
        """Return where a Viber message and its SMS stand (Viber/State)."""
        asked = ("messageId", message_id)
        return await self._get(
            "/Viber/State", "sessionId", asked, parse=parse_viber_state
        )

    async def _get[T](
        self,
        path: str,
        session: str,
        *asked: tuple[str, str],
        parse: Callable[[Any], T],
        body_limit: int | None = None,
    ) -> T:
        """Ask for something; `session` is what this call names the session's id."""
        return await self._session.use(
            lambda session_id: self._exchange.get(
                path, [(session, session_id), *asked], parse, body_limit=body_limit
            )
        )

    async def _send(self, path: str, pairs: Pairs) -> tuple[str, ...]:
        """Hand something over."""
        return await self._session.use(
            lambda session_id: self._exchange.post(
                path, [("SessionID", session_id), *pairs], parse_ids
            )
        )

"""Every operation of the API, one method each (api.md)."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
import json
from typing import Any

from yarl import URL

from ..apart import apart
from ..errors import CheckSettingsError
from ..redact import hiding
from ..transport import LIST_LIMIT, Answer, Transport
from .answers import (
    RESULTS,
    explain,
    parse_balance,
    parse_inbox_row,
    parse_log_row,
    parse_lookup_row,
    parse_lookup_ticket,
    parse_report_row,
    parse_rows,
    parse_send_row,
    read_document,
)
from .models import (
    AccountBalance,
    InboxRow,
    LogRow,
    LookupRow,
    LookupTicket,
    ReportRow,
    Rows,
    SendRow,
)
from .requests import AdvancedRequest, Binary, InboxFilter, LogFilter, Text, query

JSON = "application/json"
MESSAGES = ("messages",)


class InfobipClient:
    """The API of one account; every method raises GatewayError."""

    def __init__(
        self, transport: Transport, base_url: str, username: str, password: str
    ) -> None:
        """Take the address before `/sms/1/…`, with or without a slash at its end."""
        self._transport = transport
        self._base_url = base_url.strip().rstrip("/")
        signed_in = f"{username}:{password}"
        self.secrets: tuple[str, ...] = (signed_in, username, password)
        credentials = b64encode(signed_in.encode()).decode()
        self._headers = {"Authorization": f"Basic {credentials}", "Accept": JSON}

    def keep_secret(self, secrets: Iterable[str]) -> None:
        """Hide these too, from now on, in whatever the gateway says."""
        self.secrets = tuple(dict.fromkeys((*self.secrets, *secrets)))

    async def send_text(self, request: Text) -> Rows[SendRow]:
        """Send one text (Single textual message)."""
        return await self._sent("/sms/1/text/single", request.written())

    async def send_texts(self, requests: Sequence[Text]) -> Rows[SendRow]:
        """Send several texts at once (Multiple textual message)."""
        body = {"messages": [one.written() for one in requests]}
        return await self._sent("/sms/1/text/multi", body)

    async def send_advanced(self, request: AdvancedRequest) -> Rows[SendRow]:
        """Send texts with all features (Fully featured textual message)."""
        return await self._sent("/sms/1/text/advanced", request.written())

    async def send_binary(self, request: Binary) -> Rows[SendRow]:
        """Send bytes (Single binary message)."""
        return await self._sent("/sms/1/binary/single", request.written())

    async def send_binaries(self, requests: Sequence[Binary]) -> Rows[SendRow]:
        """Send bytes several times at once (Multiple binary message)."""
        body = {"messages": [one.written() for one in requests]}
        return await self._sent("/sms/1/binary/multi", body)

    async def reports(
        self,
        *,
        bulk_id: str | None = None,
        message_id: str | None = None,
        limit: int | None = None,
    ) -> Rows[ReportRow]:
        """Take the delivery reports that nobody has taken yet (Delivery reports).

        Each is handed over once only, to whoever of the account asks first.
        """
        asked = query({"bulkId": bulk_id, "messageId": message_id, "limit": limit})
        return await self._get_rows(
            "/sms/1/reports", asked, parse_report_row, repeatable=False
        )

    async def logs(self, asked: LogFilter) -> Rows[LogRow]:
        """List sent messages of the last 48 hours (Sent messages logs)."""
        return await self._get_rows("/sms/1/logs", asked.written(), parse_log_row)

    async def balance(self) -> AccountBalance:
        """Ask what is left on the account (Get account balance)."""
        answer = await self._request("GET", "/account/1/balance")
        return await apart(
            len(answer.body), lambda: parse_balance(read_document(answer))
        )

    async def inbox_reports(self, *, limit: int | None = None) -> Rows[InboxRow]:
        """Take the received messages that nobody has taken (Pull received messages).

        Each is handed over once only, to whoever of the account asks first.
        """
        asked = query({"limit": limit})
        return await self._get_rows(
            "/sms/1/inbox/reports", asked, parse_inbox_row, repeatable=False
        )

    async def inbox_logs(self, asked: InboxFilter) -> Rows[InboxRow]:
        """List received messages of the last 48 hours (Received messages logs)."""
        return await self._get_rows(
            "/sms/1/inbox/logs", asked.written(), parse_inbox_row
        )

    async def query_numbers(self, numbers: Sequence[str]) -> Rows[LookupRow]:
        """Look numbers up and wait for it (Number Context, Synchronous request)."""
        return await self._post_rows(
            "/number/1/query", {"to": list(numbers)}, RESULTS, parse_lookup_row
        )

    async def notify_numbers(
        self, numbers: Sequence[str], *, notify_url: str, notify_content_type: str
    ) -> Rows[LookupTicket]:
        """Look numbers up, the result is pushed (Number Context, Asynchronous)."""
        body = {
            "to": list(numbers),
            "notifyUrl": notify_url,
            "notifyContentType": notify_content_type,
        }
        return await self._post_rows(
            "/number/1/notify", body, RESULTS, parse_lookup_ticket
        )

    async def _get_rows[RowT](
        self,
        path: str,
        asked: Mapping[str, str],
        parse: Callable[[Mapping[str, Any]], RowT | None],
        *,
        repeatable: bool = True,
    ) -> Rows[RowT]:
        """Ask for a list; what is handed out only once is not asked for twice."""
        answer = await self._request(
            "GET", path, asked=asked, repeatable=repeatable, body_limit=LIST_LIMIT
        )
        return await _rows_of(answer, RESULTS, parse)

    async def _sent(self, path: str, body: Mapping[str, Any]) -> Rows[SendRow]:
        """Send something."""
        return await self._post_rows(path, body, MESSAGES, parse_send_row)

    async def _post_rows[RowT](
        self,
        path: str,
        body: Mapping[str, Any],
        keys: tuple[str, ...],
        parse: Callable[[Mapping[str, Any]], RowT | None],
    ) -> Rows[RowT]:
        """Hand something over that is answered by rows."""
        raw = json.dumps(body).encode()
        return await _rows_of(await self._request("POST", path, body=raw), keys, parse)

    async def _request(
        self,
        method: str,
        path: str,
        *,
        asked: Mapping[str, str] | None = None,
        body: bytes | None = None,
        repeatable: bool = True,
        body_limit: int | None = None,
    ) -> Answer:
        """Send one request; raises GatewayError."""
        try:
            url = URL(self._base_url + path).with_user(None).with_query(asked)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None
        with hiding(self.secrets):
            return await self._transport.request(
                method,
                url,
                label=f"{method} {path}",
                headers=self._headers,
                body=body,
                content_type=None if body is None else JSON,
                repeatable=repeatable,
                explain=explain,
                body_limit=body_limit,
            )


async def _rows_of[RowT](
    answer: Answer,
    keys: tuple[str, ...],
    parse: Callable[[Mapping[str, Any]], RowT | None],
) -> Rows[RowT]:
    """Read the rows of an answer, a long one beside the loop, which it would stop."""
    return await apart(
        len(answer.body), lambda: parse_rows(read_document(answer), keys, parse)
    )

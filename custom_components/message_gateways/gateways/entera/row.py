"""The row of Entera in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo, KeyLimits, SenderRule
from ..model import Channel
from . import checks, gateway, limits

ROW = GatewayInfo(
    key="entera",
    name="Entera",
    channels={
        Channel.SMS: ChannelInfo(
            # None is published; it keeps a request below some 100 kB.
            batch_limit=1000,
            fields=frozenset(
                {
                    "sender",
                    "validity",
                    "send_at",
                    "label",
                    "merge",
                    "address_books",
                }
            ),
            longest_segments=255,
            longest_text=limits.BODY,
            longest_label=limits.SMS_ALIAS,
            longest_address=limits.RECIPIENT,
            sender=SenderRule(
                letters=(1, limits.SENDER_LETTERS),
                digits=(1, limits.SENDER_DIGITS),
                required=True,
            ),
            follow_for=timedelta(hours=72),
            longest_validity=limits.EXPIRATION,
            macro=checks.MACRO,
        ),
        Channel.FAX: ChannelInfo(
            batch_limit=1000,
            fields=frozenset(
                {
                    "title",
                    "attachments",
                    "send_at",
                    "label",
                    "notice",
                    "merge",
                    "address_books",
                }
            ),
            longest_segments=1,
            longest_label=limits.ALIAS,
            longest_address=limits.RECIPIENT,
            longest_attachment_name=limits.NAME,
            attachment_types=checks.DOCUMENTS,
            follow_for=timedelta(hours=72),
            cancels=True,
            counts_pages=True,
            own_check=checks.check_fax,
        ),
        Channel.VOICE: ChannelInfo(
            batch_limit=1000,
            fields=frozenset(
                {"audio", "keys", "send_at", "label", "notice", "address_books"}
            ),
            longest_segments=1,
            longest_label=limits.ALIAS,
            longest_address=limits.RECIPIENT,
            follow_for=timedelta(hours=72),
            speech=True,
            keys=KeyLimits(
                digits=limits.KEYS,
                answer=limits.ANSWER,
                first_digit=limits.FIRST_DIGIT,
                between_digits=limits.BETWEEN_DIGITS,
                call=limits.CALL,
            ),
            cancels=True,
            own_check=checks.check_call,
        ),
    },
    credentials=(
        FormField(
            key="base_url",
            kind=FieldKind.URL,
            default="https://rest.entera.net/api/v2",
        ),
        FormField(key="login", kind=FieldKind.USERNAME),
        FormField(key="password", kind=FieldKind.PASSWORD),
    ),
    options=(FormField(key="time_zone", kind=FieldKind.TIME_ZONE, required=False),),
    tells_prices=True,
    sign_in=("login", "password"),
    identity=gateway.identity,
    title=gateway.title,
    make=gateway.make,
)

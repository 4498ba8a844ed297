"""The row of Infobip-compatible SMS API in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo, SenderRule
from ..model import Channel
from ..push_info import PushInfo, PushKind
from . import checks, gateway

ROW = GatewayInfo(
    key="infobip",
    name=checks.NAME,
    channels={
        Channel.SMS: ChannelInfo(
            batch_limit=1000,
            fields=frozenset(
                {
                    "sender",
                    "validity",
                    "flash",
                    "language",
                    "single_shift",
                    "locking_shift",
                    "transliteration",
                    "binary",
                    "data_coding",
                    "esm_class",
                    "send_at",
                }
            ),
            longest_segments=255,
            sender=SenderRule(letters=(3, 11), digits=(3, 14)),
            follow_for=timedelta(hours=48),
            longest_validity=timedelta(hours=48),
            transliterations=("TURKISH", "GREEK", "CYRILLIC", "CENTRAL_EUROPEAN"),
            own_check=checks.check_binary,
        )
    },
    credentials=(
        FormField(
            key="base_url",
            kind=FieldKind.URL,
            default="https://api.infobip.com",
        ),
        FormField(key="username", kind=FieldKind.USERNAME),
        FormField(key="password", kind=FieldKind.PASSWORD),
        FormField(key="verify_ssl", kind=FieldKind.SWITCH, default=True),
    ),
    options=(
        FormField(key="exclusive", kind=FieldKind.SWITCH, default=False),
        FormField(
            key="validity_unit",
            kind=FieldKind.CHOICE,
            choices=("milliseconds", "minutes"),
            default="milliseconds",
        ),
    ),
    sign_in=("username", "password"),
    pushes={
        PushKind.REPORTS: PushInfo(),
        PushKind.INBOUND: PushInfo(),
        PushKind.LOOKUPS: PushInfo(),
    },
    identity=gateway.identity,
    tells_prices=True,
    title=gateway.title,
    make=gateway.make,
)

"""The row of OGangi / Messangi in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo, SenderRule
from ..model import Channel
from ..push_info import PushInfo, PushKind
from . import gateway
from .checks import check_segments
from .options import UTC_OFFSET

ROW = GatewayInfo(
    key="ogangi",
    name="OGangi / Messangi",
    channels={
        Channel.SMS: ChannelInfo(
            batch_limit=1,
            fields=frozenset({"sender", "carrier", "flags"}),
            # None is published; it keeps addresses below some 4,000 characters.
            longest_segments=10,
            sender=SenderRule(letters=(1, 11), digits=(1, 15), required=True),
            follow_for=timedelta(hours=48),
            follow_needs="carrier",
            own_check=check_segments,
        )
    },
    credentials=(
        FormField(key="base_url", kind=FieldKind.URL),
        FormField(key="instance_id", kind=FieldKind.TEXT),
        FormField(key="public_key", kind=FieldKind.USERNAME),
        FormField(key="private_key", kind=FieldKind.PASSWORD),
        FormField(key="verify_ssl", kind=FieldKind.SWITCH, default=True),
    ),
    options=(
        FormField(key="carrier", kind=FieldKind.TEXT, required=False),
        FormField(
            key="method",
            kind=FieldKind.CHOICE,
            choices=("auto", "send_sms", "send_mt"),
            default="auto",
        ),
        FormField(
            key="utc_offset",
            kind=FieldKind.TEXT,
            required=False,
            pattern=UTC_OFFSET.pattern,
        ),
        FormField(
            key="event_code_field",
            kind=FieldKind.TEXT,
            default="sender_id_id",
            required=False,
        ),
        FormField(
            key="event_text_field",
            kind=FieldKind.TEXT,
            default="keyword_value",
            required=False,
        ),
        FormField(
            key="event_number_field",
            kind=FieldKind.TEXT,
            default="recipient_address",
            required=False,
        ),
    ),
    sign_in=("private_key",),
    pushes={PushKind.INBOUND: PushInfo()},
    identity=gateway.identity,
    title=gateway.title,
    make=gateway.make,
)

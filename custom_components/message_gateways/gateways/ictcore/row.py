"""The row of ICTCore in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo
from ..model import Channel
from ..numbers import NumberRule
from . import checks, gateway, limits

ROW = GatewayInfo(
    key="ictcore",
    name="ICTCore",
    channels={
        Channel.SMS: ChannelInfo(
            batch_limit=limits.BATCH,
            fields=limits.FIELDS | {"merge"},
            longest_segments=255,
            longest_text=limits.TEXT,
            longest_label=limits.TITLE,
            longest_address=limits.PHONE,
            follow_for=timedelta(hours=72),
            cancels=True,
            macro=checks.MACRO,
            most_tries=limits.TRIES,
            own_check=checks.check_any,
        ),
        Channel.FAX: ChannelInfo(
            batch_limit=limits.BATCH,
            fields=limits.FIELDS | {"title", "attachments"},
            longest_segments=1,
            longest_title=limits.TITLE,
            longest_label=limits.TITLE,
            longest_address=limits.PHONE,
            attachment_types=checks.DOCUMENTS,
            follow_for=timedelta(hours=72),
            cancels=True,
            renders_text=True,
            most_attachments=1,
            most_tries=limits.TRIES,
            own_check=checks.check_any,
        ),
        Channel.VOICE: ChannelInfo(
            batch_limit=limits.BATCH,
            fields=limits.FIELDS | {"audio"},
            longest_segments=1,
            longest_label=limits.TITLE,
            longest_address=limits.PHONE,
            follow_for=timedelta(hours=72),
            speech=True,
            own_speech="server_speech",
            cancels=True,
            most_tries=limits.TRIES,
            own_check=checks.check_any,
        ),
        Channel.EMAIL: ChannelInfo(
            batch_limit=limits.BATCH,
            fields=limits.FIELDS | {"title", "html", "merge"},
            longest_segments=1,
            longest_title=limits.TITLE,
            longest_label=limits.TITLE,
            longest_address=limits.EMAIL,
            follow_for=timedelta(hours=72),
            cancels=True,
            macro=checks.MACRO,
            most_tries=limits.TRIES,
            own_check=checks.check_any,
        ),
    },
    credentials=(
        FormField(key="base_url", kind=FieldKind.URL),
        FormField(key="username", kind=FieldKind.USERNAME),
        FormField(key="password", kind=FieldKind.PASSWORD),
        FormField(key="account_id", kind=FieldKind.TEXT, from_gateway=True),
        FormField(key="verify_ssl", kind=FieldKind.SWITCH, default=True),
    ),
    options=(
        FormField(key="keep_messages", kind=FieldKind.SWITCH, default=False),
        FormField(key="server_speech", kind=FieldKind.SWITCH, default=False),
    ),
    number_rule=NumberRule.DIAL_STRING,
    sign_in=("username", "password"),
    counters=gateway.COUNTERS,
    cookies=False,
    identity=gateway.identity,
    title=gateway.title,
    make=gateway.make,
)

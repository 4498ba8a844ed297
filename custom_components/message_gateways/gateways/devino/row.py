"""The row of Devino Telecom in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo, SenderRule
from ..model import Channel
from ..push_info import PushInfo, PushKind
from . import gateway
from .push import write_reply

ROW = GatewayInfo(
    key="devino",
    name="Devino Telecom",
    channels={
        Channel.SMS: ChannelInfo(
            batch_limit=2999,
            fields=frozenset({"sender", "validity", "send_at", "recipient_time_zone"}),
            longest_segments=255,
            longest_text=2000,
            sender=SenderRule(
                letters=(1, 11), digits=(1, 15), latin=True, required=True
            ),
            follow_for=timedelta(hours=48),
            longest_validity=timedelta(hours=48),
        ),
        Channel.VIBER: ChannelInfo(
            batch_limit=2999,
            fields=frozenset({"sender", "validity", "sms_fallback", "optional"}),
            longest_segments=1,
            longest_text=1000,
            sender=SenderRule(
                letters=(1, 11), digits=(1, 11), latin=True, required=True
            ),
            follow_for=timedelta(hours=48),
            longest_validity=timedelta(minutes=1440),
        ),
    },
    credentials=(
        FormField(
            key="base_url",
            kind=FieldKind.URL,
            default="https://integrationapi.net/rest",
        ),
        FormField(key="login", kind=FieldKind.USERNAME),
        FormField(key="password", kind=FieldKind.PASSWORD),
    ),
    options=(FormField(key="sms_fallback", kind=FieldKind.SWITCH, default=False),),
    sign_in=("login", "password"),
    pushes={
        PushKind.REPORTS: PushInfo(),
        # Nobody says by which method the parameters come.
        PushKind.INBOUND: PushInfo(by_query=True, reply=write_reply),
    },
    identity=gateway.identity,
    tells_prices=True,
    title=gateway.title,
    make=gateway.make,
)

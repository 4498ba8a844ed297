"""The row of Sandbox in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo, SenderRule
from ..model import Channel
from ..numbers import NumberRule
from . import gateway

ROW = GatewayInfo(
    key="sandbox",
    name="Sandbox",
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
                }
            ),
            longest_segments=255,
            sender=SenderRule(letters=(1, 11), digits=(1, 15)),
            follow_for=timedelta(hours=48),
            longest_validity=timedelta(hours=48),
            transliterations=("TURKISH", "GREEK", "CYRILLIC", "CENTRAL_EUROPEAN"),
        )
    },
    credentials=(
        FormField(key="credit", kind=FieldKind.AMOUNT, default=10.0),
        FormField(key="price", kind=FieldKind.AMOUNT, default=0.05),
    ),
    options=(FormField(key="exclusive", kind=FieldKind.SWITCH, default=False),),
    number_rule=NumberRule.MAGIC,
    tells_prices=True,
    title=gateway.title,
    make=gateway.make,
)

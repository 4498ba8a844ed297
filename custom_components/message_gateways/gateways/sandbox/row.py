"""The row of Sandbox in the table of gateways."""

from datetime import timedelta

from ..info import ChannelInfo, FieldKind, FormField, GatewayInfo, KeyLimits, SenderRule
from ..model import Channel
from ..numbers import NumberRule
from . import gateway
from .magic_texts import MOST_KEYS
from .parts import MACRO

_BATCH = 1000
_FOLLOWED = timedelta(hours=48)
_TRIES = 10
# The other gateways' limits, so that what works here mostly works there.
_LONGEST = 255

_ANYWHERE = frozenset({"label", "tries", "send_at"})

ROW = GatewayInfo(
    key="sandbox",
    name="Sandbox",
    channels={
        Channel.SMS: ChannelInfo(
            batch_limit=_BATCH,
            fields=_ANYWHERE
            | {
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
                "merge",
                "address_books",
            },
            longest_segments=255,
            longest_label=_LONGEST,
            sender=SenderRule(letters=(1, 11), digits=(1, 15)),
            follow_for=_FOLLOWED,
            longest_validity=timedelta(hours=48),
            transliterations=("TURKISH", "GREEK", "CYRILLIC", "CENTRAL_EUROPEAN"),
            cancels=True,
            macro=MACRO,
            most_tries=_TRIES,
        ),
        Channel.VIBER: ChannelInfo(
            batch_limit=_BATCH,
            fields=_ANYWHERE
            | {"sender", "validity", "sms_fallback", "optional", "merge"},
            longest_segments=1,
            longest_text=1000,
            longest_label=_LONGEST,
            sender=SenderRule(letters=(1, 11), digits=(1, 15)),
            follow_for=_FOLLOWED,
            longest_validity=timedelta(hours=24),
            cancels=True,
            macro=MACRO,
            most_tries=_TRIES,
        ),
        Channel.VOICE: ChannelInfo(
            batch_limit=_BATCH,
            fields=_ANYWHERE | {"audio", "keys", "address_books"},
            longest_segments=1,
            longest_label=_LONGEST,
            follow_for=_FOLLOWED,
            speech=True,
            keys=KeyLimits(
                digits=MOST_KEYS,
                answer=timedelta(seconds=60),
                first_digit=timedelta(seconds=12),
                between_digits=timedelta(seconds=6),
                call=timedelta(seconds=120),
            ),
            cancels=True,
            most_tries=_TRIES,
        ),
        Channel.FAX: ChannelInfo(
            batch_limit=_BATCH,
            fields=_ANYWHERE | {"title", "attachments"},
            longest_segments=1,
            longest_title=_LONGEST,
            longest_label=_LONGEST,
            attachment_types={
                "text/plain": True,
                "application/pdf": True,
                "image/tiff": True,
                "image/png": True,
                "image/jpeg": True,
            },
            follow_for=_FOLLOWED,
            cancels=True,
            counts_pages=True,
            renders_text=True,
            most_tries=_TRIES,
        ),
        Channel.EMAIL: ChannelInfo(
            batch_limit=_BATCH,
            fields=_ANYWHERE | {"title", "html", "merge", "address_books"},
            longest_segments=1,
            longest_title=_LONGEST,
            longest_label=_LONGEST,
            follow_for=_FOLLOWED,
            cancels=True,
            macro=MACRO,
            most_tries=_TRIES,
        ),
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

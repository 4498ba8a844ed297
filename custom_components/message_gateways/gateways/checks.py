"""What is refused before anything is sent, by the data of the registry."""

from datetime import timedelta

from .errors import InvalidInputError
from .model import Channel, Content
from .registry import ChannelInfo, GatewayInfo, SenderRule
from .segments import segments_of

_ALWAYS = frozenset({"channel", "text"})


def check_content(
    info: GatewayInfo, content: Content, *, longest_segments: int
) -> None:
    """Check a content against its gateway; raises InvalidInputError."""
    channel = info.channels.get(content.channel)
    if channel is None:
        raise InvalidInputError(
            "channel_not_offered", gateway=info.name, channel=content.channel
        )
    _check_fields(info, channel, content)
    if not content.text.strip() and not content.binary:
        raise InvalidInputError("text_empty")
    if channel.sender:
        _check_sender_of(info, content, channel.sender)
    _check_validity(channel, content)
    if (
        content.transliteration
        and content.transliteration not in channel.transliterations
    ):
        raise InvalidInputError(
            "transliteration_not_offered", value=content.transliteration
        )
    _check_text(channel, content)
    if content.channel is Channel.SMS:
        _check_length(content, min(longest_segments, channel.longest_segments))


def _check_fields(info: GatewayInfo, channel: ChannelInfo, content: Content) -> None:
    """Refuse by name what the gateway can't honour."""
    for name, field in Content.__dataclass_fields__.items():
        if name in _ALWAYS or name in channel.fields:
            continue
        if getattr(content, name) != field.default:
            raise InvalidInputError("field_not_offered", field=name, gateway=info.name)


def _check_sender_of(info: GatewayInfo, content: Content, rule: SenderRule) -> None:
    """Check the sender of a content, and that there is one where it takes one."""
    if content.sender:
        check_sender(content.sender, rule)
    elif rule.required:
        raise InvalidInputError("sender_needed", gateway=info.name)


def check_sender(sender: str, rule: SenderRule) -> None:
    """Check a sender ID; raises InvalidInputError."""
    digits = sender.removeprefix("+")
    numeric = digits.isascii() and digits.isdigit()
    shortest, longest = rule.digits if numeric else rule.letters
    fits = shortest <= len(digits if numeric else sender) <= longest
    if fits and (sender.isascii() or not rule.latin):
        return
    raise InvalidInputError(
        "sender_not_possible",
        sender=sender,
        letters="{}-{}".format(*rule.letters),
        digits="{}-{}".format(*rule.digits),
    )


def _check_validity(channel: ChannelInfo, content: Content) -> None:
    """Check how long the gateway is to try."""
    if content.validity is None or channel.longest_validity is None:
        return
    if not timedelta() < content.validity <= channel.longest_validity:
        raise InvalidInputError(
            "validity_not_possible",
            limit=str(int(channel.longest_validity.total_seconds() // 60)),
        )


def _check_text(channel: ChannelInfo, content: Content) -> None:
    """Check that a text has no more characters than the gateway takes."""
    longest, characters = channel.longest_text, len(content.text)
    if longest is not None and characters > longest:
        raise InvalidInputError(
            "text_too_long", characters=str(characters), limit=str(longest)
        )


def _check_length(content: Content, limit: int) -> None:
    """Check that a text is not too long, and say by how much it is."""
    segments = segments_of(content)
    if segments > limit:
        raise InvalidInputError(
            "message_too_long",
            segments=str(segments),
            limit=str(limit),
            characters=str(len(content.text)),
        )

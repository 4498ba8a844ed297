"""What is refused before anything is sent, by the data of the registry."""

from datetime import timedelta

from .errors import InvalidInputError
from .info import ChannelInfo, GatewayInfo, KeyLimits, SenderRule
from .model import Channel, Content, KeyPresses
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
    if not has_something_to_say(content):
        raise InvalidInputError("text_empty")
    if content.channel is Channel.EMAIL and not _has_a_body(content):
        raise InvalidInputError("email_without_text")
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
    _check_words(channel, content)
    _check_attachments(channel, content)
    _check_tries(channel, content)
    if content.keys is not None and channel.keys is not None:
        check_keys(content.keys, channel.keys)
    if content.channel is Channel.SMS:
        _check_length(content, min(longest_segments, channel.longest_segments))
    if channel.own_check is not None:
        channel.own_check(content)


def has_something_to_say(content: Content) -> bool:
    """Tell whether a content is more than nothing, in whatever form."""
    return bool(
        content.text.strip()
        or content.title.strip()
        or content.binary
        or content.audio
        or content.attachments
        or content.html
    )


def _has_a_body(content: Content) -> bool:
    """Tell whether an email is more than its subject."""
    return bool(content.text.strip() or (content.html or "").strip())


def check_address(info: GatewayInfo, channel: Channel, address: str) -> None:
    """Check how long an address is; raises InvalidInputError."""
    row = info.channels.get(channel)
    longest = row.longest_address if row else None
    if longest is not None and len(address) > longest:
        raise InvalidInputError("address_too_long", number=address, limit=str(longest))


def check_keys(keys: KeyPresses, limits: KeyLimits) -> None:
    """Check what is asked of a called person; raises InvalidInputError."""
    if not 0 <= keys.digits <= limits.digits:
        raise InvalidInputError("too_many_keys", limit=str(limits.digits))
    if not timedelta() <= keys.answer <= limits.answer:
        raise InvalidInputError("answer_time_too_long", limit=_seconds(limits.answer))
    if not timedelta() <= keys.first_digit <= limits.first_digit:
        raise InvalidInputError(
            "first_key_time_too_long", limit=_seconds(limits.first_digit)
        )
    if not timedelta() <= keys.between_digits <= limits.between_digits:
        raise InvalidInputError(
            "next_key_time_too_long", limit=_seconds(limits.between_digits)
        )
    if not timedelta() <= keys.call <= limits.call:
        raise InvalidInputError("call_too_long", limit=_seconds(limits.call))


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


def _check_words(channel: ChannelInfo, content: Content) -> None:
    """Check title and label, and that no macro is in a text by mistake."""
    if _is_longer(content.title, channel.longest_title):
        raise InvalidInputError("title_too_long", limit=str(channel.longest_title))
    if _is_longer(content.label, channel.longest_label):
        raise InvalidInputError("label_too_long", limit=str(channel.longest_label))
    if channel.macro is None or content.merge:
        return
    macro = channel.macro.search(content.text)
    if macro is not None:
        raise InvalidInputError(
            "macro_in_text", macro=macro.group(), place=str(macro.start() + 1)
        )


def _is_longer(text: str | None, limit: int | None) -> bool:
    """Tell whether a text has more characters than a limit, if there is one."""
    return limit is not None and len(text or "") > limit


def _check_attachments(channel: ChannelInfo, content: Content) -> None:
    """Check number, kinds and names of documents."""
    most = channel.most_attachments
    if most is not None and len(content.attachments) > most:
        raise InvalidInputError("too_many_attachments", limit=str(most))
    for each in content.attachments:
        if each.content_type not in channel.attachment_types:
            raise InvalidInputError(
                "attachment_type_not_offered",
                name=each.name,
                types=", ".join(channel.attachment_types),
            )
        if _is_longer(each.name, channel.longest_attachment_name):
            raise InvalidInputError(
                "attachment_name_too_long",
                name=each.name,
                limit=str(channel.longest_attachment_name),
            )


def _check_tries(channel: ChannelInfo, content: Content) -> None:
    """Check how often the gateway is to try."""
    tries, most = content.tries, channel.most_tries
    if tries is not None and most is not None and not 1 <= tries <= most:
        raise InvalidInputError("tries_not_possible", limit=str(most))


def _seconds(limit: timedelta) -> str:
    """Write a limit in seconds."""
    return f"{limit.total_seconds():g}"


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

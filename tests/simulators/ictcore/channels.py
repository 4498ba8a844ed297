"""Channels by the server's service flags, and the programs that send by them."""

from enum import IntFlag


class Channel(IntFlag):
    """A kind of transmission."""

    VOICE = 1
    FAX = 2
    SMS = 4
    EMAIL = 8


PROVIDERS = {
    "sip": Channel.VOICE | Channel.FAX,
    "smpp": Channel.SMS,
    "http": Channel.SMS,
    "smtp": Channel.EMAIL,
}
"""What a provider of a type carries."""

"""Look at the header of a WAV: what is played to people must be of one kind."""

from dataclasses import dataclass
from datetime import timedelta
import struct

RATE = 8000
CHANNELS = 1
BITS = 16
PCM = 1

_RIFF = struct.Struct("<4sI4s")
_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What the header of a WAV says, where all it says is true."""

    kind: int
    channels: int
    rate: int
    bits: int
    octets: int

    @property
    def playable(self) -> bool:
        """Tell whether the gateway plays it: 8 kHz, mono, 16 bit."""
        return (self.kind, self.channels, self.rate, self.bits) == (
            PCM,
            CHANNELS,
            RATE,
            BITS,
        )

    @property
    def duration(self) -> timedelta:
        """Return how long a playable one takes."""
        return timedelta(seconds=self.octets / (RATE * CHANNELS * BITS // 8))


def read_wav(data: bytes) -> Sound | None:
    """Read the header of a WAV; None where it is none, or not as long as it says."""
    if len(data) < _RIFF.size:
        return None
    riff, length, wave = _RIFF.unpack_from(data)
    if (riff, wave) != (b"RIFF", b"WAVE") or length + _CHUNK.size != len(data):
        return None
    place, found = _RIFF.size, None
    while place + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, place)
        place += _CHUNK.size
        if place + size > len(data):
            return None
        if name == b"fmt " and size >= _FORMAT.size:
            kind, channels, rate, _, _, bits = _FORMAT.unpack_from(data, place)
            found = (kind, channels, rate, bits)
        if name == b"data":
            if found is None or not size:
                return None
            kind, channels, rate, bits = found
            return Sound(
                kind=kind, channels=channels, rate=rate, bits=bits, octets=size
            )
        # Chunks begin at even places.
        place += size + size % 2
    return None

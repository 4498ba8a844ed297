"""Look at the header of a WAV, and make it true: phones play sounds of one kind."""

from collections.abc import Iterator
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
        """Tell whether gateways play it: 8 kHz, mono, 16 bit."""
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


def with_true_length(data: bytes) -> bytes:
    """Return a WAV whose header says how long it is; what is no WAV is returned as is.

    A sound that was converted as a stream says nothing of its length, or a wrong one.
    """
    found = None
    for name, body in _chunks(data):
        if name == b"fmt ":
            found = body
        if name == b"data" and found is not None:
            return _written(found, body)
    return data


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Go through the chunks of a WAV; one that claims too much has the rest."""
    if len(data) < _RIFF.size or (data[:4], data[8:12]) != (b"RIFF", b"WAVE"):
        return
    place = _RIFF.size
    while place + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, place)
        place += _CHUNK.size
        yield name, data[place : place + size]
        place += size + size % 2


def _written(header: bytes, samples: bytes) -> bytes:
    """Write a WAV of nothing but its format and its samples, whole ones."""
    samples = samples[: len(samples) - len(samples) % 2]
    chunks = b"".join(
        (
            _CHUNK.pack(b"fmt ", len(header)),
            header,
            _CHUNK.pack(b"data", len(samples)),
            samples,
        )
    )
    return _RIFF.pack(b"RIFF", len(chunks) + 4, b"WAVE") + chunks


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


# The shortest sound that phones play, where one is needed to check all else.
SILENCE = _written(
    _FORMAT.pack(
        PCM, CHANNELS, RATE, RATE * CHANNELS * BITS // 8, CHANNELS * BITS // 8, BITS
    ),
    bytes(BITS // 8),
)

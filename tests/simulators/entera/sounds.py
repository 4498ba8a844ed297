"""Sounds of calls: WAV, 8 kHz, mono, 16 bit, with their true length."""

from collections.abc import Iterator
import struct

PCM, MONO, RATE, BITS = 1, 1, 8000, 16
BYTES_A_SECOND = RATE * BITS // 8
RIFF_HEADER, CHUNK_HEADER, FORMAT = 12, 8, struct.Struct("<HHIIHH")
WANTED = (PCM, MONO, RATE, BYTES_A_SECOND, BITS // 8, BITS)


def seconds_of(sound: bytes) -> float | None:
    """Return how long a sound lasts, None when it can't be played."""
    if len(sound) < RIFF_HEADER or sound[:4] != b"RIFF" or sound[8:12] != b"WAVE":
        return None
    if int.from_bytes(sound[4:8], "little") != len(sound) - CHUNK_HEADER:
        return None
    chunks = dict(_chunks(sound))
    format_, data = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(format_) < FORMAT.size or FORMAT.unpack_from(format_) != WANTED:
        return None
    return len(data) / BYTES_A_SECOND if data else None


def _chunks(sound: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and contents of the chunks that are there as a whole."""
    at = RIFF_HEADER
    while at + CHUNK_HEADER <= len(sound):
        name, size = (
            sound[at : at + 4],
            int.from_bytes(sound[at + 4 : at + 8], "little"),
        )
        content = sound[at + CHUNK_HEADER : at + CHUNK_HEADER + size]
        if len(content) == size:
            yield name, content
        at += CHUNK_HEADER + size + size % 2

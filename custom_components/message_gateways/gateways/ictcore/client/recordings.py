"""Recordings of calls: `/messages/recordings` (field-notes.md 4)."""

from ..answers.messages import parse_recording
from ..codes import RECORDING_TYPES
from ..models.messages import Media, MediaFields, NewMedia, Recording
from .calls import Calls
from .written import body_of, place

ABOUT = "Recording"


class Recordings:
    """Recordings to be played: made first, then given their file."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, recording: NewMedia) -> int:
        """Make a recording and return its id; a server with a strict database refuses.

        That is 417, a ChangeRequestError (field-notes.md 8).
        """
        path = place("messages", "recordings")
        return await self._calls.create_one(path, body_of(recording))

    async def list(self) -> tuple[Recording, ...]:
        """Return all recordings, of all users."""
        return await self._calls.get_rows(
            place("messages", "recordings"), parse_recording
        )

    async def get(self, recording_id: int) -> Recording:
        """Return a recording."""
        return await self._calls.get_one(
            _one(recording_id), parse_recording, about=ABOUT
        )

    async def update(self, recording_id: int, changes: MediaFields) -> Recording:
        """Change what is given of a recording and return what it is now."""
        return await self._calls.change_one(
            _one(recording_id),
            body_of(changes, MediaFields),
            parse_recording,
            known=recording_id,
            about=ABOUT,
        )

    async def delete(self, recording_id: int) -> None:
        """Delete a recording."""
        await self._calls.remove(_one(recording_id), about=ABOUT)

    async def upload(self, recording_id: int, content: bytes, content_type: str) -> int:
        """Upload the file of a recording, in place of any other; return its id.

        Raises InvalidInputError for a type not in `codes.RECORDING_TYPES`; MP3
        (`audio/mpeg`) goes by the name that the server takes.
        """
        return await self._calls.upload(
            _one(recording_id, "media"),
            content,
            content_type,
            taken=RECORDING_TYPES,
            about=ABOUT,
        )

    async def download(self, recording_id: int) -> Media:
        """Download a recording, byte by byte as it was uploaded."""
        return await self._calls.download(_one(recording_id, "media"), about=ABOUT)


def _one(recording_id: int, *more: str) -> str:
    """Return the path of one recording."""
    return place("messages", "recordings", recording_id, *more)

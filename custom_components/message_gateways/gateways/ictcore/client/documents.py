"""Documents of faxes: `/messages/documents` (field-notes.md 4)."""

from ..answers.messages import parse_document
from ..codes import DOCUMENT_TYPES
from ..models.messages import Document, Media, MediaFields, NewMedia
from .calls import Calls
from .written import body_of, place

ABOUT = "Document"


class Documents:
    """Documents to be faxed: made first, then given their file."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, document: NewMedia) -> int:
        """Make a document and return its id; a server with a strict database refuses.

        That is 417, a ChangeRequestError (field-notes.md 8).
        """
        path = place("messages", "documents")
        return await self._calls.create_one(path, body_of(document))

    async def list(self) -> tuple[Document, ...]:
        """Return all documents, of all users."""
        return await self._calls.get_rows(
            place("messages", "documents"), parse_document
        )

    async def get(self, document_id: int) -> Document:
        """Return a document."""
        return await self._calls.get_one(_one(document_id), parse_document, about=ABOUT)

    async def update(self, document_id: int, changes: MediaFields) -> Document:
        """Change what is given of a document and return what it is now."""
        return await self._calls.change_one(
            _one(document_id),
            body_of(changes, MediaFields),
            parse_document,
            known=document_id,
            about=ABOUT,
        )

    async def delete(self, document_id: int) -> None:
        """Delete a document."""
        await self._calls.remove(_one(document_id), about=ABOUT)

    async def upload(self, document_id: int, content: bytes, content_type: str) -> int:
        """Upload the file of a document, in place of any other; return its id.

        Raises InvalidInputError for a type not in `codes.DOCUMENT_TYPES`.
        """
        return await self._calls.upload(
            _one(document_id, "media"),
            content,
            content_type,
            taken=DOCUMENT_TYPES,
            about=ABOUT,
        )

    async def download(self, document_id: int) -> Media:
        """Download a document as a PDF, made from the fax, not the file uploaded.

        Before there is one it is a 404, or an empty page with release 2.1.0.
        """
        return await self._calls.download(_one(document_id, "media"), about=ABOUT)


def _one(document_id: int, *more: str) -> str:
    """Return the path of one document."""
    return place("messages", "documents", document_id, *more)

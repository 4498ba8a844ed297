"""Where texts, emails, documents and recordings are kept on the server."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from typing import override

from ..errors import ChangeRequestError, GatewayError
from .client import IctcoreClient
from .client.documents import Documents
from .client.recordings import Recordings
from .codes import DOES_NOT_EXIST, ProgramType
from .materials import Material
from .models.messages import NewMedia, NewTemplate, NewText


class Shelf(ABC):
    """One kind of what programs need; every method raises GatewayError."""

    @abstractmethod
    async def make(self, name: str, material: Material) -> int:
        """Make one and return its id."""

    @abstractmethod
    async def names(self) -> Mapping[int, str]:
        """Return the names of all there are, of all users, by their ids."""

    @abstractmethod
    async def remove(self, id_: int) -> None:
        """Delete one."""

    @abstractmethod
    async def get(self, id_: int) -> object:
        """Return one; ChangeRequestError, 404, where there is none."""

    async def has(self, id_: int) -> bool:
        """Tell whether there is one of an id."""
        try:
            await self.get(id_)
        except ChangeRequestError as err:
            if err.detail is None or err.detail.code != DOES_NOT_EXIST:
                raise
            return False
        return True


class TextShelf(Shelf):
    """The texts of SMS."""

    def __init__(self, client: IctcoreClient) -> None:
        """Keep them on a server."""
        self._texts = client.texts

    @override
    async def make(self, name: str, material: Material) -> int:
        """Make a text; raises GatewayError."""
        (data,) = material.texts
        return await self._texts.create(NewText(name=name, data=data))

    @override
    async def names(self) -> Mapping[int, str]:
        """Return the names of all texts; raises GatewayError."""
        return {one.text_id: one.name or "" for one in await self._texts.list()}

    @override
    async def remove(self, id_: int) -> None:
        """Delete a text; raises GatewayError."""
        await self._texts.delete(id_)

    @override
    async def get(self, id_: int) -> object:
        """Return a text; raises GatewayError."""
        return await self._texts.get(id_)


class TemplateShelf(Shelf):
    """Emails."""

    def __init__(self, client: IctcoreClient) -> None:
        """Keep them on a server."""
        self._templates = client.templates

    @override
    async def make(self, name: str, material: Material) -> int:
        """Make an email; raises GatewayError."""
        subject, body, body_alt = material.texts
        return await self._templates.create(
            NewTemplate(name=name, subject=subject, body=body, body_alt=body_alt)
        )

    @override
    async def names(self) -> Mapping[int, str]:
        """Return the names of all emails; raises GatewayError."""
        return {one.template_id: one.name or "" for one in await self._templates.list()}

    @override
    async def remove(self, id_: int) -> None:
        """Delete an email; raises GatewayError."""
        await self._templates.delete(id_)

    @override
    async def get(self, id_: int) -> object:
        """Return an email; raises GatewayError."""
        return await self._templates.get(id_)


class FileShelf(Shelf):
    """Documents or recordings: made first, then given their file."""

    def __init__(self, files: Documents | Recordings) -> None:
        """Keep them among the documents or the recordings of a server."""
        self._files = files

    @override
    async def make(self, name: str, material: Material) -> int:
        """Make one with its file; raises GatewayError, with nothing left behind."""
        (content,) = material.parts
        id_ = await self._files.create(NewMedia(name=name))
        try:
            await self._files.upload(id_, content, material.file_type)
        except GatewayError:
            with suppress(GatewayError):
                await self._files.delete(id_)
            raise
        return id_

    @override
    async def remove(self, id_: int) -> None:
        """Delete one; raises GatewayError."""
        await self._files.delete(id_)

    @override
    async def get(self, id_: int) -> object:
        """Return one; raises GatewayError."""
        return await self._files.get(id_)


class DocumentShelf(FileShelf):
    """The documents of faxes."""

    def __init__(self, client: IctcoreClient) -> None:
        """Keep them on a server."""
        super().__init__(client.documents)
        self._documents = client.documents

    @override
    async def names(self) -> Mapping[int, str]:
        """Return the names of all documents; raises GatewayError."""
        return {one.document_id: one.name or "" for one in await self._documents.list()}


class RecordingShelf(FileShelf):
    """The recordings of calls."""

    def __init__(self, client: IctcoreClient) -> None:
        """Keep them on a server."""
        super().__init__(client.recordings)
        self._recordings = client.recordings

    @override
    async def names(self) -> Mapping[int, str]:
        """Return the names of all recordings; raises GatewayError."""
        rows = await self._recordings.list()
        return {one.recording_id: one.name or "" for one in rows}


def shelves_of(client: IctcoreClient) -> Mapping[ProgramType, Shelf]:
    """Return where the programs that send keep what they need.

    The one that speaks needs nothing: the text is a part of it.
    """
    return {
        ProgramType.SEND_SMS: TextShelf(client),
        ProgramType.SEND_EMAIL: TemplateShelf(client),
        ProgramType.SEND_FAX: DocumentShelf(client),
        ProgramType.VOICE_MESSAGE: RecordingShelf(client),
    }

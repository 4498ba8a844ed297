"""Programs: `/programs` (field-notes.md 5).

`PUT /programs/{id}` is not offered, though the server takes it: it deploys the
program a second time, and whatever is sent with it afterwards goes out twice.
"""

from collections.abc import Mapping
from typing import Any

from ..answers.programs import parse_program
from ..answers.transmissions import parse_transmission_row
from ..answers.values import parse_id
from ..codes import PROGRAM_PARAMETERS, ProgramType
from ..models.programs import NewProgram, Program, ProgramFilter
from ..models.transmissions import NewTransmission, TransmissionRow
from .calls import Calls
from .transmissions import transmission_body
from .written import body_of, checked_id, pairs_of, place, whole

ABOUT = "Program"
NEEDED: Mapping[str, str] = {
    "text_id": "Text",
    "document_id": "Document",
    "template_id": "Template",
    "recording_id": "Recording",
    "account_id": "Account",
}
"""What a 404 is about that a program's creation brings, by its parameter."""


class Programs:
    """What is done with transmissions."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, program: NewProgram) -> int:
        """Make a program of any type and return its id.

        Where what it refers to does not exist, that is a ChangeRequestError, but the
        program stays behind: find it by its name and delete it.
        """
        about = NEEDED.get(PROGRAM_PARAMETERS[program.type])
        return await self._calls.create_one(
            place("programs", program.type.value), program_body(program), about=about
        )

    async def create_send_sms(self, text_id: int, *, name: str | None = None) -> int:
        """Make a program that sends a text, and return its id."""
        return await self._create(ProgramType.SEND_SMS, text_id, name)

    async def create_send_fax(
        self, document_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that faxes a document, and return its id."""
        return await self._create(ProgramType.SEND_FAX, document_id, name)

    async def create_send_email(
        self, template_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that sends an email, and return its id."""
        return await self._create(ProgramType.SEND_EMAIL, template_id, name)

    async def create_voice_message(
        self, recording_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that plays a recording, and return its id."""
        return await self._create(ProgramType.VOICE_MESSAGE, recording_id, name)

    async def create_voice_tts(self, text: str, *, name: str | None = None) -> int:
        """Make a program that speaks a text, and return its id.

        Its calls were never seen to end: they stay in `processing`.
        """
        return await self._create(ProgramType.VOICE_TTS, text, name)

    async def create_receive_sms(
        self, account_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that takes SMS in for an account, and return its id."""
        return await self._create(ProgramType.RECEIVE_SMS, account_id, name)

    async def create_receive_fax(
        self, account_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that takes faxes in for an account, and return its id."""
        return await self._create(ProgramType.RECEIVE_FAX, account_id, name)

    async def create_receive_email(
        self, account_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that takes emails in for an account, and return its id."""
        return await self._create(ProgramType.RECEIVE_EMAIL, account_id, name)

    async def create_email_to_fax(
        self, account_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that faxes an account's emails, and return its id."""
        return await self._create(ProgramType.EMAIL_TO_FAX, account_id, name)

    async def create_fax_to_email(
        self, account_id: int, *, name: str | None = None
    ) -> int:
        """Make a program that mails an account's faxes, and return its id."""
        return await self._create(ProgramType.FAX_TO_EMAIL, account_id, name)

    async def list(self, asked: ProgramFilter | None = None) -> tuple[Program, ...]:
        """Return programs, of all users."""
        return await self._calls.get_rows(
            place("programs"), parse_program, pairs_of(asked)
        )

    async def list_of_type(self, kind: ProgramType) -> tuple[Program, ...]:
        """Return the programs of one type."""
        return await self._calls.get_rows(place("programs", kind.value), parse_program)

    async def get(self, program_id: int) -> Program:
        """Return a program, which does not say its type."""
        path = place("programs", program_id)
        return await self._calls.get_one(path, parse_program, about=ABOUT)

    async def delete(self, program_id: int) -> None:
        """Delete a program; its transmissions stay."""
        await self._calls.remove(place("programs", program_id), about=ABOUT)

    async def create_transmission(
        self, program: NewProgram, transmission: NewTransmission
    ) -> int:
        """Make a program and a transmission of it in one go; return the latter's id.

        The guide's PUT does not exist, and its program id is a type (field notes 5).
        """
        document = {
            "program_data": program_body(program),
            "transmission_data": transmission_body(transmission),
        }
        path = place("programs", program.type.value, "transmissions")
        about = NEEDED.get(PROGRAM_PARAMETERS[program.type])
        return parse_id(await self._calls.create(path, document, about=about))

    async def transmissions(self, program_id: int) -> tuple[TransmissionRow, ...]:
        """Return the transmissions of a program, without accounts and contacts."""
        path = place("programs", program_id, "transmissions")
        return await self._calls.get_rows(path, parse_transmission_row, about=ABOUT)

    async def _create(
        self, kind: ProgramType, parameter: int | str, name: str | None
    ) -> int:
        """Make a program of a type."""
        return await self.create(NewProgram(type=kind, parameter=parameter, name=name))


def program_body(program: NewProgram) -> dict[str, Any]:
    """Write a program; raises InvalidInputError for an id that is none."""
    document = body_of(program)
    del document["type"], document["parameter"]
    name, value = PROGRAM_PARAMETERS[program.type], program.parameter
    is_text = program.type is ProgramType.VOICE_TTS and isinstance(value, str)
    return document | {name: whole(str(value)) if is_text else checked_id(value)}

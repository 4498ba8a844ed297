"""Programs: what is done with transmissions (field-notes.md 5)."""

from dataclasses import dataclass, field
from datetime import datetime

from ..codes import ProgramType


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgram:
    """A program to make.

    `parameter` is the id of its text, document, template, recording or account, by
    its type; for voicetts it is the text itself.
    """

    type: ProgramType
    parameter: int | str = field(repr=False)
    name: str | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program; only lists say its type, only a single one has the rest."""

    program_id: int
    name: str | None = None
    type: str | None = None
    parent_id: int | None = None
    user_id: int | None = None
    account_id: int | None = None
    text_id: int | None = None
    document_id: int | None = None
    template_id: int | None = None
    recording_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFilter:
    """Which programs are asked for; `type` is looked for anywhere in it."""

    program_id: int | None = None
    name: str | None = None
    type: str | None = None
    user_id: int | None = None
    before: datetime | None = None
    after: datetime | None = None

"""Texts of SMS: `/messages/texts` (field-notes.md 4)."""

from ..answers.messages import parse_text
from ..codes import LONGEST_TEXT_TYPE
from ..models.messages import NewText, Text, TextFields
from .calls import Calls
from .written import body_of, place, short_enough

ABOUT = "Text"


class Texts:
    """Texts of SMS."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, text: NewText) -> int:
        """Make a text and return its id.

        `[transmission:contact:first_name]` in it is replaced for each contact. Raises
        InvalidInputError for a type of more than 8 characters.
        """
        short_enough("type", text.type, LONGEST_TEXT_TYPE)
        return await self._calls.create_one(place("messages", "texts"), body_of(text))

    async def list(self) -> tuple[Text, ...]:
        """Return all texts, of all users, without their `data`."""
        return await self._calls.get_rows(place("messages", "texts"), parse_text)

    async def get(self, text_id: int) -> Text:
        """Return a text."""
        return await self._calls.get_one(_one(text_id), parse_text, about=ABOUT)

    async def update(self, text_id: int, changes: TextFields) -> Text:
        """Change what is given of a text and return what it is now."""
        short_enough("type", changes.type, LONGEST_TEXT_TYPE)
        return await self._calls.change_one(
            _one(text_id),
            body_of(changes, TextFields),
            parse_text,
            known=text_id,
            about=ABOUT,
        )

    async def delete(self, text_id: int) -> None:
        """Delete a text; a program that uses it does not work any more."""
        await self._calls.remove(_one(text_id), about=ABOUT)


def _one(text_id: int) -> str:
    """Return the path of one text."""
    return place("messages", "texts", text_id)

"""Emails: `/messages/templates` (field-notes.md 4)."""

from ..answers.messages import parse_template
from ..models.messages import Media, NewTemplate, Template, TemplateFields
from .calls import Calls
from .written import body_of, place

ABOUT = "Template"


class Templates:
    """Emails to be sent."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, template: NewTemplate) -> int:
        """Make an email and return its id."""
        path = place("messages", "templates")
        return await self._calls.create_one(path, body_of(template))

    async def list(self) -> tuple[Template, ...]:
        """Return all emails, of all users."""
        return await self._calls.get_rows(
            place("messages", "templates"), parse_template
        )

    async def get(self, template_id: int) -> Template:
        """Return an email."""
        return await self._calls.get_one(_one(template_id), parse_template, about=ABOUT)

    async def update(self, template_id: int, changes: TemplateFields) -> Template:
        """Change what is given of an email and return what it is now."""
        return await self._calls.change_one(
            _one(template_id),
            body_of(changes, TemplateFields),
            parse_template,
            known=template_id,
            about=ABOUT,
        )

    async def delete(self, template_id: int) -> None:
        """Delete an email."""
        await self._calls.remove(_one(template_id), about=ABOUT)

    async def upload(self, template_id: int, content: bytes, content_type: str) -> int:
        """Upload a file of any type and return the email's id.

        The server keeps the file, but does not send it with the email.
        """
        return await self._calls.upload(
            _one(template_id, "media"), content, content_type, about=ABOUT
        )

    async def download(self, template_id: int) -> Media:
        """Download the file of an email; the server seen says 404 to all of them."""
        return await self._calls.download(_one(template_id, "media"), about=ABOUT)


def _one(template_id: int, *more: str) -> str:
    """Return the path of one email."""
    return place("messages", "templates", template_id, *more)

"""Every operation of the API, one method each (api-guide.txt, field-notes.md)."""

from .api import IctcoreClient

__all__ = ["IctcoreClient"]

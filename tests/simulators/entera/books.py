"""Address books and the people in them."""

from dataclasses import dataclass, field
import json
from typing import Any


@dataclass(slots=True, kw_only=True)
class Record:
    """One person; `phone` as it was written."""

    id: int
    phone: str
    metadata: tuple[str, ...] = ()

    def row(self, book_id: int) -> dict[str, Any]:
        """Return it as the API shows it."""
        return {
            "Id": self.id,
            "AddressBookId": book_id,
            "Phone": self.phone,
            "Metadata": list(self.metadata),
        }


@dataclass(slots=True, kw_only=True)
class Book:
    """One address book; the personal one is no group."""

    id: int
    login: str
    description: str
    is_group: bool = True
    records: list[Record] = field(default_factory=list)

    def row(self, *, with_records: bool) -> dict[str, Any]:
        """Return it as the API shows it."""
        rows = [record.row(self.id) for record in self.records]
        return {
            "Id": self.id,
            "Description": self.description,
            "RecordsCount": len(self.records),
            "IsGroup": self.is_group,
            "Records": rows if with_records else None,
        }


def metadata_size(metadata: tuple[str, ...]) -> int:
    """Return the symbols of metadata with its JSON punctuation (6.2.1)."""
    return len(json.dumps(metadata, ensure_ascii=False, separators=(",", ":")))

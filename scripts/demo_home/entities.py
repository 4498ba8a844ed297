"""Find entities in Home Assistant's registry, by account, recipient and purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .problem import DemoError
from .watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedAccount:
    """An account in Home Assistant, and the ids of its recipients by their names."""

    entry_id: str
    title: str
    recipients: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entities:
    """Entity ids by config entry, subentry and key."""

    _ids: Mapping[tuple[str, str | None, str], str]

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._ids)

    def of_account(self, account: AddedAccount, platform: str, key: str) -> str:
        """Return an entity of an account; raises DemoError if there is none."""
        return self._find(account.entry_id, None, f"{platform}.{key}", account.title)

    def has(self, account: AddedAccount, platform: str, key: str) -> bool:
        """Tell whether an account has an entity."""
        return (account.entry_id, None, f"{platform}.{key}") in self._ids

    def of_recipient(
        self, account: AddedAccount, recipient: str, platform: str, key: str
    ) -> str:
        """Return an entity of a recipient; raises DemoError if there is none."""
        subentry = account.recipients.get(recipient)
        if subentry is None:
            raise DemoError(f"There is no recipient {recipient} in {account.title}")
        return self._find(account.entry_id, subentry, f"{platform}.{key}", recipient)

    def _find(self, entry: str, subentry: str | None, key: str, owner: str) -> str:
        """Return an entity id; raises DemoError if there is none."""
        found = self._ids.get((entry, subentry, key))
        if found is None:
            known = sorted(k for e, s, k in self._ids if (e, s) == (entry, subentry))
            raise DemoError(f"{owner} has no entity {key}, only {', '.join(known)}")
        return found


async def read_entities(watch: Watch) -> Entities:
    """Read the registry; what is disabled is not there for anybody."""
    rows = await watch.ask("config/entity_registry/list")
    return Entities(
        {_key_of(row): row["entity_id"] for row in rows if not row["disabled_by"]}
    )


def _key_of(row: Mapping[str, Any]) -> tuple[str, str | None, str]:
    """Tell what an entity is for: its unique id ends with it, after the ids."""
    entry, subentry = row["config_entry_id"], row["config_subentry_id"]
    prefix = "_".join(part for part in (entry, subentry) if part)
    platform = row["entity_id"].partition(".")[0]
    key = str(row["unique_id"]).removeprefix(f"{prefix}_")
    return str(entry), subentry, f"{platform}.{key}"

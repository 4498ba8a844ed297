"""What most kinds of rows have in common: create, list, get, update, delete."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.filters import Filter, filtered
from tests.simulators.ictcore.schema import Tables
from tests.simulators.ictcore.tables import Row, Table
from tests.simulators.ictcore.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Describe one kind of rows.

    `kind` is its name in error texts, `missing` what is said of an unknown id (mostly
    by the kind, but not always). `fixed` columns can't be written by a request.
    `required` ones have no default in strict SQL mode, `longest` bounds others there.
    `abc` is whether an id that is no number shows an object of nulls.
    """

    kind: str
    table: Callable[[Tables], Table]
    detail: tuple[str, ...]
    listed: tuple[str, ...]
    filters: Mapping[str, Filter]
    missing: str = ""
    fixed: frozenset[str] = frozenset({"user_id", "date_created"})
    required: tuple[str, ...] = ()
    longest: Mapping[str, int] = field(default_factory=dict)
    abc: bool = True

    @property
    def key(self) -> str:
        """Return the name of the id."""
        return self.detail[0]

    def rows(self, world: World) -> Table:
        """Return the table."""
        return self.table(world.tables)

    def refused(self) -> ApiError:
        """Return the error of a create that the database refuses."""
        return ApiError(417, f"{self.kind} creation failed")

    def unknown(self) -> ApiError:
        """Return the error of an id that is not there."""
        return ApiError(404, self.missing or f"{self.kind} not found")

    def row(self, world: World, id_: Any) -> Row:
        """Return the row of an id. Raises ApiError."""
        row = self.rows(world).find(id_)
        if row is None:
            raise self.unknown()
        return row

    def asked(self, call: Call) -> Row:
        """Return the row that a path names. Raises ApiError."""
        return self.row(call.world, call.parts[self.key])

    def written(self, call: Call) -> dict[str, Any]:
        """Return what of a body can be saved. Raises ApiError in strict SQL mode."""
        columns = self.rows(call.world).columns
        fields = {
            name: value
            for name, value in call.fields.items()
            if name in columns and name not in self.fixed
        }
        for name, length in self.longest.items():
            if len(str(fields.get(name) or "")) > length:
                if call.world.settings.strict:
                    raise self.refused()
                fields[name] = str(fields[name])[:length]
        return fields

    def create(self, call: Call, **others: Any) -> int:
        """Save a row and return its id. Raises ApiError in strict SQL mode."""
        values = self.written(call) | others
        if call.world.settings.strict and any(
            values.get(name) is None for name in self.required
        ):
            raise self.refused()
        return call.world.insert(self.rows(call.world), call.user_id, **values)

    def list_all(self, call: Call) -> list[dict[str, Any]]:
        """Return the rows that the query's filters let through."""
        return self.listing(call, self.rows(call.world))

    def listing(self, call: Call, rows: Iterable[Row]) -> list[dict[str, Any]]:
        """Return some rows as lists show them."""
        found = filtered(rows, call.query, self.filters)
        return [{name: row[name] for name in self.listed} for row in found]

    def shown(self, row: Row) -> dict[str, Any]:
        """Return a row as it is shown by itself."""
        return {name: row[name] for name in self.detail}

    def get(self, call: Call) -> dict[str, Any]:
        """Show one row; an id that is no number shows nulls."""
        if self.abc and not call.parts[self.key].isdecimal():
            return dict.fromkeys(self.detail)
        return self.shown(self.asked(call))

    def update(self, call: Call) -> dict[str, Any]:
        """Save what is new and show the row, the new values as they were sent."""
        row = self.asked(call)
        values = self.written(call)
        self.rows(call.world).update(int(row[self.key]), values)
        return self.shown(row) | self.echoed(values)

    def echoed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of some values that are shown."""
        return {name: values[name] for name in self.detail if name in values}

    def delete(self, call: Call) -> bool:
        """Delete a row."""
        row = self.asked(call)
        return self.rows(call.world).delete(row[self.key])

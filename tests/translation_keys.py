"""Read from the integration's code which texts it wants to show, and with what."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import custom_components.message_gateways as integration

HOUSE = Path(integration.__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A text that is asked for: where, by which key, with which placeholders.

    Where code makes a part of the key, the key has a `*` in its place.
    """

    where: str
    key: str
    placeholders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the integration, read and imported."""

    path: Path
    tree: ast.Module
    module: ModuleType
    inside: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Return the calls of functions, methods and classes by their names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and (not names or called(node) in names):
                yield node

    def uses(
        self, call: ast.Call, key: ast.expr | None, placeholders: frozenset[str]
    ) -> Iterator[Use]:
        """Return a use for each key that an expression can be."""
        where = f"{self.path.name}:{call.lineno}"
        for each in sorted(self.strings(key)):
            yield Use(where=where, key=each, placeholders=placeholders)

    def strings(self, node: ast.expr | None) -> set[str]:
        """Return what an expression can be, as far as this file says."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=body, orelse=orelse):
                return self.strings(body) | self.strings(orelse)
            case ast.JoinedStr(values=values):
                parts = [
                    part.value
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    else "*"
                    for part in values
                ]
                return {"".join(parts)}
            case ast.Name(id=name):
                known = getattr(self.module, name, None)
                return {known} if isinstance(known, str) else self._local(node)
            case _:
                return set()

    def _local(self, name: ast.Name) -> set[str]:
        """Return what a variable or an argument of a function can be."""
        function = self.inside.get(name)
        while function is not None and not isinstance(function, ast.FunctionDef):
            function = self.inside.get(function)
        if function is None:
            return set()
        found: set[str] = set()
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == name.id
                for target in node.targets
            ):
                found |= self.strings(node.value)
        arguments = [argument.arg for argument in function.args.args]
        if name.id in arguments:
            place = arguments.index(name.id)
            for call in self.calls(function.name):
                if place < len(call.args):
                    found |= self.strings(call.args[place])
        return found


def called(call: ast.Call) -> str:
    """Return the name of what is called, without what it belongs to."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return a keyword argument."""
    return next((each.value for each in call.keywords if each.arg == name), None)


@cache
def sources() -> tuple[Source, ...]:
    """Read all files of the integration."""
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        name = ".".join((integration.__name__, *parts)).removesuffix(".__init__")
        source = Source(path, ast.parse(path.read_text("utf-8")), import_module(name))
        for node in ast.walk(source.tree):
            for child in ast.iter_child_nodes(node):
                source.inside[child] = node
        found.append(source)
    return tuple(found)


def named(*names: str) -> list[Source]:
    """Return the files with these names."""
    return [source for source in sources() if source.path.stem in names]


def exceptions() -> list[Use]:
    """Return the texts of errors that Home Assistant shows."""
    found: list[Use] = []
    for source in sources():
        for call in source.calls():
            if keyword(call, "translation_domain") is None:
                continue
            given = keyword(call, "translation_placeholders")
            keys = given.keys if isinstance(given, ast.Dict) else []
            names = {text for key in keys for text in source.strings(key)}
            found += source.uses(
                call, keyword(call, "translation_key"), frozenset(names)
            )
    return found + broken_rules(but="addresses")


def broken_rules(*, of: str | None = None, but: str | None = None) -> list[Use]:
    """Return the rules that are checked before sending, of one file or all but one."""
    return [
        use
        for source in sources()
        if source.path.stem != but and of in (None, source.path.stem)
        for call in source.calls("InvalidInputError")
        if call.args
        for use in source.uses(
            call,
            call.args[0],
            frozenset(each.arg for each in call.keywords if each.arg),
        )
    ]


def issues() -> list[Use]:
    """Return the texts of repairs; all of them name the account."""
    found: list[Use] = []
    for source in named("issues"):
        settings = {
            argument.arg
            for node in ast.walk(source.tree)
            if isinstance(node, ast.FunctionDef) and node.name == "_raise"
            for argument in node.args.kwonlyargs
        }
        for call in source.calls("_raise"):
            names = {each.arg for each in call.keywords if each.arg} - settings
            found += source.uses(
                call,
                keyword(call, "translation_key") or call.args[0],
                frozenset(names | {"account"}),
            )
    return found


# The files with entities, and the platform of each.
ENTITY_FILES = {
    "event": "event",
    "notify": "notify",
    "sensor": "sensor",
    "delivery_sensors": "sensor",
    "month_sensors": "sensor",
    "counter_sensors": "sensor",
    "campaign_sensor": "sensor",
}


def entities() -> list[tuple[str, str, bool]]:
    """Return platform and key of each kind of entity, and whether it has a name."""
    found: list[tuple[str, str, bool]] = []
    for source in named(*ENTITY_FILES):
        platform = ENTITY_FILES[source.path.stem]
        for call in source.calls():
            if called(call).endswith(("Description", "Count")):
                keys = source.strings(keyword(call, "translation_key"))
                found += [(platform, key, True) for key in sorted(keys)]
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                values = {
                    target.id: each.value
                    for each in node.body
                    if isinstance(each, ast.Assign)
                    for target in each.targets
                    if isinstance(target, ast.Name)
                }
                keys = source.strings(values.get("_attr_translation_key"))
                has_name = "_attr_name" not in values
                found += [(platform, key, has_name) for key in sorted(keys)]
    return found


def form_errors(stem: str) -> list[Use]:
    """Return the errors that a file shows beside the fields of its forms."""
    found: list[Use] = []
    for source in named(stem):
        for call in source.calls("FieldError"):
            found += source.uses(call, call.args[1], frozenset())
        for call in source.calls("BaseUrlError", "AddressError"):
            found += source.uses(call, call.args[0], frozenset())
        for call in source.calls("Refusal"):
            found += source.uses(call, keyword(call, "key"), frozenset())
        for call in source.calls("_ask"):
            for argument in call.args:
                values = argument.values if isinstance(argument, ast.Dict) else []
                for value in values:
                    found += source.uses(call, value, frozenset())
    return found


def steps(stem: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Return the steps that a flow shows, and the options of its menus."""
    for source in named(stem):
        for call in source.calls("async_show_form", "async_show_menu", "_Form"):
            options = keyword(call, "menu_options")
            items = options.elts if isinstance(options, ast.List) else []
            chosen = {text for item in items for text in source.strings(item)}
            for step in source.strings(keyword(call, "step_id")):
                yield step, frozenset(chosen)


def select_keys() -> set[str]:
    """Return the keys by which choices in forms are translated."""
    return {
        key
        for source in named("forms")
        for call in source.calls("SelectSelectorConfig")
        for key in source.strings(keyword(call, "translation_key"))
    }

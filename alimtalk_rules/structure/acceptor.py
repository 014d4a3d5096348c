"""The acceptor: Python source written from a schema, which says yes fast and only if certain.

Each definition of the schema becomes a function, and so does each object, array, choice and item
within one; strings and numbers are tested in place. A value is accepted if it is of exact built-in
types, which nobody can override, and fits. Everything else is left to the judge: True means valid,
False means not sure. ``print(source_of("message", INFOBIP))`` shows what is run.

Closures instead of source took twice the time; ``fastjsonschema`` ten times, and it knows no
draft 2020-12; ``msgspec`` and ``jsonschema-rs`` were no faster by more than a sixth.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from alimtalk_rules.structure.schemas import schema_with

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits
    from alimtalk_rules.structure.openings import Opening

Acceptor = Callable[[object], bool]
"""True if a value is certainly what the schema asks for; False if only the judge can tell."""

Schema = Mapping[str, Any]
Part = Schema | bool
"""A part of a schema; True accepts anything, False nothing."""


class Accepted(NamedTuple):
    """A schema and the functions that accept its parts.

    Attributes:
        schema: the schema itself.
        source: the Python source of the functions.
        whole: what accepts a whole document.
        parts: what accepts each object, array, choice and item, by the ``id`` of its part.
    """

    schema: Schema
    source: str
    whole: Acceptor
    parts: Mapping[int, Acceptor]


def acceptor_of(name: str, limits: Limits, openings: tuple[Opening, ...] = ()) -> Acceptor:
    """The function that accepts what the schema ``name`` does, with the numbers of ``limits``."""
    return accepted_of(name, limits, openings).whole


def source_of(name: str, limits: Limits) -> str:
    """The source of that function and of those that it calls, to be read."""
    return accepted_of(name, limits).source


@lru_cache(maxsize=64)
def accepted_of(name: str, limits: Limits, openings: tuple[Opening, ...] = ()) -> Accepted:
    """The schema ``name`` with the numbers of ``limits``, and its functions, made once."""
    return accepted_by(schema_with(name, limits, openings))


def accepted_by(schema: Schema) -> Accepted:
    """The functions that accept what ``schema`` and its parts do."""
    writer = _Writer(schema.get("$defs", {}))
    whole = writer.function(schema, "Document")
    source = "\n\n".join(["import re", *writer.written]) + "\n"
    made: dict[str, Any] = {}
    exec(compile(source, f"<acceptor of {schema.get('$id')}>", "exec"), made)  # noqa: S102 - our own
    return Accepted(
        schema, source, made[whole], {part: made[name] for part, name in writer.functions.items()}
    )


def resolved(part: Part, definitions: Schema) -> Part:
    """The definition to which ``part`` refers, or ``part`` itself."""
    if isinstance(part, Mapping) and part.keys() - _ANNOTATIONS == {"$ref"}:
        return cast("Part", definitions[part["$ref"].rpartition("/")[2]])
    return part


def of_any_type(part: Part, definitions: Schema) -> Part:
    """A choice between scalars as one part that has their types; another part as it is.

    It is a schema by itself: each keyword of such a part is about one type alone.
    """
    variants = part.get("oneOf", ()) if isinstance(part, Mapping) else ()
    scalars: list[Any] = [resolved(one, definitions) for one in variants]
    if not {isinstance(one, Mapping) and one.get("type") for one in scalars} <= _SCALARS:
        return part
    merged = {keyword: value for one in scalars for keyword, value in one.items()}
    return {**merged, "type": [one["type"] for one in scalars]} if scalars else part


def chosen_by(variants: Sequence[Part]) -> str | None:
    """The field that tells the variants of an object apart, by a ``const`` in each; or None."""
    members = [
        {name: member for name, member in one.get("properties", {}).items() if member is not True}
        for one in variants
        if isinstance(one, Mapping) and one.get("type") == "object"
    ]
    for field in members[0] if len(members) == len(variants) else ():
        constants = [of_one.get(field, {}).get("const") for of_one in members]
        if set(map(type, constants)) == {str} and len(set(constants)) == len(variants):
            return str(field)
    return None


_LOCALS: Final = ("re", "value", "name", "member", "item", "kind")
"""What the functions call things, so that no function may be called so."""

_SCALARS: Final = frozenset({"string", "integer", "boolean"})
_ANNOTATIONS: Final = frozenset(
    {"$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples"}
)
_KNOWN: Final = {
    "anything": frozenset[str](),
    "string": frozenset({"type", "enum", "minLength", "maxLength", "pattern", "not"}),
    "integer": frozenset({"type", "minimum", "maximum"}),
    "boolean": frozenset({"type"}),
    "array": frozenset({"type", "items", "minItems", "maxItems"}),
    "object": frozenset({"type", "properties", "required", "additionalProperties"}),
    "const": frozenset({"const"}),
    "oneOf": frozenset({"oneOf"}),
}
"""The keywords that are understood together; of a part with any other nobody is sure."""

_NOT_BLANK: Final = "[^\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""The pattern of the schemas for a string that is more than white space.

Python's ``isspace`` takes an eighth of its time, and has four characters more that are blank.
"""


def _kind(part: Part) -> str | None:
    """The row of ``_KNOWN`` that ``part`` is of; None if it is of none."""
    if isinstance(part, bool):
        return "anything" if part else None
    keywords = part.keys() - _ANNOTATIONS
    kind = part["type"] if "type" in keywords else next(iter(keywords), "anything")
    if isinstance(kind, list):
        return "union" if all(map(_kind, _members(part))) else None
    if not isinstance(kind, str) or not keywords <= _KNOWN.get(kind, frozenset()):
        return None
    forbidden = part.get("not", {"pattern": ""})
    is_understood = isinstance(forbidden, Mapping) and forbidden.keys() == {"pattern"}
    return kind if is_understood else None


def _members(part: Schema) -> list[Schema]:
    """A part of several types as one for each, with the keywords that are about that type."""
    every = part.keys() - _ANNOTATIONS
    known = {kind: every & _KNOWN.get(kind, frozenset()) for kind in part["type"]}
    if set().union(*known.values()) != every:
        return [{"type": "unknown"}]
    return [
        {**{keyword: part[keyword] for keyword in sorted(keywords)}, "type": kind}
        for kind, keywords in known.items()
    ]


class _Writer:
    """Writes the functions; those that a function calls come before it.

    Attributes:
        written: the pieces of the source, top to bottom.
        functions: the names of the functions, by the ``id`` of their part.
    """

    def __init__(self, definitions: Schema) -> None:
        self.written: list[str] = []
        self.functions: dict[int, str] = {}
        self._definitions = definitions
        self._names = {id(part): name for name, part in definitions.items()}
        self._patterns: dict[str, str] = {}
        self._unions: list[Schema] = []  # kept, as functions are known by the id of their part
        self._taken = {*keyword.kwlist, *dir(builtins), *_LOCALS}

    def function(self, part: Part, name: str) -> str:
        """The name of the function for ``part``, which is written unless it was before."""
        part = resolved(part, self._definitions)
        if id(part) not in self.functions:
            name = self._free(self._names.get(id(part), name))
            self.functions[id(part)] = name
            lines = [f"def {name}(value):", *(f"    {line}" for line in self._body(part, name))]
            self.written.append("\n".join(lines))
        return self.functions[id(part)]

    def _free(self, name: str) -> str:
        name = re.sub(r"\W|^(?=\d|$)", "_", name, flags=re.ASCII)
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def _body(self, part: Any, name: str) -> Iterator[str]:
        bodies = {"oneOf": self._choice, "object": self._object, "array": self._array}
        body = bodies.get(_kind(part) or "")
        if body is None:
            yield f"return {self._test(part, 'value', name)}"
            return
        yield from body(part, name)

    def _object(self, part: Schema, name: str) -> Iterator[str]:
        tests: dict[str, list[str]] = {}
        for field, member in part.get("properties", {}).items():
            tests.setdefault(self._test(member, "member", f"{name}_{field}"), []).append(field)
        yield from ("if type(value) is not dict:", "    return False")
        yield from ("for name, member in value.items():", "    if type(name) is not str:")
        yield "        return False"
        for test, fields in tests.items():
            which = f"== {fields[0]!r}" if len(fields) == 1 else f"in {tuple(fields)!r}"
            yield f"    elif name {which}:"
            yield from (f"        if not ({test}):", "            return False")
        others = part.get("additionalProperties", True)
        if isinstance(others, Mapping):
            test = self._test(others, "member", f"{name}_member")
            yield from (f"    elif not ({test}):", "        return False")
        elif others is not True:
            yield from ("    else:", "        return False")
        required = [f"{field!r} in value" for field in part.get("required", ())]
        yield f"return {' and '.join(required) or True}"

    def _array(self, part: Schema, name: str) -> Iterator[str]:
        accepts_item = self.function(part.get("items", True), f"{name}_item")
        bounds = _bounds(part, "minItems", "len(value)", "maxItems")
        yield f"if not ({' and '.join(['type(value) is list', *bounds])}):"
        yield from ("    return False", "for item in value:", f"    if not {accepts_item}(item):")
        yield from ("        return False", "return True")

    def _choice(self, part: Schema, name: str) -> Iterator[str]:
        variants: list[Any] = [resolved(one, self._definitions) for one in part["oneOf"]]
        field = chosen_by(variants)
        if field is None:
            tests = [f"({self._test(one, 'value', name)})" for one in part["oneOf"]]
            is_sure = of_any_type(part, self._definitions) is not part
            yield f"return {' or '.join(tests) if is_sure else False}"
            return
        yield from ("if type(value) is not dict:", "    return False")
        yield from ("try:", f"    kind = value.get({field!r})")
        yield from ("except Exception:  # a name that is no string", "    return False")
        yield from ("if type(kind) is not str:", "    return False")
        for one, variant in zip(part["oneOf"], variants, strict=True):
            const = variant["properties"][field]["const"]
            yield f"if kind == {const!r}:"
            yield f"    return {self.function(one, f'{name}_{const}')}(value)"
        yield "return False"

    def _test(self, part: Part, value: str, name: str) -> str:
        """The expression that tests ``value``, a variable."""
        part = cast("Schema", resolved(part, self._definitions))
        name = self._names.get(id(part), name)
        match _kind(part):
            case "anything":
                return "True"
            case "object" | "array" | "oneOf":
                return f"{self.function(part, name)}({value})"
            case "string":
                tests = self._string(part, value, name)
            case "integer":
                tests = [f"type({value}) is int", *_bounds(part, "minimum", value, "maximum")]
            case "boolean":
                tests = [f"type({value}) is bool"]
            case "union":
                members = _members(part)
                self._unions += members
                each = [
                    f"({self._test(one, value, '_'.join((name, one['type'])))})" for one in members
                ]
                tests = [f"({' or '.join(each)})"]
            case "const" if isinstance(part["const"], str):
                tests = [f"type({value}) is str", f"{value} == {part['const']!r}"]
            case _:
                return "False"
        return " and ".join(tests)

    def _string(self, part: Schema, value: str, name: str) -> list[str]:
        tests = [f"type({value}) is str", *_bounds(part, "minLength", f"len({value})", "maxLength")]
        words = tuple(word for word in part.get("enum", ()) if type(word) is str)
        if "enum" in part:
            tests.append(f"{value} in {words!r}")
        if part.get("pattern") == _NOT_BLANK:
            tests.append(f"{value} != '' and not {value}.isspace()")
        elif "pattern" in part:
            search = self._pattern(part["pattern"], f"{name}_pattern")
            tests.append(f"{search}({value}) is not None")
        if "not" in part:
            for alternative in _alternatives(part["not"]["pattern"]):
                search = self._pattern(alternative, f"{name}_not")
                tests.append(f"{search}({value}) is None")
        return tests

    def _pattern(self, pattern: str, name: str) -> str:
        """The name of what searches for ``pattern``."""
        if pattern not in self._patterns:
            self._patterns[pattern] = self._free(name)
            self.written.append(f"{self._patterns[pattern]} = re.compile({pattern!r}).search")
        return self._patterns[pattern]


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, which has no backslashes.

    ``re`` finds a class in a fourth of the time that it takes to try alternatives everywhere.
    """
    found, start, depth, in_class = [], 0, 0, False
    for index, character in enumerate(pattern):
        if in_class or character in "[]":
            in_class = character != "]"
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            found.append(pattern[start:index])
            start = index + 1
    return [*found, pattern[start:]]


def _bounds(part: Schema, least: str, measured: str, most: str) -> list[str]:
    low = f"{part[least]} <= " if least in part else ""
    high = f" <= {part[most]}" if most in part else ""
    return [f"{low}{measured}{high}"] if low or high else []

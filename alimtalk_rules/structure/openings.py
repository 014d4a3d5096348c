"""Requests that are not plain JSON all through: numbered fields, and JSON written into strings.

An opening turns such a request into plain arrays and objects before it is read, its schema
likewise, and the paths of what is found back into those of the request as it was sent. ``close`` is
the way back: ``close(open(request))`` is the request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from alimtalk_rules.limits import MOST_LEVELS
from alimtalk_rules.reading import ReadError, read
from alimtalk_rules.structure.plain import is_object, plain

NUMBERED: Final = "#"
"""Marks the names under which numbered fields are gathered: no gateway has such a name."""

NO_JSON: Final = "\0"
"""Stands for what is no JSON in a string: another string, or no string at all."""

Schema = dict[str, Any]


class Opening(Protocol):
    """One way in which a request is not plain JSON."""

    def open(self, document: Any) -> Any:
        """The document, opened; what is not as it should be stays, for the judge to find."""

    def close(self, document: Any) -> Any:
        """The document as it is sent."""

    def sent(self, path: str, document: Any) -> str:
        """Where in ``document``, as it was sent, that stands which is at ``path`` when opened."""

    def opened(self, schema: Schema) -> Schema:
        """The schema of such documents when they are opened."""


@dataclass(frozen=True, slots=True)
class JsonText:
    """A value that is written as JSON into a string.

    Attributes:
        place: where it stands: a JSON Pointer in which ``*`` stands for any index.
    """

    place: str

    def open(self, document: Any) -> Any:
        """What is no JSON in a string becomes ``NO_JSON``; an empty string, and null, stay."""
        return changed_at(document, self.place.split("/")[1:], _read_text)

    def close(self, document: Any) -> Any:
        """Values become strings."""
        return changed_at(document, self.place.split("/")[1:], _write_text)

    def sent(self, path: str, document: Any) -> str:  # noqa: ARG002 - of any document
        """The path goes on inside the string."""
        return path

    def opened(self, schema: Schema) -> Schema:
        """What ``contentSchema`` says of the string's content is said of the value."""
        return _in_schema(schema, self.place, lambda part: part["contentSchema"])


def _read_text(value: Any) -> Any:
    text = plain(value)
    if text in (None, ""):
        return text
    if type(text) is not str:
        return NO_JSON
    try:
        return read(text).value
    except ReadError:
        return NO_JSON


def _write_text(value: Any) -> Any:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Records:
    """Fields of the root with the number of a message: ``receiver_1``, ``message_1``, ….

    They are gathered in the array ``"#"``; a number that is left out is an empty object there.

    Attributes:
        fields: the names without their numbers, the one that each must have first.
        most: the highest number.
    """

    fields: tuple[str, ...]
    most: int

    def open(self, document: Any) -> Any:
        """One number above the highest is looked at, to tell that there are too many."""
        root = plain(document)
        if type(root) is not dict:
            return document
        records: dict[int, dict[str, Any]] = {}
        rest = {}
        for name, value in root.items():
            field, _, digits = name.rpartition("_")
            if field in self.fields and (number := _number(digits, self.most + 1)):
                records.setdefault(number, {})[field] = value
            else:
                rest[name] = value
        count = max(records, default=0)
        return rest | {NUMBERED: [records.get(n, {}) for n in range(1, count + 1)]}

    def close(self, document: Any) -> Any:
        """Each record's fields, with its number behind their names."""
        rest = {name: value for name, value in document.items() if name != NUMBERED}
        return rest | {
            f"{field}_{number}": value
            for number, record in enumerate(document.get(NUMBERED, ()), 1)
            for field, value in record.items()
        }

    def sent(self, path: str, document: Any) -> str:  # noqa: ARG002 - of any document
        """``/#/0/message/x`` is ``/message_1/x``."""
        match path.split("/")[1:]:
            case [first, index, field, *inner] if first == NUMBERED:
                return "/".join(["", f"{field}_{int(index) + 1}", *inner])
            case [first, index] if first == NUMBERED:
                return f"/{self.fields[0]}_{int(index) + 1}"
            case [first] if first == NUMBERED:
                return f"/{self.fields[0]}_1"
        return path

    def opened(self, schema: Schema) -> Schema:
        """Its ``patternProperties`` become the members of records."""
        patterns = schema.pop("patternProperties")
        first = [name.removesuffix("_1") for name in schema["required"] if name.endswith("_1")]
        record = {
            "type": "object",
            "properties": {
                field: next(part for pattern, part in patterns.items() if f"^{field}_" in pattern)
                for field in self.fields
            },
            "required": first,
        }
        schema["properties"][NUMBERED] = {
            "type": "array",
            "maxItems": self.most,
            "items": record,
        }
        schema["required"] = [name for name in schema["required"] if not name.endswith("_1")]
        schema["required"].append(NUMBERED)
        return schema


@dataclass(frozen=True, slots=True)
class Members:
    """Fields of an object that are the items of one list: ``button1``, ``button2``, ….

    Those that are there and not empty are gathered in a list under the name with ``#`` behind it.

    Attributes:
        place: the object: a JSON Pointer in which ``*`` stands for any index.
        field: the name without its number.
        most: the highest number.
    """

    place: str
    field: str
    most: int

    def open(self, document: Any) -> Any:
        """A number above the highest stays a field by itself."""
        return changed_at(document, self.place.split("/")[1:], self._gathered)

    def _gathered(self, value: Any) -> Any:
        members = plain(value)
        if type(members) is not dict:
            return value
        names = self._names(members)
        rest = {
            name: member
            for name, member in members.items()
            if not _number_behind(self.field, name, self.most)
        }
        return rest | ({self.field + NUMBERED: [members[name] for name in names]} if names else {})

    def _names(self, members: Mapping[str, Any]) -> list[str]:
        """The names of those that are there and not empty, in the order of their numbers."""
        numbers = ((_number_behind(self.field, name, self.most), name) for name in members)
        return [
            name
            for number, name in sorted(numbers)
            if number and plain(members[name]) not in _EMPTY
        ]

    def close(self, document: Any) -> Any:
        """Each item with its number behind the name."""
        return changed_at(document, self.place.split("/")[1:], self._spread)

    def _spread(self, members: Any) -> Any:
        items = members.get(self.field + NUMBERED, ())
        rest = {name: member for name, member in members.items() if name != self.field + NUMBERED}
        return rest | {f"{self.field}{number}": item for number, item in enumerate(items, 1)}

    def sent(self, path: str, document: Any) -> str:
        """``/0/button#/1/name`` is ``/0/button3/name`` if ``button2`` is empty."""
        head, mark, tail = path.partition(f"/{self.field}{NUMBERED}")
        if not mark:
            return path
        holder = plain(document)
        for step in head.split("/")[1:]:
            holder = plain(holder[int(step) if type(holder) is list else step])
        index, _, inner = tail[1:].partition("/")
        names, number = self._names(holder), int(index or 0)
        name = names[number] if number < len(names) else f"{self.field}{number + 1}"
        return f"{head}/{name}" + (f"/{inner}" if inner else "")

    def opened(self, schema: Schema) -> Schema:
        """The properties of all numbers become one array."""

        def gathered(part: Schema) -> Schema:
            properties = part["properties"]
            items = properties[f"{self.field}1"]
            rest = {
                name: member
                for name, member in properties.items()
                if not _number_behind(self.field, name, self.most)
            }
            array = {"type": "array", "maxItems": self.most, "items": items}
            return part | {"properties": rest | {self.field + NUMBERED: array}}

        return _in_schema(schema, self.place, gathered)


@dataclass(frozen=True, slots=True)
class Lone:
    """A request that is an array, of which a single item may be sent by itself."""

    def open(self, document: Any) -> Any:
        """The item in an array."""
        return [document] if is_object(document) else document

    def close(self, document: Any) -> Any:
        """It is sent as the array that the gateway documents."""
        return document

    def sent(self, path: str, document: Any) -> str:
        """``/0/x`` is ``/x`` of an item by itself."""
        return path.removeprefix("/0") if is_object(document) else path

    def opened(self, schema: Schema) -> Schema:
        """The schema is the array's."""
        return schema


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Items of an array at the root that may be strings, for an object with that one field.

    Attributes:
        array: the array's name.
        field: the name of the field.
    """

    array: str
    field: str

    def open(self, document: Any) -> Any:
        """Each string as the object."""
        return changed_at(document, (self.array, "*"), self._wrapped)

    def _wrapped(self, value: Any) -> Any:
        item = plain(value)
        return {self.field: item} if type(item) is str else value

    def close(self, document: Any) -> Any:
        """The objects may stay."""
        return document

    def sent(self, path: str, document: Any) -> str:
        """``/to/0/phone`` is ``/to/0`` where that is a string."""
        match path.split("/")[1:]:
            case [array, index, self.field] if array == self.array:
                items = plain(plain(document)[self.array])
                return f"/{array}/{index}" if type(plain(items[int(index)])) is str else path
        return path

    def opened(self, schema: Schema) -> Schema:
        """Its items are objects."""
        return _in_schema(schema, f"/{self.array}/*", lambda part: part | {"type": "object"})


_EMPTY: Final[tuple[Any, ...]] = (None, "", {})
"""What is as good as absent where a gateway's SDK sends every field."""


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Fields that are sent though they are empty: ``""`` and ``{}`` are as good as absent."""

    def open(self, document: Any) -> Any:
        """Objects without their empty members, wherever they are."""
        return _without_empty(document, MOST_LEVELS, {})

    def close(self, document: Any) -> Any:
        """What is empty need not be sent."""
        return document

    def sent(self, path: str, document: Any) -> str:  # noqa: ARG002 - of any document
        """The rest stays where it is."""
        return path

    def opened(self, schema: Schema) -> Schema:
        """The schema stays as it is."""
        return schema


def _without_empty(value: Any, levels: int, made: dict[tuple[int, int], tuple[Any, Any]]) -> Any:
    """A copy, in which what stands in several places, or in itself, is copied once a level."""
    key = id(value), levels
    if key in made:
        return made[key][1]
    held = plain(value)
    if levels == 0:
        return held
    copy: Any
    if type(held) is list:
        copy = [_without_empty(item, levels - 1, made) for item in held]
    elif type(held) is dict:
        copy = {}
        for name, member in held.items():
            whole = member if type(member) is str else _without_empty(member, levels - 1, made)
            if not _is_empty(whole):
                copy[name] = whole
    else:
        return value
    made[key] = value, copy  # with the value, whose id is no other's as long as it is kept
    return copy


def _is_empty(value: Any) -> bool:
    kind = type(value)
    return not value if kind is str or kind is dict else plain(value) in ("", {})


@dataclass(frozen=True, slots=True)
class Common:
    """Fields of the root that hold for all items of an array that do not have their own.

    Attributes:
        array: the array's name.
        fields: what such a field is called in an item, and at the root.
    """

    array: str
    fields: tuple[tuple[str, str], ...]

    def open(self, document: Any) -> Any:
        """Each item with what holds for all."""
        root = plain(document)
        if type(root) is not dict:
            return document
        of_all = {
            own: root[name]
            for own, name in self.fields
            if not _is_nothing(root.get(name), root.get(name))
        }

        def whole(value: Any) -> Any:
            item = plain(value)
            if type(item) is not dict:
                return value
            lacking = {
                own: held for own, held in of_all.items() if _is_nothing(item.get(own), held)
            }
            return item | lacking

        handed_down = {name for own, name in self.fields if own in of_all}
        has_items = bool(plain(root.get(self.array)))
        rest = {n: v for n, v in root.items() if not (has_items and n in handed_down)}
        return changed_at(rest, (self.array, "*"), whole)

    def close(self, document: Any) -> Any:
        """Each item may have its own."""
        return document

    def sent(self, path: str, document: Any) -> str:
        """``/msgs/0/msg`` is ``/content`` where the item has no text of its own."""
        match path.split("/")[1:]:
            case [array, index, own, *inner] if array == self.array and own in dict(self.fields):
                item = plain(plain(plain(document)[array])[int(index)])
                name = dict(self.fields)[own]
                held = plain(document).get(name)
                if _is_nothing(item.get(own), held) and not _is_nothing(held, held):
                    return "/".join(["", name, *inner])
        return path

    def opened(self, schema: Schema) -> Schema:
        """The schema stays as it is."""
        return schema


def _is_nothing(value: Any, instead: Any = None) -> bool:
    """True if it is as good as absent, where ``instead`` holds for all."""
    held = plain(value)
    return held in _EMPTY or (held == [] and type(plain(instead)) is list)


class Opened:
    """A document, opened in every way that it needs.

    Attributes:
        document: the document, opened.
    """

    def __init__(self, document: Any, openings: Sequence[Opening]) -> None:
        self._stages: list[tuple[Opening, Any]] = []
        for opening in openings:
            self._stages.append((opening, document))
            document = opening.open(document)
        self.document = document

    def sent(self, path: str) -> str:
        """Where in the document as it was sent that stands which is at ``path`` when opened."""
        for opening, stage in reversed(self._stages):
            path = opening.sent(path, stage)
        return path


def closed(document: Any, openings: Sequence[Opening]) -> Any:
    """The document as it is sent."""
    for opening in reversed(openings):
        document = opening.close(document)
    return document


_numeral: Final = re.compile(r"[1-9][0-9]{0,3}").fullmatch


def _number(digits: str, most: int) -> int:
    """The number that the digits write, without a 0 before it; 0 if none up to ``most``."""
    return int(digits) if _numeral(digits) and int(digits) <= most else 0


def _number_behind(field: str, name: str, most: int) -> int:
    return _number(name.removeprefix(field), most) if name.startswith(field) else 0


def changed_at(value: Any, steps: Sequence[str], change: Callable[[Any], Any]) -> Any:
    """A copy of ``value`` in which what stands at each place of ``steps`` is changed."""
    if not steps:
        return change(value)
    step, *rest = steps
    holder = plain(value)
    if step == "*" and type(holder) is list:
        return [changed_at(item, rest, change) for item in holder]
    if type(holder) is dict and step in holder:
        return holder | {step: changed_at(holder[step], rest, change)}
    return value


def _in_schema(schema: Schema, place: str, change: Callable[[Schema], Schema]) -> Schema:
    """The schema in which the part that describes ``place`` is changed."""
    holder, name = {"": schema}, ""
    for step in place.split("/")[1:]:
        part = holder[name]
        holder, name = (part, "items") if step == "*" else (part["properties"], step)
        if "$ref" in holder[name]:
            holder, name = schema["$defs"], holder[name]["$ref"].rpartition("/")[2]
    holder[name] = change(holder[name])
    return schema

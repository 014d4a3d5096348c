"""The slots of messages and templates: every string that is compared or filled, in one table."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

from alimtalk_rules.documents import LINK_FIELDS


class Slot(NamedTuple):
    """A string that a message has from its template.

    Attributes:
        holder: JSON Pointer to the object in which it stands; ``*`` stands for any index.
        field: its name there.
        rule: what a message breaks whose string is not the template's.
        varies: True if it may hold variables; else it is the same in all messages.
        optional: True if a message may have one that its template lacks.
    """

    holder: str
    field: str
    rule: str
    varies: bool = True
    optional: bool = False


REGISTERED: Final = ("bizFormId", "pluginId", "telNumber")
"""What else of a button is registered. All other fields are the sender's (Lunasoft; NHN)."""

TEXT: Final = "/text"
IMAGE: Final = "/image"


def _of_buttons(holder: str, rule: str) -> Iterator[Slot]:
    yield Slot(holder, "type", rule, varies=False)
    yield Slot(holder, "name", rule, varies=False)
    yield from (Slot(holder, link, rule) for link in LINK_FIELDS)
    yield from (Slot(holder, field, rule, varies=False, optional=True) for field in REGISTERED)


SLOTS: Final = (
    Slot("", "text", "text-mismatch"),
    Slot("", "title", "title-mismatch"),
    Slot("", "header", "header-mismatch"),
    Slot(IMAGE, "sha256", "image-changed", varies=False),
    Slot(IMAGE, "url", "image-changed", varies=False),
    Slot("/highlight", "title", "highlight-mismatch"),
    Slot("/highlight", "description", "highlight-mismatch"),
    Slot("/items/*", "title", "item-list-mismatch", varies=False),
    Slot("/items/*", "description", "item-list-mismatch"),
    Slot("/summary", "title", "summary-mismatch", varies=False),
    Slot("/summary", "description", "summary-mismatch"),
    *_of_buttons("/buttons/*", "button-mismatch"),
    *_of_buttons("/quickReplies/*", "quick-reply-mismatch"),
    *(Slot("/representLink", link, "represent-link-mismatch") for link in LINK_FIELDS),
)
"""All slots, those of one holder one behind the other."""

MEMBERS: Final = (*dict.fromkeys(f"{slot.holder}/{slot.field}".split("/")[1] for slot in SLOTS),)
"""The members of a message that a template has."""

HOLDERS: Final = {
    holder: tuple(slots) for holder, slots in groupby(SLOTS, key=attrgetter("holder"))
}

_PLACES: Final = {f"{slot.holder}/{slot.field}": slot for slot in SLOTS}
_READ: Final = {
    holder: (holder.removeprefix("/").partition("/")[0], [slot.field for slot in slots])
    for holder, slots in HOLDERS.items()
}
"""For each holder the member of a message that it is in, and the names of its slots."""

_STEPS: Final = {holder: holder.split("/")[1:] for holder in HOLDERS}
_DEEPEST: Final = max(map(len, _STEPS.values()))

_PLAIN: Final = frozenset(map(id, (str, list, int, float, bool, type(None))))
"""JSON's types but objects, by their identities: a class may refuse to be compared."""


class Filled(NamedTuple):
    """What of a message or a template is compared: what is of a wrong type counts as absent.

    Attributes:
        strings: those that stand in the slots, by their JSON Pointers, in the table's order.
        sizes: how many objects there are at each holder's place where there are any; but at the
            root, which is always there.
    """

    strings: dict[str, str]
    sizes: dict[str, int]


def read_slots(document: object) -> Filled:
    """What stands in the slots of ``document``, whatever that is."""
    strings: dict[str, str] = {}
    sizes: dict[str, int] = {}
    root = plain(document)
    if type(root) is not dict:
        root = {}
    for holder, (part, fields) in _READ.items():
        if not part:
            objects = [("", root)]
        elif part in root and (objects := objects_at(holder, root)):
            sizes[holder] = len(objects)
        else:
            continue  # most messages have few parts
        for path, members in objects:
            for field in fields:
                if field in members:
                    string = members[field]
                    if type(string) is not str:
                        string = _number(string) if field == "bizFormId" else plain(string)
                    if type(string) is str:
                        strings[f"{path}/{field}"] = string
    return Filled(strings, sizes)


def text_of(document: object) -> str | None:
    """The text of ``document``, whatever that is."""
    root = plain(document)
    text = plain(root.get("text")) if type(root) is dict else None
    return text if type(text) is str else None


class Shape(NamedTuple):
    """Where the objects and the strings of a message stand that has those of its template.

    Attributes:
        fields: the names of the root's slots in which a string stands.
        others: those of its members in which there is nothing.
        arrays: the members that are arrays, each with the number of its items.
        objects: for each object below the root the member that it is, or is an item of, and its
            index there; and of its own slots the same as of the root's.
    """

    fields: list[str]
    others: frozenset[str]
    arrays: list[tuple[str, int]]
    objects: list[tuple[str, int | None, list[str], frozenset[str]]]


def shape_of(template: Filled) -> Shape:
    """Where a template has objects and strings."""
    strings, sizes = template
    fields = defaultdict[str, list[str]](list)
    for path in strings:
        holder, _, field = path.rpartition("/")
        fields[holder].append(field)
    present = {path.split("/")[1] for path in (*strings, *sizes)}
    shape = Shape(fields[""], frozenset(MEMBERS) - present, [], [])
    for holder, count in sizes.items():
        part, slots = holder.split("/")[1], frozenset(slot.field for slot in HOLDERS[holder])
        places: list[tuple[str, int | None]] = [(holder, None)]
        if holder.endswith("*"):
            shape.arrays.append((part, count))
            places = [(f"/{part}/{index}", index) for index in range(count)]
        for path, index in places:
            shape.objects.append((part, index, fields[path], slots.difference(fields[path])))
    return shape


def strings_in(message: Any, shape: Shape) -> list[Any] | None:
    """What stands in the slots of a message of that shape, in the table's order.

    None if it has another, or is unusual: then ``read_slots`` tells what there is.
    """
    if not _is_plain_object(message) or not shape.others.isdisjoint(message):
        return None
    try:
        found = [*map(message.__getitem__, shape.fields)]
        for part, count in shape.arrays:
            if type(message[part]) is not list or len(message[part]) != count:
                return None
        for part, index, fields, others in shape.objects:
            members = message[part] if index is None else message[part][index]
            if not _is_plain_object(members) or not others.isdisjoint(members):
                return None
            found += map(members.__getitem__, fields)
    except KeyError:
        return None
    return found


def _number(value: object) -> Any:
    """A number that may also be written as a string, as that string; all else as JSON has it."""
    value = plain(value)
    if type(value) is float and value.is_integer():
        value = int(value)  # 17.0 is an integer
    return str(value) if type(value) is int and abs(value) < _UNTOLD else value


_UNTOLD: Final = 2**64
"""No number of a form is as large; to write out a very large one may fail."""


def with_image_of(template: Filled, message: Filled) -> Filled:
    """The message with the template's image, unless it has one itself."""
    if IMAGE in message.sizes or IMAGE not in template.sizes:
        return message
    image = {path: s for path, s in template.strings.items() if path.startswith(IMAGE)}
    strings = message.strings | image
    in_order = {path: strings[path] for path in template.strings if path in strings}
    return Filled(in_order | strings, message.sizes | {IMAGE: template.sizes[IMAGE]})


def without_image(filled: Filled) -> Filled:
    """The same, but for the image."""
    strings = {path: s for path, s in filled.strings.items() if not path.startswith(IMAGE)}
    return Filled(strings, {part: n for part, n in filled.sizes.items() if part != IMAGE})


def slot_at(path: str) -> Slot:
    """The slot at ``path``."""
    return _PLACES[_INDEX.sub("/*", path)]


def may_vary(path: str) -> bool:
    """True if the slot at ``path`` may hold variables."""
    return slot_at(path).varies


_INDEX: Final = re.compile("/[0-9]+(?=/)")


def objects_at(holder: str, document: object) -> list[tuple[str, dict[str, Any]]]:
    """The objects at a holder's place, each with its path; an item that is none is an empty one."""
    root, steps = plain(document), _STEPS[holder]
    if type(root) is dict and steps and steps[0] not in root:
        return []
    found: list[tuple[str, Any]] = [("", root)]
    for step in steps:
        if step == "*":
            found = [
                (f"{path}/{index}", plain(item))
                for path, array in found
                if type(array) is list
                for index, item in enumerate(array)
            ]
        else:
            found = [
                (f"{path}/{step}", plain(value[step]))
                for path, value in found
                if type(value) is dict and step in value
            ]
    counts = not holder or holder.endswith("*")
    return [
        (path, value if type(value) is dict else {})
        for path, value in found
        if counts or type(value) is dict
    ]


def plain(value: object) -> Any:
    """The value itself if it is of one of JSON's own types; else what JSON would make of it."""
    if id(type(value)) in _PLAIN or _is_plain_object(value):
        return value
    try:
        return json.loads(json.dumps(value, default=lambda _: None, skipkeys=True))
    except Exception:  # noqa: BLE001 - a class of somebody's own may raise anything
        return None


def _is_plain_object(value: object) -> bool:
    """True if it is a dict whose names are strings, none of them a subclass: they cannot lie."""
    if type(value) is not dict:
        return False
    for name in value:  # noqa: SIM110 - a loop costs a third of all() here
        if type(name) is not str:
            return False
    return True


is_code: Final = re.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}").fullmatch
"""Tells what may be shown: a template's code, or a name like one, is no text about a person."""


def copy_of(document: object) -> Any:
    """The document with objects and arrays of its own, down to all that holds a slot."""
    return _copied(document, _DEEPEST)


def _copied(value: object, levels: int) -> Any:
    value = plain(value)
    if levels >= 0 and type(value) is dict:
        return {
            name: member if type(member) is str else _copied(member, levels - 1)
            for name, member in value.items()
        }
    if levels >= 0 and type(value) is list:
        return [_copied(item, levels - 1) for item in value]
    return value

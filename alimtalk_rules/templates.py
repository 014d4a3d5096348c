"""Templates: which variables they have, and the message that they become once those are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules.documents import is_plain_object
from alimtalk_rules.variables import fill_variables, variables_in

LINKS: Final = ("urlMobile", "urlPc", "schemeAndroid", "schemeIos")
"""The fields of a button that hold variables, in the order in which they are looked at."""

MOST_BUTTONS: Final = 300
"""Buttons that are compared; Kakao allows five. Of more, their number alone is."""

_MESSAGE_FIELDS: Final = ("text", "title", "image", "buttons")

# --------------------------------------------------------------------------- reading


class Parts(NamedTuple):
    """What of a message or a template is compared and filled; None, or empty, for what is absent.

    A value of a wrong type is as good as absent: whatever it is, reading it does not fail.
    """

    text: str | None
    title: str | None
    buttons: tuple[Mapping[str, str], ...]
    """Their fields that are strings."""
    button_count: int
    """How many there are, which may be more."""
    image: Mapping[str, str] | None
    """Its fields that are strings."""


def read_parts(document: object, most_buttons: int | None = MOST_BUTTONS) -> Parts:
    """The parts of ``document``, a message or a template, with so many of its buttons."""
    members = members_of(document)
    image = members.get("image")
    buttons = items_of(members.get("buttons"))
    return Parts(
        string_of(members.get("text")),
        string_of(members.get("title")),
        tuple(map(_strings, buttons[:most_buttons])),
        len(buttons),
        _strings(image) if _is(dict, image) else None,
    )


def _is(kind: type, value: object) -> bool:
    """True if it is of that type, whatever it says of its class."""
    return issubclass(type(value), kind)


def is_object(value: object) -> bool:
    """True if it is a JSON object, whatever it says of its class."""
    return _is(dict, value)


def members_of(value: object) -> dict[str, Any]:
    """The members of an object whose names are strings; of anything else none."""
    if is_plain_object(value):
        return value
    if not _is(dict, value):
        return {}
    pairs = dict.items(cast("dict[Any, Any]", value))
    return {str.__str__(name): member for name, member in pairs if _is(str, name)}


def _strings(value: object) -> dict[str, str]:
    """Those of the members that are strings themselves."""
    members = members_of(value).items()
    return {name: str.__str__(member) for name, member in members if issubclass(type(member), str)}


def string_of(value: Any) -> str | None:
    """The string itself, without what a subclass makes of it; None for anything else."""
    return str.__str__(value) if _is(str, value) else None


def items_of(value: object) -> list[Any]:
    """The items of an array; of anything else none."""
    return list(list.__iter__(cast("list[Any]", value))) if _is(list, value) else []


def copy_of(document: object) -> dict[str, Any]:
    """A message or a template with objects and arrays of its own, as far as it should have any."""
    return {field: _copied(value) for field, value in members_of(document).items()}


def _copied(value: object) -> object:
    if _is(list, value):
        return [dict(members_of(item)) if _is(dict, item) else item for item in items_of(value)]
    return dict(members_of(value)) if _is(dict, value) else value


# --------------------------------------------------------------------------- variables


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in a template for which each message puts a text of its own.

    Attributes:
        name: what stands between ``#{`` and ``}``, as it stands there.
        path: JSON Pointer (RFC 6901) to the string in which it stands.
        span: start and end (exclusive) of ``#{name}`` in that string, in code points.
    """

    name: str
    path: str
    span: tuple[int, int]


def variables_of(template: object) -> tuple[Variable, ...]:
    """The variables of a template in the order of text, title and the buttons' links.

    A variable is ``#{`` and a name, which is anything but ``}`` and the beginning of another
    variable, and ``}``; a lone ``#`` or ``{}`` is text. Names of buttons, values for the chatbot
    and the image hold no variables. One that stands at several places is there as often.

    Args:
        template: what ``schemas/template.schema.json`` describes; what is of a wrong type has no
            variables.
    """
    return tuple(
        Variable(found[1], path, found.span())
        for path, string in _fillable(read_parts(template, most_buttons=None))
        for found in variables_in(string)
    )


def _fillable(parts: Parts) -> Iterator[tuple[str, str]]:
    """The strings that may hold variables, each with its path."""
    if parts.text is not None:
        yield "/text", parts.text
    if parts.title is not None:
        yield "/title", parts.title
    for index, button in enumerate(parts.buttons):
        for link in LINKS:
            if link in button:
                yield f"/buttons/{index}/{link}", button[link]


# --------------------------------------------------------------------------- filling


class TemplateValueError(ValueError):
    """The values are not those that the template asks for.

    Attributes:
        missing: names of the template's variables for which there is no value.
        unknown: names of values for which there is no variable.
    """

    def __init__(self, missing: tuple[str, ...], unknown: tuple[str, ...]) -> None:
        super().__init__(missing, unknown)
        self.missing = missing
        self.unknown = unknown

    def __str__(self) -> str:
        faults = (("no value for", self.missing), ("no variable called", self.unknown))
        return "; ".join(f"{what} {', '.join(map(repr, names))}" for what, names in faults if names)


def render_template(template: Mapping[str, object], values: Mapping[str, str]) -> dict[str, Any]:
    """The message that a template becomes with its variables filled.

    Text, title and the buttons' links are filled, each variable once: a value that holds ``#{…}``
    stays as it is. The image and all else of a button are the template's; its code and its name
    are no part of a message. The result shares nothing that can be changed with the template.

    Args:
        template: what ``schemas/template.schema.json`` describes. What is of a wrong type comes
            out as it is, for ``check_message`` to find.
        values: what each variable stands for, by its name.

    Returns:
        What ``check_message`` takes, and what ``match_template`` finds equal to the template.

    Raises:
        TemplateValueError: a variable has no value, or a value has no variable; all are named.
        TypeError: the template is no dict, the values are no mapping, or one of them, or its
            name, is no string.
    """
    given = _given(values)
    if not _is(dict, template):
        raise TypeError("template must be a dict")
    asked = dict.fromkeys(variable.name for variable in variables_of(template))
    missing = tuple(name for name in asked if name not in given)
    unknown = tuple(name for name in given if name not in asked)
    if missing or unknown:
        raise TemplateValueError(missing, unknown)
    copied = copy_of(template)
    message: dict[str, Any] = {name: copied[name] for name in _MESSAGE_FIELDS if name in copied}
    _fill(message, ("text", "title"), given)
    for button in items_of(message.get("buttons")):
        _fill(button, LINKS, given)
    return message


def _given(values: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(values, Mapping):
        raise TypeError("values must be a mapping from names to strings")
    given = dict(values)
    for name, value in given.items():
        if not isinstance(name, str):
            raise TypeError("a name of values must be a string")
        if not isinstance(value, str):
            raise TypeError(f"the value of {name!r} must be a string")
    return given


def _fill(holder: object, fields: Iterable[str], given: Mapping[str, str]) -> None:
    if type(holder) is dict:
        for field, string in _strings(holder).items():
            if field in fields:
                holder[field] = fill_variables(string, given.__getitem__)

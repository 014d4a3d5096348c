"""Templates: which variables they have, and the message that they become once those are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alimtalk_rules.profiles import INFOBIP, Profile, profile_named
from alimtalk_rules.rules.buttons import CHANNEL_NAME
from alimtalk_rules.templates.alignment import Pattern, pattern_of
from alimtalk_rules.templates.slots import (
    IMAGE,
    MEMBERS,
    copy_of,
    is_code,
    may_vary,
    objects_at,
    plain,
    read_slots,
)
from alimtalk_rules.variables import variables_in


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
    """The variables of a template, in the order in which its strings are looked at.

    That is: text, title, header, highlight, items, summary, the links of buttons and of quick
    replies, and the link of the whole message.

    A variable is ``#{`` and a name, which is anything but ``}`` and the beginning of another
    variable, and ``}``; a lone ``#`` or ``{}`` is text. Names of buttons, values for the chatbot,
    titles of items and the image hold no variables. One that stands at several places is there as
    often.

    Args:
        template: what ``schemas/template.schema.json`` describes; what is of a wrong type has no
            variables.
    """
    return tuple(
        Variable(found[1], path, found.span())
        for path, string in read_slots(template).strings.items()
        if may_vary(path)
        for found in variables_in(string)
    )


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
        faults = (
            ("variables without a value: {}{}", self.missing),
            ("values without a variable: {}{}", self.unknown),
        )
        return "; ".join(what.format(len(names), _shown(names)) for what, names in faults if names)


def _shown(names: Iterable[str]) -> str:
    """The names that cannot be a user's text."""
    shown = ", ".join(filter(is_code, names))
    return f" ({shown})" if shown else ""


def render_template(
    template: Mapping[str, object],
    values: Mapping[str, str],
    *,
    profile: Profile | str = INFOBIP,
) -> dict[str, Any]:
    """The message that a template becomes with its variables filled.

    Each variable is filled once: a value with ``#{…}`` in it stays as it is. The image and all else
    of a button are the template's; its code, its name and what it keeps for itself are no part of
    a message, and neither is the image under a profile other than the guide. A button that adds
    the channel gets its name if the template leaves it out. The result shares nothing that can be
    changed with the template.

    For many messages of one template, ``compile_template`` is faster.

    Args:
        template: what ``schemas/template.schema.json`` describes. What is of a wrong type comes
            out as it is, for ``check_message`` to find.
        values: what each variable stands for, by its name.
        profile: whose AlimTalk it is, such as ``"kakao"``; Infobip's guide by default.

    Returns:
        What ``check_message`` takes, and what ``match_template`` finds equal to the template.

    Raises:
        TemplateValueError: a variable has no value, or a value has no variable; all are named.
        TypeError: the template is no dict, the values are no mapping, or one of them, or its
            name, is no string; or the profile is neither a profile nor a name.
        ValueError: there is no such profile.
    """
    profile = profile_named(profile)
    document = plain(template)
    if type(document) is not dict:
        raise TypeError("template must be a dict")
    return Unfilled(document).filled(given(values), profile)


def given(values: Mapping[str, str]) -> dict[str, str]:
    """The values, of which each has been seen to be a string.

    Raises:
        TypeError: they are no mapping, or one of them, or its name, is no string.
    """
    if not isinstance(values, Mapping):
        raise TypeError("values must be a mapping from names to strings")
    own: dict[Any, Any] = dict(values)
    try:
        "".join(own)
    except TypeError:
        raise TypeError("a name of values must be a string") from None
    try:
        "".join(own.values())
    except TypeError:
        wrong = (name for name, value in own.items() if not isinstance(value, str))
        raise TypeError(f"a value must be a string{_shown(wrong)}") from None
    return own


class Unfilled:
    """The message that a template becomes, its variables not yet filled.

    Attributes:
        names: of the variables, each once.
    """

    def __init__(self, template: dict[str, Any]) -> None:
        copied = copy_of(template)
        self._message = message = {name: copied[name] for name in MEMBERS if name in copied}
        for _, highlight in objects_at("/highlight", message):
            highlight.pop("image", None)
        for _, button in objects_at("/buttons/*", message):
            if button.get("type") == "AC":
                button.setdefault("name", CHANNEL_NAME)
        self._gaps: list[tuple[list[Any], str, Pattern]] = []
        for path, string in read_slots(message).strings.items():
            if may_vary(path) and (pattern := pattern_of(string)).names:
                *steps, field = path.split("/")[1:]
                places = [int(step) if step.isdigit() else step for step in steps]
                self._gaps.append((places, field, pattern))
        self.names = dict.fromkeys(name for *_, pattern in self._gaps for name in pattern.names)

    def filled(self, values: Mapping[str, str], profile: Profile) -> dict[str, Any]:
        """The message with its variables filled.

        Raises:
            TemplateValueError: a variable has no value, or a value has no variable.
        """
        if values.keys() != self.names.keys():
            missing = tuple(name for name in self.names if name not in values)
            unknown = tuple(name for name in values if name not in self.names)
            raise TemplateValueError(missing, unknown)
        message: dict[str, Any] = copy_of(self._message)
        for places, field, pattern in self._gaps:
            held = message
            for place in places:
                held = held[place]
            held[field] = pattern.filled(values)
        if not profile.sends_image:
            message.pop(IMAGE[1:], None)
        return message

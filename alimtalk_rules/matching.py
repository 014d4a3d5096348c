"""A message beside the template that Kakao approved: is it equal to it, and if not, where not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, cast

from alimtalk_rules.alignment import Pattern, Span, first_difference, fit, pattern_of
from alimtalk_rules.documents import Message
from alimtalk_rules.report import Finding, Report, finding, ignored_rules, in_order
from alimtalk_rules.rules.links import doubled_schemes
from alimtalk_rules.rules.rule import Param
from alimtalk_rules.templates import LINKS, Parts, read_parts
from alimtalk_rules.variables import VARIABLE

Params = Mapping[str, Param]
Strings = Mapping[str, str]
Buttons = Sequence[Strings]


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a message is equal to a template, its variables filled.

    Attributes:
        report: where it is not; its document is ``"match"``, its paths lead into the message.
        variables: what each variable of the template stands for, in the order of text, title and
            the buttons' links: one text for each of its places, which need not be the same. Of a
            string that does not match there are none. From the left, each stands for the shortest
            text with which the rest still matches, and for nothing only where no character can be
            spared: ``#{a} #{b}`` in ``x y z`` are ``x`` and ``y z``.
    """

    report: Report
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", MappingProxyType(dict(self.variables)))

    def __hash__(self) -> int:
        return hash(self.report)

    def __reduce__(self) -> tuple[type[Match], tuple[Any, ...]]:
        return Match, (self.report, dict(self.variables))

    @property
    def ok(self) -> bool:
        """True if the message is equal to the template; there may be warnings."""
        return self.report.ok


def match_template(message: object, template: object, *, ignore: Collection[str] = ()) -> Match:
    r"""Tell whether a message is equal to a template, and if not, where it differs.

    All but the variables must be equal, to the space and the line break; a variable may stand for
    any text (Kakao 3016, 3027, 3028; NHN -3010, -3011). A title may end in ``\s``, which strikes
    it through. Buttons are compared in their order, by type, name and links; images by sha256 or,
    where one of them has none, by URL.

    Of a text, a title, a button's name or a link, the finding shows the first difference. Its span
    is in the message's string. Its params are the code points ``expected`` and ``found``: ``"END"``
    behind the last, ``"NOTHING"`` where there is no such string, ``"VARIABLE"`` where the template
    begins with one. And they tell where the expected one stands in the template's string:
    ``index``, ``line`` and ``column``, all from 1.

    Args:
        message: what ``schemas/message.schema.json`` describes.
        template: what ``schemas/template.schema.json`` describes. Of both, what is of a wrong type
            counts as absent: ``check_message`` and ``check_template`` find it.
        ignore: names of rules whose findings are left out.

    Raises:
        TypeError: ``ignore`` is no collection of names.
        ValueError: ``ignore`` names a rule that does not exist.
    """
    ignored = ignored_rules(ignore)
    return match_parts(read_parts(message), read_parts(template), ignored)


def match_parts(message: Parts, template: Parts, ignored: Collection[str] = ()) -> Match:
    """``match_template`` for parts that were read before."""
    comparison = _compared(message, template)
    doubled = doubled_schemes(cast("Message", {"buttons": message.buttons}))
    bad = [finding("bad-url", place.path, place.params, span=place.span) for place in doubled]
    found = in_order(comparison.findings + bad, ignored)
    report = Report("match", found) if found else _NOTHING_FOUND
    variables = {name: tuple(values) for name, values in comparison.variables.items()}
    return Match(report, variables)


_NOTHING_FOUND: Final = Report("match")


def differences(message: object, template: object) -> list[Finding]:
    """All that ``match_template`` finds, however much, and unsorted: a part of another report."""
    return _compared(read_parts(message), read_parts(template)).findings


def _compared(message: Parts, template: Parts) -> _Comparison:
    comparison = _Comparison()
    comparison.of_texts(message.text, template.text)
    comparison.of_titles(message.title, template.title)
    comparison.of_buttons(message, template)
    comparison.of_images(message.image, template.image)
    return comparison


# --------------------------------------------------------------------------- the comparison

_STRUCK_THROUGH: Final = "\\s"
"""What a sent title may end in, and no registered one does (Kakao's content guide; NHN -3047)."""


class _Comparison:
    """One message beside one template; collects the findings and what the variables stand for."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.variables: dict[str, list[str]] = {}

    def of_texts(self, text: str | None, template: str | None) -> None:
        """Both must have one: without a text there is neither a message nor a template."""
        if text is None or template is None:
            self._add("text-mismatch", "/text", _one_missing(template, text))
        elif fault := self._of_strings("/text", text, template, pattern_of(template)):
            self._add("text-mismatch", "/text", *fault)

    def of_titles(self, title: str | None, template: str | None) -> None:
        """Both have one, or neither has."""
        if title is None or template is None:
            if title is not template:
                self._add("title-mismatch", "/title", _one_missing(template, title))
            return
        pattern = pattern_of(template)
        plain = title.removesuffix(_STRUCK_THROUGH)
        if fit(pattern.literals, title) is None and fit(pattern.literals, plain) is not None:
            title = plain
        if fault := self._of_strings("/title", title, template, pattern):
            self._add("title-mismatch", "/title", *fault)

    def of_buttons(self, message: Parts, template: Parts) -> None:
        """As many, in the same order, each equal: one finding for each that is not."""
        expected, found = template.button_count, message.button_count
        if found != expected:
            count: Params = {"part": "count", "expected": expected, "found": found}
            self._add("button-mismatch", "/buttons", count)
            return
        if not found:
            return
        buttons, templates = message.buttons, template.buttons
        pairs = enumerate(zip(buttons, templates, strict=True))
        unlike = [self._of_button(f"/buttons/{index}", *pair) for index, pair in pairs]
        faults = [fault for fault in unlike if fault is not None]
        if len(faults) > 1 and (order := _order(buttons, templates)):
            right = tuple(map(str, sorted(order)))
            is_now = tuple(map(str, order))
            params: Params = {"part": "order", "expected": right, "found": is_now}
            faults = [finding("button-mismatch", "/buttons", params)]
        self.findings.extend(faults)

    def of_images(self, image: Strings | None, template: Strings | None) -> None:
        """Both have one, or neither has; and it is the same, as far as both say which it is."""
        if image is None or template is None:
            if image is not template:
                self._add("image-changed", "/image", {"part": "presence"})
            return
        part = next((part for part in ("sha256", "url") if part in image and part in template), "")
        if part and image[part] != template[part]:
            self._add("image-changed", f"/image/{part}", {"part": part})

    def _of_button(self, path: str, button: Strings, template: Strings) -> Finding | None:
        """The first fault; what the variables of all links stand for is noted in any case."""
        first = _of_type(f"{path}/type", button.get("type"), template.get("type"))
        for part in ("name", *LINKS):
            string, expected = button.get(part), template.get(part)
            fault = self._of_part(f"{path}/{part}", string, expected, literal=part == "name")
            if fault is not None and first is None:
                params, span = fault
                first = finding(
                    "button-mismatch", f"{path}/{part}", {"part": part, **params}, span=span
                )
        return first

    def _of_part(
        self, path: str, string: str | None, template: str | None, *, literal: bool
    ) -> Fault | None:
        if string is None or template is None:
            return None if string is template else (_one_missing(template, string), None)
        pattern = Pattern([template]) if literal else pattern_of(template)
        return self._of_strings(path, string, template, pattern)

    def _of_strings(self, path: str, string: str, template: str, pattern: Pattern) -> Fault | None:
        """Where the string differs; if nowhere, note what its variables stand for."""
        if (fitting := fit(pattern.literals, string)) is None:
            return _difference(string, template, pattern)
        if fitting.line_ending is not None:
            self._add("line-endings-differ", path, {}, fitting.line_ending)
        self._note(path, string, pattern.names, fitting.values)
        return None

    def _note(self, path: str, string: str, names: Sequence[str], spans: Sequence[Span]) -> None:
        """What the variables of a string stand for, and what is to be said of it."""
        values = [string[start:end] for start, end in spans]
        variables = self.variables
        for name, value in zip(names, values, strict=True):
            if name in variables:
                variables[name].append(value)
            else:
                variables[name] = [value]
        if "{" not in string and all(values):  # one character is found twenty times as fast
            return
        for number, (value, (start, end)) in enumerate(zip(values, spans, strict=True), 1):
            if not value:
                self._add("variable-empty-value", path, {"number": number}, (start, end))
            elif inner := VARIABLE.search(value):
                span = (start + inner.start(), start + inner.end())
                self._add("variable-in-value", path, {"number": number}, span)

    def _add(self, rule: str, path: str, params: Params, span: Span | None = None) -> None:
        self.findings.append(finding(rule, path, params, span=span))


# --------------------------------------------------------------------------- what a fault says

Fault = tuple[Params, Span | None]
"""A finding's params and its span."""

_NO_NAME: Final = {"Cc": "CONTROL", "Cs": "SURROGATE", "Co": "PRIVATE USE", "Cn": "UNASSIGNED"}
_NAMES: Final = {
    "\t": "CHARACTER TABULATION",
    "\n": "LINE FEED",
    "\r": "CARRIAGE RETURN",
    "\x85": "NEXT LINE",
}
"""Unicode's aliases for some of the characters without a name; Python lacks a few names, too."""


def _named(character: str) -> str:
    """A code point by number and name, such as ``U+00A0 NO-BREAK SPACE``; or the end."""
    if not character:
        return "END"
    name = unicodedata.name(character, "") or _NAMES.get(character)
    name = name or _NO_NAME.get(unicodedata.category(character), "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _difference(string: str, template: str, pattern: Pattern) -> Fault:
    place = first_difference(pattern.literals, string)
    fixed = "".join(pattern.literals)
    index = _index_in_template(place.expected, pattern)
    params: Params = {
        "expected": _named(fixed[place.expected : place.expected + 1]),
        "found": _named(string[place.found : place.found + 1]),
        "index": index + 1,
        "line": template.count("\n", 0, index) + 1,
        "column": index - template.rfind("\n", 0, index),
    }
    return params, (place.found, place.end)


def _index_in_template(expected: int, pattern: Pattern) -> int:
    """The place of a code point among the literals, in the template's string."""
    index, passed = expected, 0
    for literal, name in zip(pattern.literals, pattern.names, strict=False):
        passed += len(literal)
        if passed > expected:
            break
        index += len("#{}") + len(name)
    return index


def _one_missing(template: str | None, string: str | None) -> Params:
    expected = "VARIABLE" if template and VARIABLE.match(template) else _first(template)
    return {"expected": expected, "found": _first(string), "index": 1, "line": 1, "column": 1}


def _first(string: str | None) -> str:
    return "NOTHING" if string is None else _named(string[:1])


# --------------------------------------------------------------------------- buttons

_MOST_IN_ORDER: Final = 10
"""Buttons of which the order is looked at; Kakao allows five."""

_kakao_code = re.compile(r"[A-Z][A-Z0-9]").fullmatch


def _of_type(path: str, kind: str | None, template: str | None) -> Finding | None:
    if kind == template:
        return None
    params = {"part": "type", "expected": _type_name(template), "found": _type_name(kind)}
    return finding("button-mismatch", path, params)


def _type_name(kind: str | None) -> str:
    if kind is None:
        return "NOTHING"
    return kind if _kakao_code(kind) else "OTHER"


def _order(buttons: Buttons, templates: Buttons) -> list[int] | None:
    """Which of the template's buttons, from 1, each of a message's is; None if one is not any."""
    if len(buttons) > _MOST_IN_ORDER:
        return None
    left = dict(enumerate(templates, 1))
    order = []
    for button in buttons:
        number = next((number for number in left if _is_button(button, left[number])), None)
        if number is None:
            return None
        order.append(number)
        del left[number]
    return order


def _is_button(button: Strings, template: Strings) -> bool:
    if any(button.get(part) != template.get(part) for part in ("type", "name")):
        return False
    return all(_is_link(button.get(link), template.get(link)) for link in LINKS)


def _is_link(link: str | None, template: str | None) -> bool:
    if link is None or template is None:
        return link is template
    return fit(pattern_of(template).literals, link) is not None

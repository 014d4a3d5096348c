"""A message beside the template that Kakao approved: is it equal to it, and if not, where not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from alimtalk_rules.documents import URL_FIELDS
from alimtalk_rules.limits import MOST_FINDINGS, MOST_GROWTH, MOST_IN_ORDER
from alimtalk_rules.profiles import Severity
from alimtalk_rules.report import DEFAULT, Choices, Finding, Report, finding, in_order
from alimtalk_rules.rules.links import doubled_scheme
from alimtalk_rules.rules.parts import STRIKE, STRUCK
from alimtalk_rules.rules.rule import Param
from alimtalk_rules.templates.alignment import Pattern, Span, fit, pattern_of
from alimtalk_rules.templates.difference import Budget, first_difference
from alimtalk_rules.templates.slots import (
    HOLDERS,
    IMAGE,
    TEXT,
    Filled,
    Slot,
    may_vary,
)
from alimtalk_rules.variables import VARIABLE

Params = Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a message is equal to a template, its variables filled.

    Attributes:
        report: where it is not; its document is ``"match"``, its paths lead into the message.
        names: of the template's variables, one for each place, in the order of ``variables_of``;
            but none of a string that does not match.
        values: what stands at each of these places. They choose in turn, from the left: each is
            the shortest text with which the rest still matches, and nothing only where it must be:
            ``#{a} #{b}`` in ``x y z`` are ``x`` and ``y z``.
    """

    report: Report
    names: Sequence[str] = field(default=(), repr=False, hash=False)
    values: Sequence[str] = field(default=(), repr=False, hash=False)

    @property
    def variables(self) -> Mapping[str, tuple[str, ...]]:
        """What each variable stands for: a text for each of its places, maybe not the same."""
        return MappingProxyType(by_name(self.names, self.values))

    @property
    def ok(self) -> bool:
        """True if the message is the template, its variables filled; there may be warnings."""
        return self.report.ok

    def __bool__(self) -> bool:
        """As ``ok``."""
        return self.ok


def by_name(names: Sequence[str], values: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The values of each name, in the order in which they stand."""
    once: dict[str, tuple[str, ...]] = {
        name: (value,) for name, value in zip(names, values, strict=True)
    }
    if len(once) == len(names):
        return once
    found = defaultdict[str, list[str]](list)
    for name, value in zip(names, values, strict=True):
        found[name].append(value)
    return {name: tuple(each) for name, each in found.items()}


NOTHING_FOUND: Final = Report("match")

_OF_VALUES: Final = frozenset({"variable-in-value", "bad-url"})
"""What breaks a message that is equal to its template: a value that nobody should send."""


def differs(found: Iterable[Finding]) -> bool:
    """True if a message is not its template's; False if only a value is wrong."""
    return any(each.severity is Severity.ERROR and each.rule not in _OF_VALUES for each in found)


def report_of(found: tuple[Finding, ...], chosen: Choices) -> Report:
    """The report on a match, and whose it is."""
    name = chosen.profile.name
    if not found and name == NOTHING_FOUND.profile:
        return NOTHING_FOUND
    return Report("match", found, profile=name)


class Approved:
    """What of a template is compared.

    Attributes:
        patterns: its strings in pieces, by their paths.
        sizes: how many objects it has where.
    """

    def __init__(self, template: Filled) -> None:
        self.patterns = {
            path: pattern_of(string) if may_vary(path) else Pattern(string, (string,))
            for path, string in template.strings.items()
        }
        self.sizes = template.sizes
        text = self.patterns.get(TEXT)
        self._longest = [(name, longest_value(name)) for name in text.names] if text else []

    def doubts_about(self, values: Mapping[str, str], ignored: Collection[str]) -> list[Finding]:
        """What is to be said of values that fill the template, each in its place."""
        if not values or (
            _are_ordinary("\0".join(values.values()))
            and EMPTY_LOOKING.isdisjoint(values.values())
            and ("variable-growth" in ignored or not self._have_grown(values))
        ):
            return []
        strings = {path: pattern.filled(values) for path, pattern in self.patterns.items()}
        comparison = Comparison(Filled(strings, self.sizes), self, Budget())
        for path, pattern in self.patterns.items():
            comparison.note(path, strings[path], pattern.names, pattern.places(values))
        return comparison.findings

    def _have_grown(self, values: Mapping[str, str]) -> bool:
        for name, longest in self._longest:  # noqa: SIM110 - a loop costs half of any() here
            if len(values[name]) > longest:
                return True
        return False

    def compare(self, message: Filled, budget: Budget) -> Comparison:
        """All that differs in a message, and what its variables stand for."""
        comparison = Comparison(message, self, budget)
        for holder in HOLDERS:
            comparison.of_holder(holder)
        return comparison


# --------------------------------------------------------------------------- the comparison

EMPTY_LOOKING: Final = frozenset({"None", "nan", "null", "undefined"})
"""What Python, pandas, JSON and JavaScript write where there is no value."""

_URLS: Final = tuple(f"/{field}" for field in URL_FIELDS)
_LINE_ENDINGS: Final = {"\r\n": "CRLF", "\r": "CR", "\n": "LF"}
_LINE_BREAK: Final = re.compile("[\n\r]")


class Fault(NamedTuple):
    """What a finding says of what is not the template's: its path, params and span."""

    path: str
    params: Params
    span: Span | None = None


class Comparison:
    """One message beside one template; collects the findings and what the variables stand for."""

    def __init__(self, message: Filled, template: Approved, budget: Budget) -> None:
        self.findings: list[Finding] = []
        self.names: list[str] = []
        self.values: list[str] = []
        self._strings, self._sizes = message
        self._template = template
        self._budget = budget
        self._found = Counter[str]()

    def match(self, chosen: Choices = DEFAULT) -> Match:
        """The report and the variables."""
        report = report_of(in_order(self.findings, chosen), chosen)
        return Match(report, tuple(self.names), tuple(self.values))

    def of_holder(self, holder: str) -> None:
        """Compare the objects at one place: there are as many, and each is equal."""
        slots = HOLDERS[holder]
        expected, found = self._template.sizes.get(holder, 0), self._sizes.get(holder, 0)
        part = holder.removesuffix("/*")
        if not holder:
            for slot in self._unlike(slots, holder):
                self._add(slot.rule, self._explained(slot, holder))
        elif not expected and not found:
            return
        elif holder == IMAGE:
            self._of_images(expected, found)
        elif part == holder:
            self._of_object(holder, slots)
        elif expected == found:
            self._of_list(part, slots, found)
        else:
            count: Params = {"part": "count", "expected": expected, "found": found}
            self._add(slots[0].rule, Fault(part, count))

    def _of_images(self, expected: int, found: int) -> None:
        """Both have one, or neither has; and it is the same, as far as both say which it is."""
        if expected != found:
            self._add("image-changed", Fault(IMAGE, {"part": "presence"}))
            return
        for slot in HOLDERS[IMAGE]:
            path = f"{IMAGE}/{slot.field}"
            string, pattern = self._strings.get(path), self._template.patterns.get(path)
            if string is not None and pattern is not None:
                if string != pattern.source:
                    self._add(slot.rule, Fault(path, {"part": slot.field}))
                return

    def _of_object(self, holder: str, slots: Sequence[Slot]) -> None:
        """Both have one, or neither has; and each of its strings is equal: a finding for each."""
        here, there = (
            any(f"{holder}/{slot.field}" in held for slot in slots)
            for held in (self._strings, self._template.patterns)
        )
        if here != there:
            is_there = {True: "SOMETHING", False: "NOTHING"}
            presence = {"expected": is_there[there], "found": is_there[here]}
            self._add(slots[0].rule, Fault(holder, {"part": "presence", **presence}))
            return
        for slot in self._unlike(slots, holder):
            self._add(slot.rule, self._explained_part(slot, holder))

    def _of_list(self, part: str, slots: Sequence[Slot], count: int) -> None:
        """Each is equal to the one in its place: a finding for each that is not.

        Nothing is compared any more once more is found than a report shows.
        """
        faults: list[Fault] = []
        held = {path.rpartition("/")[0] for path in (*self._strings, *self._template.patterns)}
        paths = (f"{part}/{index}" for index in range(count))
        for path in filter(held.__contains__, paths):
            if unlike := self._unlike(slots, path):
                faults.append(self._explained_part(unlike[0], path))
                if len(faults) > MOST_FINDINGS:
                    break
        if len(faults) > 1 and (order := self._order(part, slots, count)):
            right, is_now = (tuple(map(str, numbers)) for numbers in (sorted(order), order))
            faults = [Fault(part, {"part": "order", "expected": right, "found": is_now})]
        for fault in faults:
            self._add(slots[0].rule, fault)

    def _order(self, part: str, slots: Sequence[Slot], count: int) -> list[int] | None:
        """Which of the template's, from 1, each of the message's is; None if one is not any."""
        left = [*range(count)] if count <= MOST_IN_ORDER else []
        order = []
        for index in range(count):
            here = f"{part}/{index}"
            fitting = (n for n in left if self._is_equal(slots, here, f"{part}/{n}"))
            number = next(fitting, None)
            if number is None:
                return None
            order.append(number + 1)
            left.remove(number)
        return order

    def _is_equal(self, slots: Sequence[Slot], here: str, there: str) -> bool:
        for slot in slots:
            string = self._strings.get(f"{here}/{slot.field}")
            pattern = self._template.patterns.get(f"{there}/{slot.field}")
            if string is None or pattern is None:
                if not self._may_be_missing(slot, string, pattern, there):
                    return False
            elif fit(pattern.literals, string) is None:
                return False
        return True

    def _may_be_missing(
        self, slot: Slot, string: str | None, pattern: Pattern | None, there: str
    ) -> bool:
        """True if it is right that one of the two, or both, has nothing in a slot."""
        if pattern is not None:
            return False
        if string is None:
            return slot.field != "text"  # without one there is no message
        return slot.optional or (slot.field == "name" and self._is_named_by_kakao(there))

    def _is_named_by_kakao(self, there: str) -> bool:
        """True of a button whose name may be left out when it is registered (Lunasoft)."""
        kind = self._template.patterns.get(f"{there}/type")
        return kind is not None and kind.source == "AC"

    def _unlike(self, slots: Sequence[Slot], holder: str) -> list[Slot]:
        """The slots of an object that differ; of the others it notes what variables stand for."""
        return [slot for slot in slots if not self._fits(slot, holder)]

    def _fits(self, slot: Slot, holder: str) -> bool:
        path = f"{holder}/{slot.field}"
        string, pattern = self._strings.get(path), self._template.patterns.get(path)
        if string is None or pattern is None:
            return self._may_be_missing(slot, string, pattern, holder)
        fitting = fit(pattern.literals, string)
        if fitting is None and path in STRUCK:
            string = string.removesuffix(STRIKE)
            fitting = fit(pattern.literals, string)
        if fitting is None:
            return False
        if fitting.line_ending is not None:
            span, expected, found = fitting.line_ending
            params = {"expected": _LINE_ENDINGS[expected], "found": _LINE_ENDINGS[found]}
            self._add("line-endings-differ", Fault(path, params, span))
        self.note(path, string, pattern.names, fitting.values)
        return True

    def note(self, path: str, string: str, names: Sequence[str], spans: Sequence[Span]) -> None:
        """What the variables of a string stand for, and what is to be said of it."""
        for number, (name, span) in enumerate(zip(names, spans, strict=True), 1):
            value = string[slice(*span)]
            self.names.append(name)
            self.values.append(value)
            if rule := _doubt_about(value):
                if rule == "variable-in-value" and (inner := VARIABLE.search(value)):
                    span = (span[0] + inner.start(), span[0] + inner.end())  # noqa: PLW2901
                self._add(rule, Fault(path, {"number": number}, span))
            elif path == TEXT and len(value) > longest_value(name):
                growth = {"number": number, "length": len(value), "limit": MOST_GROWTH}
                self._add("variable-growth", Fault(path, growth, span))
        if path.endswith(_URLS) and (doubled := doubled_scheme(string)):
            self._add("bad-url", Fault(path, {"reason": "doubled-scheme"}, doubled.span()))

    def _explained(self, slot: Slot, holder: str) -> Fault:
        """Why the string in a slot of an object is not the template's."""
        path = f"{holder}/{slot.field}"
        string, pattern = self._strings.get(path), self._template.patterns.get(path)
        if slot.field == "type":
            expected, found = pattern and pattern.source, string
            return Fault(path, {"expected": _type_name(expected), "found": _type_name(found)})
        if string is None or pattern is None:
            return Fault(path, _one_missing(pattern and pattern.source, string))
        if path in STRUCK:
            string = string.removesuffix(STRIKE)
        return Fault(path, *_difference(string, pattern, self._budget))

    def _explained_part(self, slot: Slot, holder: str) -> Fault:
        """Why it is not, with the name of what differs, as several strings break one rule."""
        fault = self._explained(slot, holder)
        return fault._replace(params={"part": slot.field, **fault.params})

    def _add(self, rule: str, fault: Fault) -> None:
        """Add a finding, unless there are more of its rule than a report shows."""
        self._found[rule] += 1
        if self._found[rule] <= MOST_FINDINGS + 1:
            self.findings.append(finding(rule, fault.path, fault.params, span=fault.span))


def longest_value(name: str) -> int:
    """How long what a variable stands for may be, or it is much longer than it is written."""
    return len("#{}") + len(name) + MOST_GROWTH


_are_ordinary: Final = re.compile(r"[^{\r\n\0]++(?:\0[^{\r\n\0]++)*").fullmatch
"""Tells of values with NUL between that nothing is to be said of them but by a list of words."""


def _doubt_about(value: str) -> str | None:
    """The rule that what a variable stands for breaks, if any."""
    if not value:
        return "variable-empty-value"
    if VARIABLE.search(value):
        return "variable-in-value"
    if value in EMPTY_LOOKING:
        return "empty-looking-value"
    return "value-with-line-break" if _LINE_BREAK.search(value) else None


# --------------------------------------------------------------------------- what a fault says

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


def _difference(string: str, pattern: Pattern, budget: Budget) -> tuple[Params, Span]:
    place = first_difference(pattern.literals, string, budget)
    fixed = "".join(pattern.literals)
    index = _index_in_template(place.expected, pattern)
    params: Params = {
        "expected": _named(fixed[place.expected : place.expected + 1]),
        "found": _named(string[place.found : place.found + 1]),
        "index": index + 1,
        "line": pattern.source.count("\n", 0, index) + 1,
        "column": index - pattern.source.rfind("\n", 0, index),
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


_kakao_code = re.compile(r"[A-Z][A-Z0-9]").fullmatch


def _type_name(kind: str | None) -> str:
    if kind is None:
        return "NOTHING"
    return kind if _kakao_code(kind) else "OTHER"

"""Which stretches of a message's strings are its template's, and which its variables' values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from alimtalk_rules.preview.marks import Part, PartsOf
from alimtalk_rules.report import Finding
from alimtalk_rules.templates.alignment import Pattern, fit, pattern_of
from alimtalk_rules.templates.filling import variables_of
from alimtalk_rules.templates.matching import Approved
from alimtalk_rules.templates.slots import read_slots
from alimtalk_rules.variables import variables_in


def parts_of_template(template: object, values: Mapping[str, str]) -> PartsOf:
    """The variables of a template's strings, filled where there is a value for them."""
    fillable = {variable.path for variable in variables_of(template)}

    def parts_of(path: str, string: str) -> Sequence[Part]:
        return [
            Part(*found.span(), "value", found[1], values[found[1]])
            if path in fillable and found[1] in values
            else Part(*found.span(), "variable", found[1])
            for found in variables_in(string)
        ]

    return parts_of


def parts_when_filled(template: object, values: Mapping[str, str]) -> PartsOf:
    """The same of what a gateway makes of an approved template: all but the values is known."""
    of_template = parts_of_template(template, values)

    def parts_of(path: str, string: str) -> Sequence[Part]:
        parts: list[Part] = []
        done = 0
        for part in of_template(path, string):
            parts += [Part(done, part.start, "known"), part]
            done = part.end
        return [
            part for part in (*parts, Part(done, len(string), "known")) if part.end > part.start
        ]

    return parts_of


class Beside:
    """A message beside its template.

    Attributes:
        parts: of each string of the message what is the template's, and what are values.
        on_template: the findings with their spans in the template's strings; without those that
            have no place there.
    """

    def __init__(
        self, message: object, template: object, differences: Collection[tuple[str, Finding]]
    ) -> None:
        patterns = Approved(read_slots(template)).patterns
        self._strings = read_slots(message).strings
        first = {path: found for path, found in reversed([*differences]) if _index(found)}
        self.parts: Mapping[str, Sequence[Part]] = {
            path: [*_parts(pattern, string, first.get(path))]
            for path, string in self._strings.items()
            if (pattern := patterns.get(path))
        }
        self.on_template = {
            found: span
            for path, found in differences
            if (pattern := patterns.get(path)) and (span := _span_in(pattern, found))
        }

    def parts_of(self, path: str, _string: str) -> Sequence[Part]:
        """The parts of the message's string at a path."""
        return self.parts.get(path, ())

    def values(self) -> list[tuple[str, str]]:
        """What each variable stands for, once for each two that differ."""
        found = (
            (part.name, self._strings[path][part.start : part.end])
            for path, parts in self.parts.items()
            for part in parts
            if part.kind == "value"
        )
        return [*dict.fromkeys(found)]


def _index(found: Finding) -> int | None:
    """Where in the template's string a finding says that the two differ, from 1."""
    index = found.params.get("index")
    return index if found.span and isinstance(index, int) else None


def _span_in(pattern: Pattern, found: Finding) -> tuple[int, int] | None:
    if index := _index(found):
        return index - 1, min(index, len(pattern.source))
    number = found.params.get("number")
    spans = [variable.span() for variable in variables_in(pattern.source)]
    return spans[number - 1] if isinstance(number, int) and number <= len(spans) else None


def _parts(pattern: Pattern, string: str, difference: Finding | None) -> Iterator[Part]:
    """The parts of a string that fits or, of one that does not, those around the difference."""
    if parts := _fitting(pattern, string):
        yield from parts
        return
    if difference is None or difference.span is None:
        return
    index, (start, end) = (_index(difference) or 1) - 1, difference.span
    yield from _fitting(_sliced(pattern, 0, index), string[:start]) or ()
    for template_from, string_from in ((index + 1, end), (index, end), (index + 1, start)):
        rest = _sliced(pattern, template_from, None)
        if parts := _fitting(rest, string[string_from:], string_from):
            yield from parts
            return


def _sliced(pattern: Pattern, start: int, stop: int | None) -> Pattern:
    source = pattern.source[start:stop]
    return pattern_of(source) if pattern.names else Pattern(source, (source,))


def _fitting(pattern: Pattern, string: str, offset: int = 0) -> list[Part] | None:
    """The parts of a string that fits; None if it does not."""
    fitting = fit(pattern.literals, string)
    if fitting is None:
        return None
    parts, done = [], 0
    for name, (start, end) in zip(pattern.names, fitting.values, strict=True):
        if start > done:
            parts.append(Part(offset + done, offset + start, "known"))
        parts.append(Part(offset + start, offset + end, "value", name))
        done = end
    if done < len(string):
        parts.append(Part(offset + done, offset + len(string), "known"))
    return parts

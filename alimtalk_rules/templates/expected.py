"""What a message must be to equal a template: told at once by an expression, or else explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain
from operator import gt
from typing import Final, NamedTuple

from alimtalk_rules.limits import MOST_MATCHED
from alimtalk_rules.report import DEFAULT, Choices, Finding
from alimtalk_rules.rules.links import doubled_scheme
from alimtalk_rules.templates.alignment import FullMatch, fit, fullmatch_of
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.matching import (
    EMPTY_LOOKING,
    Approved,
    Comparison,
    Match,
    by_name,
    longest_value,
    report_of,
)
from alimtalk_rules.templates.slots import (
    TEXT,
    Filled,
    Shape,
    read_slots,
    shape_of,
    strings_in,
    with_image_of,
    without_image,
)


class Expected:
    """What a message must be: an expression says yes, or a comparison says why not."""

    def __init__(self, template: Filled) -> None:
        self._template = template
        self._is_asked_again = False

    def match(self, message: object, chosen: Choices = DEFAULT) -> Match:
        """Whether the message is equal, and if not, where it differs."""
        match = self.match_at_once(message, chosen)
        return self.compare(message, chosen).match(chosen) if match is None else match

    def match_at_once(self, message: object, chosen: Choices = DEFAULT) -> Match | None:
        """The match, if all is certainly equal and there is nothing to say."""
        return self._at_once(message, chosen, sends_image=chosen.profile.sends_image)

    def compare(
        self, message: object, chosen: Choices = DEFAULT, budget: Budget | None = None
    ) -> Comparison:
        """All that differs, and what the variables stand for."""
        return self._compared(message, budget, sends_image=chosen.profile.sends_image)

    def differences(
        self, message: object, budget: Budget, chosen: Choices = DEFAULT
    ) -> Sequence[Finding]:
        """All that differs in what a request holds, which is no image; unsorted."""
        if self._at_once(message, chosen, sends_image=False) is not None:
            return ()
        return self._compared(message, budget, sends_image=False).findings

    def _compared(self, message: object, budget: Budget | None, *, sends_image: bool) -> Comparison:
        filled = read_slots(message)
        if not sends_image:
            filled = with_image_of(self._template, filled)
        return self.approved.compare(filled, budget or Budget())

    @cached_property
    def approved(self) -> Approved:
        """The template's strings in pieces."""
        return Approved(self._template)

    def _at_once(self, message: object, chosen: Choices, *, sends_image: bool) -> Match | None:
        """The match, if all is certainly equal and there is nothing to say."""
        if not self._is_asked_again:  # to make the expression takes longer than a comparison
            self._is_asked_again = True
            return None
        line, shape = self._sent if sends_image else self._sent_without_image
        strings = strings_in(message, shape)
        if strings is None:
            return None
        try:
            values = line.ordinary_values("\0".join(strings), chosen)
        except TypeError:  # one of them is no string
            return None
        return None if values is None else Match(report_of((), chosen), line.names, values)

    @cached_property
    def _sent(self) -> tuple[_Line, Shape]:
        return _line_of(self.approved), shape_of(self._template)

    @cached_property
    def _sent_without_image(self) -> tuple[_Line, Shape]:
        sent = without_image(self._template)
        return _line_of(Approved(sent)), shape_of(sent)


class ExpectedText:
    """What a message's text must be, whatever else there is."""

    def __init__(self, template: Filled) -> None:
        text = template.strings.get(TEXT)
        self._approved = Approved(Filled({} if text is None else {TEXT: text}, {}))
        self._pattern = self._approved.patterns.get(TEXT)
        self._line = _line_of(self._approved)

    def match(self, text: str, chosen: Choices) -> Match:
        """Whether the text is equal, and if not, where it differs."""
        values = self._line.ordinary_values(text, chosen)
        if values is not None:
            return Match(report_of((), chosen), self._line.names, values)
        return self._approved.compare(Filled({TEXT: text}, {}), Budget()).match(chosen)

    def fits(self, text: str) -> bool:
        """Whether the text is equal."""
        if len(text) <= MOST_MATCHED and self._line.fullmatch(text):
            return True
        return self._pattern is not None and fit(self._pattern.literals, text) is not None

    def values(self, text: str) -> dict[str, tuple[str, ...]] | None:
        """What the variables stand for; None if the text is not equal."""
        found = self._line.fullmatch(text) if len(text) <= MOST_MATCHED else None
        if found is not None:
            return by_name(self._line.names, found.groups())
        fitting = None if self._pattern is None else fit(self._pattern.literals, text)
        if fitting is None:
            return None
        return by_name(self._line.names, [text[start:end] for start, end in fitting.values])


class _Line(NamedTuple):
    """Strings that a message has from its template, in one with NUL between; the text first.

    Attributes:
        names: of the variables, one for each place.
        fullmatch: matches a line that is equal; its groups are what the variables stand for. If
            the template's strings are unusual, it matches none.
        limits: how long each value in the text may be.
    """

    names: Sequence[str]
    fullmatch: FullMatch
    limits: Sequence[int]

    def ordinary_values(self, line: str, chosen: Choices) -> tuple[str, ...] | None:
        """What the variables stand for, if the line is equal and there is nothing to say."""
        found = self.fullmatch(line) if len(line) <= MOST_MATCHED else None
        if found is None:
            return None
        values: tuple[str, ...] = found.groups()
        if not EMPTY_LOOKING.isdisjoint(values):
            return None
        if "variable-growth" not in chosen.ignored and any(map(gt, map(len, values), self.limits)):
            return None
        for value in values[len(self.limits) :]:
            if "http" in value.lower():
                return None  # a scheme may be one too many
        return values


def _line_of(template: Approved) -> _Line:
    patterns = [*template.patterns.values()]
    strings = [pattern.source for pattern in patterns]
    names = (*chain.from_iterable(pattern.names for pattern in patterns),)
    together = "".join(strings)
    if (
        TEXT not in template.patterns
        or "\0" in together
        or len(together) > MOST_MATCHED
        or any(map(doubled_scheme, strings))
    ):
        return _Line(names, _never, ())
    return _Line(names, fullmatch_of(patterns), [*map(longest_value, patterns[0].names)])


_never: Final = re.compile("(?!)").fullmatch


@lru_cache(maxsize=128)
def expected_lately(
    strings: tuple[tuple[str, str], ...], sizes: tuple[tuple[str, int], ...]
) -> Expected:
    """What a template asks for that may have been asked for before."""
    return Expected(Filled(dict(strings), dict(sizes)))

"""Whether a message is equal to a template: told at once by an expression, or else explained."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from operator import gt
from typing import Any, NamedTuple

from alimtalk_rules.limits import MOST_MATCHED
from alimtalk_rules.profiles import INFOBIP, Profile, Severity
from alimtalk_rules.report import DEFAULT, NO_CHANGES, Choices, Finding, choices
from alimtalk_rules.rules.links import doubled_scheme
from alimtalk_rules.templates.alignment import FullMatch, Pattern, fit, fullmatch_of
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.filling import render_template
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
    Filled,
    Shape,
    copy_of,
    plain,
    read_slots,
    shape_of,
    strings_in,
    with_image_of,
    without_image,
)


def match_template(
    message: object,
    template: object,
    *,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Match:
    r"""Tell whether a message is equal to a template, and if not, where it differs.

    All but the variables must be equal, to the space and the line break; a variable may stand for
    any text (Kakao 3016, 3027, 3028; NHN -3010, -3011). A title, or a highlight's, may end in
    ``\s``, which strikes it through. Items, buttons and quick replies are compared in their order;
    buttons by type, name and links, and by what else of them is registered; images by sha256 or,
    where one of them has none, by URL. What a template keeps for itself, such as its subtitle, is
    not asked of the message: under a profile other than the guide neither is the image.

    Of a string, such as the text or a button's name or link, the finding shows the first
    difference. Its span is in the message's string. Its params are the code points ``expected`` and
    ``found``: ``"END"`` behind the last, ``"NOTHING"`` where there is no such string,
    ``"VARIABLE"`` where the template begins with one. And they tell where the expected one stands
    in the template's string: ``index``, ``line`` and ``column``, all from 1.

    For many messages of one template, ``compile_template`` is faster.

    Args:
        message: what ``schemas/message.schema.json`` describes.
        template: what ``schemas/template.schema.json`` describes. Of both, what is of a wrong type
            counts as absent: ``check_message`` and ``check_template`` find it.
        profile: whose AlimTalk they are, such as ``"kakao"``; Infobip's guide by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such profile, rule or severity.
    """
    chosen = choices(profile, ignore, severity)
    strings, sizes = read_slots(template)
    if sum(map(len, strings.values())) > MOST_MATCHED:
        return Expected(Filled(strings, sizes)).match(message, chosen)
    expected = _lately_expected(tuple(strings.items()), tuple(sizes.items()))
    return expected.match(message, chosen)


class CompiledTemplate:
    """A template, and what is made of it once for many messages.

    Attributes:
        template: a copy of the template; do not change it.
        expected: what ``TemplateBook`` and ``check_payload`` ask.
    """

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.template: dict[str, Any] = copy_of(template)
        self.expected = Expected(read_slots(self.template))

    def match(
        self,
        message: object,
        *,
        profile: Profile | str = INFOBIP,
        ignore: Collection[str] = (),
        severity: Mapping[str, Severity | str] = NO_CHANGES,
    ) -> Match:
        """What ``match_template`` tells of a message and this template.

        Args:
            message: what ``schemas/message.schema.json`` describes; or a string, which stands
                beside the template's text alone.
            profile: whose AlimTalk they are, such as ``"kakao"``; Infobip's guide by default.
            ignore: names of rules whose findings are left out.
            severity: rules that are to be of another severity, as ``check_message`` takes them.

        Raises:
            TypeError: an option is of a wrong type.
            ValueError: there is no such profile, rule or severity.
        """
        chosen = choices(profile, ignore, severity)
        if isinstance(message, str):
            return self._match_text(plain(message), chosen)
        return self.expected.match(message, chosen)

    def _match_text(self, text: str, chosen: Choices) -> Match:
        line = self._line_of_text
        values = None if line is None else line.ordinary_values(text, chosen)
        if line is not None and values is not None:
            return Match(report_of((), chosen), line.names, values)
        strings = {} if self._text is None else {"/text": self._text.source}
        alone = Approved(Filled(strings, {}))
        return alone.compare(Filled({"/text": text}, {}), Budget()).match(chosen)

    def fits(self, text: str) -> bool:
        """Whether a message's text is the template's with its variables filled."""
        line = self._line_of_text
        if line is not None and len(text) <= MOST_MATCHED and line.fullmatch(text):
            return True
        return self._text is not None and fit(self._text.literals, text) is not None

    def values(self, text: str) -> Mapping[str, tuple[str, ...]] | None:
        """What each variable of the template's text stands for, as ``Match.variables`` has it.

        Args:
            text: a message's text.

        Returns:
            None if the text is not the template's.
        """
        line = self._line_of_text
        if line is not None and len(text) <= MOST_MATCHED and (found := line.fullmatch(text)):
            return by_name(line.names, found.groups())
        fitting = None if self._text is None else fit(self._text.literals, text)
        if self._text is None or fitting is None:
            return None
        return by_name(self._text.names, [text[start:end] for start, end in fitting.values])

    @property
    def _text(self) -> Pattern | None:
        return self.expected.approved.patterns.get("/text")

    @cached_property
    def _line_of_text(self) -> _Line | None:
        return None if self._text is None else _line_of([self._text])

    def render(self, values: Mapping[str, str]) -> dict[str, Any]:
        """The message that the template becomes: what ``render_template`` does.

        Raises:
            TemplateValueError: a variable has no value, or a value has no variable.
            TypeError: the values are no mapping, or one of them, or its name, is no string.
        """
        return render_template(self.template, values)


def compile_template(template: Mapping[str, Any]) -> CompiledTemplate:
    """The template, made ready for many messages.

    It tells the same as ``match_template``, some four times as fast where the message is equal.

    Args:
        template: what ``schemas/template.schema.json`` describes.

    Raises:
        TypeError: the template is no dict.
    """
    if not isinstance(template, dict):
        raise TypeError("template must be a dict")
    return CompiledTemplate(template)


# --------------------------------------------------------------------------- at once


class Expected:
    """What a message must be: an expression says yes, or a comparison says why not."""

    def __init__(self, template: Filled) -> None:
        self._template = template
        self._is_asked_again = False

    def match(self, message: object, chosen: Choices = DEFAULT) -> Match:
        """Whether the message is equal, and if not, where it differs."""
        match = self._at_once(message, chosen, sends_image=chosen.profile.sends_image)
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
        strings = None if line is None else strings_in(message, shape)
        if line is None or strings is None:
            return None
        try:
            values = line.ordinary_values("\0".join(strings), chosen)
        except TypeError:  # one of them is no string
            return None
        return None if values is None else Match(report_of((), chosen), line.names, values)

    @cached_property
    def _sent(self) -> tuple[_Line | None, Shape]:
        return self._read(self._template)

    @cached_property
    def _sent_without_image(self) -> tuple[_Line | None, Shape]:
        return self._read(without_image(self._template))

    def _read(self, template: Filled) -> tuple[_Line | None, Shape]:
        patterns = [self.approved.patterns[path] for path in template.strings]
        line = _line_of(patterns) if "/text" in template.strings else None
        return line, shape_of(template)


class _Line(NamedTuple):
    """Strings that a message has from its template, in one with NUL between; the text first.

    Attributes:
        names: of the variables, one for each place.
        fullmatch: matches a line that is equal; its groups are what the variables stand for.
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


def _line_of(patterns: Sequence[Pattern]) -> _Line | None:
    """The line of a template's strings; None if they are unusual."""
    strings = [pattern.source for pattern in patterns]
    together = "".join(strings)
    if "\0" in together or len(together) > MOST_MATCHED or any(map(doubled_scheme, strings)):
        return None
    names = (*chain.from_iterable(pattern.names for pattern in patterns),)
    limits = [*map(longest_value, patterns[0].names)]
    return _Line(names, fullmatch_of(patterns), limits)


@lru_cache(maxsize=128)
def _lately_expected(
    strings: tuple[tuple[str, str], ...], sizes: tuple[tuple[str, int], ...]
) -> Expected:
    return Expected(Filled(dict(strings), dict(sizes)))

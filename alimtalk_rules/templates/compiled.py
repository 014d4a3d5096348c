"""Whether a message is equal to a template: told at once by an expression, or else explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from alimtalk_rules.limits import MOST_MATCHED
from alimtalk_rules.profiles import INFOBIP, Profile, Severity
from alimtalk_rules.report import DEFAULT, NO_CHANGES, Choices, Finding, choices
from alimtalk_rules.rules.links import doubled_scheme
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.filling import render_template
from alimtalk_rules.templates.matching import (
    EMPTY_LOOKING,
    Approved,
    Match,
    has_grown,
    report_of,
)
from alimtalk_rules.templates.slots import Filled, copy_of, read_slots, with_image_of


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
        return Expected(Filled(strings, sizes)).match(read_slots(message), chosen)
    expected = _lately_expected(tuple(strings.items()), tuple(sizes.items()))
    return expected.match(read_slots(message), chosen)


class CompiledTemplate:
    """A template, and what is made of it once for many messages.

    Attributes:
        template: a copy of the template; do not change it.
        expected: what ``TemplateBook`` and ``check_payload`` ask.
    """

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.template: dict[str, Any] = copy_of(template)
        slots = read_slots(self.template)
        self.expected = Expected(slots)
        self._text = Expected(_text_alone(slots.strings.get("/text")))

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
            return self._text.match(_text_alone(message), chosen)
        return self.expected.match(read_slots(message), chosen)

    def values(self, text: str) -> Mapping[str, tuple[str, ...]] | None:
        """What each variable of the template's text stands for, as ``Match.variables`` has it.

        Args:
            text: a message's text.

        Returns:
            None if the text is not the template's.
        """
        match = self.match(text)
        return match.variables if match.ok else None

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


def _text_alone(text: str | None) -> Filled:
    return Filled({} if text is None else {"/text": text}, {})


# --------------------------------------------------------------------------- at once


class Expected:
    """What a message must be: an expression says yes, or a comparison says why not."""

    def __init__(self, template: Filled) -> None:
        self._template = template
        self._is_asked_again = False

    def match(
        self, message: Filled, chosen: Choices = DEFAULT, budget: Budget | None = None
    ) -> Match:
        """Whether the message is equal, and if not, where it differs."""
        if not chosen.profile.sends_image:
            message = with_image_of(self._template, message)
        variables = self._at_once(message, chosen)
        if variables is not None:
            return Match(report_of((), chosen), variables)
        return self.approved.compare(message, budget or Budget()).match(chosen)

    def differences(
        self, message: Filled, budget: Budget, chosen: Choices = DEFAULT
    ) -> Sequence[Finding]:
        """All that differs, unsorted: a part of another report."""
        if self._at_once(message, chosen) is not None:
            return ()
        return self.approved.compare(message, budget).findings

    @cached_property
    def approved(self) -> Approved:
        """The template's strings in pieces."""
        return Approved(self._template)

    def _at_once(self, message: Filled, chosen: Choices) -> dict[str, tuple[str, ...]] | None:
        """What the variables stand for; None unless all is certainly equal, with nothing to say."""
        if not self._is_asked_again:  # to make the expression takes longer than a comparison
            self._is_asked_again = True
            return None
        strings, sizes = self._template
        if message.sizes != sizes or message.strings.keys() != strings.keys():
            return None
        line = "\0".join(message.strings.values())
        if self._expression is None or len(line) > MOST_MATCHED or line.count("\0") >= len(strings):
            return None
        fullmatch, names, in_text, end = self._expression
        found = fullmatch(line, 0, len(line) - len(end))
        if found is None or not line.endswith(end):
            return None
        values: tuple[str, ...] = found.groups()
        if not EMPTY_LOOKING.isdisjoint(values) or any("http" in value.lower() for value in values):
            return None  # a scheme may be one too many
        if "variable-growth" not in chosen.ignored and any(map(has_grown, in_text, values)):
            return None
        variables: dict[str, tuple[str, ...]]
        variables = dict(zip(names, zip(values, strict=True), strict=True))
        if len(variables) < len(names):  # one stands at several places
            for name in variables:
                places = zip(names, values, strict=True)
                variables[name] = tuple(value for other, value in places if other == name)
        return variables

    @cached_property
    def _expression(self) -> _Expression | None:
        """What fits all strings, one behind the other with NUL between; None if they are unusual.

        A value is one that nothing is to be said of: not empty, without braces and line breaks.
        Each is as short as it can be and never tried again: ``fit`` tells why that is right.
        """
        strings = self._template.strings
        if "/text" not in strings or sum(map(len, strings.values())) > MOST_MATCHED:
            return None
        if any(map(doubled_scheme, strings.values())):
            return None
        literals, names = [""], list[str]()
        in_text = self.approved.patterns["/text"].names
        for number, pattern in enumerate(self.approved.patterns.values()):
            first, *others = pattern.literals
            literals[-1] += f"\0{first}" if number else first
            literals += others
            names += pattern.names
        first, *others = map(re.escape, literals)
        between = "".join(rf"(?>({_VALUE}+?){literal})" for literal in others[:-1])
        source = f"{first}{between}({_VALUE}++)" if others else first
        end = literals[-1] if others else ""
        return _Expression(re.compile(source).fullmatch, names, in_text, end)


@lru_cache(maxsize=128)
def _lately_expected(
    strings: tuple[tuple[str, str], ...], sizes: tuple[tuple[str, int], ...]
) -> Expected:
    return Expected(Filled(dict(strings), dict(sizes)))


_VALUE: Final = r"[^{\r\n\0]"


class _Expression(NamedTuple):
    """What fits a line up to its end, the names of its groups, and the end.

    Attributes:
        in_text: the names of the first groups, which stand in the text.
    """

    fullmatch: Callable[[str, int, int], re.Match[str] | None]
    names: Sequence[str]
    in_text: Sequence[str]
    end: str

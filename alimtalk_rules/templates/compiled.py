"""Templates made ready once, for many messages that may equal them and many values in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any

from alimtalk_rules.asking import beside_template, message_report
from alimtalk_rules.limits import MOST_MATCHED
from alimtalk_rules.profiles import INFOBIP, Profile, Severity, profile_named
from alimtalk_rules.report import (
    NO_CHANGES,
    Choices,
    Finding,
    Report,
    choices,
    finding,
    in_order,
    with_findings,
)
from alimtalk_rules.templates.alignment import Span
from alimtalk_rules.templates.expected import Expected, ExpectedText, expected_lately
from alimtalk_rules.templates.filling import (
    TemplateValueError,
    Unfilled,
    Variable,
    given,
    variables_of,
)
from alimtalk_rules.templates.matching import Match
from alimtalk_rules.templates.slots import Filled, copy_of, plain, read_slots


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
    expected = expected_lately(tuple(strings.items()), tuple(sizes.items()))
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
            return self._text.match(plain(message), chosen)
        return self.expected.match(message, chosen)

    def fits(self, text: str) -> bool:
        """Whether a message's text is the template's with its variables filled."""
        return self._text.fits(text)

    def values(self, text: str) -> dict[str, tuple[str, ...]] | None:
        """What each variable of the template's text stands for, as ``Match.variables`` has it.

        Args:
            text: a message's text.

        Returns:
            None if the text is not the template's.
        """
        return self._text.values(text)

    def render(
        self, values: Mapping[str, str], *, profile: Profile | str = INFOBIP
    ) -> dict[str, Any]:
        """The message that the template becomes: what ``render_template`` does.

        Raises:
            TemplateValueError: a variable has no value, or a value has no variable.
            TypeError: the values are no mapping, or one of them, or its name, is no string; or
                the profile is neither a profile nor a name.
            ValueError: there is no such profile.
        """
        return self._unfilled.filled(given(values), profile_named(profile))

    def check(
        self,
        values: Mapping[str, str],
        *,
        profile: Profile | str = INFOBIP,
        ignore: Collection[str] = (),
        severity: Mapping[str, Severity | str] = NO_CHANGES,
    ) -> Report:
        """Check the message that the template becomes, judged whole, and the values in it.

        All that ``check_message`` finds in what ``render`` gives, and what ``match`` finds in the
        values themselves; paths lead into the message. A value without a variable is the warning
        ``variable-unknown``, and is passed over. A variable without a value is the error
        ``variable-missing``, with its path and its span in the template: then there is no message
        to be judged.

        Args:
            values: what each variable stands for, by its name.
            profile: whose AlimTalk it is, such as ``"kakao"``; Infobip's guide by default.
            ignore: names of rules whose findings are left out.
            severity: rules that are to be of another severity, as ``check_message`` takes them.

        Raises:
            TypeError: the values are no mapping, or one of them, or its name, is no string; or an
                option is of a wrong type.
            ValueError: there is no such profile, rule or severity.
        """
        chosen = choices(profile, ignore, severity)
        own = given(values)
        try:
            return self.judged(own, chosen)
        except TemplateValueError as error:
            found = [*self._misnamed(error, own)]
            if error.missing:
                return Report("message", in_order(found, chosen), profile=chosen.profile.name)
            known = {name: own[name] for name in self._unfilled.names}
            return with_findings(self.judged(known, chosen), found, chosen)

    def judged(self, values: Mapping[str, str], chosen: Choices) -> Report:
        """What ``check`` tells of strings that have the names of the variables.

        Raises:
            TemplateValueError: the names are others.
        """
        message = self._unfilled.filled(values, chosen.profile)
        found = self.expected.approved.doubts_about(values, chosen.ignored)
        report = message_report(message, chosen)
        return beside_template(report, found, chosen) if found else report

    def place_of(self, found: Finding, values: Mapping[str, str]) -> tuple[Span | None, bool]:
        """The span in the template of what ``check`` found, and whether that is a variable."""
        pattern = self.expected.approved.patterns.get(found.path)
        span = found.span
        if pattern is None or span is None:
            return span, False
        if found.rule != "variable-missing":  # which is found in the template
            span = pattern.span_in_source(span, values)
        return span, span in pattern.places()

    def _misnamed(self, error: TemplateValueError, values: Mapping[str, str]) -> Iterator[Finding]:
        missing, unknown = set(error.missing), set(error.unknown)
        numbers = Counter[str]()
        for variable in self.variables:
            numbers[variable.path] += 1
            if variable.name in missing:
                missing.remove(variable.name)
                params = {"number": numbers[variable.path]}
                yield finding("variable-missing", variable.path, params, span=variable.span)
        for number, name in enumerate(values, 1):
            if name in unknown:
                yield finding("variable-unknown", "", {"number": number})

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The variables, in the order in which the template's strings are looked at."""
        return variables_of(self.template)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the variables."""
        return frozenset(self._unfilled.names)

    @cached_property
    def _text(self) -> ExpectedText:
        return ExpectedText(read_slots(self.template))

    @cached_property
    def _unfilled(self) -> Unfilled:
        return Unfilled(self.template)


def compile_template(template: Mapping[str, Any]) -> CompiledTemplate:
    """The template, made ready for many messages.

    It tells the same as ``match_template``, some three times as fast where the message is equal.

    Args:
        template: what ``schemas/template.schema.json`` describes.

    Raises:
        TypeError: the template is no dict.
    """
    if not isinstance(template, dict):
        raise TypeError("template must be a dict")
    return CompiledTemplate(template)

"""What a check returns: findings in order, in a report that never repeats the user's own text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.profiles import INFOBIP, Profile, Severity, profile_named
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.rule import LANGUAGES, Param, Wording
from alimtalk_rules.rules.words import filled

if TYPE_CHECKING:
    from alimtalk_rules.images import ImageFacts

_NO_PARAMS: Mapping[str, Param] = MappingProxyType({})


_OF_THE_CARD: Final = cast("Severity", None)
_WITH_SAMPLE: Final = {"en": "With sample {}", "ko": "예시 {}"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one place.

    Attributes:
        rule: the rule's permanent name, such as ``"text-too-long"``.
        path: JSON Pointer (RFC 6901) into the checked document; for a missing field, where it
            should stand.
        params: numbers, code points and names of ours; never the document's own text. ``sample``
            is which of a template's samples it takes for this to be found, from 1.
        span: start and end (exclusive) in code points inside the string at ``path``, or None.
        related: JSON Pointers to other places that take part.
        kakao: the codes with which Kakao would answer.
        severity: the rule's own, unless the check was told another.
    """

    rule: str
    path: str
    params: Mapping[str, Param] = field(default_factory=dict)
    span: tuple[int, int] | None = None
    related: tuple[str, ...] = ()
    kakao: tuple[str, ...] = ()
    severity: Severity = _OF_THE_CARD

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))
        if self.severity is _OF_THE_CARD:
            object.__setattr__(self, "severity", RULES[self.rule].severity)

    def __hash__(self) -> int:
        return hash((self.rule, self.path, self.span))

    def __reduce__(self) -> tuple[type[Finding], tuple[Any, ...]]:
        params = dict(self.params)
        rest = (self.span, self.related, self.kakao, self.severity)
        return Finding, (self.rule, self.path, params, *rest)

    @property
    def codes(self) -> Mapping[str, tuple[str, ...]]:
        """The codes with which ``"kakao"`` and gateways would answer, by their names."""
        of_gateways = RULES[self.rule].codes
        return {**({"kakao": self.kakao} if self.kakao else {}), **of_gateways}

    @property
    def url(self) -> str:
        """The address of the rule's page; ``alimtalk-rules rules NAME`` shows it offline."""
        return RULES[self.rule].url()

    @property
    def message(self) -> str:
        """The finding as an English sentence."""
        return self.sentence()

    def sentence(self, lang: str = "en") -> str:
        """The finding as a sentence in ``"en"`` or ``"ko"``.

        Raises:
            ValueError: the language is another.
        """
        said = filled(self._wording(lang).message, self.params, lang)
        sample = self.params.get("sample")
        return said if sample is None else f"{_WITH_SAMPLE[lang].format(sample)}: {said}"

    def hint(self, lang: str = "en") -> str:
        """How to fix it, in ``"en"`` or ``"ko"``.

        Raises:
            ValueError: the language is another.
        """
        return filled(self._wording(lang).hint, self.params, lang)

    def _wording(self, lang: str) -> Wording:
        return RULES[self.rule].texts[require_language(lang)]

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Plain JSON, as ``schemas/report.schema.json`` describes it."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "path": self.path,
            "message": self.sentence(lang),
            "hint": self.hint(lang),
            "params": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in self.params.items()
            },
            **({} if self.span is None else {"span": list(self.span)}),
            "related": list(self.related),
            "codes": {name: list(codes) for name, codes in self.codes.items()},
        }

    def __str__(self) -> str:
        return f"{self.severity} {self.rule} at {self.path or 'the document'}: {self.message}"


def require_language(lang: str) -> str:
    """``lang`` itself.

    Raises:
        ValueError: it is neither ``"en"`` nor ``"ko"``.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}")
    return lang


def finding(
    rule: str,
    path: str,
    params: Mapping[str, Param] = _NO_PARAMS,
    *,
    span: tuple[int, int] | None = None,
    related: tuple[str, ...] = (),
    kakao: tuple[str, ...] | None = None,
) -> Finding:
    """A finding of ``rule``, with the Kakao codes of its card unless given."""
    codes = RULES[rule].kakao if kakao is None else kakao
    return Finding(rule, path, params, span, related, codes)


def pointer(*tokens: str | int) -> str:
    """The JSON Pointer (RFC 6901) made of ``tokens``."""
    plain = "/".join(["", *map(str, tokens)])
    if "~" not in plain and plain.count("/") == len(tokens):
        return plain
    escaped = (str(token).replace("~", "~0").replace("/", "~1") for token in tokens)
    return "".join(f"/{token}" for token in escaped)


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one document.

    Attributes:
        document: what was checked: ``"message"``, ``"image"`` or ``"template"``, ``"match"`` for a
            message beside its template, ``"payload"`` for a gateway's request, ``"line"`` for a
            line that cannot be read as any of them, or ``"row"`` for a row of a table and the
            message that it becomes.
        findings: ordered by path, then by rule, then by place in the string.
        combination: the parts that a message or a template has, such as ``"text+buttons"``; None
            where they do not stand together in the guide's table, or in what Kakao has besides.
        image: what was measured, if an image was given to be checked.
        gateway: whose request a payload is; None for another document, or if that is unknown.
        template: the code of the template that a message was compared with; None if with none.
        profile: the name of the profile that it was held to.
    """

    document: str
    findings: tuple[Finding, ...] = ()
    combination: str | None = None
    image: ImageFacts | None = field(default=None, repr=False)
    gateway: str | None = None
    template: str | None = None
    profile: str = INFOBIP.name

    @property
    def ok(self) -> bool:
        """True when there is no error; there may be warnings and notes."""
        return not self.findings or not self.errors

    def __bool__(self) -> bool:
        """As ``ok``: ``if check_message(message):`` asks whether it may be sent."""
        return self.ok

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which a document says that the message is refused."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that go wrong for some readers or some senders."""
        return self._of(Severity.WARNING)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The recommendations."""
        return self._of(Severity.NOTE)

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity is severity)

    def at_least(self, severity: Severity | str) -> tuple[Finding, ...]:
        """The findings that are as severe as ``severity``, or severer.

        Raises:
            ValueError: it is no severity.
        """
        severe = _SEVEREST_FIRST[: _SEVEREST_FIRST.index(severity_named(severity)) + 1]
        return tuple(found for found in self.findings if found.severity in severe)

    def raise_for_errors(self, fail_on: Severity | str = Severity.ERROR) -> None:
        """Do nothing if the report is ok.

        Args:
            fail_on: the least severity that is not ok: ``"error"``, ``"warning"`` or ``"note"``.

        Raises:
            InvalidAlimTalk: there is at least one finding of that severity.
            ValueError: ``fail_on`` is no severity.
        """
        if self.at_least(fail_on):
            raise InvalidAlimTalk(self, fail_on)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Plain JSON, as ``schemas/report.schema.json`` describes it.

        Raises:
            ValueError: the language is neither ``"en"`` nor ``"ko"``.
        """
        require_language(lang)  # even if there is nothing to say
        return {
            "document": self.document,
            "ok": self.ok,
            "profile": self.profile,
            "combination": self.combination,
            **({} if self.image is None else {"image": self.image.to_dict()}),
            **({} if self.gateway is None else {"gateway": self.gateway}),
            **({} if self.template is None else {"template": self.template}),
            "findings": [found.to_dict(lang) for found in self.findings],
        }

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings)) or f"{self.document}: nothing found"


class InvalidAlimTalk(ValueError):  # noqa: N818 - the name says what is wrong, as "invalid" does
    """A document has errors, or other findings that are not accepted.

    Attributes:
        report: all that was found, warnings included.
        fail_on: the least severity that is not accepted.
    """

    def __init__(self, report: Report, fail_on: Severity | str = Severity.ERROR) -> None:
        super().__init__(report, fail_on)
        self.report = report
        self.fail_on = severity_named(fail_on)

    def __str__(self) -> str:
        return "\n".join(map(str, self.report.at_least(self.fail_on)))


def severity_named(name: Severity | str) -> Severity:
    """The severity of that name.

    Raises:
        ValueError: there is none.
    """
    try:
        return Severity(name)
    except ValueError:
        known = ", ".join(Severity)
        raise ValueError(f"a severity must be one of {known}") from None


def ignored_rules(ignore: Collection[str]) -> frozenset[str]:
    """The names of the rules whose findings are to be left out.

    Raises:
        TypeError: ``ignore`` is no collection of names.
        ValueError: it names a rule that does not exist.
    """
    if isinstance(ignore, str) or not isinstance(ignore, Collection):
        raise TypeError("ignore must be a collection of rule names")
    _require_rules("ignore", ignore)
    return frozenset(ignore)


def _require_rules(option: str, names: Iterable[object]) -> None:
    unknown = [name for name in names if name not in RULES]
    if unknown:
        nearest = get_close_matches(str(unknown[0]), RULES, 1)
        meant = f"; did you mean {nearest[0]}?" if nearest else ""
        raise ValueError(f"{option} names rules that do not exist: {len(unknown)}{meant}")


class Choices(NamedTuple):
    """What a caller has chosen: a profile, which rules to leave out, how severe others are."""

    profile: Profile
    ignored: frozenset[str]
    severities: Mapping[str, Severity]


NO_CHANGES: Final[Mapping[str, Severity]] = MappingProxyType({})
"""No rule is of another severity than its card, or the profile, says."""

DEFAULT: Final = Choices(INFOBIP, INFOBIP.unasked, {})
"""Infobip's guide and every rule of its, as severe as its card says."""


def choices(
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
    *,
    registered: bool = False,
) -> Choices:
    """What a caller has chosen by the arguments ``profile``, ``ignore`` and ``severity``.

    ``registered`` is True for a template: its profile may be stricter with what is registered.

    Raises:
        TypeError: ``profile`` is neither a profile nor a name, ``ignore`` is no collection of
            names, or ``severity`` is no mapping.
        ValueError: there is no profile of that name; or ``ignore`` or ``severity`` names a rule
            that does not exist, or no severity.
    """
    if profile is INFOBIP and ignore == () and severity is NO_CHANGES:
        return DEFAULT
    known = profile_named(profile)
    if ignore == () and severity is NO_CHANGES:
        return _of_profile(known, registered)
    if not isinstance(severity, Mapping):
        raise TypeError("severity must be a mapping of rule names to severities")
    _require_rules("severity", severity)
    own = {name: severity_named(value) for name, value in severity.items()}
    _, ignored, severities = _of_profile(known, registered)
    return Choices(known, ignored | ignored_rules(ignore), {**severities, **own})


@lru_cache(maxsize=64)
def _of_profile(profile: Profile, registered: bool) -> Choices:  # noqa: FBT001 - a key
    of_templates = profile.template_severities if registered else {}
    return Choices(profile, profile.unasked, {**profile.severities, **of_templates})


def in_order(findings: Iterable[Finding], chosen: Choices = DEFAULT) -> tuple[Finding, ...]:
    """The findings that are not ignored, as severe as was chosen, sorted.

    Of more than a hundred, the severest come first and a note says that there are more.
    """
    kept, errors = [], 0
    for each in findings:
        if each.rule in chosen.ignored:
            continue
        severity = chosen.severities.get(each.rule, each.severity)
        found = each if severity is each.severity else replace(each, severity=severity)
        kept.append(found)
        errors += found.severity is Severity.ERROR
        if errors > MOST_FINDINGS:
            break  # nothing is severer than these
    if len(kept) < 2:
        return tuple(kept)
    if len(kept) > MOST_FINDINGS:
        kept.sort(key=lambda found: _SEVEREST_FIRST.index(found.severity))
        more = finding("too-many-findings", "", {"limit": MOST_FINDINGS})
        kept[MOST_FINDINGS:] = [] if more.rule in chosen.ignored else [more]
    return tuple(sorted(kept, key=_order))


def with_findings(report: Report, more: Collection[Finding], chosen: Choices = DEFAULT) -> Report:
    """The report with ``more`` findings that are not ignored, in order."""
    added = [each for each in more if each.rule not in chosen.ignored]
    if not added:
        return report
    found = (each for each in report.findings if each.rule != "too-many-findings")
    return replace(report, findings=in_order((*found, *added), chosen))


_SEVEREST_FIRST = tuple(Severity)


def _order(found: Finding) -> tuple[Any, ...]:
    tokens = [
        (0, int(token), "") if token.isascii() and token.isdigit() else (1, 0, token)
        for token in found.path.split("/")
    ]
    return tokens, found.rule, found.span or (0, 0)

"""What a check returns: findings in order, in a report that never repeats the user's own text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from alimtalk_rules.catalogue import RULES, Severity
from alimtalk_rules.wording import render, wordings

if TYPE_CHECKING:
    from alimtalk_rules.images import ImageFacts

Param = int | str | tuple[str, ...]

MOST_FINDINGS = 100
"""Findings in one report; more of them would help nobody and cost memory."""

_NO_PARAMS: Mapping[str, Param] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one place.

    Attributes:
        rule: the rule's permanent name, such as ``"text-too-long"``.
        path: JSON Pointer (RFC 6901) into the checked document; for a missing field, where it
            should stand.
        params: numbers, code points and names of ours; never the document's own text.
        span: start and end (exclusive) in code points inside the string at ``path``, or None.
        related: JSON Pointers to other places that take part.
        kakao: the codes with which Kakao would answer.
    """

    rule: str
    path: str
    params: Mapping[str, Param] = field(default_factory=dict)
    span: tuple[int, int] | None = None
    related: tuple[str, ...] = ()
    kakao: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def __hash__(self) -> int:
        return hash((self.rule, self.path, self.span))

    def __reduce__(self) -> tuple[type[Finding], tuple[Any, ...]]:
        params = dict(self.params)
        return Finding, (self.rule, self.path, params, self.span, self.related, self.kakao)

    @property
    def severity(self) -> Severity:
        """How severe the rule is."""
        return RULES[self.rule].severity

    @property
    def message(self) -> str:
        """The finding as an English sentence."""
        return self.sentence()

    def sentence(self, lang: str = "en") -> str:
        """The finding as a sentence in ``"en"`` or ``"ko"``.

        Raises:
            ValueError: the language is another.
        """
        return render(lang, self.rule, "message", self.params)

    def hint(self, lang: str = "en") -> str:
        """How to mend it, in ``"en"`` or ``"ko"``.

        Raises:
            ValueError: the language is another.
        """
        return render(lang, self.rule, "hint", self.params)

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
            "kakao": list(self.kakao),
        }

    def __str__(self) -> str:
        return f"{self.severity} {self.rule} at {self.path or 'the document'}: {self.message}"


def finding(
    rule: str,
    path: str,
    params: Mapping[str, Param] = _NO_PARAMS,
    *,
    span: tuple[int, int] | None = None,
    related: tuple[str, ...] = (),
    kakao: tuple[str, ...] | None = None,
) -> Finding:
    """A finding of ``rule``, with the Kakao codes of its row in the catalogue unless given."""
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
            message beside its template, ``"payload"`` for a gateway's request, or ``"line"`` for a
            line that cannot be read as any of them.
        findings: ordered by path, then by rule, then by place in the string.
        combination: the row of the guide's table that a message or a template is, such as
            ``"text+buttons"``; None where no row fits.
        image: what was measured, if an image was given to be checked.
        gateway: whose request a payload is; None for another document, or if that is unknown.
    """

    document: str
    findings: tuple[Finding, ...] = ()
    combination: str | None = None
    image: ImageFacts | None = field(default=None, repr=False)
    gateway: str | None = None

    @property
    def ok(self) -> bool:
        """True when there is no error; there may be warnings and notes."""
        return not self.errors

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

    def raise_for_errors(self) -> None:
        """Do nothing if the report is ok.

        Raises:
            InvalidAlimTalk: there is at least one error.
        """
        if not self.ok:
            raise InvalidAlimTalk(self)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Plain JSON, as ``schemas/report.schema.json`` describes it.

        Raises:
            ValueError: the language is neither ``"en"`` nor ``"ko"``.
        """
        wordings(lang)  # an unknown language is an error even if there is nothing to say
        return {
            "document": self.document,
            "ok": self.ok,
            "combination": self.combination,
            **({} if self.image is None else {"image": self.image.to_dict()}),
            **({} if self.gateway is None else {"gateway": self.gateway}),
            "findings": [found.to_dict(lang) for found in self.findings],
        }

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings)) or f"{self.document}: nothing found"


class InvalidAlimTalk(ValueError):  # noqa: N818 - the name says what is wrong, as "invalid" does
    """A document has errors.

    Attributes:
        report: all that was found, warnings included.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return "\n".join(map(str, self.report.errors))


def ignored_rules(ignore: Collection[str]) -> frozenset[str]:
    """The names of the rules whose findings are to be left out.

    Raises:
        TypeError: ``ignore`` is no collection of names.
        ValueError: it names a rule that does not exist.
    """
    if ignore == ():
        return frozenset()
    if isinstance(ignore, str) or not isinstance(ignore, Collection):
        raise TypeError("ignore must be a collection of rule names")
    unknown = [name for name in ignore if name not in RULES]
    if unknown:
        raise ValueError(f"ignore names {len(unknown)} rule(s) that do not exist")
    return frozenset(ignore)


def in_order(findings: Iterable[Finding], ignored: Collection[str] = ()) -> tuple[Finding, ...]:
    """The findings that are not ignored, sorted.

    Of more than a hundred, the severest come first and a note says that there are more.
    """
    kept, errors = [], 0
    for found in findings:
        if found.rule in ignored:
            continue
        kept.append(found)
        errors += found.severity is Severity.ERROR
        if errors > MOST_FINDINGS:
            break  # nothing is severer than these
    if len(kept) < 2:
        return tuple(kept)
    if len(kept) > MOST_FINDINGS:
        kept.sort(key=lambda found: _SEVEREST_FIRST.index(found.severity))
        more = finding("too-many-findings", "", {"limit": MOST_FINDINGS})
        kept[MOST_FINDINGS:] = [] if more.rule in ignored else [more]
    return tuple(sorted(kept, key=_order))


def with_findings(
    report: Report, more: Collection[Finding], ignored: Collection[str] = ()
) -> Report:
    """The report with ``more`` findings that are not ignored, in order."""
    if not more:
        return report
    found = (each for each in report.findings if each.rule != "too-many-findings")
    return replace(report, findings=in_order((*found, *more), ignored))


_SEVEREST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def _order(found: Finding) -> tuple[Any, ...]:
    tokens = [
        (0, int(token), "") if token.isascii() and token.isdigit() else (1, 0, token)
        for token in found.path.split("/")
    ]
    return tokens, found.rule, found.span or (0, 0)

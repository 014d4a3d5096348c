"""The conformance suite as Python objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alimtalk_rules import (
    INFOBIP,
    RULES,
    Report,
    Severity,
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    check_rows,
    check_template,
)
from alimtalk_rules.templates.compiled import match_template

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


DOCUMENTS: Final = ("message", "template", "image", "image-file", "match", "payload", "row")
"""The kinds of document that a case may have."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a case expects; ``params`` are those that matter, not all."""

    rule: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the conformance suite.

    Attributes:
        id: stable, such as ``"text-length/1001-hangul"``.
        description: what is special about it.
        document: ``"message"``, ``"template"`` (with a ``gateway`` the body that registers one
            there), ``"image"`` (measured facts), ``"image-file"``, ``"match"`` (a message beside a
            template), ``"payload"`` (a gateway's request) or ``"row"`` (of a table, beside the
            template that it fills).
        value: the document; of an image file, its name below the suite's folder; of a match, its
            message and its template; of a row, its template and the row.
        findings: all that is to be found.
        message_schema: the verdict of the published schema of this kind of document, or of this
            gateway's requests or registrations; None for a file, a match, a row, and for a payload
            whose gateway is not named.
        strict_schema: the verdict of its strict twin; None likewise, and for what a gateway has.
        facts: what is to be measured of a file; None for another document.
        variables: what each variable of a template stands for, as ``Match.variables`` has it;
            None where the message does not match, and for another document.
        gateway: whose request a payload is, None if that is to be recognized; whose registration a
            template is, None if it is in our own words.
        templates: the approved templates beside which a payload is checked; None if there are none.
        samples: values for the variables of a template that it is checked with; None if with none.
        profile: the name of the profile that it is held to; None for the default.
    """

    id: str
    description: str
    document: str
    value: Any = field(hash=False)
    findings: tuple[Expected, ...]
    message_schema: bool | None = None
    strict_schema: bool | None = None
    facts: Mapping[str, Any] | None = field(default=None, hash=False)
    variables: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    gateway: str | None = None
    templates: tuple[Mapping[str, Any], ...] | None = field(default=None, hash=False)
    samples: tuple[Mapping[str, str], ...] | None = field(default=None, hash=False)
    profile: str | None = None

    @property
    def valid(self) -> bool:
        """True if no error is to be found; there may be warnings and notes."""
        return all(RULES[finding.rule].severity is not Severity.ERROR for finding in self.findings)

    @property
    def schema(self) -> str:
        """The name of the schema that describes it, such as ``"message"``."""
        if self.document == "payload":
            return f"payloads/{self.gateway}"
        if self.gateway is not None:
            return f"payloads/{self.gateway}-template"
        return f"{self.profile}/{self.document}" if self.profile else self.document

    @property
    def file(self) -> Traversable:
        """The file of an image-file case, readable also from a zipped package."""
        return suite_folder().joinpath(*self.value["file"].split("/"))

    def check(self) -> Report:
        """What this library finds in the case's document."""
        held_to = self.profile or INFOBIP
        if self.document == "message":
            return check_message(self.value, profile=held_to)
        if self.document == "template":
            samples = self.samples or ()
            return check_template(self.value, self.gateway, samples=samples, profile=self.profile)
        if self.document == "match":
            return match_template(**self.value, profile=held_to).report
        if self.document == "payload":
            book = None if self.templates is None else TemplateBook(self.templates)
            return check_payload(self.value, self.gateway, templates=book, profile=self.profile)
        if self.document == "row":
            return _row_report(**self.value)
        if self.document == "image":
            return check_image(self.value, profile=held_to)
        with as_file(self.file) as path:
            return check_image(path, profile=held_to)

    def __str__(self) -> str:
        return self.id


def _row_report(
    template: Mapping[str, Any],
    row: Mapping[Any, object],
    further: list[object] | None = None,
    to_column: str | None = None,
) -> Report:
    cells = row if further is None else {**row, None: further}
    (found,) = check_rows(template, [cells], to_column=to_column)
    return found.report


def cases(
    *, rule: str | None = None, document: str | None = None, valid: bool | None = None
) -> Iterator[Case]:
    """The cases of the conformance suite, in the order of their groups.

    Args:
        rule: only those that find this rule.
        document: only those of this kind: ``"message"``, ``"template"``, ``"image"``,
            ``"image-file"``, ``"match"``, ``"payload"`` or ``"row"``.
        valid: only those without, or only those with, an error.

    Raises:
        ValueError: there is no such rule, or no case of such a kind.
    """
    if rule is not None and rule not in RULES:
        raise ValueError(f"no rule is named {rule!r}")
    if document is not None and document not in DOCUMENTS:
        raise ValueError(f"no case is of the kind {document!r}")
    return (
        replace(case, value=deepcopy(case.value))  # it may be changed
        for case in _all_cases()
        if (rule is None or any(finding.rule == rule for finding in case.findings))
        and (document is None or case.document == document)
        and (valid is None or case.valid is valid)
    )


@cache
def _all_cases() -> tuple[Case, ...]:
    return tuple(_read_cases())


def _read_cases() -> Iterator[Case]:
    groups = (entry for entry in suite_folder().joinpath("cases").iterdir())
    for group in sorted(groups, key=lambda entry: entry.name):
        for case in json.loads(group.read_text(encoding="utf-8"))["cases"]:
            case["findings"] = tuple(Expected(**finding) for finding in case["findings"])
            if "variables" in case:
                case["variables"] = {name: (*each,) for name, each in case["variables"].items()}
            for beside in ("templates", "samples"):
                if beside in case:
                    case[beside] = tuple(case[beside])
            yield Case(**case)


def suite_folder() -> Traversable:
    """The folder of the conformance suite: in the installed package, or in a checkout."""
    installed = files("alimtalk_rules").joinpath("testing", "data")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[2] / "tests" / "conformance"

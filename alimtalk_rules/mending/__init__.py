"""Fixes documents: takes away what was found, where that cannot break what was right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from alimtalk_rules.asking import message_report
from alimtalk_rules.check import Kind, book_of, check_template, document_checker
from alimtalk_rules.mending.edits import Edit, combined, edited
from alimtalk_rules.mending.messages import Task, are_equal, edits_of_strings, has_gained
from alimtalk_rules.mending.requests import edits_of_registration, edits_of_request
from alimtalk_rules.mending.rewriting import as_sent
from alimtalk_rules.payloads import gateway_named, registration_named
from alimtalk_rules.profiles import INFOBIP, Profile, Severity
from alimtalk_rules.report import (
    NO_CHANGES,
    Choices,
    Report,
    choices,
)
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import CompiledTemplate, compile_template
from alimtalk_rules.templates.difference import Budget

__all__ = ["Edit", "Mended", "mend"]


@dataclass(frozen=True, slots=True)
class Mended:
    """A document with what could be fixed in it.

    Attributes:
        document: the fixed document. The one that was given is as it was; what is equal in both
            they share, and it is the same if nothing was fixed.
        edits: all that was changed, in the places of the document as it was given; none overlap.
        report: what is left: the report on the fixed document.
    """

    document: Any = field(repr=False, hash=False)
    edits: tuple[Edit, ...]
    report: Report


def mend(  # noqa: PLR0913 - the options are named
    document: object,
    *,
    template: Mapping[str, Any] | None = None,
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
    kind: Kind | None = None,
    gateway: str | None = None,
    unsafe: bool = False,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Mended:
    """Fix what can be fixed in a message, a template or a gateway's request.

    A message is changed only if it is then equal to its approved template, to the last code point:
    what looks like noise may be what was approved. So without ``template`` or ``templates``
    nothing in it is safe. A template is taken as a draft: do not fix one that is approved already.
    Nothing is found then that was not found before, but for what the approved template itself has,
    and what a worse finding had hidden.

    Args:
        document: what ``check_message``, ``check_template`` or ``check_payload`` take.
        template: the message's approved template.
        templates: all approved templates: each message of a request is fixed as the one has it
            whose code it names, and a message by itself as the one that it is closest to.
        kind: what the document is; by default what has a code is a template, and what looks like
            a gateway's request a payload.
        gateway: whose request it is; by default its fields tell.
        unsafe: True to fix also what may be meant, such as letters in a URL: look at the result.
        profile: what to hold it to; Infobip's guide, and of requests the gateway's own, by
            default.
        ignore: names of rules whose findings are left out, and left as they are.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: both ``template`` and ``templates`` are given; there is no such kind, gateway,
            profile, rule or severity; a gateway is given for another kind; or the templates make
            no book.
    """
    book = _book(template, templates)
    options: dict[str, Any] = {"profile": profile, "ignore": ignore, "severity": severity}
    check = document_checker(kind, gateway, templates=book, **options)
    edits: list[Edit] = []
    mended, report = document, check(document)
    for _ in range(_MOST_ROUNDS if unsafe else 1):
        more = unsafe and _edits_of_names(mended, report, check)
        more = more or _edits(mended, report, book, options, unsafe=unsafe)
        if not more:
            break
        is_proved = all(edit.safe for edit in edits)
        edits = combined(document, edits, (replace(e, safe=e.safe and is_proved) for e in more))
        mended = edited(document, edits)
        report = check(mended)
    return Mended(mended, tuple(edits), report)


_MOST_ROUNDS: Final = 6
"""How often what was mended is mended again: a name that is right shows what else is wrong."""


def _book(template: Mapping[str, Any] | None, templates: object) -> TemplateBook | None:
    if template is None:
        return None if templates is None else book_of(templates)
    if templates is not None:
        raise ValueError("give a template or templates, not both")
    return TemplateBook([{"code": "", **compile_template(template).template}])


def _edits(
    document: object,
    report: Report,
    book: TemplateBook | None,
    options: Mapping[str, Any],
    *,
    unsafe: bool,
) -> list[Edit]:
    """All edits of a document, but of names that nobody knows."""
    if not report.findings:
        return []
    chosen = choices(**options)
    if report.gateway is None:
        return _of_document(document, report, book, chosen, unsafe=unsafe)
    if report.document == "payload":
        form = gateway_named(report.gateway)
        own = choices(**{**options, "profile": chosen.profile.over(form.profile)})
        return edits_of_request(document, form, book, own, unsafe=unsafe)
    at = registration_named(report.gateway)
    held = {**options, "profile": chosen.profile.over(at.profile)}
    own = choices(**held, registered=True)
    return edits_of_registration(document, at, own, unsafe=unsafe)


def _of_document(
    document: object, report: Report, book: TemplateBook | None, chosen: Choices, *, unsafe: bool
) -> list[Edit]:
    """Edits of the strings of a template, or of a message by itself."""
    if report.document == "payload":
        return []  # nobody knows whose request it is
    if report.document == "template":
        profile, ignored, severities = chosen
        judge = partial(check_template, profile=profile, ignore=ignored, severity=severities)
        return edits_of_strings(document, Task(judge, ignored, unsafe, "template"))
    templates = book.nearest(document, 2, chosen.profile) if book else []  # two may look alike

    def is_equal(message: object, template: CompiledTemplate) -> bool:
        compared = template.expected.compare(message, choices(chosen.profile), Budget(0))
        return are_equal(compared.findings)

    judge = partial(message_report, chosen=chosen)
    task = Task(judge, chosen.ignored, unsafe, "message", templates, is_equal)
    return edits_of_strings(document, task)


# --------------------------------------------------------------------------- names of fields


def _edits_of_names(
    document: object, report: Report, check: Callable[[object], Report]
) -> list[Edit]:
    """Edits that give unknown fields the names that were meant, where less is found then."""
    edits, tried, named = list[Edit](), set[str](), document
    while rename := next((each for each in _renames(report) if each.path not in tried), None):
        tried.add(rename.path)
        more = combined(document, edits, as_sent([rename], named))
        then = edited(document, more)
        after = check(then)
        is_found_less = len(after.findings) < len(report.findings)
        if is_found_less and not has_gained(report.findings, after.findings):
            edits, named, report = more, then, after
    return edits


def _renames(report: Report) -> Iterator[Edit]:
    for found in report.findings:
        if found.rule == "missing-field" and found.related:
            yield Edit(found.rule, found.related[0], None, str(found.params["field"]), safe=False)
        elif found.rule in _UNKNOWN and "nearest" in found.params:
            yield Edit(found.rule, found.path, None, str(found.params["nearest"]), safe=False)


_UNKNOWN: Final = ("unknown-field", "extra-field")

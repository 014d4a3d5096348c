"""Messages and requests beside their templates, for ``match``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alimtalk_rules import TemplateBook, messages_in
from alimtalk_rules.check import document_matcher
from alimtalk_rules.cli.excerpts import Excerpt, excerpts_of
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.sources import Judge
from alimtalk_rules.report import Finding, Report


def matcher(book: TemplateBook, chosen: Mapping[str, Any], *, show_text: bool) -> Judge:
    """What compares a message with the closest template, and a request's by their codes.

    ``chosen`` are the arguments of checks that each of them takes.
    """
    match = document_matcher(book, **chosen)

    def judge(document: object) -> Checked:
        report = match(document)
        if not show_text:
            return Checked(report)
        if report.document != "match":
            return Checked(report, excerpts=_excerpts_of_request(document, report, book))
        (nearest,) = book.closest(document, most=1, profile=chosen["profile"])
        return Checked(report, excerpts=excerpts_of(document, nearest.template, report))

    return judge


def _excerpts_of_request(
    document: object, report: Report, book: TemplateBook
) -> dict[Finding, Excerpt]:
    """The excerpts of a request's messages, each beside the template that its code names."""
    found = [*report.findings]
    excerpts = {}
    for part in messages_in(document, report.gateway):
        code = part.template_code
        if code is None or code not in book:
            continue
        template = book.compiled(code)
        own = template.match(part.message).report
        for each, excerpt in excerpts_of(part.message, template.template, own).items():
            if twin := next((one for one in found if _is_that(one, each, part.path)), None):
                found.remove(twin)
                excerpts[twin] = excerpt
    return excerpts


def _is_that(found: Finding, own: Finding, path: str) -> bool:
    """True if it was found in the message at ``path``, and is told there in the gateway's words."""
    is_same = (found.rule, found.span, found.params) == (own.rule, own.span, own.params)
    return is_same and found.path.startswith(path)

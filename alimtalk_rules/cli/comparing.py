"""Messages and requests beside their templates, for ``match``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alimtalk_rules import RULES, TemplateBook, match_template
from alimtalk_rules.check import document_checker
from alimtalk_rules.cli.excerpts import excerpts_of
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.sources import Judge
from alimtalk_rules.payloads import recognized

_OF_REQUESTS = {"unknown-template", "missing-field", "wrong-type", "too-many-findings"}
"""What may keep a request's message from being compared."""

_NOT_OF_MATCH = frozenset(
    name for name, rule in RULES.items() if "match" not in rule.documents
).difference(_OF_REQUESTS)


def matcher(book: TemplateBook, chosen: Mapping[str, Any], *, show_text: bool) -> Judge:
    """What compares a message with the closest template, and a request's by their codes.

    ``chosen`` are the arguments of checks that each of them takes.
    """
    ignored = _NOT_OF_MATCH.union(chosen["ignore"])
    of_requests = document_checker("payload", templates=book, **{**chosen, "ignore": ignored})

    def judge(document: object) -> Checked:
        if _is_request(document):
            return Checked(of_requests(document))
        (nearest,) = book.closest(document, most=1, profile=chosen["profile"])
        report = match_template(document, nearest.template, **chosen).report
        excerpts = excerpts_of(document, nearest.template, report) if show_text else None
        return Checked(report, template=nearest.code, excerpts=excerpts)

    return judge


def _is_request(document: object) -> bool:
    if not isinstance(document, dict) or "text" in document or "code" in document:
        return False
    return recognized(document) is not None

"""Messages and requests beside their templates, for ``match``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alimtalk_rules import TemplateBook
from alimtalk_rules.check import document_matcher
from alimtalk_rules.cli.excerpts import excerpts_of
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.sources import Judge


def matcher(book: TemplateBook, chosen: Mapping[str, Any], *, show_text: bool) -> Judge:
    """What compares a message with the closest template, and a request's by their codes.

    ``chosen`` are the arguments of checks that each of them takes.
    """
    match = document_matcher(book, **chosen)

    def judge(document: object) -> Checked:
        report = match(document)
        if not show_text or report.document != "match":
            return Checked(report)
        (nearest,) = book.closest(document, most=1, profile=chosen["profile"])
        return Checked(report, excerpts=excerpts_of(document, nearest.template, report))

    return judge

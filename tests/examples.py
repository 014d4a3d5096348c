"""The examples of the cards, checked as what they are."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, cast

from alimtalk_rules import (
    RULES,
    Finding,
    ImageFacts,
    Report,
    Rule,
    TemplateBook,
    check_image,
    check_lines,
    check_message,
    check_payload,
    check_rows,
    check_template,
    convert,
)
from alimtalk_rules.documents import Image
from alimtalk_rules.payloads import form_of
from alimtalk_rules.payloads.gateway import Registration
from alimtalk_rules.templates.compiled import match_template
from tests import pictures

ONLY_A_FILE: dict[str, Callable[[], bytes | ImageFacts]] = {
    "image-unreadable": lambda: pictures.make_jpeg(800, 400)[:-200],
    "image-extension": lambda: ImageFacts(format="png", name="banner.jpg"),
    "image-too-many-pixels": lambda: b"".join(
        (
            pictures.PNG_MAGIC,
            pictures.ihdr(20_000, 10_000),
            pictures.chunk(b"IDAT", zlib.compress(b"")),
            pictures.chunk(b"IEND"),
        )
    ),
}
"""What the examples are that are told in a sentence."""

LINES: dict[str, bytes] = {
    "not-utf-8": '{"text": "주문이 완료되었습니다."}'.encode("cp949"),
    "not-json": '{"text": "주문이 완료되었습니다.'.encode(),
    "line-too-long": b" " * 2_000_000,
    "duplicate-name": '{"text": "", "text": "주문이 완료되었습니다."}'.encode(),
}
"""The lines that are the examples of the rules for lines."""


_TO_INFOBIP = {
    "messages": [
        {
            "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
            "destinations": [{"to": "821012345678"}],
            "content": {"type": "TEMPLATE", "templateCode": "a", "text": "주문이 완료되었습니다."},
            "webhooks": {"callbackData": "order 1"},
        }
    ]
}
"""The request of which the card's sentence speaks."""


def report_on(rule: Rule) -> Report:
    """The report on the rule's example."""
    example: Any = rule.example
    if rule.name in LINES:
        (line,) = check_lines(LINES[rule.name])
        return line.report
    if rule.name == "not-carried-over":
        lost = convert(_TO_INFOBIP, "sens").lost
        return Report("payload", lost, gateway="infobip")
    if isinstance(example, str):
        return check_image(ONLY_A_FILE[rule.name]())
    if "row" in example:
        return row_report(**example)
    form = form_of(example)
    if isinstance(form, Registration):
        return check_template(example, form.name)
    if isinstance(example, dict) and "payload" in example:
        return check_payload(example["payload"], templates=TemplateBook(example["templates"]))
    if rule.documents == ("payload",) or form is not None:
        return check_payload(example)
    if "samples" in example:
        return check_template(**example)
    if "message" in example:
        return match_template(**example).report
    if "text" in example:
        check = check_template if "code" in example else check_message
        report = check(example)
        is_found = rule.name in {found.rule for found in report.findings}
        return report if is_found else check(example, profile="kakao")
    if {"frames", "mode", "orientation"} & {*example}:
        return check_image(ImageFacts(**example))
    return check_image(cast("Image", dict(example)))


def row_report(
    template: dict[str, Any],
    row: dict[Any, Any],
    further: list[Any] | None = None,
    to_column: str | None = None,
) -> Report:
    """What is found in a row; ``csv.DictReader`` puts further cells under None."""
    cells = row if further is None else {**row, None: further}
    (found,) = check_rows(template, [cells], to_column=to_column)
    return found.report


def first_finding(name: str) -> Finding:
    """The first finding of the rule in its example."""
    return next(found for found in report_on(RULES[name]).findings if found.rule == name)


def is_where_the_card_says(found: Finding) -> bool:
    """True if a finding's path is one of those of its rule."""
    return any(_fits(found.path, path) for path in RULES[found.rule].paths)


def _fits(path: str, template: str) -> bool:
    steps, wanted = path.split("/"), template.split("/")
    return template == "**" or (
        len(steps) == len(wanted)
        and all(want in (step, "*") for step, want in zip(steps, wanted, strict=True))
    )

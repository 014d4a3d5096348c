"""What ``rules`` and ``count`` print: the table of rules, one rule's page, and a text's lengths."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from alimtalk_rules import RULES, Limits, Rule
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.terminal import GAP, STYLES, Cell, Page, printable_json
from alimtalk_rules.counting import count_characters
from alimtalk_rules.reading import ReadError, parse
from alimtalk_rules.reference import example_of
from alimtalk_rules.rules.parts import text_limit
from alimtalk_rules.templates.total import TemplateCount, count_template

_LENGTHS = (
    *("codepoints", "utf16_units", "graphemes", "nfc_codepoints"),
    *("extra", "channel_text", "total"),
)


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.writelines(f"{printable_json(line)}\n" for line in text.split("\n"))


def print_rules(rules: Sequence[Rule], lang: str) -> None:
    """Print a table of rules: name, severity, and what each finds."""
    page = Page(sys.stdout)
    rows: list[list[Cell]] = [
        [
            (rule.name, "bold"),
            (phrase(lang, rule.severity), STYLES[rule.severity]),
            (rule.texts[lang].what, ""),
        ]
        for rule in rules
    ]
    page.columns(rows)


def print_rule(rule: Rule, lang: str) -> None:
    """Print one rule's page."""
    page = Page(sys.stdout)
    words = rule.texts[lang]
    severity = (phrase(lang, rule.severity), STYLES[rule.severity])
    page.line((rule.name, "bold"), GAP, severity)
    page.paragraph(words.what)
    page.line()
    facts = {
        "why": words.why,
        "documents": ", ".join(phrase(lang, f"of-{name}") for name in rule.documents),
        "paths": ", ".join(path or phrase(lang, "whole") for path in rule.paths),
        "kakao": ", ".join(rule.kakao) or "–",
    }
    page.columns([[(phrase(lang, name), "cyan"), (fact, "")] for name, fact in facts.items()])
    page.line()
    page.line((phrase(lang, "sources"), "cyan"))
    for source, says in rule.sources:
        page.paragraph(f"{source.title}: {says}", GAP)
        if source.url:
            page.line(GAP, (source.url, "dim"))
    page.line()
    page.line((phrase(lang, "example"), "cyan"))
    for line in example_of(rule).split("\n"):
        page.paragraph(line, GAP)


def rule_dict(rule: Rule, lang: str) -> dict[str, Any]:
    """Plain JSON for one rule."""
    words = rule.texts[lang]
    return {
        "name": rule.name,
        "severity": rule.severity.value,
        "what": words.what,
        "why": words.why,
        "documents": rule.documents,
        "paths": rule.paths,
        "kakao": rule.kakao,
        "sources": [
            {"title": source.title, "url": source.url, "says": says}
            for source, says in rule.sources
        ],
        "example": rule.example,
    }


_CODES = re.compile(r"(?:^|\()(-?[A-Z]*\d{3,}(?:, -?[A-Z]*\d{3,})*)(?::|\))")
"""How a source's sentence names result codes: ``3016: …``, or ``… (-3010)``."""


def rules_with_code(code: str) -> list[Rule]:
    """The rules that foresee a result code of Kakao or of a gateway."""
    return [rule for rule in RULES.values() if code in _codes_of(rule)]


def _codes_of(rule: Rule) -> set[str]:
    named = (match[1].split(", ") for _, says in rule.sources for match in _CODES.finditer(says))
    return {*rule.kakao, *(code for codes in named for code in codes)}


# --------------------------------------------------------------------------- count


class ToCount(NamedTuple):
    """What is to be counted of a file's content.

    Attributes:
        text: the text.
        of: what it is: ``"message"`` or ``"file"``.
        is_json: True of a file in whose JSON no one text is.
        template: what counts together with it, if anything does.
        document: what else there is: beside an item list the text must be shorter.
    """

    text: str
    of: str
    template: TemplateCount | None = None
    document: Mapping[str, Any] = MappingProxyType({})
    is_json: bool = False


def text_to_count(content: str) -> ToCount:
    """What is to be counted of a file's content: of JSON its text, and what counts with it."""
    document = _json_in(content)
    match document:
        case {"text": str(text)}:
            count = count_template(document)
            further = count if count.total > count.text else None
            return ToCount(text, "message", further, document)
    first_line = _json_in(content.lstrip().partition("\n")[0])
    return ToCount(content, "file", is_json=bool(document or isinstance(first_line, dict)))


def _json_in(content: str) -> Any:
    """The object or array that a text is; None if it is another text."""
    if not content.lstrip().startswith(("{", "[")):
        return None
    try:
        return parse(content)
    except ReadError:
        return None


def count_dict(counted: ToCount, limits: Limits) -> dict[str, Any]:
    """Plain JSON for the lengths of a text, and how much the narrower of its limits leaves."""
    text, template, document = counted.text, counted.template, counted.document
    count = count_characters(text)
    further = template.to_dict() if template else {}
    further.pop("text", None)
    alone, total = len(text), template.total if template else len(text)
    left, limit = min(
        (room - length, room)
        for room, length in ((text_limit(document, limits), alone), (limits.text, total))
    )
    return {
        **count.to_dict(),
        **further,
        "limit": limit,
        "left": left,
        "ends_with_line_break": text.endswith(("\n", "\r")),
    }


def print_count(counted: ToCount, limits: Limits, lang: str) -> None:
    """Print the lengths of a text and how many characters its limit leaves."""
    page = Page(sys.stdout)
    facts = count_dict(counted, limits)
    rows: list[list[Cell]] = [
        [(phrase(lang, name), ""), (f"{facts[name]:,}", "")] for name in _LENGTHS if name in facts
    ]
    fits = facts["left"] >= 0
    label = phrase(lang, "left" if fits else "over", limit=facts["limit"])
    rows.append([(label, ""), (f"{abs(facts['left']):,}", STYLES["fine" if fits else "error"])])
    page.columns(rows, right={1})
    if counted.of == "message":
        page.paragraph(phrase(lang, "text-counted"))
    if counted.is_json:
        page.paragraph(phrase(lang, "json-counted"))
    if facts["ends_with_line_break"]:
        page.paragraph(phrase(lang, "line-break-counts"))

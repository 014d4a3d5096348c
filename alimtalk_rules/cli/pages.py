"""What ``rules`` and ``count`` print: the table of rules, one rule's page, and a text's lengths."""

from __future__ import annotations

import json
import sys
from typing import Any

from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.screen import STYLES
from alimtalk_rules.cli.terminal import Page, in_columns, printable_json
from alimtalk_rules.counting import count_characters
from alimtalk_rules.reference import example_of
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.rule import Rule

_LENGTHS = ("codepoints", "utf16_units", "graphemes", "nfc_codepoints")


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.writelines(f"{printable_json(line)}\n" for line in text.split("\n"))


def print_rules(lang: str) -> None:
    """Print the table of all rules: name, severity, and what each finds."""
    page = Page(sys.stdout)
    heads = [
        ((name, "bold"), (phrase(lang, rule.severity), STYLES[rule.severity]), ("", ""))
        for name, rule in RULES.items()
    ]
    for name, head in zip(RULES, in_columns(heads), strict=True):
        page.paragraph(RULES[name].texts[lang].what, *head)


def print_rule(rule: Rule, lang: str) -> None:
    """Print one rule's page."""
    page = Page(sys.stdout)
    words = rule.texts[lang]
    page.line((rule.name, "bold"), "  ", (phrase(lang, rule.severity), STYLES[rule.severity]))
    page.paragraph(words.what)
    page.line()
    facts = {
        "why": words.why,
        "documents": ", ".join(rule.documents),
        "paths": ", ".join(path or phrase(lang, "whole") for path in rule.paths),
        "kakao": ", ".join(rule.kakao) or "–",
    }
    labels = in_columns([((phrase(lang, name), "cyan"), ("", "")) for name in facts])
    for label, fact in zip(labels, facts.values(), strict=True):
        page.paragraph(fact, *label)
    page.line("\n", (phrase(lang, "sources"), "cyan"))
    for source, says in rule.sources:
        page.paragraph(f"{source.title}: {says}", "  ")
        if source.url:
            page.line("  ", (source.url, "dim"))
    page.line("\n", (phrase(lang, "example"), "cyan"))
    for line in example_of(rule).split("\n"):
        page.line("  ", line)


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


def count_dict(text: str, limit: int) -> dict[str, Any]:
    """Plain JSON for the lengths of ``text`` and what ``limit`` leaves of it."""
    count = count_characters(text)
    return {
        **count.to_dict(),
        "limit": limit,
        "left": limit - count.codepoints,
        "ends_with_line_break": text.endswith(("\n", "\r")),
    }


def print_count(text: str, limit: int, lang: str) -> None:
    """Print the lengths of ``text`` and how many characters ``limit`` leaves."""
    page = Page(sys.stdout)
    facts = count_dict(text, limit)
    numbers = {phrase(lang, name): facts[name] for name in _LENGTHS}
    left = phrase(lang, "left" if facts["left"] >= 0 else "over", limit=limit)
    numbers[left] = abs(facts["left"])
    width = max(len(f"{number:,}") for number in numbers.values())
    styles = dict.fromkeys(numbers, "") | {left: STYLES["fine" if facts["left"] >= 0 else "error"]}
    rows = [
        ((label, ""), (f"{number:>{width},}", styles[label])) for label, number in numbers.items()
    ]
    for row in in_columns(rows):
        page.line(*row)
    if facts["ends_with_line_break"]:
        page.paragraph(phrase(lang, "line-break-counts"))

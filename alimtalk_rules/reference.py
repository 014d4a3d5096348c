"""What the rules' pages show, on the terminal and in RULES.md."""

import json
from collections.abc import Mapping

from alimtalk_rules.rules.rule import Rule

_LONG_STRING = 60
_MOST_FIELDS = 8


def example_of(rule: Rule) -> str:
    """The rule's example as indented JSON, what is long in it shortened, or its sentence."""
    if isinstance(rule.example, str):
        return rule.example
    return shortened_json(rule.example)


def shortened_json(document: object) -> str:
    """A document as indented JSON, what is long in it shortened, and what nobody sees told."""
    return json.dumps(_shortened(document), ensure_ascii=False, indent=2).translate(_VISIBLE)


# What JSON may leave as it is, but nobody would see on the page.
_VISIBLE = {ord(c): f"\\u{ord(c):04x}" for c in "\u200b\u200d"} | {
    code: f"\\u{code:04x}" for code in range(0x1100, 0x1200)
}


def _shortened(value: object) -> object:
    if isinstance(value, str) and len(value) > _LONG_STRING:
        return f"{value[:10]}… ({len(value):,} characters)"
    if isinstance(value, list):
        items = [_shortened(item) for item in value]
        return items if len(items) <= _MOST_FIELDS else [items[0], f"… ({len(items):,} items)"]
    if isinstance(value, Mapping):
        members = [(name, _shortened(member)) for name, member in value.items()]
        more = {"…": f"({len(members):,} fields)"} if len(members) > _MOST_FIELDS else {}
        return dict(members[:_MOST_FIELDS]) | more
    return value

"""No pattern of the library or of its schemas takes more than linear time, whatever it meets."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import regex

import alimtalk_rules
from alimtalk_rules import check_message, check_template
from alimtalk_rules.rules.characters import MOST_READ, pattern

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
SECONDS = 0.1
LENGTH = 2 * MOST_READ
"""Code points of a trap: quadratic time would be seconds."""

HEADS = ("", "https://", "#{", "😀")
FILLERS = (
    *("a", "A", "0", "-", " ", "\n", "#", "{", "}", "[", "$", "@", ":", "/", "?", "가", "é", "あ"),
    *("\u0301", "a\u0301", "\u200d", "😀", "😀\u200d", "1\ufe0f", "🇰", "\u1100", "\u11a8", "중あ"),
    *("α ", "\u200b", "\ue000", "\ud800", "https://", "#{", "#{a", "#{a}", "a@", "@:", "a#", "#}"),
    *("{{", "#[", "한진택배", "KGB택배0", "<svg", "0-", "a "),
)
TAILS = ("", "!")
TRAPS = [
    head + (filler * LENGTH)[:LENGTH] + tail
    for head, filler, tail in product(HEADS, FILLERS, TAILS)
]

Search = Callable[[Any], object]


def every_match(compiled: re.Pattern[Any] | regex.Pattern[str]) -> Search:
    return lambda trap: sum(1 for _ in compiled.finditer(trap))


def searches_of_modules() -> Iterator[tuple[re.Pattern[Any], Search]]:
    """The patterns that modules hold, and how they search: by a method, or for every match."""
    for module in pkgutil.walk_packages(alimtalk_rules.__path__, "alimtalk_rules."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                for held in value.values() if isinstance(value, dict) else (value,):
                    if isinstance(held, re.Pattern):
                        yield held, every_match(held)
                    elif isinstance(method_of := getattr(held, "__self__", None), re.Pattern):
                        yield method_of, held


def patterns_of_schemas() -> Iterator[re.Pattern[str]]:
    def inner(value: Any) -> Iterator[str]:
        if isinstance(value, dict) and isinstance(value.get("pattern"), str):
            yield value["pattern"]
        if isinstance(value, dict | list):
            for member in value.values() if isinstance(value, dict) else value:
                yield from inner(member)

    for path in SCHEMAS.rglob("*.schema.json"):
        found = inner(json.loads(path.read_text(encoding="utf-8")))
        yield from map(re.compile, found)


def slow(searches: dict[Any, Search], traps: list[str]) -> list[tuple[Any, str]]:
    """The searches that take long, each with the beginning of its trap."""
    return [
        (name, trap[:20])
        for name, search in searches.items()
        for trap in traps
        if all(seconds(search, trap, name) > SECONDS for _ in range(3))
    ]


def seconds(search: Search, trap: str, name: Any) -> float:
    of_bytes = isinstance(name, re.Pattern) and isinstance(name.pattern, bytes)
    subject = trap.encode("utf-8", "surrogatepass") if of_bytes else trap
    start = time.thread_time()
    search(subject)
    return time.thread_time() - start


def test_patterns_of_modules() -> None:
    searches = dict(searches_of_modules())
    assert len(searches) > 30
    assert slow(searches, TRAPS) == []


def test_patterns_of_schemas() -> None:
    searches = {found: every_match(found) for found in patterns_of_schemas()}
    assert len(searches) > 10
    assert slow(searches, TRAPS) == []


def test_patterns_with_unicode_properties(monkeypatch: pytest.MonkeyPatch) -> None:
    sources: dict[str, int] = {}
    compiled = regex.compile

    def recorded(source: str, flags: int = 0) -> regex.Pattern[str]:
        sources[source] = flags
        return compiled(source, flags)

    monkeypatch.setattr(regex, "compile", recorded)
    pattern.cache_clear()
    for text in ("あ é α 가\u200b \ue000 👨\u200d👩 中", "\u3164", "αβ", "Ж\u0301 1\ufe0f"):
        check_message({"text": text})
        check_template({"code": "a", "text": text})
    searches = {source: every_match(pattern(source)) for source in sources}
    assert len(searches) > 10
    assert slow(searches, TRAPS) == []


@pytest.mark.parametrize("source", [r" +$", r"#\{.*\}"])
def test_a_slow_pattern_is_seen(source: str) -> None:
    searches: dict[Any, Search] = {source: every_match(re.compile(source))}
    assert slow(searches, [" " * LENGTH + "!", "#{" * LENGTH])

"""Patterns are written so that every Python reads them alike; benchmarks tell what they cost."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import alimtalk_rules

POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")
"""CPython 3.11.0 to 3.11.4 misread it (gh-106052); ``(?>(?:…)*)`` means the same everywhere."""


def sources() -> Iterator[tuple[str, str]]:
    """The package's files, and the patterns that modules hold, whatever they were put together of.

    A module holds a pattern itself, in a dict, or as a method of it.
    """
    folder = Path(alimtalk_rules.__file__).parent
    for path in folder.rglob("*.py"):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    for module in pkgutil.walk_packages(alimtalk_rules.__path__, "alimtalk_rules."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for held in value.values() if isinstance(value, dict) else (value,):
                    pattern = getattr(held, "__self__", held)
                    if isinstance(pattern, re.Pattern):
                        yield f"{module.name}.{name}", str(pattern.pattern)


def test_no_possessive_group() -> None:
    found = dict(sources())
    assert len(found) > 80
    assert [name for name, source in found.items() if POSSESSIVE_GROUP.search(source)] == []

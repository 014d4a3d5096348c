"""The configuration: a table of ``pyproject.toml``, or an ``alimtalk-rules.toml``.

The one that is nearest, in the working folder or above it, counts, and no other is merged into it.
What it may hold is ``schemas/config.schema.json``: each key is what the option of its name is on
the command line, which wins.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from alimtalk_rules import INFOBIP
from alimtalk_rules.cli.paths import relative_path
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.reading import read_text
from alimtalk_rules.cli.usage import WrongUsage, lang, unknown
from alimtalk_rules.reading import ReadError
from alimtalk_rules.structure import acceptor_of, load_schema

_NAMES = ("alimtalk-rules.toml", "pyproject.toml")
"""The files that are looked for in each folder, the first of which wins."""

_TABLE = ("tool", "alimtalk-rules")
"""The table of a ``pyproject.toml``; the other file is that table itself."""

_Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration that is as its schema says; without a file an empty one.

    Attributes:
        folder: where its file is.
        values: what it holds, by key.
    """

    folder: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def options(self) -> dict[str, Any]:
        """The values as options, by the names of their parameters."""
        options = {key: self.values[key] for key in _OPTIONS if key in self.values}
        if "limits" in options:  # a number may be 900.0
            options["limits"] = [f"{name}={n:.0f}" for name, n in options["limits"].items()]
        if "severity" in options:
            options["severity"] = [f"{name}={how}" for name, how in options["severity"].items()]
        if "templates" in options:
            options["templates"] = os.path.join(self.folder, options["templates"])  # noqa: PTH118
        return {_OPTIONS[key]: value for key, value in options.items()}

    def ignored_in(self, file: str) -> frozenset[str]:
        """The rules whose findings are left out in a file."""
        patterns: Mapping[str, list[str]] = self.values.get("per-file-ignores", {})
        path = relative_path(file, self.folder) if patterns else None
        if path is None:
            return frozenset()
        return frozenset().union(
            *(rules for pattern, rules in patterns.items() if _matches(pattern, path))
        )


_OPTIONS: Mapping[str, str] = {
    "profile": "profile",
    "gateway": "gateway",
    "limits": "limits",
    "severity": "severity",
    "ignore": "ignore",
    "templates": "source",
    "lang": "lang",
    "fail-on": "fail_on",
}
"""The parameter of a command behind each key."""


def _matches(pattern: str, path: str) -> bool:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - seldom needed

    return GitIgnoreSpec.from_lines([pattern]).match_file(path)


def _is_pattern(pattern: str) -> bool:
    try:
        _matches(pattern, "a")
    except ValueError:
        return False
    return True


def nearest_config(folder: Path) -> Config:
    """The configuration of ``folder`` or of the nearest above it; an empty one if there is none.

    Raises:
        WrongUsage: it cannot be read, or is not as its schema says.
    """
    for above in (folder, *folder.parents):
        for name in _NAMES:
            path = above / name
            is_there = os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where this is False
            if is_there and (config := _config_in(path)) is not None:
                return config
    return Config()


def _config_in(path: Path) -> Config | None:
    """The configuration in a file; None if it has no table for it."""
    try:
        return _read(path)
    except RecursionError:
        _refuse(path, None, "too-deep")


def _read(path: Path) -> Config | None:
    try:
        text = read_text(str(path)).replace("\r\n", "\n")
        table: Any = tomllib.loads(text)
    except ReadError as error:
        _refuse(path, None, error.reason, **error.values)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        _refuse(path, int(found[1]) if found else None, "not-toml", detail=str(error))
    keys = _TABLE if path.name == "pyproject.toml" else ()
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    if not acceptor_of("config", INFOBIP.limits)(table):
        faults = [(_line_of(text, (*keys, *fault.keys)), fault) for fault in _faults(table)]
        if faults:
            line, fault = min(faults, key=lambda each: each[0] or 0)
            _refuse(path, line, fault.reason, **fault.values)
    for pattern in table.get("per-file-ignores", ()):
        if not _is_pattern(pattern):
            line = _line_of(text, (*keys, "per-file-ignores", pattern))
            _refuse(path, line, "no-pattern", name=repr(pattern))
    return Config(str(path.parent), table)


def _refuse(path: Path, line: int | None, reason: str, **values: Any) -> NoReturn:
    file = os.path.relpath(path)
    where = f"{file}:{line}" if line else file
    raise WrongUsage("in-config", where=where, detail=phrase(lang(), reason, **values))


# --------------------------------------------------------------------------- why not


class _Fault(NamedTuple):
    """What is not as the schema says.

    Attributes:
        keys: where in the table.
        reason: the name of a phrase.
        values: what it is filled with.
    """

    keys: _Keys
    reason: str
    values: dict[str, str]


def _faults(table: object) -> Iterator[_Fault]:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow, and seldom needed

    schema = load_schema("config")
    for error in Draft202012Validator(schema).iter_errors(table):
        keys: _Keys = tuple(error.absolute_path)
        asked: Any = error.schema
        name = repr(next((key for key in reversed(keys) if isinstance(key, str)), _TABLE[-1]))
        if error.validator == "additionalProperties":
            for key in error.instance.keys() - asked["properties"].keys():
                yield _Fault((*keys, key), *unknown("key", key, asked["properties"]))
        elif asked == schema["$defs"]["Rule"]:
            yield _Fault(keys, *unknown("rule", str(error.instance), asked["enum"]))
        elif "enum" in asked:
            known = ", ".join(asked["enum"])
            yield _Fault(keys, "not-one-of", {"name": name, "known": known})
        else:
            kind = phrase(lang(), f"kind-{asked['type']}")
            yield _Fault(keys, "not-of-kind", {"name": name, "kind": kind})


def _line_of(text: str, keys: _Keys) -> int | None:
    """The line on which a key stands: the first that names it and, when it ends, has made it."""
    names = [key for key in keys if isinstance(key, str)]
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if names and names[-1] in line and _is_made(lines, number, names):
            return number
    return None


def _is_made(lines: list[str], number: int, names: list[str]) -> bool:
    """True if the lines up to that one, or to where its value ends, have the key in them."""
    tables = (_table_of(lines[:end]) for end in range(number, len(lines) + 1))
    value: Any = next(table for table in tables if table is not None)
    for name in names:
        if not isinstance(value, dict) or name not in value:
            return False
        value = value[name]
    return True


def _table_of(lines: list[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None

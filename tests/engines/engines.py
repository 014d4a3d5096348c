"""The engines: Python's asked here, the others by a small driver in their own language.

A driver is called with a schema's file and a file that holds an array of values; it prints ``true``
or ``false``, one line for each value. No engine may open a connection.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NoReturn

import fastjsonschema
import jsonschema_rs
from jsonschema.validators import validator_for
from referencing import Registry

from tests.engines.verdicts import D7, D2020, Engine, EngineError, Verdict

HERE: Final = Path(__file__).resolve().parent
NODE: Final = HERE / "node"
DRIVERS: Final = HERE / "drivers"
BUILT: Final = Path(os.environ.get("ENGINES_BUILT", HERE / "built"))
"""Where ``tests/engines/debian`` puts what it compiles."""

_SECONDS: Final = 120.0
_VERDICTS: Final = {"true": True, "false": False}


def refuse(*wanted: object) -> NoReturn:
    """In the place of everything that would fetch."""
    raise AssertionError(f"the engine tried to fetch {wanted}")


# --------------------------------------------------------------------------- Python

_registry: Registry[Any] = Registry()  # fetches nothing; the default one would


def _jsonschema(schema: Any, values: Sequence[Any]) -> list[Verdict]:
    validator = validator_for(schema)(schema, registry=_registry)
    validator.check_schema(schema)
    return [validator.is_valid(value) for value in values]


def _fastjsonschema(schema: Any, values: Sequence[Any]) -> list[Verdict]:
    validate = fastjsonschema.compile(schema, handlers=dict.fromkeys(("http", "https"), refuse))

    def accepts(value: Any) -> bool:
        try:
            validate(value)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return [accepts(value) for value in values]


def _jsonschema_rs(schema: Any, values: Sequence[Any]) -> list[Verdict]:
    validator = jsonschema_rs.validator_for(schema, retriever=refuse)
    return [validator.is_valid(value) for value in values]


def _with_schema(
    judge: Callable[[Any, Sequence[Any]], list[Verdict]],
) -> Callable[[Path, Sequence[Any]], list[Verdict]]:
    return lambda file, values: judge(json.loads(file.read_text(encoding="utf-8")), values)


PYTHON: Final = (
    Engine("jsonschema", "Python", version("jsonschema"), (D2020, D7), _with_schema(_jsonschema)),
    Engine(
        "fastjsonschema", "Python", version("fastjsonschema"), (D7,), _with_schema(_fastjsonschema)
    ),
    Engine(
        "jsonschema-rs",
        "Python, Rust",
        version("jsonschema-rs"),
        (D2020, D7),
        _with_schema(_jsonschema_rs),
    ),
)


# --------------------------------------------------------------------------- by a driver


def driver(*command: str | Path) -> Callable[[Path, Sequence[Any]], list[Verdict]]:
    """Ask the driver that ``command`` starts."""

    def judge(schema: Path, values: Sequence[Any]) -> list[Verdict]:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "values.json"
            file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
            said = subprocess.run(
                [*command, schema, file],
                capture_output=True,
                check=False,
                encoding="utf-8",
                timeout=_SECONDS,
            )
        if said.returncode:
            why = said.stderr.strip() or f"ended with {said.returncode}"
            raise EngineError(why.split("\n")[0])
        return [_VERDICTS.get(line, line) for line in said.stdout.split("\n")[:-1]]

    return judge


def _node(name: str, language: str, dialects: tuple[str, ...], *, package: str = "") -> Engine:
    try:
        about = (NODE / "node_modules" / (package or name) / "package.json").read_text("utf-8")
    except FileNotFoundError:
        found = None
    else:
        found = json.loads(about)["version"]
    return Engine(name, language, found, dialects, driver("node", NODE / "engines.mjs", name))


NODE_ENGINES: Final = (
    _node("ajv", "JavaScript", (D2020, D7)),
    _node("ajv, unicodeRegExp: false", "JavaScript", (D2020, D7), package="ajv"),
    _node("ajv 6", "JavaScript", (D7,), package="ajv-6"),
    _node("z-schema", "JavaScript", (D2020, D7)),
    _node("@hyperjump/json-schema", "JavaScript", (D2020, D7)),
    _node("@cfworker/json-schema", "JavaScript", (D2020, D7)),
)


def _debian(
    name: str,
    language: str,
    package: str,
    command: tuple[str | Path, ...],
    *,
    note: str = "",
) -> Engine:
    return Engine(name, language, _debian_version(package), (D7,), driver(*command), note)


def _debian_version(package: str) -> str | None:
    try:
        asked = subprocess.run(
            ["dpkg-query", "--show", "--showformat", "${Version}", package],
            capture_output=True,
            check=False,
            text=True,
        )
    except FileNotFoundError:  # no Debian
        return None
    return asked.stdout or None


DEBIAN: Final = (
    _debian(
        "justinrainbow/json-schema",
        "PHP",
        "php-json-schema",
        ("php", DRIVERS / "justinrainbow.php"),
    ),
    _debian("json_schemer", "Ruby", "ruby-json-schemer", ("ruby", DRIVERS / "json_schemer.rb")),
    _debian(
        "json-schema",
        "Ruby",
        "ruby-json-schema",
        ("ruby", DRIVERS / "json-schema.rb"),
        note="take out `$schema`: it knows no draft after 6, and refuses the name of a later one",
    ),
    _debian(
        "JSON::Validator",
        "Perl",
        "libjson-validator-perl",
        ("perl", DRIVERS / "json-validator.pl"),
        note="give it the meta-schema beforehand: Debian's package lacks it, and would fetch it",
    ),
    _debian(
        "xeipuuv/gojsonschema",
        "Go",
        "golang-github-xeipuuv-gojsonschema-dev",
        (BUILT / "gojsonschema",),
        note="take out `$id`: Go 1.19 cannot resolve `#/…` in a URN",
    ),
    _debian("valijson", "C++", "libvalijson-dev", (BUILT / "valijson",)),
    _debian("RapidJSON", "C++", "rapidjson-dev", (BUILT / "rapidjson",)),
)

GROUPS: Final = {"python": PYTHON, "node": NODE_ENGINES, "debian": DEBIAN}

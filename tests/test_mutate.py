"""The harness of mutation testing: what it changes, and that it tells what is noticed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"


def loaded() -> Any:
    spec = spec_from_file_location("mutate", TOOLS / "mutate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


mutate = loaded()


@pytest.fixture
def mutants_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Any]]:
    """The mutants of a module ``a.py`` of a package of its own."""
    module = tmp_path / mutate.PACKAGE / "a.py"
    module.parent.mkdir()
    monkeypatch.setattr(mutate, "ROOT", tmp_path)

    def made(source: str) -> list[Any]:
        module.write_text(source, encoding="utf-8")
        return list(mutate.mutants_of(module.name))

    return made


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        pytest.param("x = a < b <= c", ["x = a <= b <= c", "x = a < b < c"], id="comparisons"),
        pytest.param("x = 가 == b", ["x = 가 != b"], id="behind Hangul"),
        pytest.param("x = a not in b", ["x = a in b"], id="in"),
        pytest.param("x = a is b", ["x = a is not b"], id="is"),
        pytest.param("x = a and b and c", ["x = a or b and c", "x = a and b or c"], id="and"),
        pytest.param("x = (a) + (b)", ["x = (a) - (b)"], id="plus"),
        pytest.param("x = not a", ["x = not (not a)"], id="not"),
        pytest.param("a = 1", ["a = 2"], id="number"),
        pytest.param("a = True", ["a = False"], id="bool"),
        pytest.param("a = 'b{'", ["a = 'b{xé'"], id="string"),
        pytest.param("a = None", [], id="None"),
        pytest.param("a()", ["pass"], id="statement"),
        pytest.param("f(a=b)", ["f(a=None)", "pass"], id="argument"),
        pytest.param("a = b if c else d", ["a = b if not (c) else d"], id="choice"),
        pytest.param("a = [b for b in c if b]", ["a = [b for b in c if True]"], id="filter"),
        pytest.param("def f(): return a", ["def f(): return None"], id="return"),
        pytest.param("def f(): return False", ["def f(): return True"], id="return of False"),
        pytest.param("def f(): return None", [], id="return of nothing"),
        pytest.param("def f(a: 'b') -> 'c': 'd'", [], id="annotations and docstrings"),
        pytest.param("@a('b')\ndef f(): pass", [], id="decorators"),
        pytest.param("a = cast('b', c); d = TypeVar('d')", [], id="types"),
        pytest.param("a = f'b{c}'", [], id="f-string"),
        pytest.param("from a import b", [], id="import"),
        pytest.param("while a: break", ["while a: continue", "while not (a): break"], id="loop"),
    ],
)
def test_what_is_changed(
    source: str, mutants: list[str], mutants_of: Callable[[str], list[Any]]
) -> None:
    changed = [mutant.source.decode() for mutant in mutants_of(source)]
    assert sorted(changed) == sorted(mutants)


def test_where_it_is_changed(mutants_of: Callable[[str], list[Any]]) -> None:
    source = "A: int = 1\nB = 2\nC[0] = 3\nclass D:\n    e = 4\n    def f(self): self.g = 5\n"
    assert [(each.name, each.line) for each in mutants_of(source)] == [
        ("a.py A: 1 -> 2", 1),
        ("a.py B: 2 -> 3", 2),
        ("a.py module: 0 -> 1", 3),
        ("a.py module: 3 -> 4", 3),
        ("a.py D: 4 -> 5", 5),
        ("a.py f: 5 -> 6", 6),
    ]


ALL = [mutant for file in mutate.TESTS for mutant in mutate.mutants_of(file)]


@pytest.mark.parametrize("mutant", ALL[::40], ids=lambda mutant: mutant.name)
def test_a_mutant_is_another_program(mutant: Any) -> None:
    original = (ROOT / mutate.PACKAGE / mutant.file).read_bytes()
    compile(mutant.source, mutant.file, "exec")
    assert ast.dump(ast.parse(mutant.source)) != ast.dump(ast.parse(original))


def test_every_survivor_with_a_reason_is_still_a_mutant() -> None:
    reasons = tomllib.loads((TOOLS / "survivors.toml").read_text(encoding="utf-8"))
    assert {*reasons} <= {mutant.name for mutant in ALL}
    assert all(isinstance(reason, str) and reason.strip() for reason in reasons.values())


ASKED = """
import mutate

source = (mutate.ROOT / mutate.PACKAGE / "templates/variables.py").read_bytes()
programs = {
    "another value": source.replace(b"variable[1]", b"variable[0]"),
    "no program": source + b"=",
    "a comment more": source + b"# nothing else",
}
name = "templates/variables.py"
mutants = [mutate.Mutant(name, "", 1, "", now, text) for now, text in programs.items()]
print([mutant.now for mutant in mutate.survivors_of(mutants, 2)])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")
def test_only_what_no_test_notices_survives() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=TOOLS, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "['a comment more']\n", "")

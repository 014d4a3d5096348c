"""Mutation testing of what judges: the gates, the rules and the matcher.

``python tools/mutate.py`` changes one small thing in one module at a time, such as ``<`` to ``<=``,
and asks whether a test notices. It prints each mutant that none did, with its reason if
``tools/survivors.toml`` has one, and a table; the exit code is 1 if fewer than 95 % were noticed.

``python tools/mutate.py rules/text.py --sample 50`` asks about fifty mutants of one module, chosen
by chance. All of them take about an hour on two cores.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from itertools import pairwise
from pathlib import Path
from random import Random
from types import CodeType
from typing import NamedTuple

import hypothesis  # noqa: F401 - all that is slow to import, once; the package only when mutated
import jsonschema  # noqa: F401
import PIL.Image  # noqa: F401
import pytest
import regex  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "alimtalk_rules"
ENOUGH = 0.95
PATIENCE = 300
"""Seconds after which a mutant that does not end counts as noticed."""

TESTS = {
    "gate.py": ("test_gate.py", "test_check.py"),
    "structure/gate.py": ("test_gate.py",),
    "structure/acceptor.py": ("test_structure_acceptor.py", "test_structure_payloads.py"),
    "rules/strings.py": ("test_rules_strings.py", "test_rules_text.py", "test_rules_scripts.py"),
    "rules/rule.py": ("test_rules_rule.py", "test_check.py"),
    "rules/text.py": ("test_rules_text.py",),
    "rules/scripts.py": ("test_rules_scripts.py", "test_gate.py"),
    "rules/buttons.py": ("test_rules_buttons.py", "test_check_payload.py"),
    "rules/couriers.py": ("test_rules_couriers.py", "test_rules_buttons.py"),
    "rules/combination.py": ("test_rules_combination.py",),
    "rules/image.py": ("test_rules_image.py",),
    "rules/template.py": ("test_rules_template.py",),
    "rules/request.py": ("test_rules_request.py",),
    "rules/sms.py": ("test_rules_sms.py",),
    "templates/variables.py": ("templates/test_variables.py", "templates/test_filling.py"),
    "templates/alignment.py": ("templates/test_alignment.py", "templates/test_matching.py"),
    "templates/matching.py": ("templates/test_matching.py", "templates/test_book.py"),
}
"""The modules, and the tests that are asked about each, after the conformance suite."""


# --------------------------------------------------------------------------- mutants


class Mutant(NamedTuple):
    """A module in which one piece of text is another.

    ``place`` is the innermost function, class or constant that it is in.
    """

    file: str
    place: str
    line: int
    was: str
    now: str
    source: bytes

    @property
    def name(self) -> str:
        """What was changed, without the number of the line, which soon is another."""
        return f"{self.file} {self.place}: {self.was} -> {self.now}"


_PAIRS = ["< <=", "> >=", "== !=", "and or", "+ -", "* //", "| &", "<< >>"]
_SWAPPED = {one: other for pair in _PAIRS for one, other in (pair.split(), pair.split()[::-1])}
_SWAPPED |= {"in": "not in", "not in": "in", "is": "is not", "is not": "is"}


def mutants_of(file: str) -> Iterator[Mutant]:
    """Every mutant of a module of the package."""
    source = (ROOT / PACKAGE / file).read_bytes()
    text, tree = Text(source), ast.parse(source)
    named = sorted(_named(tree, text), key=lambda named: named[1] - named[0])
    for start, end, now in sorted(set(_edits(tree, text))):
        place = next((name for begin, stop, name in named if begin <= start < stop), "module")
        line = source.count(b"\n", 0, start) + 1
        was = " ".join(source[start:end].decode().split())
        yield Mutant(file, place, line, was, now, source[:start] + now.encode() + source[end:])


def _named(tree: ast.Module, text: Text) -> Iterator[tuple[int, int, str]]:
    """Start and end, in bytes, of each function, class and constant, and its name."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield *text.span(node), node.name
    for node in tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield *text.span(node), name


class Text:
    """Source text, with the places of its syntax."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node begins and ends, in bytes."""
        end = self._lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        return self._lines[node.lineno - 1] + node.col_offset, end

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self._source[start:end].decode()

    def swapped(self, left: ast.expr, right: ast.expr) -> Iterator[Edit]:
        """The operator between two operands, changed for its neighbour."""
        start, end = self.span(left)[1], self.span(right)[0]
        between = self._source[start:end].decode()
        words = between.split("#")[0].strip(" ()\n") or between.split("\n")[-1].strip(" ()")
        if words in _SWAPPED:
            at = start + len(between[: between.rindex(words)].encode())
            yield at, at + len(words.encode()), _SWAPPED[words]


Edit = tuple[int, int, str]
"""Start and end of a piece of the source, in bytes, and what stands there instead."""


def _edits(tree: ast.Module, text: Text) -> Iterator[Edit]:
    skipped = {id(inner) for node in ast.walk(tree) for inner in _unread(node)}
    for node in ast.walk(tree):
        if id(node) not in skipped:
            yield from _edits_of(node, text)


def _unread(node: ast.AST) -> Iterator[ast.AST]:
    """What in a node changes nothing: docstrings, annotations, decorators, parts of f-strings."""
    roots: list[ast.AST | None] = []
    match node:
        case ast.FunctionDef():
            roots = [*node.decorator_list, node.returns]
        case ast.arg() | ast.AnnAssign():
            roots = [node.annotation]
        case ast.JoinedStr():
            roots = list(node.values)
        case ast.Call(func=ast.Name(id="cast" | "TypeVar")):
            roots = [node.args[0]]
        case ast.Expr(value=ast.Constant()):
            roots = [node]
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Import() | ast.ImportFrom():
            roots = [node]
    for root in roots:
        if root is not None:
            yield from ast.walk(root)


def _edits_of(node: ast.AST, text: Text) -> Iterator[Edit]:
    for left, right in _operands(node):
        yield from text.swapped(left, right)
    for inner, template in _replaced(node):
        if (now := template.format(text.of(inner))) != text.of(inner):
            yield *text.span(inner), now


def _operands(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    """The pairs of expressions with an operator between them."""
    match node:
        case ast.Compare():
            return list(pairwise([node.left, *node.comparators]))
        case ast.BoolOp():
            return list(pairwise(node.values))
        case ast.BinOp():
            return [(node.left, node.right)]
    return []


def _replaced(node: ast.AST) -> list[tuple[ast.expr | ast.stmt, str]]:
    """What is written in place of a part of the node; ``{}`` stands for what was there."""
    match node:
        case ast.UnaryOp(op=ast.Not()):
            return [(node, "not ({})")]
        case ast.Constant(value=bool() | int() | str()):
            return [(node, _other(node.value))]
        case ast.If() | ast.While() | ast.IfExp():
            return [(node.test, "not ({})")]
        case ast.comprehension():
            return [(test, "True") for test in node.ifs]
        case ast.Return(value=ast.Constant()) | ast.keyword(value=ast.Constant()):
            return []  # it is mutated itself, and None would often mean the same
        case ast.Return(value=ast.expr()) | ast.keyword():
            return [(node.value, "None")] if node.value else []
        case ast.Expr():
            return [(node, "pass")]
        case ast.Break():
            return [(node, "continue")]
        case ast.Continue():
            return [(node, "break")]
    return []


def _other(value: object) -> str:
    """A constant that is another one, as it is written; with its braces doubled.

    A string gets a letter more, as Python overlooks signs in the names of encodings; and one
    that no class of usual characters has.
    """
    if isinstance(value, bool):
        return str(not value)
    other = value + 1 if isinstance(value, int) else f"{value}xé"
    return repr(other).replace("{", "{{").replace("}", "}}")


# --------------------------------------------------------------------------- asking the tests


class _Finder(MetaPathFinder):
    """Gives the mutated source in place of the module's own."""

    def __init__(self, file: str, source: bytes) -> None:
        dotted = file.removesuffix(".py").replace("/", ".")
        self._name = f"{PACKAGE}.{dotted}"
        self._path = str(ROOT / PACKAGE / file)
        self._source = source

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """The module's spec, if it is the mutated one."""
        if name != self._name:
            return None
        return spec_from_loader(name, _Loader(name, self._path, self._source))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: bytes) -> None:
        super().__init__(name, path)
        self._mutated = source

    def get_code(self, fullname: str) -> CodeType:
        """The mutated code, never a cached one."""
        code: CodeType = compile(self._mutated, self.get_filename(fullname), "exec")
        return code


def is_noticed(file: str, source: bytes) -> bool:
    """Whether a test fails with this source: the conformance suite first, it is the fastest."""
    sys.meta_path.insert(0, _Finder(file, source))
    from alimtalk_rules.testing import cases  # noqa: PLC0415 - only now, with the mutant in it

    for case in cases():
        if case.document == "image-file" and file != "rules/image.py":
            continue
        found = sorted((each.rule, each.path) for each in case.check().findings)
        if found != sorted((each.rule, each.path) for each in case.findings):
            return True
    tests = [str(ROOT / "tests" / name) for name in TESTS[file]]
    options = [
        "-q",
        "-x",
        "--no-header",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--assert=plain",
    ]
    return pytest.main([*options, *tests]) != pytest.ExitCode.OK


def started(file: str, source: bytes) -> int:
    """A child process that ends with 0 if nothing is noticed; its number."""
    child = os.fork()
    if child:
        return child
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        noticed = is_noticed(file, source)
    except BaseException:  # noqa: BLE001 - whatever it is, the mutant caused it
        noticed = True
    os._exit(int(noticed))


def survivors_of(mutants: Sequence[Mutant], jobs: int) -> Iterator[Mutant]:
    """The mutants that no test notices, ``jobs`` of them asked about at a time."""
    running: dict[int, tuple[Mutant, float]] = {}
    waiting = list(reversed(mutants))
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            running[started(mutant.file, mutant.source)] = mutant, time.monotonic()
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            mutant, _ = running.pop(child)
            if status == 0:
                yield mutant
            continue
        time.sleep(0.01)
        for late, (_, since) in running.items():
            if time.monotonic() - since > PATIENCE:
                os.kill(late, 9)


# --------------------------------------------------------------------------- the command


def main() -> int:
    """Print the survivors and a table."""
    parser = argparse.ArgumentParser(description="Mutation testing of what judges.")
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"modules; {', '.join(TESTS)}")
    parser.add_argument("--sample", type=int, help="so many mutants, chosen by chance")
    parser.add_argument("--seed", type=int, default=1, help="of that chance")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    files = options.files or [*TESTS]
    for file in files:
        _, status = os.waitpid(started(file, (ROOT / PACKAGE / file).read_bytes()), 0)
        if status:
            sys.exit(f"{file}: its tests fail without any mutation")
    mutants = [mutant for file in files for mutant in mutants_of(file)]
    Random(options.seed).shuffle(mutants)  # noqa: S311 - no secret
    mutants = mutants[: options.sample]
    reasons = tomllib.loads((ROOT / "tools" / "survivors.toml").read_text(encoding="utf-8"))
    survived = Counter[str]()
    for mutant in survivors_of(mutants, options.jobs):
        survived[mutant.file] += 1
        why = reasons.get(mutant.name, "no reason is known")
        print(f"survived, line {mutant.line}: {mutant.name}  ({why})")
        sys.stdout.flush()
    return report(Counter(mutant.file for mutant in mutants), survived)


def report(asked: Counter[str], survived: Counter[str]) -> int:
    """Print how many of each module's mutants were noticed; 1 if too few."""
    for file, count in asked.items():
        noticed = count - survived[file]
        print(f"{file:26}{noticed:6} of {count:5}{noticed / count:8.1%}")
    total, noticed = asked.total(), asked.total() - survived.total()
    print(f"{'all':26}{noticed:6} of {total:5}{noticed / total:8.1%}")
    return int(noticed < ENOUGH * total)


if __name__ == "__main__":
    sys.exit(main())

"""What the package promises as a whole: light to import, no network, no global state."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import alimtalk_rules

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "alimtalk_rules").rglob("*.py"))
HEAVY = ("jsonschema", "regex", "PIL", "click", "rich", "referencing")
NETWORK = (
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "asyncio",
    "ftplib",
)

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)


def imported_after(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_is_light() -> None:
    assert imported_after("import alimtalk_rules").isdisjoint(HEAVY)


def test_a_message_that_is_fine_needs_no_judge() -> None:
    fine = "from alimtalk_rules import *; assert check_message({'text': '주문 완료 ▶ 🚚'}).ok"
    assert imported_after(fine).isdisjoint(HEAVY)


def test_a_message_that_is_not_does() -> None:
    assert "jsonschema" in imported_after("import alimtalk_rules as a; a.check_message({})")


@each_module
def test_no_module_imports_network_code(module: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert not {name for name in imported if name.startswith(NETWORK)}


@each_module
def test_each_module_begins_with_a_sentence_that_says_what_it_is_for(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith(".")


def test_everything_public_is_there() -> None:
    assert sorted(alimtalk_rules.__all__, key=str) == sorted(set(alimtalk_rules.__all__), key=str)
    for name in alimtalk_rules.__all__:
        assert getattr(alimtalk_rules, name) is not None


def test_the_runtime_needs_three_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [requirement.split(">")[0] for requirement in project["dependencies"]]
    assert names == ["jsonschema", "Pillow", "regex"]


def test_the_package_is_typed() -> None:
    assert (ROOT / "alimtalk_rules" / "py.typed").exists()

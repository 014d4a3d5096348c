"""Every code block of a page in ``docs/`` does what it says, in the page's order."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import data_engines
from tests.cli.program import alimtalk
from tests.pages import DOCS, blocks_in

ROOT = DOCS.parent
ELSEWHERE = {DOCS / "how-to" / "engines" / f"{page}.md" for page in data_engines.PAGES}
"""Pages that need an engine, and are run by ``tests/data_engines/run``."""

PAGES = sorted({*DOCS.rglob("*.md")} - ELSEWHERE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its blocks share a namespace and a folder, which has ``examples/`` in it.

    A block of another language has the name of a file behind it, as in ``toml pyproject.toml``:
    it is written there, for the blocks behind it. What needs a package that is large, and none of
    ours, or Node, ends the page where that is not installed; .ci/run has them all.
    """
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    shared: dict[str, Any] = {"__name__": "docs"}
    for info, code in blocks_in(page):
        language, _, name = info.partition(" ")
        match language:
            case "python" if not name:
                _exec(code, page.name, shared)
            case "console":
                _run(code)
            case _:
                _write(tmp_path / name, code)


ONLY_IN_CI = {"celery", "fastapi", "pandas"}


def _exec(code: str, page: str, shared: dict[str, Any]) -> None:
    try:
        exec(compile(code, page, "exec"), shared)  # noqa: S102 - our own page
    except ModuleNotFoundError as error:
        if error.name not in ONLY_IN_CI:
            raise
        pytest.skip(f"{error.name} is not installed")


def test_pages_that_are_run_elsewhere_exist() -> None:
    assert all(page.exists() for page in ELSEWHERE)


def _run(code: str) -> None:
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", code, re.MULTILINE):
        name, *arguments = shlex.split(command)
        if name == "alimtalk-rules":
            assert alimtalk(*arguments).output == expected
        elif name == "django-admin":
            assert _output_of(sys.executable, "-m", "django", *arguments) == expected
        elif shutil.which(name):
            assert _output_of(name, *arguments) == expected
        else:
            pytest.skip(f"{name} is not installed")


def _output_of(*command: str) -> str:
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


def _write(path: Path, text: str) -> None:
    assert path.suffix, "a block is python, console, or a file"
    if path.suffix == ".json":
        json.loads(text)
    if path.suffix == ".toml":
        tomllib.loads(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

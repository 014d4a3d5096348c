"""Every code block of a page in ``docs/`` does what it says, in the page's order."""

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import alimtalk

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its blocks share a namespace and a folder, which has ``examples/`` in it.

    A block of another language has the name of a file behind it, as in ``toml pyproject.toml``:
    it is written there, for the blocks behind it.
    """
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    shared: dict[str, Any] = {"__name__": "docs"}
    for info, code in BLOCK.findall(page.read_text(encoding="utf-8")):
        language, _, name = info.partition(" ")
        match language:
            case "python" if not name:
                exec(compile(code, page.name, "exec"), shared)  # noqa: S102 - our own page
            case "console":
                _run(code)
            case _:
                _write(tmp_path / name, code)


def _run(code: str) -> None:
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", code, re.MULTILINE):
        name, *arguments = shlex.split(command)
        assert name == "alimtalk-rules"
        assert alimtalk(*arguments).output == expected


def _write(path: Path, text: str) -> None:
    assert path.suffix, "a block is python, console, or a file"
    if path.suffix == ".json":
        json.loads(text)
    if path.suffix == ".toml":
        tomllib.loads(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

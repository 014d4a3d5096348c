"""Every code block of both READMEs does what it says; the two of bash are run by .ci/run itself."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from tests.cli.program import alimtalk

ROOT = Path(__file__).resolve().parent.parent
README, KOREAN = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ko.md")
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(README)


def blocks(language: str, readme: str = README) -> list[str]:
    return [code for name, code in BLOCK.findall(readme) if name == language]


def test_the_korean_one_has_the_same_code() -> None:
    for language in ("bash", "python"):
        assert blocks(language, KOREAN) == blocks(language)
    assert len(blocks("console", KOREAN)) == len(blocks("console"))
    assert re.findall(r"^#+ ", KOREAN, re.MULTILINE) == re.findall(r"^#+ ", README, re.MULTILINE)
    links = re.compile(r"\]\((docs/[^)#]+|RULES[^)]*)\)")
    assert links.findall(KOREAN) == links.findall(README)


def test_links_lead_somewhere_also_where_there_is_nothing_beside_it() -> None:
    """On PyPI its links lead to the site, as pyproject.toml says."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    hook = pyproject["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    shown = README
    for each in hook["substitutions"]:
        shown = re.sub(each["pattern"], each["replacement"], shown)
    link = re.compile(r"(?:\]\(|src=\")([^)\"#]+)")
    for there in link.findall(README + KOREAN):
        assert there.startswith("https://") or (ROOT / there).exists()
    assert [there for there in link.findall(shown) if not there.startswith("https://")] == []


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {language for language, _ in BLOCKS} == {"bash", "python", "console"}
    assert len(blocks("bash")) == 2


@pytest.mark.parametrize("code", blocks("python"))
def test_python(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own README


def test_ci_runs_both_bash_blocks() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme_command 1" in ci
    assert "readme_command 2" in ci


@pytest.mark.parametrize("code", blocks("console") + blocks("console", KOREAN))
def test_console(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", code, re.MULTILINE):
        name, *arguments = shlex.split(command)
        assert name == "alimtalk-rules"
        assert alimtalk(*arguments).output == expected

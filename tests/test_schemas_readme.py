"""The Python of schemas/README.md does what it says, and its tables name what is there.

Its JavaScript and TypeScript are run by tests/npm/run.sh.
"""

import json
import re
from pathlib import Path

import pytest

from alimtalk_rules import RULES

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
README = (SCHEMAS / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = [code for language, code in BLOCKS if language == "python"]


def section(heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", README, re.M | re.S)
    assert found
    return found[1]


@pytest.mark.parametrize("code", PYTHON)
def test_python(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SCHEMAS)
    exec(compile(code, "schemas/README.md", "exec"), {})  # noqa: S102 - our own README


def test_every_language_has_an_example() -> None:
    fences = re.findall(r"^```(\w+)$", section("Loading it"), re.M)
    languages = [
        "python",
        "javascript",
        "typescript",
        "java",
        "go",
        "php",
        "ruby",
        "rust",
        "csharp",
    ]
    assert [name for name in dict.fromkeys(fences) if name != "bash"] == languages


def test_the_table_of_files_names_what_is_there_and_nothing_else() -> None:
    rows = re.findall(r"^\| (`.*?) \|", section("Which file to take"), re.M)
    named = {name for row in rows for name in re.findall(r"`(.*?)`", row)}
    there = {path.name + "/" * path.is_dir() for path in SCHEMAS.iterdir()}
    there |= {"strict/draft-07/", "conformance/"}
    assert named == there - {"README.md", "package.json", "LICENSE"}


def test_links_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\((.*?)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (SCHEMAS / link).exists()] == []


def test_ids_are_those_of_the_files() -> None:
    ids = re.findall(r"`(urn:alimtalk-rules:.*?)`", section("Versions and `$id`s"))
    paths = [path for path in SCHEMAS.rglob("message.schema.json") if path.parent.name != "kakao"]
    files = [path.read_text(encoding="utf-8") for path in paths]
    assert len(ids) == len(files) == 4
    for identifier in ids:
        assert sum(f'"$id": "{identifier}"' in text for text in files) == 1


def test_every_rule_stands_in_the_list_once() -> None:
    listed = re.findall(r"`([\w-]+)`", README.partition("<!-- gaps")[2].partition("<!-- /gaps")[0])
    assert sorted(listed) == sorted(RULES)


def test_the_definitions_of_buttons_are_those_of_the_schema() -> None:
    named = dict(re.findall(r"\b([A-Z]{2})\s`(\w+Button)`", section("Loading it")))
    definitions = json.loads((SCHEMAS / "message.schema.json").read_text(encoding="utf-8"))["$defs"]
    buttons = [ref["$ref"].rpartition("/")[2] for ref in definitions["Button"]["oneOf"]]
    assert named == {definitions[name]["properties"]["type"]["const"]: name for name in buttons}

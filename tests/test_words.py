"""How sentences are filled: numbers, code points and tokens as people read them."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from alimtalk_rules import RULES
from alimtalk_rules.reading import OTHER_REASONS, REASONS
from alimtalk_rules.rules.rule import LANGUAGES, Param
from alimtalk_rules.rules.words import INVISIBLE, WORDS, filled
from tests.examples import report_on

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        pytest.param(1234567, "1,234,567", "1,234,567", id="a number"),
        pytest.param("comma-expected", "a comma or a", "쉼표나 닫는", id="a token"),
        pytest.param("U+BC1C", "'발' (U+BC1C)", "'발'(U+BC1C)", id="a letter"),
        pytest.param(
            "U+BC1C HANGUL SYLLABLE BAL", "'발' (U+BC1C)>", "'발'(U+BC1C)>", id="a letter's name"
        ),
        pytest.param("U+10FFFD", "<U+10FFFD>", "<U+10FFFD>", id="the last code point but two"),
        pytest.param("U+110000", "<U+110000>", "<U+110000>", id="no code point"),
        pytest.param("U+00A0", "no-break space (U+00A0)", "줄바꿈 없는 공백(U+00A0)", id="space"),
        pytest.param(
            "U+00A0 NO-BREAK SPACE", "<no-break space (", "<줄바꿈 없는 공백(", id="a space's name"
        ),
        pytest.param("U+0007 CONTROL", "<U+0007 CONTROL>", "<U+0007 CONTROL>", id="nameless"),
        pytest.param("U+0007", "U+0007", "U+0007", id="a control"),
        pytest.param("U+0301", "U+0301", "U+0301", id="a mark alone"),
        pytest.param(("U+3042", "END"), "'あ' (U+3042), the end", "'あ'(U+3042), 끝", id="several"),
        pytest.param(
            "integer 0..2147483647", "from 0 to 2,147,483,647", "2,147,483,647", id="form"
        ),
        pytest.param("WL", "WL", "WL", id="a name of Kakao's"),
    ],
)
def test_values_as_people_read_them(value: int | str, english: str, korean: str) -> None:
    assert english in filled("<{expected}>", {"expected": value}, "en")
    assert korean in filled("<{expected}>", {"expected": value}, "ko")


def test_names_of_fields_are_no_tokens() -> None:
    assert filled("{field}, {known}", {"field": "name", "known": ("type", "url")}, "ko") == (
        "name, type, url"
    )


def test_other_braces_stand_for_themselves() -> None:
    assert filled("#{이름}, {{x}}, {limit}, {no}", {"limit": 3}, "en") == "#{이름}, {{x}}, 3, {no}"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        pytest.param("Use it[[, or {advice}]].", "Use it.", id="without its param"),
        pytest.param("[[Did you mean '{nearest}'?]]", "Did you mean 'title'?", id="with it"),
        pytest.param("[[{nearest} {advice}]]", "", id="with one of two"),
        pytest.param("[[a]][[{nearest}]]", "atitle", id="several"),
        pytest.param("[[{nearest}", "[[title", id="not closed"),
    ],
)
def test_a_part_is_said_only_with_its_params(template: str, sentence: str) -> None:
    assert filled(template, {"nearest": "title"}, "en") == sentence


def test_every_reason_has_words() -> None:
    assert {*REASONS.values(), *OTHER_REASONS} <= {*WORDS}


# --------------------------------------------------------------------- the same in JavaScript

PROGRAM = """
import { readFileSync } from "node:fs";
import { filled } from "./readme.mjs";
const asked = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(asked.map((each) => filled(...each))));
"""


def asked() -> Iterator[tuple[str, dict[str, Param], str]]:
    """Templates with params: every rule's sentences of its example, and every word."""
    for lang in LANGUAGES:
        for card in RULES.values():
            for found in report_on(card).findings:
                words = RULES[found.rule].texts[lang]
                yield words.message, {**found.params}, lang
                yield words.hint, {**found.params}, lang
        values: list[dict[str, Param]] = [
            {"found": "array of at most 1000 items", "known": ("name", "U+0301", "U+AC00 GA")},
            {"expected": ("integer 0..2147483647", "WL", "constructor"), "known": "constructor"},
            {"limit": 1_048_576, "over": 0, "found": "U+110000", "known": "U+10FFFD PRIVATE USE"},
        ]
        values += [{"found": word} for word in (*WORDS, *INVISIBLE)]
        for params in values:
            yield "#{이름} {{found}} {expected} {known} {limit} {over} {no}", params, lang
            yield "[[{found}: ]][[{found}, {no}]][[,]] [{found}] [[", params, lang


def test_the_readme_says_the_same_in_javascript(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the JavaScript of schemas/README.md is not compared")
    readme = (SCHEMAS / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```javascript\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (block,) = (block for block in blocks if "filled" in block)
    package = tmp_path / "node_modules" / "alimtalk-rules-schemas"
    package.mkdir(parents=True)
    for name in ("package.json", "rules.json"):
        shutil.copy(SCHEMAS / name, package)
    (tmp_path / "readme.mjs").write_text(block, encoding="utf-8")
    (tmp_path / "program.mjs").write_text(PROGRAM, encoding="utf-8")
    sentences = [*asked()]
    run = subprocess.run(
        [node, "program.mjs"],
        cwd=tmp_path,
        input=json.dumps(sentences).encode(),
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert json.loads(run.stdout) == [filled(*each) for each in sentences]

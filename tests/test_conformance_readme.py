"""The README of the conformance suite: its examples are of the suite, its tables of the code."""

import json
import re
from pathlib import Path

from alimtalk_rules import RULES
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules import buttons, scripts, text
from alimtalk_rules.testing import Expected, cases
from alimtalk_rules.variables import OTHER_MARKS, VARIABLE

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
ROWS = json.loads((SCHEMAS / "gateways.json").read_text(encoding="utf-8"))["gateways"]
README = Path(__file__).with_name("conformance").joinpath("README.md").read_text(encoding="utf-8")


def test_the_readme_shows_a_case_and_an_answer() -> None:
    shown, *lines = re.findall(r"^```json\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    case = json.loads(shown)
    (same,) = (each for each in cases() if each.id == case["id"])
    found = [Expected(**finding) for finding in case.pop("findings")]
    assert same.findings == tuple(found)
    assert case.pop("value")["buttons"] == same.value["buttons"]
    assert case == {name: getattr(same, name) for name in case}
    question, answer = map(json.loads, lines[0].splitlines())
    assert question["id"] in {each.id for each in cases(rule=answer["findings"][0]["rule"])}


def test_the_readme_names_rules_that_exist() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", README))
    assert named - {"image-file", *GATEWAYS} <= RULES.keys()
    block = re.findall(r"^([a-z-]+)  ", README, re.MULTILINE)
    assert set(block) <= RULES.keys()


def test_the_readme_tells_every_member_of_gateways_json() -> None:
    section = README.partition("## Gateways")[2].partition("\n## ")[0]
    first, second = (table.splitlines()[2:] for table in re.findall(r"(?:^\|.*\n)+", section, re.M))
    members = [name for row in first for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(members) == sorted({name for row in ROWS for name in row} - {"opened"})
    ways = [name for row in second for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(ways) == sorted({each["how"] for row in ROWS for each in row.get("opened", ())})


def test_the_readme_has_the_patterns_of_the_code() -> None:
    lines = dict(re.findall(r"^([A-Za-z-]+)  +(?:\(.*?\) )?(\S+)$", README, re.MULTILINE))
    for name, pattern in lines.items():
        for part in ("EMOJI", "ACCENT", "LATIN", "UNASSIGNED"):
            pattern = pattern.replace(part, lines[part])  # noqa: PLW2901 - part by part
        lines[name] = pattern.replace("[ENGLISH]", f"[{lines['ENGLISH']}]")
    assert lines == {
        "text-blank": text._BLANK.replace("+", "*"),
        "unprintable-character": f"{text._UNPRINTABLE}+",
        "EMOJI": text._ONE_EMOJI,
        "emoji-sequence": text._JOINED_EMOJI,
        "invisible-character": f"{text._INVISIBLE}+",
        "ENGLISH": scripts._ENGLISH,
        "LATIN": scripts._LATIN,
        "UNASSIGNED": text._UNASSIGNED,
        "ACCENT": scripts._ACCENT,
        "non-english-letter": scripts._NOT_ENGLISH,
        "text-decomposed": re.sub(
            r"[\u1100-\u11ff]", lambda c: f"\\u{ord(c[0]):x}", text._HANGUL_TO_COMPOSE.pattern
        ),
        "unfilled-variable": VARIABLE.pattern,
        "leftover-variable": rf"#\{{|{OTHER_MARKS}",
        "replacement-character": "[\\ufffc\\ufffd]+",
        "payment-word-on-button": buttons.PAYMENT_WORDS.pattern,
        "bad-scheme": "[A-Za-z][A-Za-z0-9+.-]*:",
    }

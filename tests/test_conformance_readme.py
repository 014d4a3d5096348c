"""The README of the conformance suite: its examples are of the suite, its tables of the code."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from alimtalk_rules import RULES
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.rules import buttons, scripts, text
from alimtalk_rules.testing import Expected, cases
from alimtalk_rules.variables import OTHER_MARKS, VARIABLE

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


def test_the_readme_has_the_table_of_the_gateways() -> None:
    columns = [dict(cells_of(gateway)) for gateway in GATEWAYS.values()]
    rows = [(row, *(column[row] for column in columns)) for row in columns[0]]
    head = ("", *(f"`{name}`" for name in GATEWAYS))
    table = [" | ".join(("", *cells, "")).strip() for cells in (head, *rows)]
    table.insert(1, "|---|---|---|---|")
    shown = re.findall(r"<!-- gateways -->\n\n(.*?)\n\n<!-- /gateways -->", README, re.DOTALL)
    assert [line.replace("|  |", "| |") for line in table] == shown[0].splitlines()


def cells_of(gateway: Gateway) -> Iterator[tuple[str, str]]:
    """The rows' names with what stands in them: places, forms, and words."""
    periods = [place for place, _ in gateway.periods]
    yield from ((part, code(place)) for part, place in gateway.parts.items())
    yield "template code", code(gateway.template_code)
    yield "sender", code(gateway.sender)
    yield "form of a sender", code(gateway.sender_form.pattern)
    yield "destination", code(gateway.destination)
    yield "form of a destination", code(gateway.destination_form.pattern)
    yield "country beside it", code(gateway.country_code)
    yield "send time", code(gateway.send_time)
    yield "validity periods", code(*periods)
    yield "unit beside it", code(*dict.fromkeys(unit for _, unit in gateway.periods))
    yield "window", code(gateway.windows)
    yield "SMS", code(gateway.failover)
    yield "kind beside it", code(gateway.failover_kind)
    yield from (
        (kind, code(gateway.button_types.get(kind))) for kind in GATEWAYS["infobip"].button_types
    )
    fields = GATEWAYS["infobip"].button_fields
    yield from ((name, code(*gateway.button_fields.get(name, ()))) for name in fields)


def code(*words: str | None) -> str:
    return " ".join(f"`{word}`" for word in words if word) or "-"


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
        "leftover-variable": OTHER_MARKS,
        "replacement-character": "[\\ufffc\\ufffd]+",
        "payment-word-on-button": buttons.PAYMENT_WORDS.pattern,
        "bad-scheme": "[A-Za-z][A-Za-z0-9+.-]*:",
    }

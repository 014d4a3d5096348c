"""The parts of Kakao's whole set beside their templates: whole, and with each single edit.

Every single difference has its case in ``conformance/cases/matching-parts.json``.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules import TemplateBook
from alimtalk_rules.profiles import INFOBIP, KAKAO, Profile
from alimtalk_rules.report import choices
from alimtalk_rules.templates.compiled import compile_template, match_template
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.filling import render_template, variables_of
from alimtalk_rules.templates.matching import Approved
from alimtalk_rules.templates.slots import IMAGE, SLOTS, read_slots, with_image_of
from tests.fillings import EDITS, edited, templates, values_for

RULE_AT = {f"{slot.holder}/{slot.field}": slot.rule for slot in SLOTS}


def distinct(number: int, *, varies: bool) -> str:
    """Six syllables that stand nowhere else, and a variable in their middle if there may be one."""
    letters = [chr(0xAC00 + 29 * (6 * number + at)) for at in range(6)]
    variable = f"#{{x{number}}}" if varies else "-"
    return "".join((*letters[:3], variable, *letters[3:]))


def whole_template() -> dict[str, Any]:
    """A template with a string in every slot, and three of whatever there may be many of."""
    whole: dict[str, Any] = {"code": "whole", "subtitle": "안내", "extra": "약관"}
    numbers = count()
    for slot in SLOTS:
        part = slot.holder.removesuffix("/*").removeprefix("/")
        made: Any = [{}, {}, {}] if slot.holder.endswith("*") else {}
        held = whole.setdefault(part, made) if part else whole
        for members in held if isinstance(held, list) else [held]:
            members[slot.field] = distinct(next(numbers), varies=slot.varies)
    return whole


WHOLE = whole_template()
MESSAGE = render_template(WHOLE, {variable.name: "123" for variable in variables_of(WHOLE)})
SENT = read_slots(MESSAGE).strings
COMPARED = [path for path in SENT if not path.startswith(IMAGE)]


def found(message: object, profile: Profile = KAKAO) -> list[tuple[str, str]]:
    """Rule and path of each finding, the same when the expression is asked."""
    first, again = (match_template(message, WHOLE, profile=profile).report for _ in range(2))
    assert first == again
    return [(each.rule, each.path) for each in first.findings]


def with_string(path: str, string: str) -> dict[str, Any]:
    """The whole message with another string at a path."""
    changed = deepcopy(MESSAGE)
    *steps, field = path.split("/")[1:]
    held: Any = changed
    for step in steps:
        held = held[int(step) if step.isdigit() else step]
    held[field] = string
    return changed


def rule_at(path: str) -> str:
    return RULE_AT[re.sub("/[0-9]+/", "/*/", path)]


def test_the_whole_has_every_part_and_is_equal() -> None:
    assert len(SENT) == sum(3 if slot.holder.endswith("*") else 1 for slot in SLOTS)
    assert found(MESSAGE) == found(MESSAGE, INFOBIP) == []
    values = match_template(MESSAGE, WHOLE).variables
    assert [*values] == [variable.name for variable in variables_of(WHOLE)]
    assert {*values.values()} == {("123",)}


@given(st.sampled_from(COMPARED), st.sampled_from(EDITS), st.integers(0, 5), st.integers())
def test_a_single_edit_is_found_at_its_string(path: str, edit: str, at: int, seed: int) -> None:
    place = at if at < 3 else at - 6 + len(SENT[path])
    sent = SENT[path]
    string = edited(sent, place, edit, Random(seed), "xyz")
    is_in_value = "-" not in sent and string.startswith(sent[:3]) and string.endswith(sent[-3:])
    expected = [] if string == sent or is_in_value else [(rule_at(path), path)]
    assert found(with_string(path, string)) == expected


@pytest.mark.parametrize("part", [part for part in MESSAGE if part != "image"])
def test_a_part_that_only_one_side_has_is_one_finding(part: str) -> None:
    rules = {rule_at(path) for path in SENT if path.split("/")[1] == part}
    without = {name: value for name, value in MESSAGE.items() if name != part}
    assert found(without) == [(rule, f"/{part}") for rule in rules]
    bare = {name: value for name, value in WHOLE.items() if name != part}
    findings = match_template(MESSAGE, bare, profile=KAKAO).report.findings
    assert [(each.rule, each.path) for each in findings] == [(rule, f"/{part}") for rule in rules]


@pytest.mark.parametrize("part", [part for part in MESSAGE if isinstance(MESSAGE[part], list)])
def test_another_order_or_number_is_one_finding(part: str) -> None:
    (rule,) = {rule_at(path) for path in SENT if path.startswith(f"/{part}/")}
    items = MESSAGE[part]
    for others in (items[::-1], items[1:], [*items, items[0]], []):
        assert found({**MESSAGE, part: others}) == [(rule, f"/{part}")]


# --------------------------------------------------------------------------- profiles


def test_the_image_is_asked_for_by_the_guide_alone() -> None:
    without = {name: value for name, value in MESSAGE.items() if name != "image"}
    assert found(without) == []
    assert found(without, INFOBIP) == [("image-changed", "/image")]
    assert found({**without, "image": {"url": "x"}}) == [("image-changed", "/image/url")]
    book = TemplateBook([WHOLE])
    assert [book.closest(without, profile=each)[0].match.ok for each in ("kakao", "infobip")] == [
        True,
        False,
    ]
    assert compile_template(WHOLE).match(without, profile="kakao").ok


@given(st.data())
def test_what_is_compiled_tells_the_same_under_the_whole_set(data: st.DataObject) -> None:
    template = data.draw(templates())
    letters = st.text("가나xyz{", max_size=24)
    values = data.draw(values_for(template, letters))
    message = render_template(template, values, profile=KAKAO)
    slots = read_slots(template)
    sent = with_image_of(slots, read_slots(message))
    expected = Approved(slots).compare(sent, Budget()).match(choices(KAKAO))
    compiled = compile_template(template)
    for _ in range(2):
        match = compiled.match(message, profile=KAKAO)
        assert (match, match.variables) == (expected, expected.variables)
        assert match.ok


def test_what_a_template_keeps_for_itself_is_no_part_of_a_message() -> None:
    highlight = {"title": "#{a}", "image": {"url": "https://img.example.com/a.png"}}
    parts = {"image": {"width": 800}, "highlight": highlight, "buttons": [{"type": "AC"}]}
    template = {"code": "a", "text": "안내", "preview": "안내", "security": True, **parts}
    message = {
        "text": "안내",
        "highlight": {"title": "1"},
        "buttons": [{"type": "AC", "name": "채널 추가"}],
    }
    assert render_template(template, {"a": "1"}, profile="kakao") == message
    assert render_template(template, {"a": "1"}) == {**message, "image": {"width": 800}}
    assert template["highlight"] == highlight
    with pytest.raises(ValueError, match="profile"):
        render_template(template, {"a": "1"}, profile="none")

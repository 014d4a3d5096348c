"""``schemas/gateways.json`` is enough to read every gateway's messages and templates with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, KAKAO, PROFILES, RULES
from alimtalk_rules.limits import Limits
from alimtalk_rules.payloads import FORMS, LISTED
from alimtalk_rules.payloads.gateway import Form, Gateway, Registration
from alimtalk_rules.payloads.parts import parts_of
from alimtalk_rules.structure.openings import Opened
from alimtalk_rules.testing import Case, cases

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
TABLE = json.loads((SCHEMAS / "gateways.json").read_text(encoding="utf-8"))
ROWS: dict[tuple[str, str], dict[str, Any]] = {
    (row["name"], row["document"]): row for row in TABLE["gateways"]
}


VALID: dict[str, list[Case]] = {form.schema: [] for form in FORMS}
for _case in cases(valid=True):
    VALID.get(_case.schema, []).append(_case)


def row_of(form: Form) -> dict[str, Any]:
    kind = {Gateway: "request", Registration: "template"}.get(type(form), "list")
    return ROWS[form.name, kind]


EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.schema)


def test_there_is_a_row_for_every_kind_of_document() -> None:
    forms = [*FORMS, *(form for form in LISTED if not isinstance(form, Registration))]
    assert [row_of(form)["title"] for form in forms] == [form.title for form in forms]
    assert len(ROWS) == len(forms)


@EVERY_FORM
def test_its_schema_is_there(form: Form) -> None:
    assert json.loads((SCHEMAS / row_of(form)["schema"]).read_text(encoding="utf-8"))


@EVERY_FORM
def test_profile_and_limits(form: Form) -> None:
    row = row_of(form)
    base = PROFILES[row["profile"]]
    changes = {_snake(name): number for name, number in row.get("limits", {}).items()}
    assert base.with_limits(**changes).limits == form.profile.limits
    assert isinstance(form.profile.limits, Limits)
    assert base in (INFOBIP, KAKAO)
    assert {*row.get("severities", ()), *row.get("unasked", ())} <= {*RULES}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@EVERY_FORM
def test_a_message_can_be_read_with_the_table_alone(form: Form) -> None:
    """Of documents as they are opened; the table reads them as the library does."""
    row = row_of(form)
    documents = [Opened(case.value, form.openings).document for case in VALID[form.schema]]
    parts = [part for document in documents for part in parts_of(document, form)]
    assert len(parts) >= 12
    assert [_message(part.value, row) for part in parts] == [part.message() for part in parts]
    places = [place for place in (row["message"], row.get("also")) if place is not None]
    found = [value for each in documents for place in places for value in _at(each, place)]
    assert all(part.value in found or part.recipient is not None for part in parts)


def _at(value: Any, place: str) -> Iterator[Any]:
    """What stands at a place."""
    step, _, rest = place[1:].partition("/")
    if not place:
        yield value
    elif step == "*":
        for item in value if isinstance(value, list) else ():
            yield from _at(item, f"/{rest}" if rest else "")
    elif isinstance(value, dict):
        for name in [name for name in step.split("|") if name in value][:1]:
            yield from _at(value[name], f"/{rest}" if rest else "")


def _message(value: Any, row: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {}
    for part, place in row["parts"].items():
        for held in _at(value, place.removeprefix(row["message"])):
            head, _, inner = part.partition("/")
            read = _part(part, held, row)
            message[head] = {**message.get(head, {}), inner: read} if inner else read
    return message


def _part(part: str, held: Any, row: dict[str, Any]) -> Any:
    names = row["names"].get(part)
    if names is None:
        return _ours(f"/{part}", held, row)
    if isinstance(held, list):
        return [_object(f"/{part}/*", item, names, row) for item in held]
    return _object(f"/{part}", held, names, row) if isinstance(held, dict) else held


def _object(place: str, held: Any, names: dict[str, list[str]], row: dict[str, Any]) -> Any:
    if place == "/buttons/*" and held.get(names["type"][0]) == row["buttonTypes"].get("AL"):
        names = {"type": names["type"], **row.get("namesOfAppLinks", names)}
    read: dict[str, Any] = {}
    for ours, theirs in names.items():
        for name in [name for name in theirs if name in held][:1]:
            head, _, inner = ours.partition("/")
            word = _ours(f"{place}/{ours}", held[name], row)
            read[head] = {inner: word} if inner else word
    return read


def _ours(place: str, value: Any, row: dict[str, Any]) -> Any:
    """What we write for what the gateway writes."""
    words = dict(row.get("written", {}).get(place, {}))
    if place in ("/buttons/*/type", "/quickReplies/*/type"):
        words = row["buttonTypes"]
    told = {"true": True, "false": False}
    return {json.dumps(theirs): told.get(ours, ours) for ours, theirs in words.items()}.get(
        json.dumps(value), value
    )

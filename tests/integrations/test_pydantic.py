"""pydantic: an error for each finding, at its place, without the text; and the JSON Schema."""

import importlib
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

from alimtalk_rules import (
    INFOBIP,
    KAKAO,
    TemplateBook,
    check_message,
    check_payload,
    check_template,
)
from alimtalk_rules.integrations import pydantic as integration
from alimtalk_rules.integrations.pydantic import (
    AlimTalk,
    AlimTalkMessage,
    AlimTalkPayload,
    AlimTalkTemplate,
)
from alimtalk_rules.testing import cases
from tests.values import SENTINELS, leaks

TEXT = "주문이 완료되었습니다."
BUTTON = {"type": "WL", "name": "주문 보기"}
BAD = {"text": TEXT, "buttons": [BUTTON]}
TEMPLATE = {"code": "done", "text": "#{이름}님, " + TEXT}


class Order(BaseModel):
    """What holds a message and a list of templates."""

    to: str
    message: AlimTalkMessage
    templates: list[AlimTalkTemplate] = []


def errors(kind: Any, value: object) -> list[tuple[Any, ...]]:
    """Place and type of each error."""
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(value)
    return [(each["loc"], each["type"]) for each in raised.value.errors()]


# --------------------------------------------------------------------------- errors


def test_a_message_that_is_fine_stays_what_it_is() -> None:
    message = {"text": TEXT}
    order = Order.model_validate({"to": "1", "message": message, "templates": [TEMPLATE]})
    assert order.message is message
    assert order.model_dump() == {"to": "1", "message": message, "templates": [TEMPLATE]}
    assert Order.model_validate_json(order.model_dump_json()) == order


def test_each_finding_is_an_error_at_its_place() -> None:
    wrong = {"to": 1, "message": BAD, "templates": [TEMPLATE, {"text": ""}]}
    assert errors(Order, wrong) == [
        (("to",), "string_type"),
        (("message", "buttons", 0, "urlMobile"), "missing-field"),
        (("templates", 1, "code"), "missing-field"),
        (("templates", 1, "text"), "text-blank"),
    ]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        pytest.param({"text": TEXT, "a/b": 1}, ("a/b",), id="a slash in a name"),
        pytest.param({"text": TEXT, "a~b": 1}, ("a~b",), id="a tilde in a name"),
        pytest.param({"text": TEXT, "buttons": {"0": 1}}, ("buttons",), id="no list"),
        pytest.param("text", (), id="no object"),
        pytest.param(None, (), id="nothing"),
    ],
)
def test_places(value: object, place: tuple[object, ...]) -> None:
    assert [each[0] for each in errors(AlimTalkMessage, value)] == [place]


def test_an_error_says_what_a_finding_says() -> None:
    for lang in ("en", "ko"):
        kind: Any = Annotated[dict[str, Any], AlimTalk(lang=lang)]
        with pytest.raises(ValidationError) as raised:
            TypeAdapter(kind).validate_python(BAD)
        (found,) = check_message(BAD).findings
        assert raised.value.errors(include_url=False) == [
            {
                "type": "missing-field",
                "loc": ("buttons", 0, "urlMobile"),
                "msg": found.sentence(lang),
                "input": None,
                "ctx": {
                    "severity": "error",
                    "hint": found.hint(lang),
                    "params": dict(found.params),
                    "codes": found.to_dict()["codes"],
                },
            }
        ]


def test_all_findings_of_the_suite() -> None:
    check: dict[str, Any] = {"message": check_message, "template": check_template}
    for kind, checked in check.items():
        adapter = TypeAdapter[Any](Annotated[Any, AlimTalk(kind, fail_on="note")])
        ours = [case for case in cases(document=kind, valid=False) if not case.samples]
        for case in ours[::30]:
            found = checked(case.value).findings
            with pytest.raises(ValidationError) as raised:
                adapter.validate_python(case.value)
            told = raised.value.errors()
            assert [(each["type"], each["msg"]) for each in told] == [
                (each.rule, each.message) for each in found
            ], case.id


def test_no_error_holds_the_text() -> None:
    adapter = TypeAdapter[Any](Annotated[Any, AlimTalk(fail_on="note")])
    for text in SENTINELS.values():
        with pytest.raises(ValidationError) as raised:
            adapter.validate_python({"text": text, "title": text, "buttons": [{"type": text}]})
        error = raised.value
        assert not leaks("".join((str(error), repr(error.errors()), error.json())), text)


# --------------------------------------------------------------------------- choices

HANJA = {"text": "홍길동(洪吉童)님, " + TEXT}


def test_choices() -> None:
    kind: Any = Annotated[dict[str, Any], AlimTalk(fail_on="warning")]
    assert TypeAdapter(AlimTalkMessage).validate_python(HANJA) is HANJA
    assert errors(kind, HANJA) == [(("text",), "hanja")]
    kind = Annotated[dict[str, Any], AlimTalk(severity={"hanja": "error"})]
    assert errors(kind, HANJA) == [(("text",), "hanja")]
    kind = Annotated[dict[str, Any], AlimTalk(ignore=["missing-field"])]
    assert TypeAdapter(kind).validate_python(BAD) is BAD
    kind = Annotated[dict[str, Any], AlimTalk(profile=KAKAO.with_limits(text=5))]
    assert errors(kind, {"text": TEXT}) == [(("text",), "text-too-long")]


def test_approved_templates() -> None:
    kind: Any = Annotated[dict[str, Any], AlimTalk(templates=TemplateBook([TEMPLATE]))]
    assert errors(kind, {"text": TEXT}) == [(("text",), "text-mismatch")]
    assert TypeAdapter(kind).validate_python({"text": "홍길동님, " + TEXT})


@pytest.mark.parametrize("gateway", ["infobip", "infobip-omni", "sens"])
def test_requests(gateway: str) -> None:
    adapter = TypeAdapter[Any](AlimTalkPayload(gateway))
    bad = next(c for c in cases(document="payload", valid=False) if c.gateway == gateway)
    good = next(c for c in cases(document="payload", valid=True) if c.gateway == gateway)
    assert adapter.validate_python(good.value) is good.value
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(bad.value)
    errors_found = check_payload(bad.value, gateway).errors
    assert [each["type"] for each in raised.value.errors()] == [each.rule for each in errors_found]


def test_a_template_in_the_words_of_a_gateway() -> None:
    kind: Any = Annotated[dict[str, Any], AlimTalk("template", gateway="solapi")]
    assert (("content",), "missing-field") in errors(kind, {"name": "주문 완료"})
    assert "AlimTalkPayloadSolapiTemplateButton" in TypeAdapter(kind).json_schema()["$defs"]


def test_a_request_of_any_gateway() -> None:
    kind: Any = Annotated[dict[str, Any], AlimTalk("payload")]
    assert errors(kind, {"a": 1}) == [((), "unknown-gateway")]
    assert TypeAdapter(kind).json_schema() == {"type": "object"}


@pytest.mark.parametrize(
    ("choices", "error"),
    [
        pytest.param({"kind": "letter"}, "kind must be one of", id="kind"),
        pytest.param({"gateway": "sens"}, "for payloads and templates only", id="of a message"),
        pytest.param({"kind": "payload", "gateway": "x"}, "gateway must be one of", id="gateway"),
        pytest.param({"profile": "x"}, "profile must be one of", id="profile"),
        pytest.param({"ignore": ["x"]}, "do not exist", id="ignore"),
        pytest.param({"severity": {"hanja": "x"}}, "severity must be one of", id="severity"),
        pytest.param({"fail_on": "x"}, "severity must be one of", id="fail_on"),
        pytest.param({"lang": "x"}, "lang must be one of", id="lang"),
    ],
)
def test_wrong_choices(choices: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        AlimTalk(**choices)


# --------------------------------------------------------------------------- JSON Schema


class Everything(BaseModel):
    """Every kind, some of them twice, and a model with the name of one of our parts."""

    class Button(BaseModel):
        """A button of another kind."""

        color: str

    message: AlimTalkMessage
    kakao: Annotated[dict[str, Any], AlimTalk(profile="kakao")]
    shorter: Annotated[dict[str, Any], AlimTalk(profile=INFOBIP.with_limits(title=10))]
    template: AlimTalkTemplate
    request: Annotated[dict[str, Any], AlimTalk("payload", gateway="sens")]
    button: Button


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """All objects in a schema."""
    if isinstance(schema, dict):
        yield schema
    for member in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(member, dict | list):
            yield from parts(member)


def references(schema: Any) -> set[str]:
    """All references in a schema."""
    return {part["$ref"] for part in parts(schema) if "$ref" in part}


def test_the_schema_is_the_published_one() -> None:
    schema = Everything.model_json_schema()
    assert references(schema) == {f"#/$defs/{name}" for name in schema["$defs"]}
    assert {"AlimTalkTemplate", "AlimTalkKakaoMessage", "Button"} <= {*schema["$defs"]}
    assert not any(isinstance(part.get("type"), list) for part in parts(schema))  # see the code
    for kind in ("message", "template"):
        part = {"$defs": schema["$defs"], **schema["properties"][kind]}
        validator = Draft202012Validator(part)
        ours = [case for case in cases(document=kind) if not (case.profile or case.gateway)]
        of_kind = ours[::30]
        verdicts = {case.id: validator.is_valid(case.value) for case in of_kind}
        assert verdicts == {case.id: case.message_schema for case in of_kind}


def test_numbers_are_those_of_the_profile() -> None:
    schema = Everything.model_json_schema()
    part = {"$defs": schema["$defs"], **schema["properties"]["shorter"]}
    titles = {length: {"text": TEXT, "title": "가" * length} for length in (10, 11)}
    valid = {n: Draft202012Validator(part).is_valid(title) for n, title in titles.items()}
    assert valid == {10: True, 11: False}


# --------------------------------------------------------------------------- without pydantic


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic", None)
    monkeypatch.delitem(sys.modules, integration.__name__)
    with pytest.raises(ModuleNotFoundError, match=r"alimtalk-rules\[pydantic\]"):
        importlib.import_module(integration.__name__)

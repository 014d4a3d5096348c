"""Gateways' requests on the command line: ``check`` knows them by their fields, or is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import check_payload, convert
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.payloads import REGISTRATIONS
from tests.cli.program import alimtalk, json_of, write
from tests.payloads import MAKERS, request_with

REQUESTS: dict[str, Any] = {name: request_with({"text": "order"}, name) for name in MAKERS}
FINE = REQUESTS["infobip"]
TO_NOBODY = FINE | {"messages": []}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, request in REQUESTS.items():
        Path(f"{name}.json").write_text(json.dumps(request), encoding="utf-8")
    Path("message.json").write_text('{"text": "order"}', encoding="utf-8")
    Path("nobody.json").write_text(json.dumps(TO_NOBODY, indent=1), encoding="utf-8")
    lines = [FINE, {"text": "order"}, TO_NOBODY, {"code": "a", "text": "order"}]
    Path("mixed.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


@pytest.mark.parametrize("gateway", MAKERS)
def test_a_request_is_recognized(gateway: str) -> None:
    result = alimtalk("check", f"{gateway}.json")
    assert result.stdout.splitlines()[0] == f"{gateway}.json  fine  {gateway}"
    assert result.stdout.splitlines()[-1].startswith(f"1 {gateway} request checked: ")
    assert result.exit_code == 0


def test_the_report_of_a_request_is_that_of_the_library() -> None:
    (document,) = json_of("check", "nobody.json")["documents"]
    assert document["report"] == check_payload(TO_NOBODY).to_dict()
    assert document["places"] == [{"line": 2, "column": 14}]


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        pytest.param((), ["payload", "message", "payload", "template"], id="as they look"),
        pytest.param(("--as", "message"), ["message"] * 4, id="as messages"),
        pytest.param(("--as", "payload"), ["payload"] * 4, id="as payloads"),
        pytest.param(("--gateway", "infobip"), ["payload"] * 4, id="as Infobip's"),
    ],
)
def test_lines_of_all_kinds(options: tuple[str, ...], kinds: list[str]) -> None:
    documents = json_of("check", "mixed.jsonl", *options)["documents"]
    assert [document["report"]["document"] for document in documents] == kinds


def test_the_gateway_of_findings_is_told() -> None:
    assert alimtalk("check", "nobody.json").stdout.splitlines()[-1].startswith("1 infobip request")
    korean = alimtalk("check", "sens.json", "--lang", "ko").stdout
    assert korean.splitlines()[-1].startswith("sens 요청 1건 검사: ")


def test_a_gateway_can_be_named() -> None:
    named = json_of("check", "sens.json", "--gateway", "infobip")["documents"][0]["report"]
    assert named == check_payload(REQUESTS["sens"], "infobip").to_dict()
    assert not named["ok"]


def test_a_message_is_no_request_of_any_gateway() -> None:
    result = alimtalk("check", "message.json", "--as", "payload", "--lang", "ko")
    assert "unknown-gateway" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("요청 1건 검사: 오류 1건")
    assert result.exit_code == 1


def test_a_named_gateway_goes_with_requests() -> None:
    write("alimtalk-rules.toml", "gateway = 'infobip'")
    for options in ((), ("--as", "payload"), ("--as", "payload", "--gateway", "infobip")):
        (document,) = json_of("check", "sens.json", *options)["documents"]
        assert document["report"] == check_payload(REQUESTS["sens"], "infobip").to_dict()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param(("--gateway", "braze"), "--gateway must be one of", id="unknown gateway"),
        pytest.param(
            ("--gateway", "solapi", "--as", "message"),
            PHRASES["en"]["gateway-of-payloads"],
            id="gateway of messages",
        ),
        pytest.param(
            ("--gateway", "infobip", "--as", "template"),
            f"--gateway must be one of {', '.join(REGISTRATIONS)}.",
            id="gateway without templates",
        ),
        pytest.param(("--as", "image"), "--as must be one of", id="unknown kind"),
    ],
)
def test_wrong_usage(options: tuple[str, ...], error: str) -> None:
    result = alimtalk("check", "infobip.json", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage:")
    assert error in result.stderr


# --------------------------------------------------------------------------- convert

LISTED = {
    "templateList": [
        {"templateId": "a", "name": "a", "content": "#{이름}님의 주문", "status": "APPROVED"},
        {"templateId": "b", "name": "b", "content": "#{이름}님의 환불", "status": "REJECTED"},
    ]
}
FILLED = {
    "messages": [
        {
            "to": "01012345678",
            "kakaoOptions": {"pfId": "KA01", "templateId": "a", "variables": {"#{이름}": "홍길동"}},
        }
    ]
}


@pytest.fixture
def lists() -> None:
    write("list.json", LISTED)
    write("filled.json", FILLED)
    write("filled-b.json", json.loads(json.dumps(FILLED).replace('"a"', '"b"')))
    write("rejected.json", {"templateList": LISTED["templateList"][1:]})


def test_converting_prints_what_convert_makes_and_tells_what_is_lost() -> None:
    result = alimtalk("convert", "infobip.json", "--to", "sens")
    assert json.loads(result.stdout) == convert(FINE, "sens").documents[0]
    assert result.stderr.splitlines()[0] == (
        "infobip.json:1:26  warning  not-carried-over  /messages/0/sender"
    )
    assert result.exit_code == 0


@pytest.mark.usefixtures("lists")
def test_several_requests_are_lines() -> None:
    """As one message is all that it takes."""
    write("two.json", FILLED | {"messages": FILLED["messages"] * 2})
    result = alimtalk("convert", "two.json", "--to", "kakao-raw", "--templates", "list.json")
    line = (
        '{"recipient_number": "01012345678", "message_type": "AT", "template_code": "a", '
        '"message": "홍길동님의 주문"}\n'
    )
    assert result.stdout == line * 2


@pytest.mark.usefixtures("lists")
def test_converting_needs_the_template_between_values_and_a_text() -> None:
    result = alimtalk("convert", "filled.json", "--to", "sens")
    assert "template-not-given  /messages/0" in result.stderr
    assert result.exit_code == 1
    result = alimtalk("convert", "filled.json", "--to", "sens", "--templates", "list.json")
    assert json.loads(result.stdout)["messages"][0]["content"] == "홍길동님의 주문"
    assert result.exit_code == 0


def test_templates_are_converted() -> None:
    write("own.json", {"code": "a", "text": "#{이름}님의 주문"})
    result = alimtalk("convert", "own.json", "--to", "solapi")
    assert json.loads(result.stdout)["content"] == "#{이름}님의 주문"


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "told"),
    [
        (("--to", "sens"), "{}", 2, "name it: --gateway"),
        (("--to", "sens"), '{"text": "a", "code": "a"}', 2, "How sens registers templates"),
        (("--to", "sens"), '{"tpl_code": "a", "tpl_content": "a"}', 2, "How sens registers"),
        (("--to", "sens", "--gateway", "aligo"), '{"tpl_content": "a"}', 2, "How sens registers"),
        (("--to", "sens"), '{"text": "#{a}"}', 2, "For a template: solapi, aligo"),
        (("--to", "solapi"), '{"text": "a"}', 2, "This is a message"),
        (("--to", "sens"), '["text"]', 2, "name it: --gateway"),
        (("--to", "sens"), "{", 3, "not JSON"),
        (("--to", "sens", "--templates", "none.json"), "{}", 3, "no such file"),
        ((), "{}", 2, "--to"),
    ],
)
def test_what_cannot_be_converted(
    arguments: tuple[str, ...], stdin: str, code: int, told: str
) -> None:
    result = alimtalk("convert", *arguments, stdin=stdin)
    assert told in result.stderr
    assert (result.stdout, result.exit_code) == ("", code)


# --------------------------------------------------------------------------- templates


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(
    ("file", "templates", "options", "told"),
    [
        ("filled.json", "list.json", (), "fine"),
        ("filled-b.json", "list.json", (), "unknown-template"),
        ("filled-b.json", "list.json", ("--status", "any"), "fine"),
        ("filled-b.json", "list.json", ("--status", "rejected"), "fine"),
        ("filled-b.json", "rejected.json", (), "in the state that --status names"),
        ("filled-b.json", "rejected.json", ("--status", "rejected"), "fine"),
        ("filled-b.json", "message.json", ("--status", "any"), "not a template"),
    ],
)
@pytest.mark.parametrize("command", ["check", "match"])
def test_approved_templates_of_a_list_count_unless_others_are_asked_for(
    command: str, file: str, templates: str, options: tuple[str, ...], told: str
) -> None:
    result = alimtalk(command, file, "--templates", templates, *options)
    assert told in result.output


def test_a_registration_is_judged_as_its_gateways() -> None:
    write("registration.json", {"name": "a", "channelId": "KA01", "content": "a"})
    (document,) = json_of("check", "registration.json", "--as", "template", "--gateway", "solapi")[
        "documents"
    ]
    assert document["report"]["gateway"] == "solapi"
    result = alimtalk("check", "registration.json", "--as", "template", "--gateway", "sens")
    assert "--gateway must be one of solapi" in result.stderr
    write("alimtalk-rules.toml", 'gateway = "sens"\n')
    (document,) = json_of("check", "registration.json", "--as", "template")["documents"]
    assert "gateway" not in document["report"]

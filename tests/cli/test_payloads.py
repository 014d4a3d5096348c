"""Gateways' requests on the command line: ``check`` knows them by their fields, or is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import check_payload
from tests.cli.program import alimtalk, json_of
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


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--gateway", "braze"), id="unknown gateway"),
        pytest.param(("--gateway", "infobip", "--as", "message"), id="gateway of messages"),
        pytest.param(("--as", "image"), id="unknown kind"),
    ],
)
def test_wrong_usage(options: tuple[str, ...]) -> None:
    result = alimtalk("check", "infobip.json", *options)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr

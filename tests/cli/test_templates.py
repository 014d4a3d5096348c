"""Templates on the command line: ``check``, ``match`` and ``render``."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from alimtalk_rules import (
    PayloadMessage,
    check_message,
    check_template,
    match_template,
    to_payloads,
)
from alimtalk_rules.structure import load_schema
from tests.cli.program import alimtalk, json_of

DONE = {"code": "done", "text": "#{이름}님, 주문이 완료되었습니다."}
SENT = {"code": "sent", "text": "#{이름}님, 상품이 발송되었습니다.\n감사합니다."}
IS_DONE = {"text": "홍길동님, 주문이 완료되었습니다."}
IS_SENT = {"text": "홍길동님, 상품이 발송되었습니다.\n감사합니다."}
CHANNEL = {"type": "AC", "name": "채널 추가"}
UNLIKE = {"text": "비밀님, 상품이\u00a0발송되었습니다.\n감사합니다."}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with templates in all their forms, and messages."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "done": DONE,
        "sent": SENT,
        "both": [DONE, SENT],
        "is-done": IS_DONE,
        "is-sent": IS_SENT,
        "unlike": UNLIKE,
        "none": [],
        "odd": [DONE, 5, {"text": "가"}, {"code": 1}, DONE],
    }.items():
        write(f"{name}.json", json.dumps(value, ensure_ascii=False))
    write("both.jsonl", f"{json.dumps(DONE)}\n\n{json.dumps(SENT)}\n")
    write("twice.jsonl", f"{json.dumps(DONE)}\n\n{json.dumps(DONE)}\n{{\n")
    for name in ("empty", "folder", "broken"):
        Path(name).mkdir()
    write("folder/b.json", json.dumps(DONE))
    write("folder/a.json", json.dumps([SENT]))
    write("folder/note.txt", "no template")
    write("broken/a.json", json.dumps(DONE))
    write("broken/b.json", "{")
    write("broken/c.json", json.dumps(DONE))


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param("match --template done.json is-done.json", 0, id="equal"),
        pytest.param("match --template done.json is-sent.json", 1, id="not equal"),
        pytest.param("match --template both.json is-done.json is-sent.json", 0, id="an array"),
        pytest.param("match --template both.jsonl is-done.json is-sent.json", 0, id="JSON Lines"),
        pytest.param("match --template folder is-done.json is-sent.json", 0, id="a folder"),
        pytest.param("match --template both.json is-done.json unlike.json", 1, id="one of them"),
        pytest.param(
            "match --template both.json unlike.json --ignore text-mismatch", 0, id="ignored"
        ),
        pytest.param("match --template missing.json is-done.json", 3, id="no such template"),
        pytest.param("match --template broken is-done.json", 3, id="a folder with a broken file"),
        pytest.param("match --template both.json missing.json is-done.json", 3, id="no message"),
        pytest.param("match is-done.json", 2, id="no template is named"),
        pytest.param("match --template done.json", 3, id="nothing on standard input"),
        pytest.param("check --templates missing.json is-done.json", 3, id="no template to check"),
        pytest.param("render done.json 이름=홍길동", 0, id="render"),
        pytest.param("render done.json", 2, id="no value"),
        pytest.param("render done.json 이름", 2, id="a name only"),
        pytest.param("render done.json 이름=a 이름=b", 2, id="a name twice"),
        pytest.param("render missing.json", 3, id="nothing to render"),
        pytest.param("render folder", 3, id="a folder to render"),
        pytest.param("render broken/b.json", 3, id="no JSON"),
        pytest.param("render both.json", 3, id="two templates"),
        pytest.param("check done.json --as image", 2, id="no such kind"),
    ],
)
def test_exit_code(arguments: str, code: int) -> None:
    result = alimtalk(*arguments.split())
    assert result.exit_code == code, result.output
    assert bool(result.stderr) == (code in {2, 3})


# --- check -----------------------------------------------------------------------------------


def test_templates_are_recognised_by_their_code() -> None:
    write("mixed.json", json.dumps([IS_DONE, DONE, SENT, 5]))
    reports = [document["report"] for document in json_of("check", "mixed.json")["documents"]]
    assert reports == [
        check_message(IS_DONE).to_dict(),
        check_template(DONE).to_dict(),
        check_template(SENT).to_dict(),
        check_message(5).to_dict(),
    ]


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("en", "1 message, 2 templates checked: 0 errors, 0 warnings, 0 notes"),
        ("ko", "메시지 1건, 템플릿 2건 검사: 오류 0건, 경고 0건, 참고 0건"),
    ],
)
def test_each_kind_is_counted(lang: str, summary: str) -> None:
    shown = alimtalk("check", "is-done.json", "both.json", "--lang", lang).stdout
    assert shown.splitlines()[-1] == summary


@pytest.mark.parametrize(
    ("kind", "rules"),
    [("message", {"unknown-field", "unfilled-variable"}), ("template", set[str]())],
)
def test_as(kind: str, rules: set[str]) -> None:
    (document,) = json_of("check", "done.json", "--as", kind)["documents"]
    assert document["report"]["document"] == kind
    assert {found["rule"] for found in document["report"]["findings"]} == rules


def test_as_a_template_without_a_code() -> None:
    (document,) = json_of("check", "is-done.json", "--as", "template")["documents"]
    assert document["report"] == check_template(IS_DONE).to_dict()
    assert alimtalk("check", "none.json", "--as", "template").stdout.endswith(
        "\n0 templates checked: 0 errors, 0 warnings, 0 notes\n"
    )


# --- match -----------------------------------------------------------------------------------

SENTENCE = match_template(UNLIKE, SENT).report.findings[0]

HEAD = "unlike.json:1:19  error  text-mismatch  /text  template sent\n"


def test_a_difference_without_the_texts() -> None:
    result = alimtalk("match", "--template", "both.json", "unlike.json", "is-done.json")
    assert result.stdout == (
        f"{HEAD}  {SENTENCE.sentence()}\n  → {SENTENCE.hint()}\n"
        "\nis-done.json  fine  done\n"
        "\n2 messages checked: 1 error, 0 warnings, 0 notes\n"
    )
    assert "no-break space (U+00A0)" in result.stdout


@pytest.mark.parametrize(
    ("lang", "labels"),
    [("en", ("template", "message ", " " * 8)), ("ko", ("템플릿", "메시지", " " * 6))],
)
def test_a_difference_with_the_texts(lang: str, labels: tuple[str, str, str]) -> None:
    arguments = ["match", "--template", "both.json", "unlike.json", "--show-text", "--lang", lang]
    template, message, nothing = labels
    assert (
        f"  {SENTENCE.sentence(lang)}\n"
        f"  {template}  #{{이름}}님, 상품이␠발송되었습니다.↵감사합니다.\n"
        f"  {message}     비밀님, 상품이<U+00A0>발송되었습니다.↵감사합니다.\n"
        f"  {nothing}                   ^\n"
        f"  → {SENTENCE.hint(lang)}\n"
    ) in alimtalk(*arguments).stdout


def test_a_difference_in_a_request_with_the_texts() -> None:
    """Of each message beside the template of its code, if there is one."""
    messages = [
        PayloadMessage(
            {**UNLIKE, "buttons": buttons}, "", "f" * 40, code, (f"82101234567{number}",)
        )
        for number, (code, buttons) in enumerate([("none", []), ("sent", [CHANNEL]), ("sent", [])])
    ]
    (request,) = to_payloads(messages, "infobip")
    write("request.json", json.dumps(request))
    arguments = ["match", "--template", "both.json", "request.json"]
    (shown,) = json_of(*arguments, "--show-text")["documents"]
    excerpt = {
        "template": "#{이름}님, 상품이␠발송되었습니다.↵감사합니다.",
        "message": "   비밀님, 상품이<U+00A0>발송되었습니다.↵감사합니다.",
        "column": 17,
    }
    rules = [found["rule"] for found in shown["report"]["findings"]]
    assert rules == ["unknown-template", "button-mismatch", "text-mismatch", "text-mismatch"]
    assert shown["excerpts"] == [None, None, excerpt, excerpt]
    (ignored,) = json_of(*arguments, "--show-text", "--ignore", "text-mismatch")["documents"]
    assert ignored["excerpts"] == [None, None]
    assert "excerpts" not in json_of(*arguments)["documents"][0]


@pytest.mark.parametrize("arguments", [[], ["--format", "json"], ["--lang", "ko"]])
def test_without_being_asked_no_text_is_shown(arguments: list[str]) -> None:
    result = alimtalk("match", "--template", "both.json", "unlike.json", "odd.json", *arguments)
    assert result.exit_code == 1
    for text in ("비밀", "상품", "감사", "이름", "주문"):
        assert text not in result.output


def test_what_has_no_excerpt_has_none() -> None:
    write("no-text.json", "{}")
    result = alimtalk("match", "--template", "done.json", "no-text.json", "--show-text")
    assert (result.exit_code, "^" in result.stdout) == (1, False)


def test_json_of_match() -> None:
    arguments = ["match", "--template", "both.json", "is-done.json", "unlike.json"]
    schema = Draft202012Validator(load_schema("report"))
    documents = json_of(*arguments)["documents"]
    assert [document["template"] for document in documents] == ["done", "sent"]
    report = replace(match_template(UNLIKE, SENT).report, template="sent")
    assert documents[1]["report"] == report.to_dict()
    assert documents[1]["places"] == [{"line": 1, "column": 19}]
    assert not any("excerpts" in document for document in documents)
    for document in documents:
        schema.validate(document["report"])

    shown = [document["excerpts"] for document in json_of(*arguments, "--show-text")["documents"]]
    assert shown == [
        [],
        [
            {
                "template": "#{이름}님, 상품이␠발송되었습니다.↵감사합니다.",
                "message": "   비밀님, 상품이<U+00A0>발송되었습니다.↵감사합니다.",
                "column": 17,
            }
        ],
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "-"])
def test_messages_in_lines(name: str) -> None:
    lines = f"{json.dumps(IS_DONE)}\n\n{json.dumps(UNLIKE, ensure_ascii=False)}\n"
    write("a.jsonl", lines)
    result = alimtalk("match", "--template", "folder", "--lines", name, stdin=lines)
    shown = "<stdin>" if name == "-" else name
    assert result.stdout.startswith(f"{shown}:3:19  error  text-mismatch  /text  template sent\n")


def test_match_reads_lines_as_check_does() -> None:
    data = [json.dumps(IS_DONE), '\0{"text": "b"}', "x" * 2_000_000, '{"text": ""}']
    write("a.jsonl", "\n".join(data))
    checked = json_of("check", "a.jsonl")
    matched = json_of("match", "--template", "done.json", "a.jsonl")
    assert matched["problems"] == checked["problems"]
    assert [each["line"] for each in matched["problems"]] == [2, 3]
    assert [each["line"] for each in matched["documents"]] == [1, 4]


def test_lines_that_are_compared_tell_what_documents_tell() -> None:
    """Lines that are not fine are looked at again."""
    odd = {"code": "완료 안내", "text": "안내"}
    write("book.json", json.dumps([DONE, SENT, odd]))
    documents = [IS_DONE, UNLIKE, {"text": "안내"}, {"text": "홍님, 상품", "x": {"y": 1, "z": 2}}]
    lines = [json.dumps(document, ensure_ascii=False) for document in documents]
    lines.append('{"text": "안내", "text": "안내"}')
    write("lines.jsonl", "\n".join([*lines, "{"]))
    write("array.json", f"[{','.join(lines)}]")
    ignored = ["--ignore", "text-mismatch,duplicate-name", "--jobs", "2"]
    for arguments in ([], ["--show-text"], ["--show-text", *ignored]):
        of_lines, of_array = (
            json_of("match", "--template", "book.json", *arguments, name)
            for name in ("lines.jsonl", "array.json")
        )
        for one, other in zip(of_lines["documents"], of_array["documents"], strict=True):
            assert one["report"] == other["report"]
            assert one.get("template") == other.get("template")
            assert one.get("excerpts") == other.get("excerpts")
        assert [problem["line"] for problem in of_lines["problems"]] == [6]
    shown = json_of("match", "--template", "book.json", "--ignore", "not-json", "lines.jsonl")
    assert shown["problems"] == []
    missing = json_of("match", "--template", "book.json", "missing.jsonl")
    assert len(missing["problems"]) == 1


@pytest.mark.parametrize("command", ["match", "check"])
def test_a_profile_is_compared_by(command: str) -> None:
    """Kakao keeps the image in the template; Infobip's guide sends it."""
    write("banner.json", json.dumps({**DONE, "image": {"url": "https://shop.example.com/a.png"}}))
    arguments = (command, "--templates", "banner.json", "is-done.json")
    assert alimtalk(*arguments, "--profile", "kakao").exit_code == 0
    assert "image-changed" in alimtalk(*arguments).stdout


def test_the_template_that_is_named_is_that_of_the_profile() -> None:
    banner = DONE | {"code": "banner", "image": {"url": "https://shop.example.com/a.png"}}
    write("alike.json", json.dumps([banner, DONE]))
    for profile, code in (("kakao", "banner"), ("infobip", "done")):
        result = alimtalk("match", "--template", "alike.json", "is-done.json", "--profile", profile)
        assert result.stdout.startswith(f"is-done.json  fine  {code}\n")


def test_a_template_on_standard_input() -> None:
    result = alimtalk("match", "--template", "-", "is-done.json", stdin=json.dumps(DONE))
    assert result.stdout.startswith("is-done.json  fine  done\n")


@pytest.mark.parametrize("code", ["\x1b[31m", "홍길동 1234", "x" * 200])
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
def test_a_code_that_may_be_any_text_is_not_shown(code: str, form: str) -> None:
    write("done.json", json.dumps(DONE | {"code": code}))
    write("lines.jsonl", json.dumps(IS_SENT))
    files = ("is-done.json", "is-sent.json", "lines.jsonl")
    result = alimtalk("match", "--template", "done.json", *files, "--format", form)
    assert result.exit_code == 1
    assert "text-mismatch" in result.stdout
    assert code not in result.output


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        ("none.json", "none.json  There is no template in it.\n"),
        ("empty", "empty  There is no template in it.\n"),
        ("missing.json", "missing.json  There is no such file.\n"),
        (
            "twice.jsonl",
            (
                "twice.jsonl:3:10  Another template has this code already.\n"
                "twice.jsonl:4:2  This is not JSON: a field's name in double quotes was "
                "expected here, or the comma before it is one too many.\n"
            ),
        ),
        (
            "broken",
            (
                "broken/b.json:1:2  This is not JSON: a field's name in double quotes was "
                "expected here, or the comma before it is one too many.\n"
                "broken/c.json:1:10  Another template has this code already.\n"
            ),
        ),
        (
            "odd.json",
            (
                "odd.json:1:52  This is not a template: a template is an object with a code.\n"
                "odd.json:1:55  This is not a template: a template is an object with a code.\n"
                "odd.json:1:70  This is not a template: a template is an object with a code.\n"
                "odd.json:1:92  Another template has this code already.\n"
            ),
        ),
    ],
)
def test_what_is_no_book_of_templates(source: str, problems: str) -> None:
    result = alimtalk("match", "--template", source, "is-done.json")
    assert result.exit_code == 3
    assert result.stderr.replace("\\", "/") == problems
    count = problems.count("\n")
    assert result.stdout == (
        f"0 messages checked: 0 errors, 0 warnings, 0 notes, {count} not readable\n"
    )


def test_no_book_in_json_and_korean() -> None:
    output = json_of("match", "--template", "empty", "is-done.json", "--lang", "ko")
    assert output["documents"] == []
    (problem,) = output["problems"]
    assert (problem["file"], problem["reason"]) == ("empty", "템플릿이 없습니다.")
    assert output["ok"] is False


# --- Requests, and check --templates ------------------------------------------------------------


def request(*contents: Mapping[str, object]) -> dict[str, Any]:
    """Infobip's, which sends texts in the name of template codes."""
    return {
        "messages": [
            {
                "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
                "destinations": [{"to": "821012345678"}],
                "content": {"type": "TEMPLATE", **content},
            }
            for content in contents
        ]
    }


AS_APPROVED = {"templateCode": "done", **IS_DONE}
OF_ANOTHER = {"templateCode": "done", **IS_SENT}
OF_NONE = {"templateCode": "x", **IS_SENT}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(AS_APPROVED, [], id="as approved"),
        pytest.param(OF_ANOTHER, [("text-mismatch", "/messages/0/content/text")], id="unlike"),
        pytest.param(
            OF_NONE, [("unknown-template", "/messages/0/content/templateCode")], id="no such code"
        ),
        pytest.param(
            IS_DONE, [("missing-field", "/messages/0/content/templateCode")], id="without a code"
        ),
        pytest.param({**AS_APPROVED, "buttons": [{"type": "X"}]}, None, id="an odd button"),
    ],
)
@pytest.mark.parametrize("arguments", ["check --templates both.json", "match --template both.json"])
def test_messages_of_a_request_are_compared_by_their_codes(
    arguments: str, content: Mapping[str, object], found: list[tuple[str, str]] | None
) -> None:
    write("request.json", json.dumps(request(content)))
    (document,) = json_of(*arguments.split(), "request.json")["documents"]
    assert document["report"]["document"] == "payload"
    findings = [(each["rule"], each["path"]) for each in document["report"]["findings"]]
    if found is None:
        assert "button-mismatch" in dict(findings)
    else:
        assert findings == found
    assert alimtalk(*arguments.split(), "request.json").exit_code == int(found != [])


def test_match_says_only_what_differs_in_a_request() -> None:
    number = request(AS_APPROVED)
    number["messages"][0]["destinations"][0]["to"] = "+82"
    write("request.json", json.dumps(number))
    result = alimtalk("match", "--template", "both.json", "request.json")
    assert result.stdout.startswith("request.json  fine  infobip\n")
    assert "bad-destination" in alimtalk("check", "request.json").stdout


@pytest.mark.parametrize("name", ["all.json", "all.jsonl"])
def test_check_beside_templates(name: str) -> None:
    """What check finds, what differs from the closest template, and templates as they are."""
    documents = [IS_DONE, UNLIKE, DONE, request(OF_ANOTHER), IS_SENT | {"title": "x" * 99}]
    lines = "\n".join(map(json.dumps, documents))
    write(name, lines if name == "all.jsonl" else json.dumps(documents))
    shown = json_of("check", name, "--templates", "both.json", "--jobs", "2")["documents"]
    found = [
        (each.get("template"), [one["rule"] for one in each["report"]["findings"]])
        for each in shown
    ]
    assert found == [
        ("done", []),
        ("sent", ["text-mismatch"]),
        (None, []),
        (None, ["text-mismatch"]),
        ("sent", ["title-mismatch", "title-too-long"]),
    ]
    (place,) = shown[1]["places"]
    assert place["line"] == (2 if name == "all.jsonl" else 1)
    text = alimtalk("check", name, "--templates", "both.json", "--ignore", "text-mismatch").stdout
    assert "text-mismatch" not in text
    assert "title-mismatch  /" in text
    assert "  template sent\n" in text


# --- render ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("홍길동", IS_DONE["text"]),
        ("", "님, 주문이 완료되었습니다."),
        ("a=b", "a=b님, 주문이 완료되었습니다."),
        ("#{이름}", "#{이름}님, 주문이 완료되었습니다."),
    ],
)
def test_render(value: str, text: str) -> None:
    assert json.loads(alimtalk("render", "done.json", f"이름={value}").stdout) == {"text": text}


def test_what_is_rendered_matches() -> None:
    rendered = alimtalk("render", "-", "이름=홍길동", stdin=json.dumps(SENT)).stdout
    assert alimtalk("match", "--template", "sent.json", "-", stdin=rendered).exit_code == 0


def test_under_kakaos_profile_the_image_stays_in_the_template() -> None:
    write("banner.json", json.dumps({**DONE, "image": {"url": "https://shop.example.com/a.png"}}))
    rendered = ("render", "banner.json", "이름=홍길동")
    assert "image" in json.loads(alimtalk(*rendered).stdout)
    assert json.loads(alimtalk(*rendered, "--profile", "kakao").stdout) == IS_DONE


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (
            ["성=홍", "x="],
            "Error: There is no value for: 이름. The template has no variable called: 성, x.\n",
        ),
        (["이름=a", "이름=a"], "Error: A variable is given twice.\n"),
        (["홍길동"], ": A value is written NAME=VALUE; here is no equals sign.\n"),
        (["성=홍", "x\x1b[31m="], "called: 성, x\\x1b[31m.\n"),
    ],
)
def test_wrong_values(values: list[str], error: str) -> None:
    result = alimtalk("render", "done.json", *values)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(error)
    assert "\x1b" not in result.stderr
    assert "홍길동" not in result.stderr


def test_what_is_not_one_template() -> None:
    result = alimtalk("render", "both.json", "--lang", "ko")
    assert result.stderr == "both.json  템플릿이 정확히 하나 있어야 합니다.\n"

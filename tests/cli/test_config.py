"""The configuration: where it is found, what each key does, and what is said of a wrong one."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from alimtalk_rules import Limits
from alimtalk_rules.cli.config import Config
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.structure import acceptor_of, load_schema
from tests.cli.program import alimtalk, json_of, write

WARNED = {"text": "주문\r"}
BAD = {"text": "주문", "title": "주문 완료", "image": {"width": 800, "height": 400}}
SENS_BODY = {"messages": [{"to": "01012345678", "content": "주문"}], "templateCode": "t"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("warned.json", WARNED)
    write("bad.json", BAD)
    write("lines.jsonl", json.dumps(WARNED))
    return tmp_path


def found(*arguments: str) -> list[str]:
    """The severities and rules of all findings."""
    return [
        f"{each['severity']} {each['rule']}"
        for document in json_of("check", *arguments)["documents"]
        for each in document["report"]["findings"]
    ]


# --- Where it is found -----------------------------------------------------------------------

IN_PYPROJECT = "[project]\nname = 'x'\n[tool.alimtalk-rules]\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"alimtalk-rules.toml": "lang = 'ko'"}, "ko", id="its own file"),
        pytest.param({"pyproject.toml": f"{IN_PYPROJECT}lang = 'ko'"}, "ko", id="pyproject"),
        pytest.param(
            {"alimtalk-rules.toml": "", "pyproject.toml": f"{IN_PYPROJECT}lang = 'ko'"},
            "en",
            id="its own before pyproject",
        ),
        pytest.param({"../alimtalk-rules.toml": "lang = 'ko'"}, "ko", id="above"),
        pytest.param(
            {"../alimtalk-rules.toml": "lang = 'ko'", "pyproject.toml": IN_PYPROJECT},
            "en",
            id="the nearest, which is not merged",
        ),
        pytest.param(
            {"../alimtalk-rules.toml": "lang = 'ko'", "pyproject.toml": "[tool.ruff]"},
            "ko",
            id="beyond a pyproject that says nothing",
        ),
        pytest.param(
            {"../alimtalk-rules.toml": "lang = 'ko'", "pyproject.toml": "tool = 5"},
            "ko",
            id="beyond a pyproject with another tool",
        ),
        pytest.param({"in/alimtalk-rules.toml": "lang = 'ko'"}, "en", id="not below"),
        pytest.param({}, "en", id="none"),
    ],
)
def test_the_nearest_is_read(
    files: dict[str, str], expected: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("work", "work/in"):
        (folder / name).mkdir()
    monkeypatch.chdir("work")
    for name, text in files.items():
        write(name, text)
    is_korean = "검사" in alimtalk("check", "../warned.json").stdout
    assert is_korean is (expected == "ko")
    assert "checked" in alimtalk("check", "../warned.json", "--isolated").stdout
    assert "checked" in alimtalk("check", "../warned.json", "--lang", "en").stdout


# --- What each key does ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "arguments", "expected"),
    [
        pytest.param("", "warned.json", ["warning carriage-return"], id="nothing"),
        pytest.param("ignore = ['carriage-return']", "warned.json", [], id="ignore"),
        pytest.param(
            "ignore = ['carriage-return']",
            "warned.json --ignore hanja",
            ["warning carriage-return"],
            id="which the command line replaces",
        ),
        pytest.param("ignore = ['carriage-return']", "lines.jsonl", [], id="ignore in lines"),
        pytest.param(
            "severity.carriage-return = 'error'",
            "warned.json lines.jsonl",
            ["error carriage-return"] * 2,
            id="severity",
        ),
        pytest.param(
            "severity.carriage-return = 'error'",
            "warned.json --severity carriage-return=note,hanja=error",
            ["note carriage-return"],
            id="which the command line replaces too",
        ),
        pytest.param(
            "limits = {text = 1, title-shown = 4}\nignore = ['carriage-return']",
            "warned.json bad.json",
            [
                *("error text-too-long", "error text-too-long"),
                *("error title-with-image", "warning title-truncated"),
            ],
            id="limits",
        ),
        pytest.param(
            "limits.text = 2.0",
            "warned.json",
            ["error text-too-long", "warning carriage-return"],
            id="a limit that is a whole number all the same",
        ),
        pytest.param(
            "limits.text = 1", "warned.json --limit text=9,title=8", ["warning carriage-return"]
        ),
        pytest.param("profile = 'kakao'", "warned.json", ["warning carriage-return"], id="profile"),
        pytest.param(
            "[per-file-ignores]\n'warned.*' = ['carriage-return']\n'*.jsonl' = []",
            "warned.json lines.jsonl",
            ["warning carriage-return"],
            id="per file",
        ),
        pytest.param(
            "ignore = ['hanja']\n[per-file-ignores]\n'*.jsonl' = ['carriage-return']",
            "lines.jsonl --ignore bad-url",
            [],
            id="per file, beside an option",
        ),
    ],
)
def test_a_key(config: str, arguments: str, expected: list[str]) -> None:
    write("alimtalk-rules.toml", config)
    assert sorted(found(*arguments.split())) == sorted(expected)
    assert found("warned.json", "--isolated") == ["warning carriage-return"]


def test_the_profile() -> None:
    write("alimtalk-rules.toml", "profile = 'kakao'\nlimits.text-beside-items = 20")
    (document,) = json_of("check", "warned.json")["documents"]
    assert document["report"]["profile"] == "kakao"
    (document,) = json_of("check", "warned.json", "--profile", "infobip")["documents"]
    assert document["report"]["profile"] == "infobip"
    write("items.json", {"text": "가" * 21, "header": "주문"})
    assert json_of("count", "items.json")["count"]["limit"] == 20


def test_what_refuses() -> None:
    write("alimtalk-rules.toml", "fail-on = 'warning'")
    assert alimtalk("check", "warned.json").exit_code == 1
    assert alimtalk("check", "warned.json", "--fail-on", "error").exit_code == 0


def test_the_gateway_is_that_of_requests() -> None:
    write("alimtalk-rules.toml", "gateway = 'sens'")
    (document,) = json_of("check", "warned.json")["documents"]
    assert document["report"]["gateway"] == "sens"
    (document,) = json_of("check", "warned.json", "--as", "message")["documents"]
    assert document["report"]["document"] == "message"
    assert alimtalk("check", "warned.json", "--gateway", "sens", "--as", "message").exit_code == 2


@pytest.mark.parametrize("command", ["check", "match"])
def test_the_templates_are_beside_the_configuration(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("alimtalk-rules.toml", "templates = 'approved.json'")
    write("approved.json", {"code": "order", "text": "주문하셨습니다."})
    (folder / "work").mkdir()
    monkeypatch.chdir("work")
    rules = [
        each["rule"]
        for document in json_of(command, "../warned.json")["documents"]
        for each in document["report"]["findings"]
    ]
    assert "text-mismatch" in rules
    assert alimtalk("match", "../warned.json", "--isolated").exit_code == 2


def test_images_and_matches_take_what_they_can() -> None:
    write("alimtalk-rules.toml", "[severity]\nimage-unreadable='note'\ntext-mismatch='note'")
    write("order.json", {"code": "order", "text": "주문하셨습니다."})
    assert alimtalk("image", "bad.json").exit_code == 0
    assert alimtalk("match", "warned.json", "--template", "order.json").exit_code == 0
    assert alimtalk("render", "order.json").exit_code == 0
    assert alimtalk("rules", "hanja").exit_code == 0


def test_a_line_that_cannot_be_read_is_never_accepted() -> None:
    write("lines.jsonl", '{\n{"text": "주문"}\n')
    arguments = ["--severity", "not-json=note", "--accepted", "good", "--rejects", "bad"]
    assert alimtalk("check", "lines.jsonl", *arguments).exit_code == 3
    assert Path("good").read_text("utf-8").count("\n") == Path("bad").read_text("utf-8").count("\n")


def test_a_summary_has_the_severity_that_was_chosen() -> None:
    told = json_of("check", "warned.json", "--summary", "--severity", "carriage-return=note")
    assert [row["severity"] for row in told["rules"]] == ["note"]


# --- Patterns --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        pytest.param("legacy/", ["legacy/a.json", "in/legacy/b.json"], id="a folder"),
        pytest.param("/legacy/", ["legacy/a.json"], id="a folder here"),
        pytest.param("legacy/*.json", ["legacy/a.json"], id="in a folder"),
        pytest.param("**/b.json", ["in/legacy/b.json"], id="in any folder"),
        pytest.param("*.json", ["legacy/a.json", "in/legacy/b.json", "c.json"], id="an ending"),
        pytest.param("c.json", ["c.json"], id="a file"),
        pytest.param("none", [], id="nothing"),
    ],
)
def test_patterns_are_those_of_gitignore(pattern: str, files: list[str], folder: Path) -> None:
    config = Config(str(folder), {"per-file-ignores": {pattern: ["hanja"]}})
    named = ["legacy/a.json", "in/legacy/b.json", "c.json", "d.jsonl", "-"]
    assert [file for file in named if config.ignored_in(file)] == files
    assert config.ignored_in(str(folder.parent / "c.json")) == frozenset()
    assert bool(config.ignored_in(str(folder / "c.json"))) is ("c.json" in files)


def test_of_several_patterns_all_count(folder: Path) -> None:
    patterns = {"*.json": ["hanja"], "a*": ["bad-url"], "b*": ["bad-scheme"]}
    config = Config(str(folder), {"per-file-ignores": patterns})
    assert config.ignored_in("a.json") == {"hanja", "bad-url"}


def test_patterns_begin_where_the_configuration_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(str(folder), {"per-file-ignores": {"/work/": ["hanja"]}})
    (folder / "work").mkdir()
    monkeypatch.chdir("work")
    assert config.ignored_in("a.json") == {"hanja"}
    assert config.ignored_in("../a.json") == frozenset()


# --- What is wrong ---------------------------------------------------------------------------

WRONG = [
    pytest.param(
        "lang = 'ko'\nignroe = []",
        "2: There is no key 'ignroe' here; the closest is 'ignore'.",
        "2: 여기에는 'ignroe'(이)라는 키가 없습니다. 가장 비슷한 키는 'ignore'입니다.",
        id="a misspelt key",
    ),
    pytest.param(
        "\n\n[xyz]",
        "3: There is no key 'xyz' here.",
        "3: 여기에는 'xyz'(이)라는 키가 없습니다.",
        id="an unknown table",
    ),
    pytest.param(
        "# ignore\nignore = [\n  'hanja',\n  'hanjas',\n]",
        "2: No rule is named 'hanjas'; the closest name is 'hanja'.",
        "2: 'hanjas'(이)라는 규칙이 없습니다. 가장 비슷한 이름은 'hanja'입니다.",
        id="a misspelt rule",
    ),
    pytest.param(
        "ignore = ['쀍']",
        "1: No rule is named '쀍'; see: alimtalk-rules rules.",
        "1: '쀍'(이)라는 규칙이 없습니다. alimtalk-rules rules로 확인하세요.",
        id="nothing like a rule",
    ),
    pytest.param(
        "[severity]\nhanja = 'error'\nhanjas = 'error'",
        "3: There is no key 'hanjas' here; the closest is 'hanja'.",
        "3: 여기에는 'hanjas'(이)라는 키가 없습니다. 가장 비슷한 키는 'hanja'입니다.",
        id="a severity of no rule",
    ),
    pytest.param(
        "severity.hanja = 'fatal'",
        "1: 'hanja' must be one of error, warning, note.",
        "1: 'hanja'에는 다음 중 하나를 쓰세요: error, warning, note.",
        id="no severity",
    ),
    pytest.param(
        "profile = 5",
        "1: 'profile' must be one of infobip, kakao.",
        "1: 'profile'에는 다음 중 하나를 쓰세요: infobip, kakao.",
        id="no name",
    ),
    pytest.param(
        "limits = {title = 30, text = 0}",
        "1: 'text' must be a whole number of at least 1.",
        "1: 'text'의 값은 1 이상의 정수여야 합니다.",
        id="no number",
    ),
    pytest.param(
        "limits = {title = true}",
        "1: 'title' must be a whole number of at least 1.",
        "1: 'title'의 값은 1 이상의 정수여야 합니다.",
        id="true for a number",
    ),
    pytest.param(
        "limits = 5",
        "1: 'limits' must be a table.",
        "1: 'limits'의 값은 테이블이어야 합니다.",
        id="no table",
    ),
    pytest.param(
        "templates = ''",
        "1: 'templates' must be a string, not an empty one.",
        "1: 'templates'의 값은 비어 있지 않은 문자열이어야 합니다.",
        id="no path",
    ),
    pytest.param(
        "[per-file-ignores]\n'a' = 'hanja'",
        "2: 'a' must be an array of names of rules.",
        "2: 'a'의 값은 규칙 이름의 배열이어야 합니다.",
        id="no array",
    ),
    pytest.param(
        "[per-file-ignores]\n'a' = []\n'!' = []",
        "3: '!' is not a pattern as in .gitignore.",
        "3: '!'은(는) .gitignore 형식의 패턴이 아닙니다.",
        id="no pattern",
    ),
    pytest.param(
        "profile = 5\nlang = 'jp'",
        "1: 'profile' must be one of infobip, kakao.",
        "1: 'profile'에는 다음 중 하나를 쓰세요: infobip, kakao.",
        id="the first of several",
    ),
    pytest.param(
        '"\\u006C\\u0061x" = 5',
        " There is no key 'lax' here.",
        " 여기에는 'lax'(이)라는 키가 없습니다.",
        id="a key that is escaped has no line",
    ),
]


@pytest.mark.parametrize(("config", "english", "korean"), WRONG)
@pytest.mark.parametrize("name", ["alimtalk-rules.toml", "pyproject.toml"])
@pytest.mark.parametrize("lang", [*PHRASES])
def test_what_is_wrong_is_told_with_its_line(
    name: str, config: str, english: str, korean: str, lang: str
) -> None:
    expected = {"en": english, "ko": korean}[lang]
    if name == "pyproject.toml":
        config = re.sub(r"^\[", "[tool.alimtalk-rules.", f"[]\n{config}", flags=re.MULTILINE)
        config = config.replace(".]", "]", 1)
        expected = re.sub(r"^\d+", lambda line: str(int(line[0]) + 1), expected)
    write(name, config)
    result = alimtalk("check", "warned.json", "--lang", lang)
    assert result.exit_code == 2
    last = result.stderr.splitlines()[-1]
    begin = PHRASES[lang]["usage-error"].format(message=f"{name}:")
    assert last == f"{begin}{expected}"
    for arguments in (["check", "-h"], ["check", "warned.json", "--isolated"], ["rules", "-h"]):
        assert alimtalk(*arguments).exit_code == 0
    assert alimtalk("count", "warned.json").exit_code == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[tool]\nalimtalk-rules = 5", "x.toml:2: 'alimtalk-rules' must be a table."),
        (
            b"# lang\r\n[tool.alimtalk-rules]\r\nlang = 5\r\n",
            "x.toml:3: 'lang' must be one of en, ko.",
        ),
        (b"a = 1\n= 2", "x.toml:2: This is not TOML: Invalid statement (at line 2, column 1)."),
        (b"a =", "x.toml: This is not TOML: Invalid value (at end of document)."),
        ("lang = '한국어'".encode("cp949"), "x.toml: This is not UTF-8; it looks like CP949"),
        ("lang = 'ko'".encode("utf-16"), "x.toml: This is UTF-16"),
    ],
)
def test_what_is_no_table_and_no_toml(content: bytes, message: str) -> None:
    Path("pyproject.toml").write_bytes(content)
    last = alimtalk("check", "warned.json").stderr.splitlines()[-1]
    assert last.startswith(f"Error: {message.replace('x.toml', 'pyproject.toml')}")


@pytest.mark.parametrize("depth", [*range(50, 1_000, 50), 5_000])
@pytest.mark.parametrize(
    ("before", "each", "behind"),
    [
        pytest.param("x=", "[", "", id="arrays, not closed"),
        pytest.param("x=", "[", "]", id="arrays"),
        pytest.param("x=", "{a=", "", id="tables, not closed"),
        pytest.param("", "x.", "", id="dotted keys"),
    ],
)
def test_what_is_nested_deeply_is_told(depth: int, before: str, each: str, behind: str) -> None:
    end = "x=1" if each == "x." else ""
    write("alimtalk-rules.toml", f"{before}{each * depth}{end}{behind * depth}")
    result = alimtalk("check", "warned.json")
    assert result.exit_code == 2
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: alimtalk-rules.toml:")
    assert depth < 5_000 or "too deeply" in last or each == "x."


OF_TEXT = {"name": "text", "kind": "kind-integer"}
LEVELS = "error, warning, note"


@pytest.mark.parametrize("lang", [*PHRASES])
@pytest.mark.parametrize(
    ("arguments", "phrase", "values"),
    [
        pytest.param(
            "--limit txt=5",
            "closest-limit",
            {"name": "'txt'", "nearest": "'text'"},
            id="a misspelt limit",
        ),
        pytest.param("--limit 5", "no-such-limit", {"name": "'5'"}, id="no limit"),
        pytest.param("--limit text=0", "not-of-kind", OF_TEXT, id="no number"),
        pytest.param("--limit text=five", "not-of-kind", OF_TEXT, id="a word for a number"),
        pytest.param("--limit text", "not-of-kind", OF_TEXT, id="nothing for a number"),
        pytest.param(
            "--severity hanja=fatal",
            "not-one-of",
            {"name": "hanja", "known": LEVELS},
            id="no severity",
        ),
        pytest.param(
            "--severity hanjas=error",
            "closest-rule",
            {"name": "'hanjas'", "nearest": "'hanja'"},
            id="no rule",
        ),
    ],
)
def test_options_are_as_strict(
    arguments: str, phrase: str, values: dict[str, str], lang: str
) -> None:
    result = alimtalk("check", "warned.json", *arguments.split(), "--lang", lang)
    assert result.exit_code == 2
    words = PHRASES[lang]
    said = {name: words.get(value, value) for name, value in values.items()}
    assert f": {words[phrase].format(**said)}\n" in result.stderr


# --- The schema ------------------------------------------------------------------------------

EXAMPLE = """
profile = "kakao"
gateway = "sens"
ignore = ["hanja"]
templates = "templates/"
lang = "ko"
fail-on = "warning"
limits = {text = 900, button-name = 14}
severity = {foreign-letters = "error"}
per-file-ignores = {"legacy/" = ["url-untidy"]}
"""


def test_the_schema_and_the_command_agree() -> None:
    schema = load_schema("config")
    table: dict[str, Any] = tomllib.loads(EXAMPLE)
    Draft202012Validator(schema).validate(table)
    assert table.keys() == schema["properties"].keys()
    write("alimtalk-rules.toml", EXAMPLE)
    assert alimtalk("rules", "hanja").exit_code == 0
    limits = [name.replace("-", "_") for name in schema["properties"]["limits"]["properties"]]
    assert limits == [*Limits.__dataclass_fields__]


def test_an_ordinary_configuration_is_accepted_fast() -> None:
    table = {key: value for key, value in tomllib.loads(EXAMPLE).items() if key[:3] != "per"}
    assert acceptor_of("config", Limits())(table)

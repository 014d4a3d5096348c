"""What an earlier run has found refuses nothing."""

import json
from pathlib import Path

import pytest

from alimtalk_rules.cli.baseline import Baseline
from alimtalk_rules.cli.items import Tally
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.reading import ReadError
from tests.cli.program import alimtalk, json_of, write
from tests.cli.written import ERROR, IN_TEXT, WARNING, checked

BAD = {"text": "주문", "title": "주문 완료", "image": {"width": 800, "height": 400}}
WORSE = {"buttons": 5, **BAD}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("a.json", BAD)
    write("b.jsonl", f"{json.dumps(BAD)}\n\n{json.dumps(BAD)}\n")
    assert alimtalk("check", "a.json", "b.jsonl", "-o", "sarif=known.sarif").exit_code == 1
    return tmp_path


def rules(*arguments: str) -> list[list[str]]:
    documents = json_of("check", *arguments, "--baseline", "known.sarif")["documents"]
    return [[found["rule"] for found in each["report"]["findings"]] for each in documents]


def test_what_is_known_refuses_nothing() -> None:
    result = alimtalk("check", "a.json", "b.jsonl", "--baseline", "known.sarif")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-2] == (
        "3 messages checked: 0 errors, 0 warnings, 0 notes, 3 in the baseline"
    )
    told = json_of("check", "a.json", "--baseline", "known.sarif", "-o", "concise=new")
    assert Path("new").read_text() == ""
    assert (told["ok"], told["summary"]["known"], told["summary"]["refused"]) == (True, 1, 0)


@pytest.mark.parametrize("lang", [*PHRASES])
def test_it_holds_in_either_language(lang: str) -> None:
    assert alimtalk("check", "a.json", "--baseline", "known.sarif", "--lang", lang).exit_code == 0


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(WORSE, [["wrong-type"]], id="another rule"),
        pytest.param([BAD], [["title-with-image"]], id="elsewhere in the file"),
        pytest.param({**BAD, "text": "바뀐 본문"}, [[]], id="another text"),
    ],
)
def test_what_is_new_does(document: object, expected: list[list[str]]) -> None:
    write("a.json", document)
    assert rules("a.json") == expected


def test_where_the_file_was_indented_or_the_lines_moved_nothing_is_new() -> None:
    Path("a.json").write_text("\n\n" + json.dumps(BAD, indent=8), encoding="utf-8")
    write("b.jsonl", f'{{"text": "주문"}}\n{json.dumps(BAD)}\n{json.dumps(BAD)}\n')
    assert rules("./a.json", "b.jsonl") == [[], [], [], []]


def test_one_more_of_the_same_is_new() -> None:
    write("b.jsonl", f"{json.dumps(BAD)}\n" * 3)
    assert rules("b.jsonl") == [[], [], ["title-with-image"]]


def test_the_same_in_another_file_is_new() -> None:
    write("c.json", BAD)
    assert rules("c.json") == [["title-with-image"]]


def test_a_summary_counts_what_is_new() -> None:
    write("a.json", WORSE)
    told = json_of("check", "a.json", "--baseline", "known.sarif", "--summary")
    assert [(row["rule"], row["findings"]) for row in told["rules"]] == [("wrong-type", 1)]


def test_a_baseline_is_brought_up_to_date() -> None:
    write("a.json", WORSE)
    arguments = ["check", "a.json", "--baseline", "known.sarif"]
    result = alimtalk(*arguments, "-o", "sarif=known.sarif")
    assert result.exit_code == 1
    (run,) = json.loads(Path("known.sarif").read_text(encoding="utf-8"))["runs"]
    states = [(each["ruleId"], each["baselineState"]) for each in run["results"]]
    assert states == [("title-with-image", "unchanged"), ("wrong-type", "new")]
    assert alimtalk(*arguments).exit_code == 0


def test_it_holds_no_text_of_the_user() -> None:
    private = "비밀01012345678"
    write(
        "secret.json", {"text": f"{private}\r", "title": [private], "buttons": [{"type": private}]}
    )
    alimtalk("check", "secret.json", "-o", "sarif=s.sarif")
    text = Path("s.sarif").read_text(encoding="utf-8")
    assert text.count("ruleId") > 2
    assert private not in text
    assert "비밀" not in text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(None, "no-such-file", id="no file"),
        pytest.param("{", "name-expected", id="no JSON"),
        pytest.param(BAD, "no-baseline", id="a message"),
        pytest.param("5", "no-baseline", id="a number"),
        pytest.param({"runs": []}, "no-baseline", id="no run"),
        pytest.param({"runs": [{}]}, "no-baseline", id="no results"),
        pytest.param({"runs": [{"results": [{}]}]}, "no-baseline", id="no fingerprints"),
        pytest.param(
            {"runs": [{"results": [{"partialFingerprints": {"a": "b"}}]}]},
            "no-baseline",
            id="another tool's",
        ),
        pytest.param(
            {"runs": [{"results": [{"partialFingerprints": {"fileRulePointer/v1": []}}]}]},
            "no-baseline",
            id="no string",
        ),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_without_a_baseline_nothing_is_checked_or_written(
    content: object, reason: str, form: str
) -> None:
    if content is not None:
        write("no.sarif", content)
    arguments = ["check", "a.json", "--baseline", "no.sarif", "--format", form]
    for lang, words in PHRASES.items():
        result = alimtalk(*arguments, "-o", "sarif=no.sarif", "--lang", lang)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.endswith(f"  {words[reason]}\n")
    assert Path("no.sarif").exists() is (content is not None)


@pytest.mark.parametrize("lang", [*PHRASES])
@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        pytest.param("--rejects r", "not-sorted", id="rejects"),
        pytest.param("--accepted -", "not-sorted", id="accepted"),
        pytest.param("-o known.sarif", "over-input", id="text over the baseline"),
        pytest.param("-o json=./known.sarif", "over-input", id="JSON over the baseline"),
        pytest.param("-o sarif=s -o json=known.sarif", "over-input", id="beside SARIF"),
    ],
)
def test_what_does_not_go_with_a_baseline(arguments: str, phrase: str, lang: str) -> None:
    result = alimtalk(
        *("check", "b.jsonl", "--baseline", "known.sarif", "--lang", lang), *arguments.split()
    )
    assert result.exit_code == 2
    name = arguments.rpartition(" ")[2].rpartition("=")[2]
    assert f": {PHRASES[lang][phrase].format(name=name)}\n" in result.stderr
    assert json.loads(Path("known.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_findings_are_told_apart() -> None:
    baseline = Baseline.read("known.sarif")
    one = checked(IN_TEXT, ERROR, WARNING)
    apart = baseline.apart("a.json", one)
    assert (apart.known, apart.report.findings) == ((ERROR,), (IN_TEXT, WARNING))
    assert baseline.apart("b.json", one) is one
    tally = Tally()
    tally.add(apart)
    assert (tally.known, tally.refused, tally.found.total()) == (1, 0, 2)


def test_it_is_no_baseline_without_a_reason() -> None:
    write("no.sarif", [])
    with pytest.raises(ReadError) as caught:
        Baseline.read("no.sarif")
    assert caught.value.reason == "no-baseline"

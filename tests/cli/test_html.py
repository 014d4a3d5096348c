"""Pages of HTML from the command line: ``preview``, and the format ``html``."""

import json
import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from alimtalk_rules.cli import commands
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.writers import html
from alimtalk_rules.limits import MOST_PAGES
from alimtalk_rules.preview import pages
from alimtalk_rules.report import Report
from tests.cli.program import alimtalk, write
from tests.cli.written import ERROR, LONG_LINE, REFUSED_LINE, WARNING, Files, checked, written
from tests.preview.pages import found, of_class, read, texts

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SECRET = "홍길동"  # noqa: S105 - a person's name
FINE = {"text": f"{SECRET}님, 주문이 완료되었습니다."}
FAULTY = {
    "text": f"{SECRET}님, 주문이\u200b 완료되었습니다.",
    "buttons": [{"type": "WL", "name": "보기"}],
}
TEMPLATE = {"code": "done", "text": "#{이름}님, 주문이 완료되었습니다."}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("fine.json", FINE)
    write("faulty.json", FAULTY)
    write("array.json", [FINE, FAULTY])
    write("template.json", TEMPLATE)
    write("values.json", {"이름": "김영희", "더": "없음"})
    lines = [json.dumps(each, ensure_ascii=False) for each in (FINE, FAULTY, FAULTY, {"text": ""})]
    write("campaign.jsonl", "\n".join([*lines, "{", ""]))
    shutil.copy(EXAMPLES / "banner-good.jpg", "good.jpg")
    shutil.copy(EXAMPLES / "banner-bad.png", "bad.png")


def page_of(*arguments: str, code: int = 0) -> HtmlElement:
    """The page that the command line prints."""
    result = alimtalk(*arguments)
    assert result.exit_code == code, result.output
    return read(result.stdout)


NAMES = "//h2"
TEXT = f"//p[{of_class('text')}]"
RULES = f"//li[{of_class('finding')}]//code"
PRIVATE = f"//p[{of_class('private')}]"

# --------------------------------------------------------------------------- preview


def test_preview_draws_every_document() -> None:
    page = page_of("preview", "fine.json", "array.json")
    assert texts(page, NAMES) == ["fine.json", "array.json/0", "array.json/1"]
    assert texts(page, TEXT)[0] == FINE["text"]
    assert texts(page, RULES) == ["invisible-character", "missing-field"]
    assert texts(page, PRIVATE)[0].startswith("This page contains the text of messages.")


def test_preview_takes_lines_and_standard_input() -> None:
    page = page_of("preview", "campaign.jsonl", "--ignore", "missing-field,text-blank", code=3)
    assert texts(page, NAMES) == [f"campaign.jsonl:{line}" for line in range(1, 5)]
    assert texts(page, RULES) == ["invisible-character"] * 2
    (problem,) = texts(page, f"//ul[{of_class('problems')}]/li")
    assert problem.startswith("campaign.jsonl:5:2 This is not JSON")
    result = alimtalk("preview", "--lines", stdin=json.dumps(FINE))
    assert texts(read(result.stdout), NAMES) == ["<stdin>:1"]


def test_preview_fills_templates() -> None:
    page = page_of("preview", "template.json", "--values", "values.json", "--lang", "ko")
    assert texts(page, TEXT) == ["김영희님, 주문이 완료되었습니다."]
    assert page.get("lang") == "ko"


def test_preview_shows_images_and_checks_them() -> None:
    page = page_of("preview", "fine.json", "--image", "bad.png", "--thumbnail", "good.jpg")
    (image,) = found(page, "//img")
    assert (image.get("src") or "").startswith("data:image/png;base64,")
    assert texts(page, RULES) == ["image-not-2-to-1", "image-too-narrow", "thumbnail-not-square"]


def test_preview_knows_requests_and_kinds() -> None:
    request = {"plusFriendId": "@dawnmart", "templateCode": "a", "messages": [{"content": "가"}]}
    write("request.json", request)
    page = page_of("preview", "request.json", "--gateway", "sens")
    assert texts(page, TEXT) == ["가"]
    page = page_of("preview", "fine.json", "--as", "template")
    assert texts(page, RULES) == ["missing-field"]
    assert alimtalk("preview", "fine.json", "--as", "message", "--gateway", "sens").exit_code == 2


def test_preview_asks_the_profile() -> None:
    write("items.json", FINE | {"header": "주문 안내"})
    for profile, rules in (("infobip", ["beyond-profile"]), ("kakao", [])):
        assert texts(page_of("preview", "items.json", "--profile", profile), RULES) == rules


def test_preview_shows_messages_beside_their_templates_and_fills_them() -> None:
    arguments = ("--templates", "template.json")
    page = page_of("preview", "fine.json", *arguments)
    assert texts(page, "//figcaption") == ["Approved template", "Message"]
    recipient = {"recipientNo": "01012345678", "templateParameter": {"이름": SECRET}}
    request = {"senderKey": "x" * 40, "templateCode": "done", "recipientList": [recipient]}
    write("request.json", request)
    page = page_of("preview", "request.json", *arguments)
    assert texts(page, "//figcaption") == ["As the gateway fills the template"]
    assert texts(page, TEXT) == [FINE["text"]]


def test_preview_writes_a_file_that_nobody_else_can_read() -> None:
    result = alimtalk("preview", "faulty.json", "-o", "out.html")
    assert (result.exit_code, result.output) == (0, "")
    assert stat.S_IMODE(os.stat("out.html").st_mode) == 0o600  # noqa: PTH116
    assert SECRET in Path("out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param("missing.json", "missing.json  There is no such file.", id="a file"),
        pytest.param("fine.json --image no.png", "no.png  There is no such file.", id="an image"),
        pytest.param("fine.json --templates t.json", "t.json  There is no such", id="templates"),
        pytest.param("fine.json --values no.json", "no.json  There is no such file.", id="values"),
        pytest.param(
            "fine.json --values array.json", "array.json  This must be one JSON", id="list"
        ),
        pytest.param("fine.json --values good.jpg", "good.jpg:1:1  This is not", id="no text"),
        pytest.param(
            "fine.json --values campaign.jsonl", "campaign.jsonl:2:1  This is not JSON", id="lines"
        ),
    ],
)
def test_what_cannot_be_read_is_told(arguments: str, told: str) -> None:
    result = alimtalk("preview", *arguments.split(), "-o", "out.html")
    assert result.exit_code == 3
    assert result.stderr.startswith(told)
    page = read(Path("out.html").read_text(encoding="utf-8"))
    (problem,) = texts(page, f"//ul[{of_class('problems')}]/li")
    assert problem.startswith(" ".join(told.split()))


def test_values_must_be_texts() -> None:
    write("numbers.json", {"이름": 5})
    result = alimtalk("preview", "template.json", "--values", "numbers.json")
    assert "for each variable a text" in result.stderr


def test_preview_never_writes_over_what_it_reads() -> None:
    for name in ("fine.json", "values.json", "template.json", "good.jpg", "bad.png"):
        result = alimtalk(
            *("preview", "fine.json", "--values", "values.json", "--templates", "template.json"),
            *("--image", "good.jpg", "--thumbnail", "bad.png", "-o", name),
        )
        assert result.exit_code == 2
    assert json.loads(Path("values.json").read_text(encoding="utf-8"))


def test_of_many_only_some_are_drawn() -> None:
    write("many.json", [FINE] * (MOST_PAGES + 3))
    page = page_of("preview", "many.json")
    assert len(found(page, "//article")) == MOST_PAGES
    assert texts(page, "//main/p") == ["3 more documents are not drawn."]


def test_of_many_problems_only_some_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST_SHOWN", 2)
    page = page_of("preview", "a.json", "b.json", "c.json", "d.json", code=3)
    assert texts(page, f"//ul[{of_class('problems')}]/li") == [
        "a.json There is no such file.",
        "b.json There is no such file.",
        "… and 2 more that cannot be read.",
    ]


def test_nothing_to_draw() -> None:
    write("none.json", [])
    assert texts(page_of("preview", "none.json"), "//main/p") == ["There is no message here."]


def test_without_jinja_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    pages._environment.cache_clear()
    result = alimtalk("preview", "fine.json", "-o", "out.html")
    assert result.exit_code == 2
    assert 'Error: Pages need Jinja2: pip install "alimtalk-rules[html]"' in result.stderr
    assert not Path("out.html").exists()


def test_another_module_that_is_missing_is_no_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_nothing(_: str) -> str:
        raise ModuleNotFoundError(name="another")

    monkeypatch.setattr(commands, "read_text", read_nothing)
    with pytest.raises(ModuleNotFoundError):
        alimtalk("count", "fine.json")


# --------------------------------------------------------------------------- check and match


def test_check_draws_what_has_findings_and_hides_the_text() -> None:
    page = page_of("check", "fine.json", "faulty.json", "--format", "html", code=1)
    assert texts(page, NAMES) == ["faulty.json"]
    assert texts(page, TEXT) == ["●●●●, ●●●U+200B1 ●●●●●●●."]
    assert SECRET not in page.text_content()
    assert texts(page, PRIVATE)[0].startswith("Letters and digits of messages are hidden")
    page = page_of("check", "faulty.json", "--format", "html", "--show-text", code=1)
    assert texts(page, TEXT) == ["홍길동님, 주문이U+200B1 완료되었습니다."]


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        pytest.param("check faulty.json", 0o644, id="no text"),
        pytest.param("image bad.png", 0o644, id="of an image"),
        pytest.param("check faulty.json --show-text", 0o600, id="texts"),
    ],
)
def test_what_shows_texts_is_for_nobody_else(arguments: str, mode: int) -> None:
    before = os.umask(0o022)
    alimtalk(*arguments.split(), "-o", "html=out.html")
    os.umask(before)
    assert stat.S_IMODE(Path("out.html").stat().st_mode) == mode


def test_check_says_that_all_is_fine() -> None:
    page = page_of("check", "fine.json", "--format", "html")
    assert texts(page, "//main/p") == ["1 checked, nothing found."]


def test_check_of_lines() -> None:
    page = page_of("check", "campaign.jsonl", "--format", "html", "--show-text", code=3)
    assert texts(page, NAMES) == ["campaign.jsonl:2", "campaign.jsonl:3", "campaign.jsonl:4"]
    assert texts(page, TEXT)[0] == "홍길동님, 주문이U+200B1 완료되었습니다."


def test_a_campaign() -> None:
    page = page_of("check", "campaign.jsonl", "--summary", "--format", "html", code=3)
    assert texts(page, f"//section[{of_class('outcome')}]//li/b") == ["1", "3", "1"]
    assert texts(page, f"//article[{of_class('rule')}]//code") == [
        *("missing-field", "text-blank", "not-json", "invisible-character"),
    ]
    assert texts(page, f"//p[{of_class('where')}]")[0].startswith("Sample: campaign.jsonl:2:")
    assert len(found(page, "//figure")) == 3
    assert SECRET not in page.text_content()
    page = page_of(
        "check", "campaign.jsonl", "--summary", "--format", "html", "--show-text", code=3
    )
    assert SECRET in page.text_content()


def test_where_a_sample_stands() -> None:
    files: Files = {
        "a.jsonl": [Checked(Report("message", (WARNING,)), line=17)],
        "b.png": [Checked(Report("image", (ERROR,)))],
        "-": [REFUSED_LINE, LONG_LINE],
    }
    page = read(written(files, "html", summary=True)[0])
    where = [text for text in texts(page, f"//p[{of_class('where')}]") if "Sample" in text]
    assert where == ["Sample: b.png", "Sample: <stdin>:4:2", "Sample: a.jsonl:17:1"]
    (problem,) = texts(page, f"//ul[{of_class('problems')}]/li")
    assert problem == "<stdin>:9:1 This line has 1,234 bytes; at most 1,000 are read."


def test_marks_have_names_of_their_own() -> None:
    page = written({"a": [checked(ERROR), checked(WARNING)]}, "html")[0]
    assert re.findall(r' id="([^"]*)"', page) == ["d1m1", "d1f1", "d2m1", "d2f1"]


def test_a_campaign_without_faults() -> None:
    page = page_of("check", "fine.json", "--summary", "--format", "html", "--lang", "ko")
    assert texts(page, "//h2") == ["위반한 규칙이 없습니다."]


def test_a_page_beside_the_text() -> None:
    result = alimtalk("check", "faulty.json", "missing.json", "-o", "html=out.html")
    assert result.exit_code == 3
    assert result.stderr.count("missing.json") == 1  # the first format tells what cannot be read
    text = Path("out.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")  # and nothing is told before it
    page = read(text)
    assert texts(page, NAMES) == ["faulty.json"]
    assert len(found(page, f"//ul[{of_class('problems')}]/li")) == 1


def test_match_shows_both_sides() -> None:
    arguments = ("match", "--template", "template.json", "faulty.json", "--format", "html")
    page = page_of(*arguments, code=1)
    assert texts(page, "//figcaption") == ["Approved template", "Message"]
    assert texts(page, TEXT)[0] == "#{이름}님, 주문이 1완료되었습니다."
    assert "●●●님, 주문이" in texts(page, TEXT)[1]  # what is the template's is shown
    assert texts(page, "//td") == ["●●●"]
    assert SECRET not in page.text_content()
    page = page_of(*arguments, "--show-text", code=1)
    assert texts(page, "//td") == [SECRET]


def test_check_shows_each_message_beside_its_template() -> None:
    page = page_of(
        *("check", "faulty.json", "--templates", "template.json", "--format", "html"), code=1
    )
    assert texts(page, "//figcaption") == ["Approved template", "Message"]
    assert texts(page, PRIVATE)[0].endswith("unless they are the template's.")


def test_rows_of_a_table_are_drawn_as_what_they_become() -> None:
    Path("rows.csv").write_text(f"이름,더\n{SECRET}\u200b,a\n", encoding="utf-8")
    arguments = ("check", "rows.csv", "--template", "template.json", "--format", "html")
    page = page_of(*arguments, "--show-text")
    assert texts(page, NAMES) == ["rows.csv:2"]
    assert texts(page, TEXT) == [f"{SECRET}U+200B1님, 주문이 완료되었습니다."]
    assert SECRET not in page_of(*arguments).text_content()


def test_images_are_told() -> None:
    page = page_of("image", "bad.png", "--format", "html", code=1)
    assert texts(page, NAMES) == ["bad.png"]
    assert texts(page, RULES) == ["image-not-2-to-1", "image-too-narrow"]
    assert found(page, "//figure") == []


@pytest.mark.parametrize("command", ["count fine.json", "rules text-too-long"])
def test_what_finds_nothing_has_no_page(command: str) -> None:
    assert alimtalk(*command.split(), "--format", "html").exit_code == 2

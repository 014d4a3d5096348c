from __future__ import annotations

import copy
import json
import pickle
import re
from dataclasses import FrozenInstanceError, fields, replace
from functools import partial
from itertools import chain
from typing import Any

import pytest

from alimtalk_rules import (
    PROFILES,
    RULES,
    Finding,
    ImageFacts,
    InvalidAlimTalk,
    Report,
    Severity,
    check_image,
    check_message,
    check_template,
)
from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.report import choices, finding, in_order, pointer, with_findings
from alimtalk_rules.rules.rule import LANGUAGES
from alimtalk_rules.rules.words import WORDS
from tests.examples import first_finding
from tests.values import FACTS, SENTINELS, TEXT, leaks, sentinels, template_sentinels

ERROR = finding(
    "text-too-long", "/text", {"length": 1001, "limit": 1000, "over": 1}, span=(1000, 1001)
)
WARNING = finding("hanja", "/title", {"count": 2, "codepoints": ("U+7121", "U+6599")})
NOTE = finding("too-many-findings", "", {"limit": 100})
PAIR = finding("title-with-image", "", related=("/image", "/title"))

FACTS_OF_A_FILE = ImageFacts(format="png", width=800, height=400, bytes=9, name="a.png")
REPORTS = {
    "nothing": Report("message", combination="text"),
    "warning": Report("message", (WARNING,), "text+title"),
    "all severities": Report("message", (NOTE, ERROR, WARNING, PAIR)),
    "image": Report("image", (), None, FACTS_OF_A_FILE),
}


# --------------------------------------------------------------------------- values that stay


@pytest.mark.parametrize("value", [ERROR, REPORTS["image"]], ids=["finding", "report"])
def test_nothing_can_be_changed(value: Any) -> None:
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)
    with pytest.raises((AttributeError, TypeError)):
        value.another = 5


def test_params_cannot_be_changed() -> None:
    params = {"limit": 100}
    found = Finding("too-many-findings", "", params)
    params["limit"] = 5
    assert found.params == {"limit": 100}
    with pytest.raises(TypeError):
        found.params["limit"] = 5  # type: ignore[index]


COPIES = [
    *(
        pytest.param(
            lambda value, protocol=protocol: pickle.loads(  # noqa: S301 - our own bytes
                pickle.dumps(value, protocol)
            ),
            id=f"pickle {protocol}",
        )
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ),
    pytest.param(copy.copy, id="copy"),
    pytest.param(copy.deepcopy, id="deepcopy"),
]


@pytest.mark.parametrize("copied", COPIES)
@pytest.mark.parametrize(
    "value",
    [ERROR, WARNING, NOTE, PAIR, *REPORTS.values()],
    ids=["error", "warning", "note", "pair", *(f"report: {name}" for name in REPORTS)],
)
def test_copies_are_equal(value: Any, copied: Any) -> None:
    same = copied(value)
    assert same == value
    assert hash(same) == hash(value)
    assert repr(same) == repr(value)
    assert same.to_dict("ko") == value.to_dict("ko")


@pytest.mark.parametrize("copied", COPIES)
def test_a_copied_exception_tells_the_same(copied: Any) -> None:
    error = InvalidAlimTalk(REPORTS["all severities"])
    same = copied(error)
    assert type(same) is InvalidAlimTalk
    assert (same.report, same.args, str(same)) == (error.report, error.args, str(error))


def test_an_exception_holds_what_it_was_made_of() -> None:
    error = InvalidAlimTalk(report=REPORTS["warning"], fail_on="warning")
    assert error.args == (REPORTS["warning"], "warning")
    assert copy.copy(error).fail_on is Severity.WARNING


def test_copies_of_params_cannot_be_changed_either() -> None:
    with pytest.raises(TypeError):
        copy.deepcopy(ERROR).params["limit"] = 5  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "text-blank"},
        {"path": "/title"},
        {"params": {"length": 1002, "limit": 1000, "over": 2}},
        {"span": None},
        {"related": ("/title",)},
        {"kakao": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_findings_differ_when_any_part_does(change: dict[str, Any]) -> None:
    assert replace(ERROR, **change) != ERROR
    assert len({ERROR, replace(ERROR), replace(ERROR, **change)}) == 2


# --------------------------------------------------------------------------- what a report says


def test_a_report_sorts_by_severity() -> None:
    report = REPORTS["all severities"]
    assert (report.errors, report.warnings, report.notes) == ((ERROR, PAIR), (WARNING,), (NOTE,))


@pytest.mark.parametrize(
    ("findings", "ok"),
    [
        pytest.param((), True, id="nothing"),
        pytest.param((NOTE,), True, id="note"),
        pytest.param((WARNING, NOTE), True, id="warning"),
        pytest.param((ERROR,), False, id="error"),
        pytest.param((WARNING, ERROR), False, id="error among others"),
    ],
)
def test_ok_and_raise_for_errors(findings: tuple[Finding, ...], *, ok: bool) -> None:
    report = Report("message", findings)
    assert report.ok is ok
    if ok:
        report.raise_for_errors()
        return
    with pytest.raises(InvalidAlimTalk) as caught:
        report.raise_for_errors()
    assert caught.value.report is report
    assert isinstance(caught.value, ValueError)


def test_findings_are_ordered_by_path_rule_and_span() -> None:
    ordered = (
        finding("too-many-findings", "", {"limit": 100}),
        finding("unknown-field", "/5"),
        finding("missing-field", "/buttons/2/name"),
        finding("missing-field", "/buttons/10/name"),
        finding("hanja", "/text"),
        finding("hanja", "/text", span=(0, 1)),
        finding("hanja", "/text", span=(9, 10)),
        finding("unsupported-script", "/text", span=(2, 3)),
        finding("unsupported-script", "/text", span=(10, 11)),
        finding("title-too-long", "/title"),
    )
    assert in_order(reversed(ordered)) == ordered


def test_ignored_findings_are_left_out_wherever_they_stand() -> None:
    findings = [replace(WARNING, path=path) for path in ("/buttons/0/name", "/title")]
    chosen = choices(ignore=["text-too-long", "too-many-findings"])
    assert in_order([ERROR, findings[0], NOTE, ERROR, findings[1]], chosen) == (*findings,)


def test_findings_that_are_added_stand_in_order() -> None:
    notes = (finding("null-field", f"/messages/{n}/sender") for n in range(150))
    full = Report("payload", in_order(notes))
    there_is_more, *shown_notes = full.findings
    assert (there_is_more.rule, len(shown_notes)) == ("too-many-findings", MOST_FINDINGS)
    assert with_findings(full, [ERROR]).findings == (there_is_more, *shown_notes[:-1], ERROR)
    assert with_findings(full, [ERROR], choices(ignore=["text-too-long"])) == full
    assert with_findings(full, []) is full


def test_the_severity_is_the_rules() -> None:
    assert [found.severity for found in (ERROR, WARNING, NOTE)] == [*Severity]


def test_the_strings() -> None:
    assert str(ERROR) == f"error text-too-long at /text: {ERROR.message}"
    assert str(PAIR) == f"error title-with-image at the document: {PAIR.message}"
    assert str(REPORTS["all severities"]) == f"{NOTE}\n{ERROR}\n{WARNING}\n{PAIR}"
    assert str(InvalidAlimTalk(REPORTS["all severities"])) == f"{ERROR}\n{PAIR}"
    assert str(REPORTS["image"]) == "image: nothing found"


def test_a_hash_tells_findings_apart() -> None:
    others = [WARNING, replace(ERROR, path="/title"), replace(ERROR, span=(0, 1))]
    assert hash(ERROR) == hash(copy.copy(ERROR))
    assert hash(ERROR) not in map(hash, others)


def test_a_message_is_the_english_sentence() -> None:
    assert ERROR.message == ERROR.sentence() == ERROR.sentence("en")
    assert "1,001" in ERROR.message
    assert "1,001" in ERROR.sentence("ko")
    assert "'無' (U+7121), '料' (U+6599)" in WARNING.message


def test_words_of_params_are_in_the_language_of_the_sentence() -> None:
    found = finding("wrong-type", "/text", {"expected": "string", "found": "integer"})
    for lang, string, integer in zip(LANGUAGES, WORDS["string"], WORDS["integer"], strict=True):
        assert string in found.sentence(lang)
        assert integer in found.sentence(lang)
        assert string in found.hint(lang)


def test_a_finding_as_json() -> None:
    assert ERROR.to_dict() == {
        "rule": "text-too-long",
        "severity": "error",
        "path": "/text",
        "message": ERROR.sentence("en"),
        "hint": ERROR.hint("en"),
        "params": {"length": 1001, "limit": 1000, "over": 1},
        "span": [1000, 1001],
        "related": [],
        "codes": {
            "kakao": ["3014"],
            "nhn": ["-2019", "-2024", "-2037"],
            "bizppurio": ["7314"],
            "solapi": ["1031"],
            "bizgo": ["A328"],
            "nhn-raw": ["-2019", "-2024", "-2037"],
            "nhn-hub": ["21902019", "21902024", "21902037"],
        },
    }
    assert ERROR.to_dict("ko")["message"] == ERROR.sentence("ko")
    assert ERROR.to_dict("ko")["hint"] == ERROR.hint("ko")
    assert PAIR.to_dict()["related"] == ["/image", "/title"]
    assert WARNING.to_dict()["params"]["codepoints"] == ["U+7121", "U+6599"]
    assert "span" not in WARNING.to_dict()
    assert WARNING.to_dict()["codes"] == {}


def test_a_report_as_json() -> None:
    report = replace(REPORTS["all severities"], combination="text+title")
    assert report.to_dict("ko") == {
        "document": "message",
        "ok": False,
        "profile": "infobip",
        "combination": "text+title",
        "findings": [found.to_dict("ko") for found in report.findings],
    }
    compared = replace(REPORTS["nothing"], gateway="sens", template="order-1").to_dict()
    assert (compared["gateway"], compared["template"]) == ("sens", "order-1")
    assert {"image", "gateway", "template"}.isdisjoint(report.to_dict())
    image = REPORTS["image"].to_dict()
    assert image["combination"] is None
    assert image["image"] == {"format": "png", "width": 800, "height": 400, "bytes": 9}


@pytest.mark.parametrize("lang", ["fr", "EN", "kr", "ko-KR", "", "_load"])
@pytest.mark.parametrize(
    "render",
    [
        pytest.param(ERROR.sentence, id="sentence"),
        pytest.param(ERROR.hint, id="hint"),
        pytest.param(ERROR.to_dict, id="finding"),
        pytest.param(REPORTS["warning"].to_dict, id="report"),
        pytest.param(REPORTS["nothing"].to_dict, id="report without findings"),
    ],
)
def test_another_language(render: Any, lang: str) -> None:
    with pytest.raises(ValueError, match="lang"):
        render(lang)


# --------------------------------------------------------------------------- every rule


def test_every_rule_speaks_both_languages() -> None:
    silent = []
    for rule in RULES:
        found = first_finding(rule)
        english, korean = ([found.sentence(lang), found.hint(lang)] for lang in ("en", "ko"))
        if not all(said and "{" not in said.replace("#{", "") for said in english + korean):
            silent.append(rule)
        if not all(re.search("[가-힣]", said) for said in korean):
            silent.append(rule)
        assert found.to_dict("ko") == found.to_dict("en") | {
            "message": korean[0],
            "hint": korean[1],
        }
    assert silent == []


def test_params_are_numbers_words_or_lists_of_words() -> None:
    params = [(rule, value) for rule in RULES for value in first_finding(rule).params.values()]
    words = [(rule, word) for rule, value in params if type(value) is tuple for word in value]
    assert {rule for rule, value in params if type(value) not in (int, str, tuple)} == set()
    assert {rule for rule, word in words if type(word) is not str} == set()


def test_a_finding_has_the_codes_of_its_rule_unless_others_are_given() -> None:
    assert finding("title-too-long", "/title").kakao == RULES["title-too-long"].kakao == ("3029",)
    assert finding("title-too-long", "/title", kakao=()).kakao == ()


def test_a_finding_leads_to_the_page_of_its_rule() -> None:
    url = finding("title-too-long", "/title").url
    assert url == RULES["title-too-long"].url()
    assert url.endswith("/en/latest/rules/title-too-long.html")
    assert RULES["title-too-long"].url("ko").endswith("/en/latest/ko/rules/title-too-long.html")


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        pytest.param((), "", id="document"),
        pytest.param(("buttons", 0, "name"), "/buttons/0/name", id="index"),
        pytest.param(("",), "/", id="empty"),
        pytest.param(("~",), "/~0", id="tilde"),
        pytest.param(("a/b", "c~d", "~1"), "/a~1b/c~0d/~01", id="slash and tilde"),
    ],
)
def test_pointers(tokens: tuple[str | int, ...], expected: str) -> None:
    assert pointer(*tokens) == expected


# --------------------------------------------------------------------------- no text of the user


def shown(report: Report) -> str:
    """Everything that a report can say, in every way."""
    error = InvalidAlimTalk(report)
    said = [str(report), repr(report), str(error), repr(error), *map(repr, error.args)]
    for found in report.findings:
        said += [str(found), repr(found)]
    for lang in ("en", "ko"):
        document = report.to_dict(lang)
        said += [repr(document), json.dumps(document), json.dumps(document, ensure_ascii=False)]
    return "\n".join(said)


MESSAGES = [
    pytest.param(sentinel, message, id=f"{script} {number}")
    for script, sentinel in SENTINELS.items()
    for number, message in enumerate(sentinels(sentinel))
]


@pytest.mark.parametrize(("sentinel", "message"), MESSAGES)
def test_a_message_never_leaks(sentinel: str, message: object) -> None:
    report = check_message(message)
    assert not report.ok
    assert leaks(shown(report), sentinel) == []


TEMPLATES = [
    pytest.param(sentinel, template, id=f"{script} {number}")
    for script, sentinel in SENTINELS.items()
    for number, template in enumerate(template_sentinels(sentinel))
]


@pytest.mark.parametrize(("sentinel", "template"), TEMPLATES)
def test_a_template_never_leaks(sentinel: str, template: object) -> None:
    own = dict.fromkeys((sentinel, f"{sentinel}!"), f"{sentinel}\n")
    image = ImageFacts(format=sentinel, name=sentinel)
    report = check_template(template, image=image, samples=[{}, own])
    assert not report.ok
    assert leaks(shown(report), sentinel) == []


_OF_GATEWAYS = {
    *("not-carried-over", "json-text-expected", "group-profile-with-channel-add"),
    *("pc-link-missing", "odd-ordering"),
}
"""What is found in templates in a gateway's words alone."""


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=[*SENTINELS])
@pytest.mark.parametrize(
    ("document", "check", "documents"),
    [
        pytest.param("message", check_message, sentinels, id="messages"),
        pytest.param(
            *("template", partial(check_template, samples=[{}, {"없음": ""}]), template_sentinels),
            id="templates",
        ),
    ],
)
def test_the_sentinels_break_every_rule(
    document: str, check: Any, documents: Any, sentinel: str
) -> None:
    reports = [
        check(one, profile=profile) for one in documents(sentinel) for profile in PROFILES.values()
    ]
    broken = {found.rule for report in reports for found in report.findings}
    assert not any(leaks(shown(report), sentinel) for report in reports)
    of_document = {
        name
        for name, rule in RULES.items()
        if document in rule.documents and name not in _OF_GATEWAYS
    }
    of_images = ("image-", "thumbnail-")
    assert {name for name in of_document if not name.startswith(of_images)} <= broken


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=[*SENTINELS])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: {"url": s}, id="URL"),
        pytest.param(lambda s: {"url": f"https://{s}/가"}, id="URL that is not ASCII"),
        pytest.param(lambda s: {"url": f"https://{s * 60}"}, id="long URL"),
        pytest.param(lambda s: {"format": s}, id="format"),
        pytest.param(lambda s: {"width": s, "height": [s], "bytes": {s: s}}, id="numbers"),
        pytest.param(lambda s: {"extra": s, "\n" + s: s, "a" * 60 + s: s}, id="unknown"),
    ],
)
def test_facts_never_leak(sentinel: str, change: Any) -> None:
    image: Any = FACTS | change(sentinel)
    report = check_image(image)
    assert report.findings
    assert leaks(shown(report), sentinel) == []


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=[*SENTINELS])
def test_a_files_name_never_leaks(sentinel: str) -> None:
    facts = ImageFacts(format="png", width=499, height=400, name=f"{sentinel}.gif")
    report = check_image(facts)
    assert "image-extension" in {found.rule for found in report.findings}
    assert leaks(shown(report) + repr(report.image) + str(report.image), sentinel) == []


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=[*SENTINELS])
def test_a_format_made_by_hand_never_leaks(sentinel: str) -> None:
    report = check_image(ImageFacts(format=sentinel, width=499, height=400))
    assert leaks(shown(report), sentinel) == []


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=[*SENTINELS])
def test_options_never_leak(sentinel: str) -> None:
    with pytest.raises(ValueError, match="ignore") as caught:
        check_message({"text": TEXT}, ignore=[sentinel])
    assert leaks(f"{caught.value}{caught.value!r}", sentinel) == []


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=[*SENTINELS])
def test_leaks_are_seen(sentinel: str) -> None:
    assert leaks(f"a{sentinel[1:7]}b", sentinel) == [sentinel[1:7]]
    assert leaks(sentinel[:5], sentinel) == []


def test_no_more_is_sought_once_a_report_is_full_of_errors() -> None:
    numbers = iter(range(1_000))
    errors = (finding("text-blank", f"/{number}") for number in numbers)
    warnings = [finding("hanja", "/text")] * 5
    ordered = in_order(chain(warnings, errors))
    assert len(ordered) == MOST_FINDINGS + 1
    assert ordered[0].rule == "too-many-findings"
    assert [found.path for found in ordered[1:]] == [
        f"/{number}" for number in range(MOST_FINDINGS)
    ]
    assert next(numbers) == MOST_FINDINGS + 1

"""The fixtures that users take for their own tests keep what they promise."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alimtalk_rules import (
    RULES,
    check_image,
    check_message,
    check_payload,
    check_template,
    messages_in,
    read_image,
)
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.templates.compiled import match_template
from alimtalk_rules.testing import (
    Case,
    assert_finds,
    assert_valid,
    cases,
    make_button,
    make_image,
    make_message,
    make_template,
    strategies,
)
from alimtalk_rules.testing.suite import suite_folder

DOCUMENTS = ("message", "template", "image", "image-file", "match", "payload")
TYPES = ("WL", "AL", "DS", "MD", "BK", "BT")
GOOD = Path(__file__).resolve().parent.parent / "examples" / "banner-good.jpg"

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


# ---------------------------------------------------------------------------- cases


def test_the_whole_suite_is_there() -> None:
    every = list(cases())
    assert len(every) >= 400
    assert len({case.id for case in every}) == len(every)
    assert {case.document for case in every} == {*DOCUMENTS}


OF_VALUES = [name for name, rule in RULES.items() if rule.documents != ("line",)]


@pytest.mark.parametrize("rule", OF_VALUES)
def test_cases_of_a_rule(rule: str) -> None:
    chosen = list(cases(rule=rule))
    assert chosen
    assert all(rule in {finding.rule for finding in case.findings} for case in chosen)


@pytest.mark.parametrize("valid", [True, False])
def test_cases_by_their_verdict(valid: bool) -> None:  # noqa: FBT001 - the argument that is tried
    chosen = list(cases(valid=valid))
    assert chosen
    assert all(case.check().ok is valid for case in chosen[:200])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_cases_of_a_kind(document: str) -> None:
    assert {case.document for case in cases(document=document)} == {document}


@pytest.mark.parametrize("wrong", [{"rule": "no-such-rule"}, {"document": "letter"}])
def test_a_wrong_filter_is_an_error(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no "):
        cases(**wrong)  # type: ignore[arg-type]


def test_a_case_is_itself() -> None:
    first, second = (next(cases(document="image-file")) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
    assert str(first) == first.id
    assert first.file.is_file()
    assert first.check().image is not None
    assert next(cases(document="image")).check().document == "image"


@pytest.mark.parametrize("document", ["template", "match", "payload"])
def test_a_case_checks_what_it_is(document: str) -> None:
    assert next(cases(document=document)).check().document == document


def test_a_case_of_a_request_checks_it_for_its_gateway_beside_its_templates() -> None:
    for case in cases(document="payload"):
        found = Counter((finding.rule, finding.path) for finding in case.check().findings)
        assert found == Counter((finding.rule, finding.path) for finding in case.findings), case


@pytest.mark.alimtalk_cases(rule="unknown-template", document="payload")
def test_the_plugin_gives_requests(alimtalk_case: Case) -> None:
    assert alimtalk_case.templates is not None
    assert not alimtalk_case.valid


def test_a_case_of_a_match_knows_the_variables() -> None:
    for case in cases(document="match"):
        match = match_template(case.value["message"], case.value["template"])
        assert (dict(match.variables) if match.ok else None) == case.variables


def test_an_installed_package_brings_the_suite(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "testing" / "data").mkdir(parents=True)
    monkeypatch.setattr("alimtalk_rules.testing.suite.files", lambda _: tmp_path)
    assert suite_folder() == tmp_path / "testing" / "data"


@pytest.mark.alimtalk_cases(rule="text-too-long")
def test_the_plugin_chooses_cases(alimtalk_case: Case) -> None:
    assert "text-too-long" in {finding.rule for finding in alimtalk_case.check().findings}


def test_the_plugin_gives_the_factories(
    make_alimtalk_message: Callable[..., dict[str, Any]],
    make_alimtalk_button: Callable[..., dict[str, Any]],
    make_alimtalk_image: Callable[..., bytes],
) -> None:
    assert_valid(make_alimtalk_message(buttons=[make_alimtalk_button("DS")]))
    assert_valid(make_alimtalk_image())


def test_the_plugin_gives_every_case_without_a_mark(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        pytest_plugins = ["alimtalk_rules.testing.pytest_plugin"]

        def test_one(alimtalk_case):
            assert alimtalk_case.id
        """
    )
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=len(list(cases())))


def test_nothing_else_imports_pytest_or_hypothesis() -> None:
    program = "import alimtalk_rules.testing, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {"pytest", "hypothesis"}.isdisjoint(run.stdout.split())


# ---------------------------------------------------------------------------- factories


def test_a_message_is_valid() -> None:
    assert check_message(make_message()).findings == ()
    assert make_message(title="안내", text="가") == {"text": "가", "title": "안내"}


@pytest.mark.parametrize("kind", TYPES)
def test_a_button_is_valid(kind: str) -> None:
    assert check_message(make_message(buttons=[make_button(kind)])).findings == ()
    assert make_button(kind, name="다른 이름")["name"] == "다른 이름"


def test_there_is_no_other_button() -> None:
    with pytest.raises(ValueError, match="XX"):
        make_button("XX")


@pytest.mark.parametrize("form", ["jpeg", "png"])
@pytest.mark.parametrize(
    "more", [0, 1, 3, 4, 5, 11, 12, 13, 65_536, 65_537, 65_538, 65_540, 300_000]
)
def test_an_image_is_as_large_as_asked(form: Any, more: int) -> None:
    size = len(make_image(format=form)) + more
    image = make_image(format=form, bytes=size)
    facts = read_image(image)
    assert (facts.format, facts.width, facts.height, facts.bytes) == (form, 800, 400, size)
    assert facts.fault is None


def test_an_image_of_another_size() -> None:
    assert_finds(make_image(width=499, height=250), "image-too-narrow", path="/width")


def test_an_image_cannot_be_smaller_than_it_is() -> None:
    with pytest.raises(ValueError, match="at least"):
        make_image(bytes=100)


# ---------------------------------------------------------------------------- assertions


@pytest.mark.parametrize("document", [make_message(), GOOD, str(GOOD), GOOD.read_bytes()])
def test_what_is_valid(document: Any) -> None:
    assert_valid(document)


def test_a_failure_shows_what_was_found() -> None:
    with pytest.raises(AssertionError, match=r"(?s)no error, but found:.*missing-field at /text"):
        assert_valid({})
    with pytest.raises(AssertionError, match=r"expected text-blank, but found:\nmessage: nothing"):
        assert_finds(make_message(), "text-blank")
    with pytest.raises(AssertionError, match="text-blank at /title, but found"):
        assert_finds({"text": ""}, "text-blank", path="/title")
    with pytest.raises(AssertionError, match="text-blank at the document"):
        assert_finds({"text": ""}, "text-blank", path="")


def test_a_failure_does_not_show_the_text() -> None:
    with pytest.raises(AssertionError) as failure:
        assert_valid(make_message(text="홍길동님 ご注文", title="비밀" * 30))
    assert "홍길동" not in str(failure.value)
    assert "비밀" not in str(failure.value)


def test_what_is_found() -> None:
    assert_finds({"text": ""}, "text-blank")
    assert_finds({"text": ""}, "text-blank", path="/text")
    assert_valid({"text": "#{이름}"}, ignore=["leftover-variable"])


def test_a_rule_must_exist() -> None:
    with pytest.raises(ValueError, match="no-such-rule"):
        assert_finds({}, "no-such-rule")


# ---------------------------------------------------------------------------- strategies


@quick
@given(strategies.messages())
def test_messages_have_no_finding(message: dict[str, Any]) -> None:
    assert check_message(message).findings == ()


@quick
@given(strategies.images())
def test_images_have_no_error(image: bytes) -> None:
    assert check_image(image).ok


@pytest.mark.parametrize("gateway", [None, *GATEWAYS])
def test_payloads_have_no_finding(gateway: str | None) -> None:
    @quick
    @given(strategies.payloads(gateway))
    def check(payload: dict[str, Any]) -> None:
        report = check_payload(payload)
        assert report.findings == ()
        assert gateway in (None, report.gateway)

    check()


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_payloads_have_all_parts_and_buttons(gateway: str) -> None:
    drawn: set[str] = set()

    @settings(quick, max_examples=300)
    @given(strategies.payloads(gateway))
    def draw(payload: dict[str, Any]) -> None:
        for found in messages_in(payload, gateway):
            drawn.update(found.message)
            drawn.update(button["type"] for button in found.message.get("buttons", ()))

    draw()
    kinds = {*TYPES} - ({"BT"} if gateway == "sens" else set())
    assert drawn == {"text", "title", "buttons", *kinds}


@pytest.mark.parametrize("kind", [None, *TYPES])
def test_buttons_have_no_finding(kind: str | None) -> None:
    @quick
    @given(strategies.buttons(kind))
    def check(button: dict[str, Any]) -> None:
        assert kind in (None, button["type"])
        assert check_message(make_message(buttons=[button])).findings == ()

    check()


BREAKABLE = [rule.name for rule in RULES.values() if "message" in rule.documents]


@pytest.mark.parametrize("rule", BREAKABLE)
def test_invalid_messages_find_the_rule(rule: str) -> None:
    @settings(quick, max_examples=30)
    @given(strategies.invalid_messages(rule))
    def check(message: Any) -> None:
        assert_finds(message, rule)

    check()


def test_a_wrong_strategy_is_an_error() -> None:
    with pytest.raises(ValueError, match="no message breaks rule 'image-animated'"):
        strategies.invalid_messages("image-animated")
    with pytest.raises(ValueError, match="there is no rule 'no-such-rule'"):
        strategies.invalid_messages("no-such-rule")
    with pytest.raises(ValueError, match="XX"):
        strategies.buttons("XX")
    with pytest.raises(ValueError, match="one of infobip"):
        strategies.payloads("solapi")


def test_the_combinations_are_all_drawn() -> None:
    drawn = set()

    @settings(quick, max_examples=400)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        drawn.add(check_message(data.draw(strategies.messages())).combination)

    draw()
    assert len(drawn) == 6


# ---------------------------------------------------------------------------- templates


def test_a_template_is_valid(make_alimtalk_template: Callable[..., dict[str, Any]]) -> None:
    template = make_alimtalk_template(buttons=[make_button("DS")])
    assert check_template(template).findings == ()
    assert_valid(template)
    assert_finds(make_template(code="주문"), "bad-template-code", path="/code")
    assert make_template(text="가")["text"] == "가"

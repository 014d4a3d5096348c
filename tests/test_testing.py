"""The fixtures that users take for their own tests are what they promise to be."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import alimtalk_rules as alimtalk
from alimtalk_rules import check_message, testing
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.testing import (
    assert_finds,
    assert_matches,
    assert_valid,
    cases,
    pytest_plugin,
    strategies,
    suite,
)
from alimtalk_rules.testing.factories import (
    make_button,
    make_image,
    make_item_list,
    make_message,
    make_template,
)

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TYPES = {"WL", "AL", "DS", "MD", "BK", "BT"}
WHOLE = TYPES | {"AC", "BC", "BF", "P1", "P2", "P3", "TN"}

# ---------------------------------------------------------------------------- cases


def test_the_whole_suite_is_there() -> None:
    every = list(cases())
    assert len({str(case) for case in every}) == len({*every}) == len(every)
    assert every == list(cases())
    assert {case.document for case in every} == {*suite.DOCUMENTS}


def test_a_case_checks_what_it_is_as_its_findings_say() -> None:
    """The tests of the suite hold the library to all cases; here, some of each kind."""
    for document in suite.DOCUMENTS:
        for case in list(cases(document=document))[:40]:
            report = case.check()
            assert report.document == document.removesuffix("-file"), case
            assert (case.document, report.ok) == (document, case.valid), case
            found = Counter((finding.rule, finding.path) for finding in report.findings)
            assert found == Counter((each.rule, each.path) for each in case.findings), case


def test_cases_by_rule_and_verdict() -> None:
    for rule in ("hanja", "image-animated", "unknown-template"):
        found = [{finding.rule for finding in case.findings} for case in cases(rule=rule)]
        assert found
        assert all(rule in rules for rules in found)
    for valid in (True, False):
        assert {case.valid for case in cases(valid=valid)} == {valid}


def test_an_installed_package_brings_the_suite(monkeypatch: Any, tmp_path: Path) -> None:
    (tmp_path / "testing" / "data").mkdir(parents=True)
    monkeypatch.setattr(suite, "files", lambda _: tmp_path)
    assert suite.suite_folder() == tmp_path / "testing" / "data"


def test_nothing_but_its_own_modules_imports_pytest_or_hypothesis() -> None:
    program = "import alimtalk_rules.testing, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert {b"pytest", b"hypothesis"}.isdisjoint(done.stdout.split())


# ---------------------------------------------------------------------------- the plugin


@pytest.mark.alimtalk_cases(rule="unknown-template", document="payload", valid=False)
def test_the_plugin_chooses_cases(alimtalk_case: testing.Case) -> None:
    assert alimtalk_case.templates is not None
    assert not alimtalk_case.valid


def test_the_plugin_gives_every_case_without_a_mark() -> None:
    drawn: list[Any] = []
    asking: Any = SimpleNamespace(
        fixturenames=["alimtalk_case"],
        definition=SimpleNamespace(get_closest_marker=lambda _: None),
        parametrize=lambda name, values, ids: drawn.extend(values),
    )
    pytest_plugin.pytest_generate_tests(asking)
    assert drawn == list(cases())


def test_the_plugin_gives_the_factories(request: pytest.FixtureRequest) -> None:
    for name in ("message", "template", "button", "image"):
        factory = getattr(testing, f"make_{name}")
        assert request.getfixturevalue(f"make_alimtalk_{name}") is factory


# ---------------------------------------------------------------------------- factories


def test_what_the_factories_make_is_valid_and_can_be_changed() -> None:
    for kind in TYPES:
        message = make_message(buttons=[make_button(kind)])
        assert check_message(message).findings == (), kind
        assert alimtalk.check_template({**make_template(), **message}).findings == (), kind
        assert make_button(kind, name="다른 이름")["name"] == "다른 이름"
    for kind in WHOLE - TYPES:
        message = make_message(buttons=[make_button(kind)], **make_item_list(header="안내"))
        assert check_message(message, profile="kakao").findings == (), kind
    assert alimtalk.check_template(make_template(**make_item_list()), profile="kakao").ok
    assert alimtalk.check_template(make_template()).findings == ()
    assert alimtalk.check_image(make_image()).findings == ()
    assert make_message(title="안내", text="가") == {"text": "가", "title": "안내"}


@pytest.mark.parametrize("form", ["jpeg", "png"])
def test_an_image_is_as_large_as_asked(form: Any) -> None:
    smallest = len(make_image(format=form))
    for more in (0, 1, 3, 4, 19, 20, 21, 64_999, 65_000, 65_003, 65_004, 300_000):
        facts = alimtalk.read_image(make_image(format=form, bytes=smallest + more))
        assert (facts.format, facts.width, facts.height) == (form, 800, 400)
        assert (facts.bytes, facts.fault) == (smallest + more, None)
    with pytest.raises(ValueError, match="at least"):
        make_image(format=form, bytes=smallest - 1)


# ---------------------------------------------------------------------------- assertions

UNTOLD = "비밀"
TITLED = make_message(title=UNTOLD * 12)
REQUEST = {"messages": [{"content": {"text": UNTOLD}}]}
CODED = {"messages": [{"content": {"templateCode": "secret"}}]}
BOOK = alimtalk.TemplateBook([make_template()])
TEMPLATE = make_template()
FILLED = alimtalk.render_template(TEMPLATE, dict.fromkeys(("이름", "운송장번호"), UNTOLD))
ENDINGS = FILLED | {"text": FILLED["text"].replace("\n", "\r\n")}
STRICT = {"fail_on": "warning"}


def test_what_is_valid_is_found_and_matches() -> None:
    good = EXAMPLES / "banner-good.jpg"
    for document in (TITLED, TEMPLATE, good, str(good), alimtalk.ImageFacts(width=800)):
        assert_valid(document)
    assert_finds({"text": ""}, "text-blank")
    assert_finds({"text": ""}, "text-blank", path="/text")
    assert assert_matches(FILLED, TEMPLATE).variables["이름"] == (UNTOLD,)
    assert_matches(ENDINGS, TEMPLATE)
    assert_matches(ENDINGS, TEMPLATE, ignore=["line-endings-differ"], fail_on="warning")


@pytest.mark.parametrize(
    ("documents", "options", "found"),
    [
        pytest.param([{}], {}, "missing-field at /text", id="error"),
        pytest.param([TITLED], STRICT, "title-truncated at /title", id="warning"),
        pytest.param([make_template(code=UNTOLD)], {}, "bad-template-code", id="template"),
        pytest.param([TEMPLATE], {"image": UNTOLD.encode()}, "image-unreadable", id="its image"),
        pytest.param([TEMPLATE], {"samples": {}}, "variable-missing at /text", id="with samples"),
        pytest.param([REQUEST], {}, "missing-field at /messages/0/", id="request"),
        pytest.param([REQUEST], {"gateway": "sens"}, "at /plusFriendId", id="of a gateway"),
        pytest.param([CODED], {"templates": BOOK}, "unknown-template", id="beside templates"),
        pytest.param([EXAMPLES / "banner-bad.png"], {}, "image-too-narrow at /width", id="image"),
        pytest.param([TITLED, TEMPLATE], {}, "title-mismatch at /title", id="match"),
        pytest.param([ENDINGS, TEMPLATE], STRICT, "line-endings-differ", id="match, warning"),
    ],
)
def test_a_failure_shows_what_was_found_and_no_text(
    documents: list[Any], options: dict[str, Any], found: str
) -> None:
    check: Callable[..., object] = assert_valid if len(documents) == 1 else assert_matches
    with pytest.raises(AssertionError, match=f"^expected no error.*:(.*\n)+.*{found}") as failure:
        check(*documents, **options)
    assert not any(word in str(failure.value) for word in (UNTOLD, "secret"))


def test_what_is_not_found() -> None:
    for path, place in ((None, ""), ("/title", " at /title"), ("", " at the document")):
        with pytest.raises(AssertionError, match=f"^expected hanja{place}, but found:\nmessage: "):
            assert_finds(make_message(), "hanja", path=path)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda: assert_finds({}, "no-such-rule"), "no rule is named 'no-such-rule'"),
        (lambda: assert_valid({}, fail_on="note"), "fail_on"),  # type: ignore[arg-type]
        (lambda: assert_matches(REQUEST, TEMPLATE), r"assert_valid\(request, templates=\[...\]\)"),
        (lambda: cases(rule="no-such-rule"), "no rule is named 'no-such-rule'"),
        (lambda: cases(document="letter"), "no case is of the kind 'letter'"),
        (lambda: make_button("XX"), "'XX'"),
        (lambda: strategies.buttons("XX"), "'XX'"),
        (lambda: strategies.payloads("no-such"), "one of infobip"),
        (lambda: strategies.invalid_messages("image-animated"), "no message breaks"),
        (lambda: strategies.invalid_messages("no-such-rule"), "no rule is named"),
    ],
)
def test_a_wrong_argument_is_an_error(wrong: Callable[[], object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        wrong()


def test_only_a_message_matches() -> None:
    with pytest.raises(TypeError, match="a JSON text first"):
        assert_matches("{}", TEMPLATE)


# ---------------------------------------------------------------------------- strategies


@given(st.data())
def test_nothing_is_to_be_found_in_what_is_drawn(data: st.DataObject) -> None:
    assert check_message(data.draw(strategies.messages())).findings == ()
    assert alimtalk.check_template(data.draw(strategies.templates())).findings == ()
    found = alimtalk.check_payload(data.draw(strategies.payloads())).findings
    assert {each.rule for each in found} <= {"template-not-given"}
    assert alimtalk.check_image(data.draw(strategies.images())).ok


@given(strategies.messages(profile="kakao"), strategies.templates(profile="kakao"))
def test_nothing_is_to_be_found_in_what_is_drawn_of_the_whole_set(
    message: Any, template: Any
) -> None:
    assert check_message(message, profile="kakao").findings == ()
    assert alimtalk.check_template(template, profile="kakao").findings == ()


@pytest.mark.parametrize("profile", ["infobip", "kakao"])
def test_pairs_match(profile: str) -> None:
    fixed = strategies.matching_pairs(make_template(), profile=profile)

    @given(strategies.matching_pairs(profile=profile) | fixed)
    def match(pair: tuple[Any, dict[str, str], Any]) -> None:
        template, values, message = pair
        found = alimtalk.match_template(message, template, profile=profile)
        assert found.report.findings == ()
        assert {*found.variables} == {*values}
        assert check_message(message, profile=profile).ok

    match()


def many(
    strategy: st.SearchStrategy[Any], parts_of: Callable[[Any], Iterable[Any]], examples: int = 100
) -> set[Any]:
    """The parts of some examples."""
    parts: set[Any] = set()
    generate = settings(max_examples=examples, phases=[Phase.generate], derandomize=True)
    generate(given(strategy)(lambda example: parts.update(parts_of(example))))()
    return parts


def profile_of(rule: str) -> str:
    """A profile under which messages can break the rule: the default if there it is so."""
    held_to = {case.profile for case in cases(rule=rule, document="message")}
    return "infobip" if None in held_to else "kakao"


def test_invalid_messages_break_their_rules_and_differ() -> None:
    rules = [name for name, rule in alimtalk.RULES.items() if "message" in rule.documents]
    profiles = {rule: profile_of(rule) for rule in rules}
    broken = {
        rule: strategies.invalid_messages(rule, profile=profile)
        for rule, profile in profiles.items()
    }
    rules += ["missing-field"] * 20  # mostly of the text, which more around it would bring
    drawn = st.sampled_from(rules).flatmap(lambda rule: st.tuples(st.just(rule), broken[rule]))

    def broken_by(pair: tuple[str, Any]) -> list[str]:
        assert_finds(pair[1], pair[0], profile=profiles[pair[0]])
        return [str(pair)]

    assert len(many(drawn, broken_by)) > 50


def test_messages_have_all_combinations() -> None:
    assert len(many(strategies.messages(), lambda each: [check_message(each).combination])) == 6


def test_messages_of_the_whole_set_have_all_parts_and_types_of_buttons() -> None:
    sent = {"text", "title", "header", "highlight", "items", "summary"}
    pressed = {"buttons", "quickReplies", "representLink"}
    assert many(strategies.messages(profile="kakao"), dict.keys) == sent | pressed
    five = st.lists(strategies.buttons(profile="kakao"), min_size=5)
    assert many(five, lambda buttons: [button["type"] for button in buttons]) == WHOLE


@pytest.mark.parametrize(
    "gateway",
    [gateway for gateway in GATEWAYS.values() if "buttons" in gateway.parts],
    ids=lambda gateway: gateway.name,
)
def test_payloads_have_all_types_of_buttons(gateway: Any) -> None:
    def types(payload: object) -> Iterable[str]:
        messages = [found.message for found in alimtalk.messages_in(payload, gateway.name)]
        return (button["type"] for each in messages for button in each.get("buttons", ()))

    drawn = many(strategies.payloads(gateway.name), types, 40)
    assert drawn == gateway.button_types.keys() & TYPES

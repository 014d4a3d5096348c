"""What ``mend`` promises of every document: nothing gained, nothing left to do, nothing shown."""

import pickle
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alimtalk_rules import (
    INFOBIP,
    Edit,
    Mended,
    Report,
    match_template,
    mend,
    render_template,
    variables_of,
)
from alimtalk_rules.check import Kind, document_checker
from alimtalk_rules.mending.edits import edited
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.templates.matching import differs
from alimtalk_rules.testing import cases
from alimtalk_rules.testing import strategies as drawn
from alimtalk_rules.testing.suite import Case
from tests import fillings
from tests.payloads import infobip

TEXT = "주문이 완료되었습니다."


@pytest.mark.parametrize(
    ("options", "error", "what"),
    [
        ({"template": {}, "templates": []}, ValueError, "give a template or templates, not both"),
        ({"template": []}, TypeError, "template must be a dict"),
        ({"templates": {}}, TypeError, "templates must be a TemplateBook or a list of templates"),
        ({"templates": [{}]}, ValueError, "template 1: this is no object with a code"),
        ({"kind": "image"}, ValueError, "kind must be one of message, template, payload, or None"),
        ({"kind": "message", "gateway": "sens"}, ValueError, "a gateway is for payloads"),
        ({"gateway": "nobody"}, ValueError, "gateway must be one of"),
        ({"profile": "nobody"}, ValueError, "profile must be one of"),
        ({"ignore": ["nothing"]}, ValueError, "ignore names rules that do not exist: 1"),
        ({"severity": {"nothing": "error"}}, ValueError, "severity names rules that do not exist"),
    ],
)
def test_wrong_options(options: dict[str, Any], error: type[Exception], what: str) -> None:
    with pytest.raises(error, match=what):
        mend({"text": TEXT}, **options)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"text": TEXT}, id="a message that is fine"),
        pytest.param({"text": "あ" * 20}, id="one that nobody can mend"),
        pytest.param({"x": {}, "y": 1}, id="an object of another kind"),
        *([None, 1, "주문\u200b", [], [{"text": "주문\u200b"}]]),
    ],
)
@pytest.mark.parametrize("kind", ["message", "template", "payload", None])
def test_nothing_to_mend(document: Any, kind: Any) -> None:
    found = mend(document, kind=kind, unsafe=True)
    assert found.document is document
    assert found.edits == ()


def test_strange_values_become_plain_ones() -> None:
    class Text(str):
        __slots__ = ()

    class Members(dict[str, Any]):
        pass

    faulty = Members(
        code="draft", text=Text(f"{TEXT}\u200b"), buttons=[Members(type="MD", name=Text("문의"))]
    )
    found = mend(faulty)
    assert found.document == {
        "code": "draft",
        "text": TEXT,
        "buttons": [{"type": "MD", "name": "문의"}],
    }
    assert type(found.document) is dict


def test_neither_reprs_nor_pickles_lose_or_show_anything() -> None:
    found = mend({"code": "draft", "text": f"secret {TEXT}\u200b"})
    assert "secret" not in repr(found)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    assert hash(found) == hash(mend(found.document | {"text": f"hidden {TEXT}\u200b"}))


@pytest.mark.parametrize("profile", ["infobip", "kakao"])
def test_the_profile_of_a_request(profile: str) -> None:
    found = mend(infobip(destinations=[{"to": "+82-10-1234-5678"}]), profile=profile)
    assert found.document == infobip()
    assert found.report.profile == profile


@pytest.mark.parametrize(
    ("document", "mended"),
    [
        pytest.param({"message": TEXT}, {"text": TEXT}, id="another gateway's name"),
        pytest.param({"message": "\u3164"}, None, id="what it names is no better"),
        pytest.param({"a": TEXT}, None, id="no name that is near"),
        pytest.param({"text": TEXT, "Buttons": [{"kind": "WL"}]}, None, id="nor is this"),
    ],
)
def test_names_of_fields_on_request(
    document: dict[str, Any], mended: dict[str, Any] | None
) -> None:
    assert mend(document).document is document
    assert mend(document, unsafe=True).document == (mended or document)


def test_names_and_strings_are_mended_in_turn() -> None:
    """What is proved only with a name that was guessed is not safe."""
    link = "https://shop.example.com"
    right = {"text": TEXT, "buttons": [{"type": "WL", "name": "보기", "urlMobile": link}]}
    button = {"type": "WL", "name": "보기\u200b", "url_mobile": link}
    message = {"text": f"{TEXT}\u200b", "buttons": [button]}
    found = require_sound(message, unsafe=True, template=right)
    assert found.document == right
    assert {(edit.path, edit.safe) for edit in found.edits} == {
        *(("/buttons/0/url_mobile", False), ("/text", False), ("/buttons/0/name", False)),
    }


def test_rules_that_a_profile_does_not_ask_are_asked_of_requests() -> None:
    """As the check of a request asks them by its gateway's own profile."""
    case = next(case for case in CASES if case.id == "payload-solapi/filled-too-long")
    document, options = options_of(case)
    assert "variable-growth" in rules_of(mend(document, **options).report)


# --------------------------------------------------------------------------- every document


def found_in(document: Any, **options: Any) -> Report:
    """What is found in a document that is mended with the options."""
    template = options.pop("template", None)
    if template is not None:
        options["templates"] = [{"code": "", **template}]
    kind, gateway = options.pop("kind", None), options.pop("gateway", None)
    return document_checker(kind, gateway, **options)(document)


def require_sound(
    document: Any, *, unsafe: bool, may_gain: Iterable[str] = (), **options: Any
) -> Mended:
    """Mend a document, and see that all is as it should be, whatever it is."""
    before = repr(document)
    found = mend(document, unsafe=unsafe, **options)
    assert repr(document) == before
    assert found.document == edited(document, found.edits)
    require_apart(found.edits)
    assert found.report == found_in(found.document, **options)
    gained = rules_of(found.report) - rules_of(found_in(document, **options))
    assert {*gained} <= {*may_gain}
    assert not found.edits or mend(found.document, unsafe=unsafe, **options).edits == ()
    assert unsafe or all(edit.safe for edit in found.edits)
    return found


def require_apart(edits: Iterable[Edit]) -> None:
    """See that no two edits touch the same letters, or both stand between the same two."""
    spans = sorted((edit.path, *(edit.span or (-1, -1))) for edit in edits)
    for (path, start, end), (other, begin, stop) in pairwise(spans):
        assert path != other or (end <= begin and (start, end) != (begin, stop))


def rules_of(report: Report) -> Counter[str]:
    return Counter(found.rule for found in report.findings)


OF_THE_TEMPLATE = {"text-decomposed", "carriage-return"}
"""What templates of the cases have in their fixed text, as it was approved: so must messages."""

CASES = [case for case in cases() if case.document in (*get_args(Kind), "match")]


def options_of(case: Case) -> tuple[Any, dict[str, Any]]:
    """The document of a case, and how it is mended."""
    options: dict[str, Any] = {"profile": case.profile or INFOBIP}
    if case.document == "match":
        template = {**case.value["template"]}
        return case.value["message"], options | {"kind": "message", "template": template}
    options |= {"gateway": case.gateway, "templates": case.templates}
    return case.value, options | {"kind": case.document}


SAFE = {
    *("bad-destination", "button-mismatch", "carriage-return-registered", "deprecated-field"),
    *("empty-value", "header-mismatch", "line-endings-differ", "quick-reply-mismatch"),
    *("represent-link-mismatch", "text-mismatch", "url-untidy"),
}
ON_REQUEST = {
    *("bad-destination", "carriage-return", "extra-field", "invisible-character"),
    *("missing-field", "quick-reply-mismatch", "sms-unencodable", "text-decomposed"),
    *("unknown-field", "unprintable-character", "url-not-ascii", "url-untidy"),
    "wrong-variable-mark",
}


def test_every_case_of_the_suite() -> None:
    """But of each kind few for each rule, once that was mended, and few of all others."""
    mended: dict[bool, set[str]] = {True: set(), False: set()}
    seen = Counter[tuple[str, str]]()
    for number, case in enumerate(CASES):
        rules = {each.rule for each in case.findings} & (SAFE | ON_REQUEST)
        wanted = (SAFE - mended[True]) | (ON_REQUEST - mended[False])
        is_known = all(seen[case.gateway or case.document, rule] > 1 for rule in rules)
        if number % 100 and is_known and not rules & wanted:
            continue
        seen.update((case.gateway or case.document, rule) for rule in rules)
        document, options = options_of(case)
        options["may_gain"] = OF_THE_TEMPLATE if case.document == "match" else ()
        edits = require_sound(document, unsafe=True, **options).edits
        for is_safe in {edit.safe for edit in edits}:
            mended[is_safe] |= {edit.rule for edit in edits if edit.safe is is_safe}
            if is_safe:
                require_sound(document, unsafe=False, **options)
    assert mended[True] >= SAFE
    assert mended[False] >= ON_REQUEST


# --------------------------------------------------------------------------- drawn documents

_SPACES = "\u00a0\u3000\u2009\t"
_HIDDEN = "\u200b\ufeff\u2060\u200e\u0007"


def disguised(value: Any, random: Random, name: str = "") -> Any:
    """A document whose strings look the same; what is not compared by its look stays."""
    if isinstance(value, dict):
        return {name: disguised(member, random, name) for name, member in value.items()}
    if isinstance(value, list):
        return [disguised(item, random, name) for item in value]
    if isinstance(value, str) and name not in ("type", "url", "format", "code"):
        return "".join(_disguised(letter, random) for letter in value)
    return value


def _disguised(letter: str, random: Random) -> str:
    if random.random() < 0.8:
        return letter
    if letter == " ":
        return random.choice(_SPACES)
    if letter == "\n":
        return random.choice(("\r\n", "\r", " \n", "\u2028"))
    return unicodedata.normalize("NFD", letter) + random.choice(_HIDDEN) * random.randint(0, 1)


FEW = settings(max_examples=settings.default.max_examples // 3 if settings.default else 5)
"""Documents of all parts take long to draw."""

PROFILES = pytest.mark.parametrize("profile", ["infobip", "kakao"])


@PROFILES
@FEW
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_a_message_that_looks_like_its_template_becomes_equal(
    profile: str, data: st.DataObject, random: Random
) -> None:
    template, _, message = data.draw(drawn.matching_pairs(profile=profile))
    options: Any = {"template": template, "profile": profile}
    may_gain = ["url-not-ascii"]  # of a link with a control character nothing else is said
    found = require_sound(disguised(message, random), unsafe=False, may_gain=may_gain, **options)
    assert match_template(found.document, template, profile=profile).ok
    assert mend(message, **options).document is message


@FEW
@given(data=st.data(), random=st.randoms(use_true_random=False), unsafe=st.booleans())
def test_a_draft_keeps_its_variables(
    data: st.DataObject,
    random: Random,
    unsafe: bool,  # noqa: FBT001 - drawn
) -> None:
    options: Any = {"profile": "kakao", "kind": "template"}
    template = disguised(data.draw(drawn.templates(profile="kakao")), random)
    found = require_sound(template, unsafe=unsafe, **options)
    names = [[each.name for each in variables_of(one)] for one in (template, found.document)]
    assert names[0] == names[1]


@FEW
@given(st.data(), st.randoms(use_true_random=False), st.booleans())
def test_requests(data: st.DataObject, random: Random, unsafe: bool) -> None:  # noqa: FBT001 - drawn
    request = disguised(data.draw(drawn.payloads(data.draw(st.sampled_from([*GATEWAYS])))), random)
    require_sound(request, unsafe=unsafe, kind="payload")


@FEW
@given(fillings.templates(), st.data(), st.booleans())
def test_any_template_and_any_message(
    template: Any,
    data: st.DataObject,
    unsafe: bool,  # noqa: FBT001 - drawn
) -> None:
    """Their strings hold anything, in any parts."""
    values = data.draw(fillings.values_for(template))
    message = disguised(render_template(template, values), data.draw(st.randoms()))
    found = mend(message, template=template, unsafe=unsafe)
    assert found.document == edited(message, found.edits)
    assert mend(found.document, template=template, unsafe=unsafe).edits == ()
    is_equal = not differs(match_template(found.document, template).report.findings)
    assert unsafe or is_equal or not found.edits

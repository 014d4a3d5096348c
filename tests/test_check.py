from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from alimtalk_rules import (
    INFOBIP,
    RULES,
    ImageFacts,
    Limits,
    Report,
    Severity,
    check_image,
    check_message,
    check_template,
    read_image,
)
from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.structure import load_schema
from tests import pictures
from tests.examples import is_where_the_card_says
from tests.values import (
    BUTTONS,
    FACTS,
    ORDINARY,
    TEMPLATE,
    TEMPLATES,
    TEXT,
    EqualToAll,
    HostileDict,
    HostileFloat,
    HostileInt,
    HostileList,
    HostileObject,
    HostileStr,
    RaisingObject,
    images,
    json_values,
    messages,
    nested,
    python_values,
    spoiled_messages,
    spoiled_templates,
    templates,
    with_button,
)

Faults = list[tuple[str, str]]


def places(report: Report) -> Faults:
    return [(found.rule, found.path) for found in report.findings]


def faults(message: object) -> Faults:
    return places(check_message(message))


# --------------------------------------------------------------------------- combinations


@pytest.mark.parametrize(
    ("message", "combination"),
    [
        pytest.param({"text": TEXT, "buttons": []}, "text", id="no buttons"),
        pytest.param({"text": TEXT, "image": {}}, "text+image", id="image without facts"),
        pytest.param({"text": ""}, "text", id="empty text"),
        pytest.param({"text": TEXT, "extra": 5}, "text", id="unknown field"),
        pytest.param({"text": 5}, None, id="rejected text"),
        pytest.param({"text": TEXT, "title": ""}, None, id="rejected title"),
        pytest.param({"text": TEXT, "image": 5}, None, id="rejected image"),
        pytest.param({"text": TEXT, "buttons": 5}, None, id="rejected buttons"),
        pytest.param(
            {f"field{n}": n for n in range(150)} | {"text": TEXT, "buttons": [BUTTONS["MD"]]},
            "text+buttons",
            id="a hundred faults beside them",
        ),
        pytest.param([], None, id="no object"),
    ],
)
def test_combination(message: object, combination: str | None) -> None:
    assert check_message(message).combination == combination
    if isinstance(message, dict):
        assert check_template({"code": 5, "name": "", **message}).combination == combination


@pytest.mark.parametrize("message", ORDINARY.values(), ids=[*ORDINARY])
def test_ordinary_messages_have_no_errors(message: object) -> None:
    assert check_message(message).errors == ()


# --------------------------------------------------------------------------- one mistake


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param(
            {"text": TEXT, "title": "가" * 51}, [("title-too-long", "/title")], id="long title"
        ),
        pytest.param(
            {"text": TEXT, "title": "あ" * 51}, [("title-too-long", "/title")], id="long kana title"
        ),
        pytest.param({"text": TEXT, "title": "\n"}, [("empty-value", "/title")], id="blank title"),
        pytest.param(
            {"text": TEXT, "title": 5, "image": FACTS}, [("wrong-type", "/title")], id="title of 5"
        ),
        pytest.param(
            {"text": TEXT, "title": "제목", "image": 5}, [("wrong-type", "/image")], id="image of 5"
        ),
        pytest.param({}, [("missing-field", "/text")], id="no text"),
        pytest.param({"text": None}, [("wrong-type", "/text")], id="text of null"),
        pytest.param(
            {"buttons": [BUTTONS["DS"]]}, [("missing-field", "/text")], id="no text for a parcel"
        ),
        pytest.param(
            {"text": 5, "buttons": [BUTTONS["DS"]]},
            [("wrong-type", "/text")],
            id="text of 5 for a parcel",
        ),
        pytest.param(
            with_button({"type": "WL", "name": "보기"}),
            [("missing-field", "/buttons/0/urlMobile")],
            id="WL without URL",
        ),
        pytest.param(
            with_button(BUTTONS["WL"] | {"urlMobile": "https://가 나"}),
            [("bad-url", "/buttons/0/urlMobile")],
            id="bad URL that is not ASCII",
        ),
        pytest.param(
            with_button(BUTTONS["WL"] | {"urlMobile": "https://" + "가" * 493}),
            [("link-too-long", "/buttons/0/urlMobile")],
            id="long URL that is not ASCII",
        ),
        pytest.param(
            with_button({"type": "MD", "name": "결제" * 15}),
            [("button-name-too-long", "/buttons/0/name")],
            id="long name with a word of paying",
        ),
        pytest.param(
            with_button({"type": "XX", "name": "결제" * 8, "urlMobile": "a"}),
            [("unknown-button-type", "/buttons/0/type")],
            id="unknown type",
        ),
        pytest.param(
            with_button(
                {"type": "AL", "name": "앱 열기", "schemeAndroid": " ", "schemeIos": "a:b"}
            ),
            [("empty-value", "/buttons/0/schemeAndroid")],
            id="AL with one blank scheme",
        ),
        pytest.param(
            with_button(
                {"type": "AL", "name": "앱 열기", "schemeAndroid": "a:b", "urlMobile": "a.example"}
            ),
            [("bad-url", "/buttons/0/urlMobile")],
            id="AL with a bad URL and a scheme",
        ),
        pytest.param(
            {"text": TEXT, "buttons": [{"type": "MD", "name": 5}] * 2},
            [("wrong-type", "/buttons/0/name"), ("wrong-type", "/buttons/1/name")],
            id="two names of 5 are no duplicates",
        ),
        pytest.param(
            {"text": TEXT, "buttons": [{"type": "XX", "name": "보기"}] * 2},
            [("unknown-button-type", f"/buttons/{index}/type") for index in (0, 1)],
            id="two unknown types are no duplicates",
        ),
        pytest.param({"text": TEXT, "buttons": 5}, [("wrong-type", "/buttons")], id="buttons of 5"),
        pytest.param(
            {"text": TEXT, "buttons": [None]}, [("wrong-type", "/buttons/0")], id="button of null"
        ),
        pytest.param(
            {"text": TEXT, "image": {"width": "800", "height": 401}},
            [("wrong-type", "/image/width")],
            id="width of text and a height that does not fit",
        ),
        pytest.param(
            {"text": TEXT, "image": FACTS | {"bytes": -1}},
            [("wrong-type", "/image/bytes")],
            id="negative bytes",
        ),
        pytest.param(
            {"text": TEXT, "image": FACTS | {"format": "gif"}},
            [("image-format", "/image/format")],
            id="GIF",
        ),
    ],
)
def test_one_mistake_gives_one_finding(message: object, expected: Faults) -> None:
    assert faults(message) == expected


def test_the_rules_read_what_the_structure_left() -> None:
    message = {
        "text": "あ",
        "title": "가" * 24,
        "extra": 5,
        "image": {"width": 499, "height": []},
        "buttons": [5, {"type": "MD", "name": "결제"}, {"type": "XX", "name": "결제"}],
    }
    assert faults(message) == [
        ("title-with-image", ""),
        ("wrong-type", "/buttons/0"),
        ("payment-word-on-button", "/buttons/1/name"),
        ("unknown-button-type", "/buttons/2/type"),
        ("unknown-field", "/extra"),
        ("wrong-type", "/image/height"),
        ("image-too-narrow", "/image/width"),
        ("foreign-letters", "/text"),
        ("title-truncated", "/title"),
    ]


def test_another_fields_fault_does_not_change_a_length() -> None:
    text = "가" * 20_000
    alone = check_message({"text": text}).findings
    (found,) = (one for one in check_message({"text": text, "title": 5}).findings if one in alone)
    assert found.params == {"length": 20_000, "limit": 1000, "over": 19_000}


# --------------------------------------------------------------------------- options


def test_a_rule_is_ignored() -> None:
    message = {"text": "あ", "title": "가" * 24, "extra": 5}
    ignored = check_message(message, ignore={"foreign-letters", "unknown-field"})
    assert places(ignored) == [("title-truncated", "/title")]
    assert ignored.ok


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset, dict.fromkeys])
def test_any_collection_of_rules_is_ignored(kind: Any) -> None:
    assert check_message({}, ignore=kind(["missing-field"])).findings == ()
    assert check_image({}, ignore=kind(["missing-field"])).findings == ()
    assert check_template({}, ignore=kind(["missing-field"])).findings == ()


@pytest.mark.parametrize(
    "message", [5, {}, {"text": "あ" * 2000, "title": 5, "buttons": [5] * 200}, {"image": 5}]
)
def test_nothing_is_left_when_all_rules_are_ignored(message: Any) -> None:
    report = check_message(message, ignore=RULES)
    assert report.ok
    assert report.findings == ()


def test_the_note_about_more_findings_is_ignored_like_any_rule() -> None:
    message = {"text": TEXT, **{f"field{number}": 5 for number in range(150)}}
    report = check_message(message, ignore=["too-many-findings"])
    assert {found.rule for found in report.findings} == {"unknown-field"}


def test_ignored_findings_do_not_hide_later_ones() -> None:
    buttons = [*[{"type": "MD"}] * 200, {"type": "XX"}]
    report = check_message(
        {"text": TEXT, "buttons": buttons}, ignore=["missing-field", "too-many-buttons"]
    )
    assert places(report) == [("unknown-button-type", "/buttons/200/type")]


@pytest.mark.parametrize("check", [check_message, check_image, check_template])
@pytest.mark.parametrize(
    ("ignore", "error"),
    [
        pytest.param(["no-such-rule"], ValueError, id="unknown"),
        pytest.param(["Missing-Field"], ValueError, id="upper case"),
        pytest.param(["missing-field", ""], ValueError, id="empty"),
        pytest.param([5], ValueError, id="no string"),
        pytest.param("missing-field", TypeError, id="str"),
        pytest.param("", TypeError, id="empty str"),
        pytest.param(None, TypeError, id="None"),
        pytest.param(5, TypeError, id="int"),
        pytest.param(iter(["missing-field"]), TypeError, id="iterator"),
    ],
)
def test_a_bad_ignore(check: Any, ignore: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="ignore"):
        check(FACTS, ignore=ignore)


@pytest.mark.parametrize("check", [check_message, check_image, check_template])
@pytest.mark.parametrize(
    ("profile", "error"),
    [
        pytest.param({}, TypeError, id="an object"),
        pytest.param(1000, TypeError, id="a number"),
        pytest.param(Limits(), TypeError, id="limits"),
        pytest.param("nobody", ValueError, id="no profile's name"),
    ],
)
def test_a_bad_profile(check: Any, profile: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="profile"):
        check(FACTS, profile=profile)


@pytest.mark.parametrize("check", [check_message, check_image, check_template])
def test_a_profile_by_its_name(check: Any) -> None:
    assert check(FACTS, profile="infobip") == check(FACTS)


@pytest.mark.parametrize("check", [check_message, check_image])
def test_options_are_keywords(check: Any) -> None:
    with pytest.raises(TypeError, match="positional"):
        check(FACTS, Limits())


@pytest.mark.parametrize(
    ("limits", "message", "expected"),
    [
        pytest.param(Limits(text=5), {"text": "가" * 6}, [("text-too-long", "/text")], id="text"),
        pytest.param(Limits(text=1300), {"text": "가" * 1300}, [], id="longer text"),
        pytest.param(
            Limits(title=5),
            {"text": TEXT, "title": "가" * 6},
            [("title-too-long", "/title")],
            id="title",
        ),
        pytest.param(
            Limits(title_shown=5),
            {"text": TEXT, "title": "가" * 6},
            [("title-truncated", "/title")],
            id="title_shown",
        ),
        pytest.param(
            Limits(buttons=1),
            {"text": TEXT, "buttons": [BUTTONS["MD"], BUTTONS["BK"]]},
            [("too-many-buttons", "/buttons")],
            id="buttons",
        ),
        pytest.param(
            Limits(button_name_registered=3),
            with_button(BUTTONS["MD"]),
            [("button-name-over-14", "/buttons/0/name")],
            id="button_name_registered",
        ),
        pytest.param(
            Limits(image_width=801),
            {"text": TEXT, "image": FACTS},
            [("image-too-narrow", "/image/width")],
            id="image_width",
        ),
        pytest.param(
            Limits(image_bytes=80_000, image_bytes_safe=70_000),
            {"text": TEXT, "image": FACTS},
            [("image-too-large", "/image/bytes")],
            id="image_bytes",
        ),
    ],
)
def test_other_limits(limits: Limits, message: object, expected: Faults) -> None:
    assert places(check_message(message, profile=replace(INFOBIP, limits=limits))) == expected


# --------------------------------------------------------------------------- order and number


def test_indices_are_ordered_as_numbers() -> None:
    report = check_message({"text": TEXT, "buttons": [5] * 12, "title": 5})
    assert places(report) == [
        ("too-many-buttons", "/buttons"),
        *(("wrong-type", f"/buttons/{index}") for index in range(12)),
        ("wrong-type", "/title"),
    ]


def test_findings_at_one_place_are_ordered_by_rule_and_then_by_span() -> None:
    report = check_message({"text": "あ a い b\r é"})
    assert [(found.rule, found.span) for found in report.findings] == [
        ("carriage-return", (7, 8)),
        ("foreign-letters", (0, 1)),
        ("foreign-letters", (4, 5)),
        ("non-english-letter", (9, 10)),
    ]


def test_the_order_of_the_fields_does_not_matter() -> None:
    message = {"text": 5, "b": 1, "title": "", "a": 1, "buttons": [5], "10": 1, "9": 1}
    turned = dict(reversed(message.items()))
    assert check_message(message).findings == check_message(turned).findings


@pytest.mark.parametrize("count", [99, 100, 101, 102, 1_000])
def test_at_most_a_hundred_findings(count: int) -> None:
    report = check_message({"text": TEXT, **{f"field{number}": 5 for number in range(count)}})
    rules = [found.rule for found in report.findings]
    if count <= MOST_FINDINGS:
        assert rules == ["unknown-field"] * count
        return
    assert rules == ["too-many-findings"] + ["unknown-field"] * 100
    note = report.findings[0]
    assert (note.path, note.params, note.severity) == ("", {"limit": 100}, Severity.NOTE)


def test_a_hundred_warnings_do_not_hide_an_error() -> None:
    buttons = [{"type": "MD", "name": f"문의\r{number}"} for number in range(150)]
    message = {"text": TEXT, "buttons": buttons, "image": {"width": 1}}
    report = check_message(message, profile=INFOBIP.with_limits(buttons=150))
    assert not report.ok
    assert [(found.rule, found.path) for found in report.errors] == [
        ("image-too-narrow", "/image/width")
    ]


# --------------------------------------------------------------------------- measured images


@pytest.mark.parametrize(
    ("facts", "alone", "within"),
    [
        pytest.param({}, [], [], id="recommended"),
        pytest.param({"width": 800.0, "height": 400.0, "bytes": 9e4}, [], [], id="integral floats"),
        pytest.param(
            {"width": 1000.0, "height": 500},
            [("image-not-recommended-size", "")],
            [("image-not-recommended-size", "/image")],
            id="another size",
        ),
        pytest.param(
            {"width": 499, "height": 250},
            [("image-not-2-to-1", ""), ("image-too-narrow", "/width")],
            [("image-not-2-to-1", "/image"), ("image-too-narrow", "/image/width")],
            id="499 x 250",
        ),
        pytest.param(
            {"height": 401.0},
            [("image-not-2-to-1", "")],
            [("image-not-2-to-1", "/image")],
            id="401",
        ),
        pytest.param(
            {"bytes": 512_001.0},
            [("image-too-large", "/bytes")],
            [("image-too-large", "/image/bytes")],
            id="512,001 bytes",
        ),
        pytest.param(
            {"bytes": 512_000},
            [("image-size-near-limit", "/bytes")],
            [("image-size-near-limit", "/image/bytes")],
            id="512,000 bytes",
        ),
        pytest.param({"bytes": 500_000}, [], [], id="500,000 bytes"),
        pytest.param(
            {"format": "gif"},
            [("image-format", "/format")],
            [("image-format", "/image/format")],
            id="GIF",
        ),
        pytest.param(
            {"url": "https://예시.한국/"},
            [("url-not-ascii", "/url")],
            [("url-not-ascii", "/image/url")],
            id="Korean URL",
        ),
        pytest.param(
            {"url": "a"}, [("bad-url", "/url")], [("bad-url", "/image/url")], id="bad URL"
        ),
        pytest.param(
            {"url": ""}, [("empty-value", "/url")], [("empty-value", "/image/url")], id="no URL"
        ),
        pytest.param(
            {"extra": 1},
            [("unknown-field", "/extra")],
            [("unknown-field", "/image/extra")],
            id="unknown field",
        ),
    ],
)
def test_facts_alone_and_in_a_message(
    facts: dict[str, object], alone: Faults, within: Faults
) -> None:
    image: Any = FACTS | facts
    assert places(check_image(image)) == alone
    assert faults({"text": TEXT, "image": image}) == within


@pytest.mark.parametrize("field", ["format", "width", "height", "bytes"])
def test_a_fact_that_is_not_known(field: str) -> None:
    image: Any = {name: value for name, value in FACTS.items() if name != field}
    assert places(check_image(image)) == [("missing-field", f"/{field}")]
    assert faults({"text": TEXT, "image": image}) == []


def test_an_images_report_tells_what_was_measured() -> None:
    image: Any = FACTS | {"width": 800.0, "height": "400"}
    report = check_image(image)
    digest = FACTS["sha256"]
    measured = ImageFacts(format="png", width=800, height=None, bytes=90_000, sha256=digest)
    assert report.image == measured
    assert isinstance(report.image.width, int)
    assert (report.document, report.combination) == ("image", None)
    facts = {"format": "png", "width": 800, "bytes": 90_000, "sha256": digest}
    assert report.to_dict()["image"] == facts


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(ImageFacts(), [], id="nothing known"),
        pytest.param(ImageFacts(width=800, height=400), [], id="recommended"),
        pytest.param(
            ImageFacts(width=498, height=249, bytes=512_001, orientation=6, frames=2, format="png"),
            [
                ("image-animated", ""),
                ("image-rotated", ""),
                ("image-too-large", "/bytes"),
                ("image-too-narrow", "/width"),
            ],
            id="much",
        ),
        pytest.param(ImageFacts(fault="unreadable"), [("image-unreadable", "")], id="unreadable"),
        pytest.param(ImageFacts(fault="format"), [("image-format", "/format")], id="format"),
        pytest.param(
            ImageFacts(format="gif", width=800, height=400, name="a.gif"),
            [("image-format", "/format")],
            id="GIF by hand",
        ),
    ],
)
def test_image_facts(facts: ImageFacts, expected: Faults) -> None:
    report = check_image(facts)
    assert places(report) == expected
    assert report.image == facts


@pytest.mark.parametrize("image", [None, 5, 1.5, [], ["a.png"], (), {1}, object(), True])
def test_what_cannot_be_an_image(image: Any) -> None:
    with pytest.raises(TypeError):
        check_image(image)


# --------------------------------------------------------------------------- templates


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=[*TEMPLATES])
def test_ordinary_templates_have_no_errors(template: object) -> None:
    report = check_template(template)
    assert report.errors == ()
    assert (report.document, report.image) == ("template", None)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param({}, [("missing-field", "/code"), ("missing-field", "/text")], id="empty"),
        pytest.param({"code": "a"}, [("missing-field", "/text")], id="no text"),
        pytest.param({"code": "가", "text": TEXT}, [("bad-template-code", "/code")], id="code"),
        pytest.param(TEMPLATE | {"name": " "}, [("empty-value", "/name")], id="blank name"),
        pytest.param(TEMPLATE | {"text": 5}, [("wrong-type", "/text")], id="text of 5"),
        pytest.param(TEMPLATE | {"title": 5}, [("wrong-type", "/title")], id="title of 5"),
        pytest.param(TEMPLATE | {"buttons": 5}, [("wrong-type", "/buttons")], id="buttons of 5"),
        pytest.param(
            TEMPLATE | {"buttons": [5, {"type": "MD", "name": "#{a}"}]},
            [("wrong-type", "/buttons/0"), ("variable-not-allowed", "/buttons/1/name")],
            id="button of 5",
        ),
        pytest.param(
            TEMPLATE | {"buttons": [{"type": "MD", "name": ["#{a}"]}]},
            [("wrong-type", "/buttons/0/name")],
            id="name of a list",
        ),
        pytest.param(
            TEMPLATE | {"buttons": [BUTTONS["WL"] | {"urlPc": "{{a}} #{"}]},
            [("bad-url", "/buttons/0/urlPc")],
            id="bad URL with marks",
        ),
        pytest.param(
            TEMPLATE | {"title": "제목", "image": FACTS}, [("title-with-image", "")], id="both"
        ),
        pytest.param(
            TEMPLATE | {"image": FACTS | {"width": 498, "height": 249}},
            [("image-too-narrow", "/image/width")],
            id="narrow image",
        ),
        pytest.param(
            TEMPLATE | {"image": FACTS | {"sha256": "0"}},
            [("wrong-type", "/image/sha256")],
            id="short sha256",
        ),
    ],
)
def test_one_mistake_in_a_template_gives_one_finding(template: object, expected: Faults) -> None:
    assert places(check_template(template)) == expected


# --------------------------------------------------------------------------- a template's image

PNG = pictures.make_png(800, 400)
NARROW = pictures.make_png(498, 249)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param(PNG, [], id="bytes"),
        pytest.param(bytearray(PNG), [], id="bytearray"),
        pytest.param(io.BytesIO(PNG), [], id="file"),
        pytest.param(ImageFacts(width=800, height=400), [], id="facts"),
        pytest.param(ImageFacts(), [], id="nothing known"),
        pytest.param(NARROW, [("image-too-narrow", "/image/width")], id="narrow"),
        pytest.param(b"", [("image-unreadable", "/image")], id="empty"),
        pytest.param(
            replace(
                ImageFacts(format="png", width=801, height=400, bytes=512_001, name="a.jpg"),
                orientation=6,
                frames=2,
                mode="CMYK",
            ),
            [
                *((f"image-{what}", "/image") for what in ("animated", "color-mode", "extension")),
                *((f"image-{what}", "/image") for what in ("not-2-to-1", "rotated")),
                ("image-too-large", "/image/bytes"),
            ],
            id="much",
        ),
        pytest.param(
            ImageFacts(fault="format", bytes=500_001),
            [("image-size-near-limit", "/image/bytes"), ("image-format", "/image/format")],
            id="another format",
        ),
        pytest.param(
            ImageFacts(fault="too-many-pixels", width=20_000, height=10_000),
            [("image-too-many-pixels", "/image")],
            id="too many pixels",
        ),
        pytest.param(
            ImageFacts(width=1000, height=500),
            [("image-not-recommended-size", "/image")],
            id="another size",
        ),
    ],
)
@pytest.mark.parametrize(
    "own",
    [
        pytest.param({}, id="no facts of its own"),
        pytest.param({"image": {}}, id="an image without facts"),
        pytest.param({"image": FACTS | {"width": 1, "bytes": 600_000}}, id="other facts"),
    ],
)
def test_a_templates_image_is_measured(image: Any, own: dict[str, Any], expected: Faults) -> None:
    report = check_template(TEMPLATE | own, image=image)
    assert places(report) == expected
    assert all(map(is_where_the_card_says, report.findings))
    assert report.combination == "text+image"


def test_a_templates_image_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "banner.jpg"
    file.write_bytes(NARROW)
    for path in (file, str(file)):
        report = check_template(TEMPLATE, image=path)
        assert places(report) == [
            ("image-extension", "/image"),
            ("image-too-narrow", "/image/width"),
        ]
        assert report.image == read_image(file)
    with pytest.raises(FileNotFoundError):
        check_template(TEMPLATE, image=tmp_path / "none.png")


def test_what_was_measured_is_told() -> None:
    report = check_template(TEMPLATE, image=PNG)
    assert report.image == read_image(PNG)
    assert report.to_dict()["image"]["sha256"] == sha256(PNG).hexdigest()
    assert check_template(TEMPLATE | {"image": FACTS}).image is None


def test_an_image_that_is_given_is_the_templates() -> None:
    assert places(check_template(TEMPLATE | {"title": "제목"}, image=PNG)) == [
        ("title-with-image", "")
    ]


def test_the_structure_of_a_templates_own_facts_is_judged_anyway() -> None:
    own = {"url": "https://a.example/가", "width": "800", "extra": 5}
    assert places(check_template(TEMPLATE | {"image": own}, image=PNG)) == [
        ("unknown-field", "/image/extra"),
        ("url-not-ascii", "/image/url"),
        ("wrong-type", "/image/width"),
    ]
    assert places(check_template(TEMPLATE | {"image": 5}, image=PNG)) == [("wrong-type", "/image")]
    assert places(check_template(5, image=NARROW)) == [
        ("wrong-type", ""),
        ("image-too-narrow", "/image/width"),
    ]


def test_the_limits_hold_for_a_templates_image() -> None:
    assert check_template(TEMPLATE, image=NARROW, profile=INFOBIP.with_limits(image_width=498)).ok
    report = check_template(TEMPLATE, image=PNG, profile=INFOBIP.with_limits(image_bytes=100))
    assert [found.rule for found in report.errors] == ["image-too-large"]
    assert check_template(TEMPLATE, image=NARROW, ignore=["image-too-narrow"]).findings == ()


@pytest.mark.parametrize("image", [5, 1.5, [], {}, FACTS, ["a.png"], (), object(), True])
def test_what_cannot_be_a_templates_image(image: Any) -> None:
    with pytest.raises(TypeError):
        check_template(TEMPLATE, image=image)


# --------------------------------------------------------------------------- properties

REPORT = Draft202012Validator(load_schema("report"))
ANYTHING = st.one_of(
    messages(),
    json_values(),
    spoiled_messages(json_values()),
    python_values(),
    spoiled_messages(python_values()),
    templates(),
    spoiled_templates(python_values()),
)
ANY_IMAGE = st.one_of(
    images(),
    st.dictionaries(st.sampled_from((*FACTS, "extra", "")), json_values()),
    st.dictionaries(st.sampled_from((*FACTS, "extra", 5, None)), python_values()),
)


def checkable(document: Any) -> tuple[Any, Any, Any]:
    """What can be checked of ``document``: as a message, as a template, as an image's facts."""
    return document, document, document if isinstance(document, dict) else {}


def reports(document: Any) -> list[Report]:
    message, template, facts = checkable(document)
    return [check_message(message), check_template(template), check_image(facts)]


def snapshot(document: Any) -> object:
    """Which objects stand where in ``document``."""
    if isinstance(document, dict):
        return [(id(name), id(value), snapshot(value)) for name, value in document.items()]
    if isinstance(document, list | tuple):
        return [(id(value), snapshot(value)) for value in document]
    return len(document) if isinstance(document, set) else None


def find(document: Any, tokens: list[str]) -> Any:
    """The value at the JSON Pointer that is split into ``tokens``.

    Raises:
        LookupError: there is none.
    """
    for token in tokens:
        name = token.replace("~1", "/").replace("~0", "~")
        document = document[int(name) if isinstance(document, list) else name]
    return document


def assert_path_resolves(document: Any, path: str, *, missing: bool) -> None:
    tokens = path.split("/")[1:]
    if not missing:
        find(document, tokens)
        return
    holder = find(document, tokens[:-1])
    assert isinstance(holder, dict)
    assert tokens[-1] not in holder


@given(document=ANYTHING | ANY_IMAGE)
def test_checking_never_raises_and_every_path_resolves(document: Any) -> None:
    for checked, report in zip(checkable(document), reports(document), strict=True):
        for found in report.findings:
            assert_path_resolves(checked, found.path, missing=found.rule == "missing-field")
            assert report.document in RULES[found.rule].documents
            assert is_where_the_card_says(found)
            for related in found.related:
                assert_path_resolves(checked, related, missing=False)


@given(document=ANYTHING | ANY_IMAGE)
def test_checking_is_deterministic_and_leaves_the_document_alone(document: Any) -> None:
    before = snapshot(document)
    assert reports(document) == reports(document)
    assert snapshot(document) == before


@given(document=ANYTHING | ANY_IMAGE)
def test_ok_means_no_error(document: Any) -> None:
    for report in reports(document):
        severities = {RULES[found.rule].severity for found in report.findings}
        assert report.ok == (Severity.ERROR not in severities)


@given(document=ANYTHING | ANY_IMAGE, lang=st.sampled_from(("en", "ko")))
def test_a_report_is_json_as_its_schema_says(document: Any, lang: str) -> None:
    for report in reports(document):
        written = json.dumps(report.to_dict(lang), ensure_ascii=False, allow_nan=False)
        assert REPORT.is_valid(json.loads(written.encode("utf-8")))


@given(document=ANYTHING | ANY_IMAGE)
def test_to_ignore_all_leaves_nothing(document: Any) -> None:
    assert check_message(document, ignore=RULES).findings == ()
    assert check_template(document, ignore=RULES).findings == ()


# --------------------------------------------------------------------------- hostile values


def test_hostile_values_are_read_as_what_they_are() -> None:
    message = HostileDict(
        text=HostileStr("あ"),
        title=HostileStr("가" * 24),
        image=HostileDict(width=HostileInt(499), height=HostileFloat(250)),
        buttons=HostileList([HostileDict(type=HostileStr("DS"), name=HostileStr("결제"))]),
    )
    assert faults(message) == [
        ("title-with-image", ""),
        ("delivery-details-missing", "/buttons/0"),
        ("payment-word-on-button", "/buttons/0/name"),
        ("image-not-2-to-1", "/image"),
        ("image-too-narrow", "/image/width"),
        ("foreign-letters", "/text"),
        ("title-truncated", "/title"),
    ]
    assert faults({"text": HostileObject()}) == [("wrong-type", "/text")]


def test_hostile_templates_are_read_as_what_they_are() -> None:
    button = HostileDict(type=HostileStr("MD"), name=HostileStr("#{가}"))
    template = HostileDict(
        code=HostileStr("가"),
        text=HostileStr("#{a} ${b}"),
        image=HostileDict(sha256=HostileStr("0")),
        buttons=HostileList([button]),
    )
    assert places(check_template(template)) == [
        ("variable-not-allowed", "/buttons/0/name"),
        ("bad-template-code", "/code"),
        ("wrong-type", "/image/sha256"),
        ("only-variables", "/text"),
        ("wrong-variable-mark", "/text"),
    ]
    assert places(check_template(HostileObject())) == [("wrong-type", "")]


@pytest.mark.parametrize("make", [RaisingObject, EqualToAll])
def test_hostile_keys_are_unknown_fields(make: type) -> None:
    assert faults({"text": TEXT, make(): TEXT}) == [("unknown-field", "")]


@pytest.mark.parametrize("by", [None, "image"])
def test_a_hundred_thousand_levels(by: str | None) -> None:
    deep = nested(100_000, by=by)  # beyond what any recursion bears
    assert not check_message(deep).ok
    assert not check_message({"text": deep, "title": deep, "buttons": deep, "image": deep}).ok


# --------------------------------------------------------------------------- profiles, thumbnails


@pytest.mark.parametrize(
    ("profile", "found"),
    [
        pytest.param("infobip", ["beyond-profile"], id="by default"),
        pytest.param("kakao", [], id="Kakao's"),
    ],
)
def test_a_report_tells_the_profile(profile: str, found: list[str]) -> None:
    message = {"text": TEXT, "quickReplies": [{"type": "BK", "name": "배송 일정"}]}
    report = check_message(message, profile=profile)
    assert (report.profile, report.to_dict()["profile"]) == (profile, profile)
    assert [each.rule for each in report.findings] == found
    assert check_message({"text": TEXT}, profile=profile).profile == profile
    assert check_image(ImageFacts(), profile=profile).profile == profile


def test_the_further_part_is_not_found_where_too_many_buttons_are_wrong() -> None:
    buttons: list[object] = [5] * 150 + [{"type": "BC", "name": "상담하기"}]
    rules = {found.rule for found in check_message({"text": TEXT, "buttons": buttons}).findings}
    assert "beyond-profile" not in rules
    wrong = {"type": "BF", "name": "상담", "target": 5}  # in the whole set, two faults
    for count in (50, 51, 60):  # and so the whole set reads no more than fifty
        found = check_message({"text": TEXT, "buttons": [wrong] * count}).findings
        assert Counter(each.rule for each in found)["unknown-button-type"] == count


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(108, 108, [], id="the least"),
        pytest.param(107, 107, [("thumbnail-too-narrow", "/width")], id="too narrow"),
        pytest.param(108, 109, [("thumbnail-not-square", "")], id="not square"),
        pytest.param(None, 109, [], id="a height alone"),
        pytest.param(800, 400, [("thumbnail-not-square", "")], id="a large image"),
    ],
)
def test_thumbnails(width: int | None, height: int, expected: list[tuple[str, str]]) -> None:
    facts = ImageFacts(format="png", width=width, height=height, bytes=9_000)
    report = check_image(facts, kind="thumbnail")
    assert [(found.rule, found.path) for found in report.findings] == expected
    assert (report.document, report.image) == ("image", facts)


def test_a_thumbnail_of_measured_facts() -> None:
    facts: Any = {"format": "png", "width": 107, "height": 107, "bytes": 9_000}
    report = check_image(facts, kind="thumbnail")
    assert [found.rule for found in report.findings] == ["thumbnail-too-narrow"]


def test_of_what_is_too_large_for_the_profile_no_more_is_read() -> None:
    smaller = INFOBIP.with_limits(image_bytes=100)
    for report in (
        check_image(PNG, profile=smaller),
        check_template(TEMPLATE, image=PNG, profile=smaller),
    ):
        assert report.image
        assert (report.image.bytes, report.image.sha256) == (len(PNG), None)


def test_a_kind_of_image_that_is_none() -> None:
    kind: Any = "icon"
    with pytest.raises(ValueError, match="kind must be one of image, thumbnail"):
        check_image(ImageFacts(), kind=kind)


# --------------------------------------------------------------------------- samples

SAMPLED: dict[str, Any] = {
    "code": "done",
    "text": "#{이름}님, 주문 #{번호} 완료되었습니다.",
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{번호}"}],
}


def with_samples(template: Any, samples: Any, **options: Any) -> list[tuple[Any, ...]]:
    """The rule, the path, the span and the sample of all that is found."""
    return [
        (found.rule, found.path, found.span, found.params.get("sample"))
        for found in check_template(template, samples=samples, **options).findings
    ]


LINK = "/buttons/0/urlMobile"
FINE = {"이름": "홍길동", "번호": "17"}


@pytest.mark.parametrize(
    ("samples", "found"),
    [
        pytest.param((), [], id="none"),
        pytest.param(FINE, [], id="one"),
        pytest.param([FINE, FINE], [], id="two"),
        pytest.param([FINE, {"이름": "あ", "번호": "17"}],
                     [("foreign-letters", "/text", (0, 5), 2)], id="a value at its variable"),
        pytest.param({"이름": "あ", "번호": "あ"},
                     [("url-not-ascii", LINK, (18, 23), 1), ("foreign-letters", "/text", (0, 5), 1),
                      ("foreign-letters", "/text", (11, 16), 1)], id="two values"),
        pytest.param({"이름": "홍"}, [("variable-missing", "/text", (11, 16), 1)], id="missing"),
        pytest.param({**FINE, "x": ""}, [("variable-unknown", "", None, 1)], id="unknown"),
        pytest.param({"이름": "가" * 990, "번호": "1"}, [("text-too-long", "/text", (19, 25), 1)],
                     id="where it is too long"),
        pytest.param({"이름": "홍길동", "번호": ""},
                     [("variable-empty-value", LINK, (18, 23), 1),
                      ("variable-empty-value", "/text", (11, 16), 1)], id="empty"),
    ],
)  # fmt: skip
def test_what_samples_make_of_a_template(samples: Any, found: list[tuple[Any, ...]]) -> None:
    assert with_samples(SAMPLED, samples) == found


def test_what_the_template_breaks_itself_is_of_no_sample() -> None:
    carriage = {**SAMPLED, "text": "あ #{이름}\r주문 #{번호} 완료", "buttons": []}
    own = with_samples(carriage, ())
    assert [rule for rule, *_ in own] == ["carriage-return-registered", "foreign-letters"]
    assert with_samples(carriage, FINE) == own
    also = with_samples(carriage, {**FINE, "이름": "\r"})
    assert [row for row in also if row not in own] == [
        ("carriage-return", "/text", (2, 7), 1),
        ("value-with-line-break", "/text", (2, 7), 1),
    ]
    late = {"code": "a", "text": "안내\r#{이름}", "title": "あ", "buttons": [5]}
    assert [row for row in with_samples(late, {"이름": "あ"}) if row[3]] == [
        ("foreign-letters", "/text", (3, 8), 1)
    ]
    twice = {"code": "a", "text": "あ #{이름}", "title": "あ"}
    assert with_samples(twice, {"이름": "홍길동"}) == with_samples(twice, ())
    long = {"code": "a", "text": "#{a}" + "가" * 1_000}
    assert with_samples(long, {"a": "나" * 9}) == with_samples(long, ())


def test_the_choices_of_samples() -> None:
    grown = {"이름": "홍" * 30, "번호": "1"}
    row = ("variable-growth", "/text", (0, 5), 1)
    assert with_samples(SAMPLED, grown) == []
    assert with_samples(SAMPLED, grown, profile="kakao") == [row]
    assert with_samples(SAMPLED, grown, profile="kakao", ignore=["variable-growth"]) == []
    report = check_template(SAMPLED, samples={}, severity={"variable-missing": "note"})
    assert [found.severity for found in report.findings] == ["note", "note"]
    unknown = {"이름": "あ", "번호": "1", **{f"x{n}": "" for n in range(150)}}
    of_value = ("foreign-letters", "/text", (0, 5), 1)
    for options in ({"ignore": ["variable-unknown"]}, {"severity": {"variable-unknown": "note"}}):
        assert of_value in with_samples(SAMPLED, unknown, **options)


def test_a_sample_is_told_in_the_sentence() -> None:
    (found,) = check_template(SAMPLED, samples=[FINE, {"이름": "홍"}]).findings
    assert found.message == "With sample 2: A variable of the template has no value."
    assert found.sentence("ko") == "예시 2: 템플릿 변수의 값이 없습니다."
    assert found.params == {"number": 2, "sample": 2}


@pytest.mark.parametrize("template", [None, [], "text", {}, {"text": 5, "buttons": [None]}])
def test_samples_of_what_is_no_template(template: Any) -> None:
    found = {row[:3] for row in with_samples(template, {})}
    assert found == {row[:3] for row in with_samples(template, ())}


@pytest.mark.parametrize(
    "samples",
    [None, "text", 5, [5], [[("a", "")]], {"이름": 5}, [{5: ""}], iter([FINE])],
    ids=lambda samples: type(samples).__name__,
)
def test_what_are_no_samples(samples: Any) -> None:
    with pytest.raises(TypeError, match=r"^samples must be|^a (name of values|value) must be"):
        check_template(SAMPLED, samples=samples)


def test_many_samples_make_a_bounded_report() -> None:
    samples = [{"이름": "あ", "번호": "1", f"x{n}": ""} for n in range(300)]
    assert len(check_template(SAMPLED, samples=samples).findings) == 2

"""A campaign in numbers, and a sample of each rule."""

import pytest

from alimtalk_rules import check_message, check_payload
from alimtalk_rules.preview.campaign import Broken, Outcome, sample_of
from alimtalk_rules.preview.views import Look
from tests.payloads import infobip

TWICE = {"text": "\u200b홍길동\u200d", "title": "가" * 30}


@pytest.mark.parametrize(
    ("outcome", "count", "percent"),
    [
        (Outcome(1, 1, 2), 1, "25.0%"),
        (Outcome(99999, 1, 0), 1, "<0.1%"),
        (Outcome(99999, 1, 0), 99999, ">99.9%"),
        (Outcome(5, 0, 0), 5, "100.0%"),
        (Outcome(5, 0, 0), 0, "0.0%"),
        (Outcome(0, 0, 0), 0, "0.0%"),
    ],
)
def test_percent(outcome: Outcome, count: int, percent: str) -> None:
    assert outcome.percent(count) == percent


def test_a_sample_shows_its_rule_alone() -> None:
    broken = Broken("invisible-character", 9, 5, "a:1", TWICE, check_message(TWICE))
    sample = sample_of(broken, Look(is_masked=True))
    assert sample
    assert [(each.number, each.place) for each in sample.noted] == [(1, "text")]
    assert sample.bubble
    pieces = sample.bubble.text.pieces
    assert [piece.text for piece in pieces] == ["U+200B", "●●●", "U+200D"]
    assert [[each.number for each in piece.noted] for piece in pieces] == [[1], [], [2]]
    assert sample.bubble.title
    assert not any(piece.severity for piece in sample.bubble.title.pieces)


def test_the_sample_of_a_request_is_the_message_in_which_it_is() -> None:
    message = infobip()["messages"][0]
    second = infobip({"text": ""})["messages"][0]
    request = {"messages": [message, second]}
    broken = Broken("text-blank", 1, 1, "a:1", request, check_payload(request))
    sample = sample_of(broken, Look())
    assert sample
    assert sample.bubble
    assert sample.bubble.count.length == 0


def test_what_is_around_messages_has_no_bubble() -> None:
    request = infobip() | {"options": {"schedule": {"sendAt": "x"}}}
    broken = Broken("bad-send-time", 1, 1, "a:1", request, check_payload(request))
    sample = sample_of(broken, Look())
    assert sample
    assert sample.bubble is None
    assert [each.place for each in sample.noted] == ["time of sending"]


def test_a_line_that_cannot_be_read_has_no_sample() -> None:
    broken = Broken("not-json", 2, 2, "a:1")
    assert sample_of(broken, Look()) is None
    assert broken.rule.name == "not-json"

"""The benchmarks: their messages are what they are said to be, and the command runs."""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean

import pytest
from alimtalk_rules.gate import fine_combination

from alimtalk_rules import INFOBIP, check_message
from alimtalk_rules.rules.combination import COMBINATIONS
from benchmarks.__main__ import main
from benchmarks.comparisons import Target
from benchmarks.corpus import TYPES, WAYS, Sample, corpus
from benchmarks.peers import STRUCTURE, plain_stack
from benchmarks.scaling import Curve


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return corpus()


@pytest.fixture(scope="module")
def valid(samples: list[Sample]) -> list[Sample]:
    return [sample for sample in samples if sample.way is None]


def test_ten_thousand_of_which_a_twentieth_is_invalid(samples: list[Sample]) -> None:
    ways = Counter(sample.way for sample in samples)
    assert ways.pop(None) == 9_500
    assert len(WAYS) >= 20
    assert ways.keys() == WAYS.keys()
    assert ways.total() == 500
    assert max(ways.values()) - min(ways.values()) <= 1


def test_they_are_the_same_each_time_and_in_no_order(samples: list[Sample]) -> None:
    assert corpus() == samples
    first = Counter(sample.way is None for sample in samples[:1_000])
    assert 20 < first[False] < 80


def test_nothing_is_to_be_found_in_the_valid_ones(valid: list[Sample]) -> None:
    for sample in valid:
        assert check_message(sample.message).findings == ()
        assert fine_combination(sample.message, INFOBIP) is not None


def test_each_way_to_spoil_a_message_gives_an_error() -> None:
    for sample in corpus(1_000, invalid=1):
        assert not check_message(sample.message).ok, sample.way


def test_texts_and_buttons_are_as_many_as_they_are_said_to_be(valid: list[Sample]) -> None:
    texts = [sample.message["text"] for sample in valid]
    buttons = [sample.message.get("buttons", []) for sample in valid]
    assert min(map(len, texts)) >= 80
    assert max(map(len, texts)) <= 1_000
    assert 310 < mean(map(len, texts)) < 350
    assert {len(each) for each in buttons} == set(range(6))
    assert 1.4 < mean(map(len, buttons)) < 1.6
    assert {button["type"] for each in buttons for button in each} == set(TYPES)
    assert {check_message(sample.message).combination for sample in valid} == set(COMBINATIONS)


@pytest.mark.parametrize(
    ("kind", "pattern", "least"),
    [
        pytest.param("Korean", "[가-힣].*[가-힣]", 6_000, id="Korean"),
        pytest.param("English", "[ -~\n]+", 1_500, id="English"),
        pytest.param("mixed", "(?=.*[가-힣])(?=.*[a-z]{3})", 1_500, id="mixed"),
        pytest.param("emoji", "[\U0001f300-\U0001faff]", 1_500, id="emoji"),
        pytest.param("VS16", "\ufe0f", 1_500, id="VS16"),
    ],
)
def test_texts_of_every_kind(valid: list[Sample], kind: str, pattern: str, least: int) -> None:
    matches = re.compile(pattern, re.DOTALL)
    find = matches.fullmatch if kind == "English" else matches.search
    assert sum(find(sample.message["text"]) is not None for sample in valid) >= least


@pytest.mark.parametrize("name", STRUCTURE)
def test_the_other_validators_agree_with_the_schema(name: str) -> None:
    is_valid = STRUCTURE["jsonschema is_valid"]
    for sample in corpus(500, invalid=0.5):
        assert STRUCTURE[name](sample.message) == is_valid(sample.message), sample.way


def test_the_plain_stack_finds_what_it_can() -> None:
    found = {sample.way: len(plain_stack(sample.message)) for sample in corpus(100, invalid=1)}
    assert {way for way, count in found.items() if not count} == {
        "a blank text",
        "a control character",
        "a title beside an image",
        "an app link with one link",
        "an image too narrow",
        "an image with a wrong shape",
    }


@pytest.mark.parametrize(
    ("target", "ours", "is_met"),
    [
        pytest.param(Target("faster", 40), 1.0, True, id="40 times as fast"),
        pytest.param(Target("faster", 40), 1.1, False, id="36 times as fast"),
        pytest.param(Target("time", 1.1), 44.0, True, id="1.1 times the time"),
        pytest.param(Target("time", 1.1), 45.0, False, id="1.125 times the time"),
    ],
)
def test_targets(target: Target, ours: float, *, is_met: bool) -> None:
    assert target.is_met(ours, 40.0) is is_met


@pytest.mark.parametrize(
    ("power", "is_linear"),
    [pytest.param(1, True, id="linear"), pytest.param(2, False, id="quadratic")],
)
def test_curves(power: int, *, is_linear: bool) -> None:
    sizes = [1000 << step for step in range(5)]
    curve = Curve("", sizes, [0.002 * (size / 1000) ** power for size in sizes])
    assert curve.exponent == pytest.approx(power)
    assert curve.is_linear is is_linear


def test_the_command_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--messages", "20", "--rounds", "1", "--start", "2000", "--doublings", "2"])
    printed = capsys.readouterr().out
    assert code in {0, 1}  # so few say nothing about time
    assert printed.count("yes\n") + printed.count("MISSED\n") == 13
    assert printed.lower().count("linear\n") == 15

"""The targets of guided fuzzing, on their own seeds; and that they see what they look for."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from alimtalk_rules import ImageFacts, Match, Report
from alimtalk_rules.report import finding
from alimtalk_rules.rules.rule import Param
from tests.fuzz import targets
from tests.fuzz.differential import KINDS, DisagreementError
from tests.fuzz.targets import TARGETS, check_json, check_match, check_picture, fits
from tests.pictures import make_jpeg, make_png

DIFFERENCE: Mapping[str, Param] = {
    "expected": "END",
    "found": "END",
    "index": 1,
    "line": 1,
    "column": 1,
}


MOST_SEEDS = 25
"""Seeds that are tried here; all of them take minutes, and guided fuzzing begins with them."""


def flipped(data: bytes, most: int) -> bytes:
    """What libFuzzer might do."""
    at = most % (len(data) + 1)
    return data[:at] + b"\x00" + data[at + 1 :]


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_their_changes_pass(name: str) -> None:
    target, random = TARGETS[name], Random(1)
    all_seeds = sorted(target.seeds())
    assert len(all_seeds) > 20
    seeds = {*random.sample(all_seeds, min(len(all_seeds), MOST_SEEDS))}
    changed = {target.change(seed, random, flipped) for seed in seeds for _ in range(3)}
    assert len(changed - seeds) > len(seeds) // 2
    for data in seeds | changed:
        target.check(data)


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff" * 99, b"[" * 99_999], ids=range(4))
def test_any_bytes_pass(name: str, data: bytes) -> None:
    TARGETS[name].check(data)
    assert isinstance(TARGETS[name].change(data, Random(1), flipped), bytes)


@pytest.mark.parametrize(
    ("template", "string", "expected"),
    [
        ("", "", True),
        ("a", "", False),
        ("#{x}", "", True),
        ("a#{x}b#{y}c", "abc", True),
        ("a#{x}b#{y}c", "a1b2c", True),
        ("a#{x}b#{y}c", "acb", False),
        ("#{x}#{y}a", "aba", True),
        ("#{x}aab", "aaab", True),
        ("a\n#{x}", "a\r\nb", True),
        ("a\r#{x}", "a\nb", True),
        ("#{x", "#{x", True),
        ("#{x", "b", False),
    ],
)
def test_the_simple_matcher(template: str, string: str, *, expected: bool) -> None:
    assert fits(template, string) is expected


# --------------------------------------------------------------------------- they can fail


def test_json_that_the_gate_accepts_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    lenient = KINDS["message"]._replace(accepts=lambda *_: True)
    monkeypatch.setitem(KINDS, "message", lenient)
    with pytest.raises(DisagreementError):
        check_json(b'{"text": 5}')


@pytest.mark.parametrize(
    ("data", "height"),
    [
        pytest.param(make_png(), 9, id="another height"),
        pytest.param(make_jpeg()[:-200], 8, id="cut off"),
        pytest.param(b"GIF89a", 8, id="no image"),
    ],
)
def test_a_picture_of_which_pillow_thinks_otherwise(
    data: bytes, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = ImageFacts(width=16, height=height, sha256="0" * 64)
    monkeypatch.setattr(targets, "read_image", lambda _: facts)
    with pytest.raises((DisagreementError, OSError)):
        check_picture(data)


@pytest.mark.parametrize(
    ("match", "sent"),
    [
        pytest.param(Match(Report("match"), ("a",), ("1",)), "y1", id="yes to another text"),
        pytest.param(Match(Report("match"), ("a",), ("2",)), "x1", id="another value"),
        pytest.param(
            Match(Report("match", (finding("text-mismatch", "/text", DIFFERENCE, span=(0, 1)),))),
            "x1",
            id="no to what fits",
        ),
        pytest.param(
            Match(Report("match", (finding("text-mismatch", "/text", DIFFERENCE, span=(1, 3)),))),
            "y1",
            id="a span that is too long",
        ),
    ],
)
def test_a_match_that_is_told_wrongly(
    match: Match, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_match(f"x#{{a}}\x1e{sent}".encode())
    monkeypatch.setattr(targets, "match_template", lambda *_: match)
    with pytest.raises(DisagreementError):
        check_match(f"x#{{a}}\x1e{sent}".encode())

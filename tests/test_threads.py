"""Threads that share everything find what one alone finds."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, cast

import pytest

from alimtalk_rules import (
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    check_template,
    count_characters,
    match_template,
    variables_of,
)
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules.characters import pattern
from alimtalk_rules.structure.acceptor import accepted_of
from alimtalk_rules.structure.pieces import pieces_of
from alimtalk_rules.structure.schemas import load_schema
from alimtalk_rules.testing import cases, make_template
from tests.fuzz.mutants import mutant

THREADS = 8
BOOK = TemplateBook([make_template(), make_template(code="other", text="#{a}님, #{b}")])
Call = Callable[[], object]
CHECKS: dict[str, Callable[[Any], object]] = {
    "message": check_message,
    "template": check_template,
    "image": lambda facts: check_image(cast("Any", facts)) if isinstance(facts, dict) else None,
    **{name: partial(check_payload, gateway=name, templates=BOOK) for name in GATEWAYS},
}


def corpus() -> Iterator[Call]:
    """Calls that give the same result each time: mutants, the suite's images and matches."""
    for number in range(120):
        kind, document = mutant(31, number)
        yield partial(CHECKS[kind], document)
        if kind == "message":
            yield partial(codes_closest_to, document)
    for case in cases(document="image-file"):
        yield partial(check_image, case.file.read_bytes())
    for case in cases(document="match"):
        yield partial(match_template, case.value["message"], case.value["template"])
        yield partial(variables_of, case.value["template"])
        yield partial(count_characters, str(case.value["message"]))


def codes_closest_to(message: object) -> list[str]:
    return [found.code for found in BOOK.closest(message)]


def forget_what_was_built() -> None:
    for built in (load_schema, accepted_of, pieces_of, pattern):
        built.cache_clear()


@pytest.fixture
def many_switches() -> Iterator[None]:
    """Threads take turns a hundred times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 100)
    yield
    sys.setswitchinterval(usual)


def in_turn(calls: list[Call], start: threading.Barrier, first: int) -> list[object]:
    """All results in the order of the calls, which begin with another one in each thread."""
    start.wait()
    turned = [call() for call in (*calls[first:], *calls[:first])]
    return [*turned[len(calls) - first :], *turned[: len(calls) - first]]


def unlike(calls: list[Call]) -> list[int]:
    """The threads in which a call has another result than alone."""
    alone = [call() for call in calls]
    forget_what_was_built()
    start = threading.Barrier(THREADS)
    firsts = [number * len(calls) // THREADS for number in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        results = pool.map(partial(in_turn, calls, start), firsts)
        return [number for number, found in enumerate(results) if found != alone]


@pytest.mark.usefixtures("many_switches")
def test_eight_threads_find_what_one_finds() -> None:
    assert unlike([*corpus()]) == []


def test_what_threads_share_is_seen() -> None:
    count = itertools.count()
    assert unlike([lambda: next(count)] * 99) == [*range(THREADS)]

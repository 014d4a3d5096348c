"""Checks mutants of documents in several ways that must agree; whatever differs is a fault.

    python -m tests.fuzz.differential --seed 1 --mutants 200000
    python -m tests.fuzz.differential --seed 1 --first 4711 --mutants 1   # replays one

Of each mutant it is known what ``jsonschema`` says of the whole document. The acceptor must not
say yes to what the judge refuses; the judge must find a fault at just the places that are wrong;
and the report must be well-formed, point into the document, and not repeat its text. A mutant that
fails is shown as a Python literal, made as small as it goes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

import jsonschema_rs

from alimtalk_rules import (
    INFOBIP,
    KAKAO,
    RULES,
    Finding,
    Limits,
    Report,
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    check_template,
)
from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.profiles import Profile
from alimtalk_rules.structure import acceptor_of, load_schema
from alimtalk_rules.structure.beyond import told_once
from alimtalk_rules.structure.judge import judged
from alimtalk_rules.structure.openings import Opened, Opening
from alimtalk_rules.testing import make_button, make_template
from tests.fuzz.mutants import MARKER, Place, mutant, places
from tests.fuzz.oracle import Fault, faults
from tests.values import leaks

OTHER_LIMITS: Final = Limits(
    text=90, title=24, buttons=3, button_name=15, link=41, chat_value=6, template_name=5
)

_well_formed = jsonschema_rs.validator_for(load_schema("report")).is_valid


class Kind(NamedTuple):
    """What there is for a kind of document; the acceptor and the judge are given it opened."""

    accepts: Callable[[object, Limits], bool]
    judge: Callable[[object, Limits], tuple[Any, list[Finding]]]
    check: Callable[..., Report]
    schema: str
    profile: Profile
    openings: tuple[Opening, ...]


_BOOK: Final = TemplateBook(
    [make_template(code="a", text="#{x}\n#{y}", title="제목 #{z}", buttons=[make_button()])]
)


def _kind(
    schema: str,
    check: Callable[..., Report],
    places: Callable[[str], str | None],
    profile: Profile = INFOBIP,
    openings: tuple[Opening, ...] = (),
) -> Kind:
    return Kind(
        lambda document, limits: acceptor_of(schema, limits, openings)(document),
        lambda document, limits: judged(document, schema, limits, places=places, openings=openings),
        check,
        schema,
        profile,
        openings,
    )


def _of_gateway(gateway: Gateway) -> Kind:
    check = partial(check_payload, gateway=gateway.name, templates=_BOOK)
    return _kind(gateway.schema, check, gateway.places.get, gateway.profile, gateway.openings)


KINDS: Final = {
    "message": _kind("message", check_message, str),
    "template": _kind("template", check_template, str),
    "image": _kind("image", check_image, "/image{}".format),
    **{name: _of_gateway(gateway) for name, gateway in GATEWAYS.items()},
}


class DisagreementError(Exception):
    """Two ways of checking a document do not agree."""


class Tally:
    """What was seen: a fuzz that meets no fault, or nothing but faults, tests nothing."""

    def __init__(self) -> None:
        self.mutants = self.accepted = self.fine = self.valid = 0
        self.rules = Counter[str]()


def check(kind: str, document: object, limits: Limits, tally: Tally) -> None:
    """Check a document in all ways.

    Raises:
        DisagreementError: they do not agree. Whatever else is raised is a fault, too.
    """
    tally.mutants += 1
    opened = Opened(document, KINDS[kind].openings)
    accepted = KINDS[kind].accepts(opened.document, limits)
    read, found = KINDS[kind].judge(opened.document, limits)
    if accepted and (found or (kind not in GATEWAYS and read != document)):
        raise DisagreementError("the acceptor accepts what the judge does not")
    if accepted and kind not in GATEWAYS and not _is_plain(document):
        raise DisagreementError("the acceptor accepts what may not be what it seems")
    _compare(found, faults(KINDS[kind].schema, opened.document, limits, KINDS[kind].openings))
    tally.accepted += accepted
    tally.valid += not found
    if kind != "image" or isinstance(document, dict):
        report = KINDS[kind].check(document, profile=replace(KINDS[kind].profile, limits=limits))
        if kind in ("message", "template"):
            found = [*told_once(document, found, KAKAO, f"kakao/{kind}")]
        told = {(each.rule, each.path) for each in report.findings}
        lost = {(each.rule, opened.sent(each.path)) for each in found} - told
        if lost and not _has_more(report):
            raise DisagreementError("the report leaves out what the judge finds")
        tally.fine += not report.findings
        check_report(report, "en" if tally.mutants % 2 else "ko")
        for each in report.findings:
            check_place(each, document)
            tally.rules[each.rule] += 1


def _is_plain(value: Any) -> bool:
    """True if rules can read it without any code of its own being run."""
    if type(value) is dict:
        return all(type(name) is str and _is_plain(member) for name, member in value.items())
    if type(value) is list:
        return all(map(_is_plain, value))
    return type(value) in (str, int)


def _has_more(report: Report) -> bool:
    return any(found.rule == "too-many-findings" for found in report.findings)


_HOW: Final = {
    "missing-field": "missing",
    "unknown-field": "unknown",
    "extra-field": "unknown",
}


def _compare(found: list[Finding], expected: set[Fault]) -> None:
    told = [fault for each in found for fault in _told_by(each, expected)]
    if len(told) != len(set(told)):
        raise DisagreementError("the judge tells a fault twice")
    every = {*told} | (_misspelt(found) & expected)
    unlike = every - expected if len(every) > MOST_FINDINGS else every ^ expected
    if unlike:
        raise DisagreementError(f"the judge tells {unlike} otherwise than jsonschema")


def _told_by(found: Finding, expected: set[Fault]) -> Iterator[Fault]:
    """The faults that a finding tells."""
    if found.rule == "null-field" and Fault("unknown", found.path) in expected:
        yield Fault("unknown", found.path)
        return
    yield Fault(_HOW.get(found.rule, "wrong"), found.path)
    related = {Fault("unknown", path) for path in found.related}
    yield from related & expected  # of a button without a type, any field may be known


def _misspelt(found: list[Finding]) -> set[Fault]:
    """The missing fields for which other names seem to stand, maybe several for one."""
    return {
        Fault("missing", f"{each.path.rpartition('/')[0]}/{each.params['nearest']}")
        for each in found
        if each.rule == "unknown-field" and "nearest" in each.params
    }


def check_report(report: Report, lang: str) -> None:
    """The report is well-formed, and does not repeat the document's text."""
    told = report.to_dict(lang)
    shown = json.dumps(told, ensure_ascii=False, allow_nan=False)
    shown.encode("utf-8")
    if not _well_formed(told):
        raise DisagreementError("the report is not as its schema says")
    if leaks(f"{shown}{report}{report!r}", MARKER):
        raise DisagreementError("the report repeats the document's text")


_OF_WHAT_IS_MISSING: Final = frozenset({"nothing-to-send", "variable-missing"})


def check_place(found: Finding, document: object) -> None:
    """A finding's path leads to a value, or to where one is missing; its span, into a string."""
    there = _at(document, found.path)
    if found.rule == "missing-field":
        is_there = not all(map(_is_nothing, there))
        holder, _, name = found.path.rpartition("/")
        may_lack_holder = name in ("templateId", "pfId")  # of Solapi
        if is_there or not (may_lack_holder or _at(document, holder)):
            raise DisagreementError("a field is said to be missing that is not")
        return
    may_lack = (
        "match" in RULES[found.rule].documents  # what the template has
        or found.rule in _OF_WHAT_IS_MISSING
    )
    if not there and not may_lack:
        raise DisagreementError("a path leads nowhere")
    if found.span is None or not there:
        return
    start, end = found.span
    if not 0 <= start <= end <= len(there[0]) or (start == end and not may_lack):
        raise DisagreementError("a span does not lie in its string")


def _is_nothing(value: object) -> bool:
    """True if it is as good as absent, for some gateways."""
    if isinstance(value, dict):
        return all(map(_is_nothing, value.values()))
    return value in (None, "")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _at(document: object, path: str) -> list[Any]:
    """The value to which a JSON Pointer leads, also within JSON in a string, if there is one."""
    found = [document]
    for step in path.split("/")[1:]:
        (value,) = found
        if isinstance(value, str):  # in which there may be JSON
            value = _parsed(value)
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdecimal():
            found = value[int(name) :][:1]
        else:
            found = [value[name]] if isinstance(value, dict) and name in value else []
        if not found:
            break
    return found


# --------------------------------------------------------------------------- what fails


def failure(kind: str, document: object, limits: Limits, tally: Tally) -> str:
    """What is wrong with a document; an empty string if nothing is."""
    try:
        check(kind, document, limits, tally)
    except Exception as error:  # noqa: BLE001 - checking must not raise, whatever it raises
        return f"{type(error).__name__}: {error}"
    return ""


def smallest(document: Any, fails: Callable[[Any], bool]) -> Any:
    """The document with all left out that is not needed for it to fail."""
    smaller: Any = document
    while smaller is not None:
        document = smaller
        smaller = next(filter(fails, _smaller(document)), None)
    return document


def _smaller(document: Any) -> Iterator[Any]:
    for index, place in enumerate(places(document)):
        yield _changed(document, index, lambda found: found.holder.__delitem__(found.name))
        if isinstance(place.value, str) and len(place.value) > 1:
            middle = len(place.value) // 2
            for half in (place.value[:middle], place.value[middle:]):
                yield _changed(document, index, partial(Place.put, value=half))


def _changed(document: Any, index: int, change: Callable[[Place], None]) -> Any:
    document = deepcopy(document)
    change(next(islice(places(document), index, None)))
    return document


# --------------------------------------------------------------------------- many


class Failure(NamedTuple):
    """A mutant that fails."""

    number: int
    kind: str
    limits: Limits
    complaint: str
    document: Any


def run(seed: int, numbers: range, tally: Tally) -> Iterator[Failure]:
    """Check the mutants of those numbers; every fifth of them with other limits."""
    for number in numbers:
        kind, document = mutant(seed, number)
        limits = INFOBIP.limits if number % 5 else OTHER_LIMITS
        if complaint := failure(kind, document, limits, tally):
            fails = partial(_fails, kind, limits)
            yield Failure(number, kind, limits, complaint, smallest(document, fails))


def _fails(kind: str, limits: Limits, document: object) -> bool:
    return failure(kind, document, limits, Tally()) != ""


MOST_FAILURES: Final = 10


def main() -> int:
    """Run from the command line; 0 if no mutant fails."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--mutants", type=int, default=200_000)
    options = parser.parse_args()
    tally, start = Tally(), time.perf_counter()
    numbers = range(options.first, options.first + options.mutants)
    failures = [*islice(run(options.seed, numbers, tally), MOST_FAILURES)]
    for failed in failures:
        replay = f"--seed {options.seed} --first {failed.number} --mutants 1"
        print(  # noqa: T201
            f"{failed.kind}, {failed.limits}, {replay}: {failed.complaint}\n  {failed.document!r}"
        )
    seconds = time.perf_counter() - start
    print(  # noqa: T201
        f"{tally.mutants:,} mutants in {seconds:.0f} s: {tally.accepted:,} accepted at once, "
        f"{tally.fine:,} fine, {tally.valid:,} of right structure, {len(tally.rules)} rules met, "
        f"{len(failures)} failures"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

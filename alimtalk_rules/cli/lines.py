"""JSON Lines on the command line: what is shown of a line's report."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import Any

from alimtalk_rules.cli.places import Spot
from alimtalk_rules.cli.reading import Batch
from alimtalk_rules.cli.rejects import Rejects
from alimtalk_rules.cli.screen import Checked, spot_of
from alimtalk_rules.lines import LineReport
from alimtalk_rules.reading import Place, ReadError, decode, not_utf_8


def shown_lines(
    reports: Iterable[LineReport | ReadError],
    file: str,
    *,
    with_places: bool,
    rejects: Rejects | None,
) -> Generator[Checked | ReadError, None, None]:
    """Each line's document, or why there is none; what is refused is also written to ``rejects``.

    A line that cannot be read and whose rule is ignored is passed over. ``with_places`` says
    whether columns are wanted: to look for them takes longer than to check a line.
    """
    for each in reports:
        if isinstance(each, ReadError):
            yield each
            continue
        if rejects:
            rejects.add(file, each)
        if each.report.document != "line":
            places = _places(each) if with_places and each.report.findings else {}
            yield Checked(each.report, line=each.line, places=places)
        elif each.report.findings:
            yield _problem(each)


def _places(each: LineReport) -> Mapping[Spot, Place]:
    text = decode(each.raw or b"").rstrip("\r")
    return Batch(text, (), each.line).places(spot_of(found, "") for found in each.report.findings)


def _problem(each: LineReport) -> ReadError:
    (found,) = each.report.findings
    params: dict[str, Any] = dict(found.params)
    place = Place(each.line, params.pop("column", 1))
    if found.rule == "not-utf-8":
        return not_utf_8(place=place, **params)
    return ReadError(params.pop("reason", found.rule), place, rule=found.rule, **params)

"""Where what is found in a filled message stands: in which value, or in the template itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from alimtalk_rules.report import Finding
from alimtalk_rules.variables import split_at_variables


def placed(
    found: Finding,
    strings: Mapping[str, str],
    values: Mapping[str, str],
    path_of: Callable[[str], str],
    template: str,
) -> Finding:
    """The finding at the value in which it is, with its span there; else at the template.

    Args:
        found: what was found in the filled message.
        strings: the template's strings by their paths.
        values: what the template was filled with.
        path_of: where the value of a variable stands.
        template: where what names the template stands.
    """
    pieces = [*_pieces(strings.get(found.path, ""), values)]
    if found.span is not None:
        start, end = found.span
        for name, begin, stop in pieces:
            if (start < stop and begin < end) or (start, end) == (begin, stop):
                within = begin <= start and end <= stop
                span = (start - begin, end - begin) if within else None
                return replace(found, path=path_of(name), span=span, related=())
    names = {name for name, _, _ in pieces}
    is_whole = found.span is None or "over" in found.params  # too long: the value can be shorter
    path = path_of(*names) if is_whole and len(names) == 1 else template
    return replace(found, path=path, span=None, related=())


def _pieces(string: str, values: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """The variables of a string, each with start and end of its value when it is filled."""
    place = 0
    for index, piece in enumerate(split_at_variables(string)):
        is_name = index % 2 == 1
        length = len(values.get(piece, "") if is_name else piece)
        if is_name:
            yield piece, place, place + length
        place += length

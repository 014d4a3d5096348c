"""Edits of a document, made in its JSON text: all that they do not change stays as it is written.

This is written here, on top of ``positions``, because what was tried does not do. json-five (1.1.2,
of 2024) gives the text back, but takes four seconds a megabyte; jsonc-edit starts a Node process;
tree-sitter says where a string is, but nothing of the code points in it. json-source-edit (1.0)
keeps the text, but is three months old, writes a string as a whole, with other escapes than it
had, and refuses a text in which a name stands twice.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial

from alimtalk_rules.mending.edits import Change, Edit, value_at
from alimtalk_rules.positions import StringAt, placed


def changes_of_text(text: str, edits: Iterable[Edit]) -> list[Change]:
    """What edits of its value change of a JSON text; what is new is in ASCII if all of it is."""
    return [change for _, change in _changes(text, edits)]


def _changes(text: str, edits: Iterable[Edit]) -> list[tuple[Edit, Change]]:
    """What each edit changes of a JSON text, in the text's order."""
    root = placed(text)
    string_at = cache(partial(StringAt, text))
    written = partial(json.dumps, ensure_ascii=text.isascii())
    found = []
    removed: set[int] = set()
    for edit, value in sorted(
        ((edit, root.at(edit.path)) for edit in edits), key=lambda each: each[1].offset
    ):
        if edit.span is not None:
            start, end = map(string_at(value.offset).offset, edit.span)
            change = Change(start, end, written(edit.replacement)[1:-1])
        elif edit.replacement is not None:
            change = Change(*_name_before(text, value.offset), written(edit.replacement))
        else:
            start, _ = _name_before(text, value.offset)
            change = Change(*_with_comma(text, start, value.end, removed), "")
        found.append((edit, change))
    return sorted(found, key=lambda each: each[1][:2])


def _name_before(text: str, offset: int) -> tuple[int, int]:
    """Where the name of the member begins and ends whose value begins at ``offset``."""
    end = text.rindex('"', 0, text.rindex(":", 0, offset))
    start = text.rindex('"', 0, end)
    while _is_escaped(text, start):
        start = text.rindex('"', 0, start)
    return start, end + 1


def _is_escaped(text: str, at: int) -> bool:
    before = at
    while text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


_comma_behind = re.compile(r"[ \t\n\r]*,[ \t\n\r]*").match


def _with_comma(text: str, start: int, end: int, removed: set[int]) -> tuple[int, int]:
    """A member with the comma before it; with the one behind it if no member is left before it.

    ``removed`` are the ends of the members of which that is so.
    """
    before = text[:start].rstrip(_BLANKS)
    if before.endswith(",") and len(before[:-1].rstrip(_BLANKS)) not in removed:
        return len(before) - 1, end
    removed.add(end)
    comma = _comma_behind(text, end)
    return start, comma.end() if comma else end


_BLANKS = " \t\n\r"


# --------------------------------------------------------------------------- JSON in strings


def as_sent(
    edits: Iterable[Edit], document: object, sent_path: Callable[[str], str] = str
) -> list[Edit]:
    """Edits of a gateway's document, in which all is opened, as edits of it as it is sent.

    What stands in JSON that is written into a string is changed in that string, and what stands
    there once for several messages is changed once: as the first of them has it.

    Args:
        edits: the edits.
        document: the document as it is sent.
        sent_path: tells where in it that stands which is at a path when it is opened.
    """
    sent: list[Edit] = []
    within = defaultdict[str, list[Edit]](list)
    owners: dict[str, str] = {}
    for edit in edits:
        place = sent_path(edit.path)
        if owners.setdefault(place, edit.path) != edit.path:
            continue
        path, inner = _up_to_string(document, place)
        if inner:
            within[path].append(replace(edit, path=inner))
        else:
            sent.append(replace(edit, path=path))
    for path, inside in within.items():
        for edit, (start, end, text) in _changes(value_at(document, path), inside):
            sent.append(Edit(edit.rule, path, (start, end), text, edit.safe))
    return sent


def _up_to_string(document: object, path: str) -> tuple[str, str]:
    """A path in two: up to a string that it goes into, if any, and the rest."""
    steps = path.split("/")
    for count in range(1, len(steps)):
        outer = "/".join(steps[:count])
        if type(value_at(document, outer)) is str:
            return outer, "".join(f"/{step}" for step in steps[count:])
    return path, ""

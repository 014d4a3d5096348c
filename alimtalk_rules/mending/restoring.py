"""A message as its template has it: the fixed parts of the template, the values of the message."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from alimtalk_rules.documents import LINK_FIELDS
from alimtalk_rules.mending.alike import changes_to_fit, values_alike, values_of_link
from alimtalk_rules.mending.edits import Change, Correction
from alimtalk_rules.rules.parts import STRIKE, STRUCK
from alimtalk_rules.templates.alignment import Pattern, fit
from alimtalk_rules.templates.matching import Approved
from alimtalk_rules.templates.slots import IMAGE, Filled, slot_at

_PRESSED: Final = ("/buttons/", "/quickReplies/")


def restored(message: Filled, approved: Approved) -> dict[str, Correction]:
    """The corrections with which the strings of a message are its template's.

    That is where a string looks like the template's. A button's name may be any other, and so may
    its links without variables, if all else shows that it is the template's button.
    """
    corrections: dict[str, Correction] = {}
    unlike = defaultdict[str, list[str]](list)
    for path, string in message.strings.items():
        if path not in approved.patterns or not _is_comparable(path, message, approved):
            continue
        pattern = approved.patterns[path]
        fitting = fit(pattern.literals, string)
        if fitting is not None and fitting.line_ending is None:
            continue
        if (changes := _changes(path, string, pattern)) is None:
            unlike[path.rpartition("/")[0]].append(path)
        else:
            rule = slot_at(path).rule if fitting is None else "line-endings-differ"
            corrections[path] = Correction(rule, changes)
    for button, paths in unlike.items():
        if button.startswith(_PRESSED) and _is_the_same(button, paths, message, approved):
            for path in paths:
                fixed = approved.patterns[path].literals
                changes = [*changes_to_fit(fixed, message.strings[path], ())]
                corrections[path] = Correction(slot_at(path).rule, changes)
    return corrections


def _is_comparable(path: str, message: Filled, approved: Approved) -> bool:
    """True of a string that may be changed, and stands where the template has its counterpart."""
    slot = slot_at(path)
    if slot.holder == IMAGE or slot.field == "type":
        return False
    holder = slot.holder
    return not holder.endswith("*") or message.sizes[holder] == approved.sizes[holder]


def _changes(path: str, string: str, pattern: Pattern) -> list[Change] | None:
    """What is to be changed of a string; None if it does not look like the template's."""
    if path in STRUCK:
        string = string.removesuffix(STRIKE)
    is_link = path.rpartition("/")[2] in LINK_FIELDS
    values = (values_of_link if is_link else values_alike)(pattern.literals, string)
    return None if values is None else [*changes_to_fit(pattern.literals, string, values)]


def _is_the_same(button: str, unlike: list[str], message: Filled, approved: Approved) -> bool:
    """True if a button is the template's in its place, but for strings that are unlike.

    It has the same type, and either its name, or its links and a name that no other button has.
    """
    kind = approved.patterns.get(f"{button}/type")
    if kind is None or kind.source != message.strings.get(f"{button}/type"):
        return False
    name = f"{button}/name"
    if name in unlike:
        return unlike == [name] and not _is_of_another(name, message.strings[name], approved)
    return all(
        path.rpartition("/")[2] in LINK_FIELDS and len(approved.patterns[path].literals) == 1
        for path in unlike
    )


def _is_of_another(path: str, name: str, approved: Approved) -> bool:
    """True if a name looks like that of another of the template's buttons."""
    part = path.split("/")[1]
    return any(
        other.startswith(f"/{part}/")
        and other.endswith("/name")
        and values_alike(pattern.literals, name) is not None
        for other, pattern in approved.patterns.items()
    )

"""What a profile does not know and Kakao's whole set does, told as one finding instead of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from alimtalk_rules.report import Finding, finding
from alimtalk_rules.structure.judge import read

if TYPE_CHECKING:
    from alimtalk_rules.profiles import Profile

_UNKNOWN: Final = frozenset({"unknown-field", "unknown-button-type"})


def told_once(
    document: object, faults: list[Finding], known_to: Profile, name: str
) -> Iterable[Finding]:
    """The faults of a structure, those that a wider profile knows as one ``beyond-profile``.

    Args:
        document: any value.
        faults: what its own profile finds in its structure.
        known_to: the wider profile.
        name: the schema of such documents there.
    """
    if _UNKNOWN.isdisjoint(fault.rule for fault in faults):
        return faults
    wider, its_faults = read(document, name, known_to.limits)
    wrong = [*map(_holder, its_faults)]
    beyond = {
        fault.path: part
        for fault in faults
        if fault.rule in _UNKNOWN and _holder(fault) not in wrong
        for part in _part_at(fault.path, wider)
    }
    if not beyond:
        return faults
    parts = tuple(dict.fromkeys(beyond[path] for path in sorted(beyond)))
    told = finding("beyond-profile", min(beyond), {"profile": known_to.name, "parts": parts})
    return [told, *(fault for fault in faults if fault.path not in beyond)]


def _holder(fault: Finding) -> str:
    """The part of the document in which a fault lies, or the button."""
    steps = fault.path.split("/")
    return "/".join(steps[: 3 if steps[1:2] == ["buttons"] else 2])


def _part_at(path: str, document: Mapping[str, Any]) -> Iterator[str]:
    """The name of the part, or the type of the button, that stands there."""
    match path.split("/")[1:]:
        case [part] if part in document:
            yield part
        case ["buttons", index, "type"] if int(index) < len(document["buttons"]):
            yield document["buttons"][int(index)]["type"]

"""What the suite says of each schema file, and where an engine says otherwise, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.testing import Case, cases

SCHEMAS: Final = Path(__file__).resolve().parents[2] / "schemas"
DOCUMENTS: Final = ("message", "image", "kakao/message")
REQUESTS: Final = tuple(gateway.schema for gateway in GATEWAYS.values())

D7: Final = "draft-07"
D2020: Final = "2020-12"


class File(NamedTuple):
    """One of the four forms in which a schema is there."""

    name: str
    folder: Path
    dialect: str
    strict: bool

    def schema(self, name: str) -> Path:
        """The file of the schema of that name."""
        return self.folder / f"{name}.schema.json"

    def asked(self) -> Iterator[tuple[str, tuple[Case, ...]]]:
        """The schemas that are there in this form, each with the cases that are for it."""
        for name in (*DOCUMENTS, *REQUESTS):
            if self.schema(name).is_file():
                yield name, _cases_for(name)

    def verdict(self, case: Case) -> bool | None:
        """What the suite says of the case."""
        return case.strict_schema if self.strict else case.message_schema


@cache
def _cases_for(schema: str) -> tuple[Case, ...]:
    return tuple(case for case in cases() if case.schema == schema)


FILES: Final = (
    File("published", SCHEMAS, D2020, strict=False),
    File("draft-07", SCHEMAS / "draft-07", D7, strict=False),
    File("strict", SCHEMAS / "strict", D2020, strict=True),
    File("strict/draft-07", SCHEMAS / "strict" / "draft-07", D7, strict=True),
)

Verdict = bool | str
"""What an engine says of a value: valid, invalid, or why it cannot tell."""


class EngineError(Exception):
    """The engine cannot use the schema at all."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A JSON Schema engine.

    Attributes:
        name: as its users know it.
        language: the one that it is used from.
        version: None if it is not installed.
        dialects: those that it knows; it is asked about no other.
        judge: its verdicts on values, by the schema in a file; raises EngineError.
        note: what one must do to use our files with it.
    """

    name: str
    language: str
    version: str | None
    dialects: tuple[str, ...]
    judge: Callable[[Path, Sequence[Any]], list[Verdict]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Disagreements of one engine that have one reason, and are not the schemas' fault."""

    engine: str
    reason: str
    explains: Callable[[Case], bool]


def _has_url(case: Case) -> bool:
    written = json.dumps(case.value)
    return any(f'"{name}": "' in written for name in _URLS)


_URLS: Final = frozenset({"urlMobile", "urlPc", "url", "imageUrl"}).union(
    *(
        names.get(name, ())
        for gateway in GATEWAYS.values()
        for names in gateway.names.values()
        for name in ("urlMobile", "urlPc")
    )
)


_TAKEN_FOR_BLANK: Final = (
    "button-names/hangul-filler-only",
    "message-fields/title-hangul-filler",
    "titles/zero-width-space-only",
)

KNOWN: Final = (
    Known(
        "valijson",
        "`std::regex` compares bytes, and is given a pattern up to its first NUL: every URL ends "
        "in an error, and some invisible characters are taken for white space",
        lambda case: _has_url(case) or case.id in _TAKEN_FOR_BLANK,
    ),
    Known(
        "RapidJSON",
        "its regular expressions know `$` at the end of a pattern only, not in a group: it aborts "
        "at the pattern of URLs",
        lambda _: True,
    ),
)


def disagreements(engine: Engine, file: File) -> dict[Case, Verdict]:
    """The cases of which the engine says something else than the suite, with what it says."""
    found: dict[Case, Verdict] = {}
    for name, asked in file.asked():
        try:
            said = engine.judge(file.schema(name), [case.value for case in asked])
        except EngineError as error:
            said = [str(error)] * len(asked)
        pairs = zip(asked, said, strict=True)
        found |= {case: verdict for case, verdict in pairs if verdict is not file.verdict(case)}
    return found


def known(engine: Engine, case: Case) -> Known | None:
    """Why the engine is known to disagree on the case; None if nothing is known."""
    return next((k for k in KNOWN if k.engine == engine.name and k.explains(case)), None)

"""Writes the lines that are refused to a file, each with what was found: to be mended there."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from alimtalk_rules.lines import LineReport


class Rejects:
    """A file of JSON Lines: the refused lines, their own text included."""

    def __init__(self, stream: BinaryIO, fail_on: str, lang: str) -> None:
        self._stream = stream
        self._with_warnings = fail_on == "warning"
        self._lang = lang

    def add(self, file: str, each: LineReport) -> None:
        """Write a line if it is refused."""
        report = each.report
        if report.errors or (self._with_warnings and report.warnings):
            text = json.dumps(_reject_dict(file, each, self._lang), ensure_ascii=False)
            self._stream.write(f"{text}\n".encode())


@contextmanager
def opened_rejects(name: str | None, fail_on: str, lang: str) -> Iterator[Rejects | None]:
    """The file ``name`` for refused lines, emptied; None if there is no name.

    Raises:
        OSError: it cannot be opened or written.
    """
    if name is None:
        yield None
        return
    with Path(name).open("wb") as stream:
        yield Rejects(stream, fail_on, lang)


def _reject_dict(file: str, each: LineReport, lang: str) -> dict[str, Any]:
    report = each.report.to_dict(lang)
    return {
        "file": file,
        "line": each.line,
        "offset": each.offset,
        "document": report["document"],
        "findings": report["findings"],
        **_original(each.raw),
    }


def _original(raw: bytes | None) -> dict[str, str | None]:
    """The line as text or, if it is not UTF-8, in base64; null if it was too long to be read."""
    if raw is None:
        return {"text": None}
    try:
        return {"text": raw.decode()}
    except UnicodeDecodeError:
        return {"base64": b64encode(raw).decode()}

"""From files to a book of templates, or why not."""

from __future__ import annotations

import os.path
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alimtalk_rules.cli.reading import Batch, ReadError
from alimtalk_rules.templates.book import TemplateBook

_Problems = list[tuple[str, ReadError]]


def files_of(source: str) -> list[str]:
    """The JSON files of a folder, by name; of a file itself."""
    if os.path.isdir(source):  # noqa: PTH112 - Path.is_dir raises where this is False
        return sorted(map(str, Path(source).glob("*.json")))
    return [source]


def read_book(
    source: str, files: Iterable[tuple[str, Iterable[Batch | ReadError]]]
) -> tuple[TemplateBook, _Problems]:
    """The book of all templates in ``files``, and by their file the problems with them."""
    templates: dict[str, Any] = {}
    problems: _Problems = []
    for file, batches in files:
        for batch in batches:
            faults = [batch] if isinstance(batch, ReadError) else _add(batch, templates)
            problems.extend((file, fault) for fault in faults)
    if not templates and not problems:
        problems.append((source, ReadError("no-templates")))
    return TemplateBook(templates.values()), problems


def _add(batch: Batch, templates: dict[str, Any]) -> list[ReadError]:
    """Add the templates of a JSON text to those before; tell which cannot be."""
    faults = []
    for pointer, document in batch.documents:
        match document:
            case {"code": str(code)} if code not in templates:
                templates[code] = document
                continue
            case {"code": str()}:
                reason, path = "same-code", f"{pointer}/code"
            case _:
                reason, path = "no-code", pointer
        faults.append(ReadError(reason, *batch.places([(path, None)]).values()))
    return faults

"""What ``preview`` shows besides documents: sample values and images, from their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from alimtalk_rules.cli.reading import read_text
from alimtalk_rules.cli.sources import Items
from alimtalk_rules.preview.checking import embedded
from alimtalk_rules.preview.views import Look
from alimtalk_rules.reading import ReadError, parse

_Read = TypeVar("_Read")


def read_look(
    look: Look, values: str | None, image: str | None, thumbnail: str | None
) -> tuple[Look, list[tuple[str, Items]]]:
    """The look with what is in the files, and by file what cannot be read of them."""
    problems: list[tuple[str, Items]] = []

    def read(reader: Callable[[str], _Read], file: str | None) -> _Read | None:
        if file is None:
            return None
        try:
            return reader(file)
        except OSError as error:
            problems.append((file, _told(ReadError.of(error))))
        except ReadError as error:
            problems.append((file, _told(error)))
        return None

    picture = partial(embedded, profile=look.profile)
    read_values = read(_values, values) or {}
    of_image, of_thumbnail = read(picture, image), read(picture, thumbnail)
    found = replace(look, values=read_values, image=of_image, thumbnail=of_thumbnail)
    return found, problems


def _told(error: ReadError) -> Items:
    yield error


def _values(file: str) -> dict[str, str]:
    """The values of variables in a JSON file, by their names."""
    match parse(read_text(file)):
        case dict(values) if all(isinstance(value, str) for value in values.values()):
            return values
    raise ReadError("no-values")

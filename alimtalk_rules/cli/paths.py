"""The names of files as other programs want them: relative to the working folder, or as a URI."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from urllib.parse import quote

from alimtalk_rules.cli.reading import STDIN


def relative_path(file: str, folder: str = ".") -> str | None:
    """The path below a folder, the working one by default, with ``/``; None if it is elsewhere."""
    if file == STDIN:
        return None
    try:
        path = PurePath(os.path.relpath(file, folder))
    except ValueError:  # on another drive
        return None
    return None if ".." in path.parts else path.as_posix()


def uri(file: str) -> str:
    """A URI (RFC 3986), relative of what is below the working folder; ``stdin`` of that."""
    if file == STDIN:
        return "stdin"
    relative = relative_path(file)
    if relative is None:
        return Path(os.path.abspath(file)).as_uri()  # noqa: PTH100 - which leaves links alone
    return quote(os.fsencode(relative))

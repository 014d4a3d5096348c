"""The code blocks of the pages in ``docs/``."""

import re
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"

_BLOCK: Final = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_in(page: Path) -> list[tuple[str, str]]:
    """Of each block its language, with the name of a file behind it if it has one, and its code."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))

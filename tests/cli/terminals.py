"""A terminal, and what is seen on it."""

import io

import pytest
from rich.text import Text


class Terminal(io.StringIO):
    """A stream that says that it is one."""

    def isatty(self) -> bool:
        """Always."""
        return True

    def lines(self) -> list[str]:
        """What was written, with colours as rich's markup, such as ``[bold]a[/bold]``."""
        return [Text.from_ansi(line).markup.rstrip() for line in self.getvalue().splitlines()]


def on_a_terminal(patch: pytest.MonkeyPatch, columns: int = 300) -> Terminal:
    """One in colours, so many columns wide."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        patch.delenv(name, raising=False)
    patch.setenv("TERM", "xterm-256color")
    patch.setenv("COLUMNS", str(columns))
    return Terminal()

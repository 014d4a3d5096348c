"""What the rules say to people, one module a language, loaded when it is first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Literal, NamedTuple

LANGUAGES = ("en", "ko")


class Wording(NamedTuple):
    """What one rule says in one language; ``message`` and ``hint`` are templates over its params."""

    message: str
    hint: str
    what: str
    why: str


def wordings(lang: str) -> Mapping[str, Wording]:
    """The words of every rule, by the rule's name.

    Raises:
        ValueError: the language is neither ``"en"`` nor ``"ko"``.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}")
    return _load(lang)


@cache
def _load(lang: str) -> Mapping[str, Wording]:
    words: Mapping[str, Wording] = import_module(f"alimtalk_rules.wording.{lang}").WORDS
    return words


def render(
    lang: str,
    rule: str,
    part: Literal["message", "hint"],
    params: Mapping[str, int | str | tuple[str, ...]],
) -> str:
    """The message or the hint of ``rule``, filled with ``params``."""
    template: str = getattr(wordings(lang)[rule], part)
    shown = {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in params.items()
    }
    return template.format_map(shown)

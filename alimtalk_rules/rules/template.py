"""Templates: their variables, and the rules of messages where variables make a difference."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, cast

from alimtalk_rules.documents import Message, Template
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.buttons import names_of
from alimtalk_rules.rules.rule import MOST_PLACES, Check, Place, rule
from alimtalk_rules.rules.strings import MOST_READ, links_of
from alimtalk_rules.templates.variables import OTHER_MARKS, UNTERMINATED, VARIABLE

FEWEST_LETTERS: Final = 4
"""Letters and digits that a text needs beside its variables: 인증번호 tells, 안내 does not.

Kakao's review refuses what is hardly anything but variables, and gives no number.
"""

_other_marks = re.compile(OTHER_MARKS).finditer


@rule("variable-unterminated")
def variable_unterminated(template: Template, _: Limits) -> Iterator[Place]:
    """A variable that does not end before the next begins: it is none."""
    return _marks(UNTERMINATED.finditer, (*_open(template), *names_of(template)))


@rule("variable-empty")
def variable_empty(template: Template, _: Limits) -> Iterator[Place]:
    """A variable with an empty or blank name."""

    def blank(string: str) -> Iterator[re.Match[str]]:
        return (found for found in VARIABLE.finditer(string) if not found[1].strip())

    return _marks(blank, _open(template))


@rule("too-many-variables")
def too_many_variables(template: Template, limits: Limits) -> Iterator[Place]:
    """Over 40, each as often as it stands in the text, the title and the links (NHN's overview)."""
    count = sum(1 for _, string in _open(template) for _ in VARIABLE.finditer(string))
    if count > limits.variables:
        yield Place("", {"count": count, "limit": limits.variables})


@rule("variable-not-allowed")
def variable_not_allowed(template: Template, _: Limits) -> Iterator[Place]:
    """A variable in a button's name (NHN -3008)."""
    return _marks(VARIABLE.finditer, names_of(template))


@rule("only-variables")
def only_variables(template: Template, _: Limits) -> Iterator[Place]:
    """Hardly anything but variables: fewer than four letters or digits beside them."""
    text = template.get("text")
    if text is None:
        return
    beside, variables = VARIABLE.subn("", _beginning(text))
    count = len([*islice(filter(str.isalnum, beside), FEWEST_LETTERS)])
    if variables and count < FEWEST_LETTERS:
        yield Place("/text", {"count": count})


@rule("wrong-variable-mark")
def wrong_variable_mark(template: Template, _: Limits) -> Iterator[Place]:
    """A variable as other systems write it: Kakao takes it as text."""
    return _marks(_other_marks, (*_open(template), *names_of(template)))


def _open(template: Template) -> Iterator[tuple[str, str]]:
    """The strings in which variables may stand, each with its path."""
    if text := template.get("text"):
        yield "/text", _beginning(text)
    if title := template.get("title"):
        yield "/title", title
    yield from links_of(template)


def _beginning(text: str) -> str:
    """What of a text is read: as much as the rules of messages read, without cutting a variable."""
    if len(text) <= MOST_READ:
        return text
    text = text[:MOST_READ]
    before, mark, behind = text.rpartition("#{")
    return before if mark and "}" not in behind else text


def _marks(
    find: Callable[[str], Iterable[re.Match[str]]], strings: Iterable[tuple[str, str]]
) -> Iterator[Place]:
    """The first ten places of what ``find`` finds."""
    found = (Place(path, span=mark.span()) for path, string in strings for mark in find(string))
    return islice(found, MOST_PLACES)


# ------------------------------------------------------------------------- the rules of messages


def beside_variables(check: Check[Message]) -> Check[Template]:
    """The same rule about what is not a variable's name: readers never see that."""

    def hide(variable: re.Match[str]) -> str:
        return f"#{{{'_' * len(variable[1])}}}"

    return _with_variables(check, hide)


def with_fitting_values(check: Check[Message]) -> Check[Template]:
    """The same rule, where no values of the variables would help.

    Any variable can hold a scheme, or the name of a courier and an invoice number.
    """
    return _with_variables(check, lambda _: "a: 한진택배 531234567890 ")


def _with_variables(
    check: Check[Message], replace: Callable[[re.Match[str]], str]
) -> Check[Template]:
    def places(template: Template, limits: Limits) -> Iterator[Place]:
        return check.places(_replaced(template, replace), limits)

    return Check(check.name, places)


def _replaced(template: Template, replace: Callable[[re.Match[str]], str]) -> Message:
    """The template with something else in the place of each variable; its image holds none."""

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return VARIABLE.sub(replace, _beginning(value)) if "#{" in value else value
        if isinstance(value, list):
            return [changed(item) for item in value]
        if isinstance(value, dict):
            return {name: changed(member) for name, member in value.items()}
        return value

    members = template.items()
    return cast("Message", {part: v if part == "image" else changed(v) for part, v in members})

"""Where variables stand in a string: the one definition of ``#{name}``, and what looks like it.

All patterns take linear time: none looks beyond the next mark of its kind.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from alimtalk_rules.limits import MOST_VARIABLES

_NAME: Final = r"(?>(?:[^#}]++|#(?!\{))*)"

VARIABLE: Final = re.compile(rf"#\{{({_NAME})\}}")
"""A variable, its name as group 1: anything up to ``}`` but the beginning of another variable.

Kakao's own samples have names with spaces, slashes and brackets. A name may be empty or blank
here; a rule finds it. ``schemas/template.schema.json`` says the same in portable patterns.
"""


def variables_in(string: str) -> Iterator[re.Match[str]]:
    """The variables of a string, from the left."""
    return islice(VARIABLE.finditer(string), MOST_VARIABLES)


def split_at_variables(string: str) -> list[str]:
    """What stands between the variables, and between each two of them a variable's name."""
    return VARIABLE.split(string, MOST_VARIABLES)


def fill_variables(string: str, value_of: Callable[[str], str]) -> str:
    """The string with the value for its name in the place of each variable."""
    return VARIABLE.sub(lambda variable: value_of(variable[1]), string, MOST_VARIABLES)


UNTERMINATED: Final = re.compile(rf"#\{{(?!{_NAME}\}})")
"""The beginning of a variable that does not end."""

OTHER_MARKS: Final = (
    r"[$＃]\{[^{}]*\}|\{\{[^{}]*\}\}|(?<![A-Za-z0-9])#\[[^\[\]]*\]"
    r"|(?<![A-Za-z0-9])#\((?![주유사재]\))[^()]*\)"
)
"""``${x}``, ``{{x}}``, ``#[x]``, ``#(x)`` and ``＃{x}`` (U+FF03): meant as variables, and none.

Kakao takes them as text. ``#(주)`` begins a company's name.
"""

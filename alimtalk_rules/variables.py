"""Where variables stand in a string: the one definition of ``#{name}``, and what looks like it.

All patterns take linear time: none looks beyond the next mark of its kind.
"""

import re
from typing import Final

_NAME: Final = r"(?:[^#}]++|#(?!\{))*+"

VARIABLE: Final = re.compile(rf"#\{{({_NAME})\}}")
"""A variable, its name as group 1: anything up to ``}`` but the beginning of another variable.

Kakao's own samples have names with spaces, slashes and brackets. A name may be empty or blank
here; a rule finds it. ``schemas/template.schema.json`` says the same in portable patterns.
"""

UNTERMINATED: Final = re.compile(rf"#\{{(?!{_NAME}\}})")
"""The beginning of a variable that does not end."""

OTHER_MARKS: Final = r"\$\{[^{}]*\}|\{\{[^{}]*\}\}|(?<![A-Za-z0-9])#\[[^\[\]]*\]"
"""``${x}``, ``{{x}}`` and ``#[x]``: variables of other systems, which Kakao takes as text."""

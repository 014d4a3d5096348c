"""What a finding is known by in another run: its file, pointer and rule, neither line nor text."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from alimtalk_rules.cli.paths import uri

FINGERPRINT = "fileRulePointer/v1"
"""The name of such a fingerprint among others, and the version of what it is made of."""


class Fingerprints:
    """Fingerprints of findings, in the order in which they are found.

    Of findings that are alike, each has another: the first of several keeps its own while the
    number of those behind it changes.
    """

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def next(self, file: str, pointer: str, rule: str) -> str:
        """The fingerprint of the next finding of ``rule`` at ``pointer``, 32 hexadecimal digits."""
        key = uri(file), pointer, rule
        self._seen[key] += 1
        text = "\0".join((*key, str(self._seen[key])))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

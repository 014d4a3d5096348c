"""The formats of ``check``, ``match`` and ``image``: one small class each, in ``WRITERS``."""

from __future__ import annotations

from collections.abc import Mapping

from alimtalk_rules.cli.writers.as_json import JsonWriter
from alimtalk_rules.cli.writers.text import TextWriter
from alimtalk_rules.cli.writers.writer import Writer

WRITERS: Mapping[str, type[Writer]] = {"text": TextWriter, "json": JsonWriter}
"""Every format by its name."""

"""The formats of ``check``, ``match`` and ``image``: one small class each, in ``WRITERS``."""

from __future__ import annotations

from collections.abc import Mapping

from alimtalk_rules.cli.writers.as_json import JsonWriter
from alimtalk_rules.cli.writers.ci import GithubWriter, GitlabWriter
from alimtalk_rules.cli.writers.html import HtmlWriter
from alimtalk_rules.cli.writers.issues import ConciseWriter, JsonLinesWriter
from alimtalk_rules.cli.writers.junit import JunitWriter
from alimtalk_rules.cli.writers.sarif import SarifWriter
from alimtalk_rules.cli.writers.text import TextWriter
from alimtalk_rules.cli.writers.writer import Writer

WRITERS: Mapping[str, type[Writer]] = {
    "text": TextWriter,
    "concise": ConciseWriter,
    "json": JsonWriter,
    "jsonl": JsonLinesWriter,
    "github": GithubWriter,
    "gitlab": GitlabWriter,
    "sarif": SarifWriter,
    "junit": JunitWriter,
    "html": HtmlWriter,
}
"""Every format by its name."""

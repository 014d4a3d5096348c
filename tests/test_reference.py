"""The pages of the rules: examples that can be read, and generated files that are fresh."""

import subprocess
import sys
from pathlib import Path

import pytest

from alimtalk_rules import RULES
from alimtalk_rules.reference import example_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        pytest.param("text-too-long", "가가가가가가가가가가… (1,001 characters)", id="long string"),
        pytest.param("too-many-findings", '"…": "(102 fields)"', id="many fields"),
        pytest.param("too-many-messages", '"… (101 items)"', id="many items"),
        pytest.param("invisible-character", "주문\\u200b이", id="invisible made visible"),
        pytest.param("text-decomposed", "\\u110c\\u116e", id="decomposed made visible"),
        pytest.param("duplicate-button", '"type": "MD"', id="inside a list"),
        pytest.param("image-extension", "A PNG that is named banner.jpg.", id="a sentence"),
    ],
)
def test_examples_are_shown_so_that_they_can_be_read(rule: str, shown: str) -> None:
    assert shown in example_of(RULES[rule])


def test_generated_files_are_fresh() -> None:
    check = [sys.executable, "tools/generate.py", "--check"]
    run = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")

"""A port, here of one rule, that reads the cases in a test framework of its own language."""

import json
import unittest
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "cases"


def text_too_long(message: Any) -> list[str]:
    """Where the rule is found; a message of a wrong type is for other rules to find."""
    text = message.get("text") if isinstance(message, dict) else None
    return ["/text"] if isinstance(text, str) and len(text) > 1000 else []


class Conformance(unittest.TestCase):
    def test_text_too_long(self) -> None:
        for file in sorted(CASES.glob("*.json")):
            for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
                if case["document"] == "message" and "profile" not in case:
                    expected = [f["path"] for f in case["findings"] if f["rule"] == "text-too-long"]
                    with self.subTest(case["id"]):
                        assert text_too_long(case["value"]) == expected


if __name__ == "__main__":
    unittest.main()

"""Builds the documentation as a site: ``python tools/documentation.py FOLDER``.

Its pages are those of ``docs/``, a page for each rule in English and in Korean, the table of result
codes, and the reference of the API. Sphinx with MyST and furo builds it (extra ``docs``); what it
warns of is an error. Then every link within the site must lead somewhere, and nothing may be loaded
from elsewhere.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the examples of the cards are checked in tests/

from generate import table, titled  # noqa: E402
from links import broken_links  # noqa: E402

import schemas  # noqa: E402
from alimtalk_rules import RULES, Report, Rule  # noqa: E402
from alimtalk_rules.check import document_checker  # noqa: E402
from alimtalk_rules.cli.phrases import phrase  # noqa: E402
from alimtalk_rules.preview.documents import shown  # noqa: E402
from alimtalk_rules.preview.pages import bubble_fragments, fragment_style  # noqa: E402
from alimtalk_rules.preview.views import Look  # noqa: E402
from alimtalk_rules.profiles import PROFILES  # noqa: E402
from alimtalk_rules.reference import example_of, shortened_json  # noqa: E402
from alimtalk_rules.templates.book import TemplateBook  # noqa: E402
from alimtalk_rules.testing import Case, cases  # noqa: E402
from tests.examples import report_on  # noqa: E402

_report_on = cache(report_on)


class Words(NamedTuple):
    """What a page of a rule says in a language, besides what the command says, too."""

    other: str
    places: str
    why: str
    wrong: str
    said: str
    right: str
    codes: str


WORDS: Final = {
    "en": Words(
        "[한국어](../ko/rules/{name}.md)",
        "In {kinds}, at {places}.",
        "Why it is bad",
        "Wrong",
        "What you are told",
        "Right",
        "Result codes",
    ),
    "ko": Words(
        "[English](../../rules/{name}.md)",
        "대상: {kinds}. 위치: {places}.",
        "왜 문제인가",
        "잘못된 예",
        "표시되는 문구",
        "올바른 예",
        "결과 코드",
    ),
}


# --------------------------------------------------------------------------- a rule's page


def rule_page(rule: Rule, lang: str) -> str:
    """The page of a rule in a language, as MyST."""
    words, text = WORDS[lang], rule.texts[lang]
    kinds = ", ".join(phrase(lang, f"of-{kind}") for kind in rule.documents)
    places = ", ".join(f"`{path}`" if path else phrase(lang, "whole") for path in rule.paths)
    report = _report_on(rule)
    found = next(found for found in report.findings if found.rule == rule.name)
    wrong, right = _wrong(rule, report, lang), _right(rule, lang)
    parts = [
        "---\norphan: true\n---",  # the side of every page would be longer than the page
        f"# {rule.name}",
        f"**{phrase(lang, rule.severity)}** · {words.other.format(name=rule.name)}",
        text.what,
        words.places.format(kinds=kinds, places=places),
        f"## {words.why}",
        text.why,
        f"## {words.wrong}",
        wrong,
        f"## {words.said}",
        f"> {_prose(found.sentence(lang))}\n>\n> → {_prose(found.hint(lang))}",
        *((f"## {words.right}", right) if right else ()),
        *_codes(rule, words),
        f"## {phrase(lang, 'sources')}",
        "\n".join(f"- {titled(source)}: {says}" for source, says in rule.sources),
    ]
    return "\n\n".join(parts) + "\n"


def _wrong(rule: Rule, report: Report, lang: str) -> str:
    if isinstance(rule.example, str):
        return rule.example
    return _bubbles(rule.example, report, lang) + _json(example_of(rule))


def _right(rule: Rule, lang: str) -> str:
    case = _most_alike(rule)
    if case is None:
        return ""
    bubbles = _bubbles(case.value, _checked(case), lang) if case.document in DRAWN else ""
    return bubbles + _json(shortened_json(case.value))


def _checked(case: Case) -> Report:
    document, book = _beside(case.value)
    kind: Any = {"match": "message"}.get(case.document, case.document)
    profile = case.profile or "infobip"
    return document_checker(kind, case.gateway, templates=book, profile=profile)(document)


def _beside(example: Mapping[str, Any]) -> tuple[Any, TemplateBook | None]:
    """The document of an example, and the templates beside it, if there are any."""
    match example:
        case {"message": message, "template": template}:
            return message, TemplateBook([template])
        case {"payload": payload, "templates": templates}:
            return payload, TemplateBook(templates)
    return example, None


DRAWN: Final = ("message", "match", "template", "payload")
"""The documents of which there are pictures."""


def _bubbles(example: Mapping[str, Any], report: Report, lang: str) -> str:
    """The pictures of an example's messages, faults and all; of other documents nothing."""
    if report.document not in DRAWN:
        return ""
    document, book = _beside(example)
    look = Look(lang=lang, profile=PROFILES[report.profile], templates=book, draws_all=True)
    fragments = bubble_fragments(shown("", document, report, look), look)
    return "".join(f"```{{raw}} html\n{fragment}\n```\n\n" for fragment in fragments)


def _json(text: str) -> str:
    return f"```json\n{text}\n```"


def _prose(sentence: str) -> str:
    """A sentence that MyST leaves as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", sentence)


def _codes(rule: Rule, words: Words) -> Iterator[str]:
    named = schemas.codes_of(rule)
    if named:
        yield f"## {words.codes}"
        yield "\n".join(f"- {name}: {', '.join(codes)}" for name, codes in named.items())


# --------------------------------------------------------------------------- what is right


_LEAST_ALIKE: Final = 0.5
_MOST_COMPARED: Final = 2_000


@cache
def _most_alike(rule: Rule) -> Case | None:
    """The case of the suite that is fine and most like the rule's example."""
    if isinstance(rule.example, str):
        return None
    wrong = _written(rule.example)
    kind = _report_on(rule).document
    best, ratio = None, _LEAST_ALIKE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wrong)
    for case, right in _fine(kind):
        matcher.set_seq1(right)
        if matcher.real_quick_ratio() > ratio and matcher.quick_ratio() > ratio:
            found = matcher.ratio()
            if found > ratio:
                best, ratio = case, found
    return best


@cache
def _fine(kind: str) -> list[tuple[Case, str]]:
    fine = (case for case in cases(document=kind) if not case.findings)
    written = ((case, _written(case.value)) for case in fine if isinstance(case.value, dict))
    return [(case, text) for case, text in written if len(text) < _MOST_COMPARED]


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:_MOST_COMPARED]


# --------------------------------------------------------------------------- the other pages


def index_of_rules(lang: str) -> str:
    """The page that lists all rules."""
    title = {"en": "Rules", "ko": "규칙"}[lang]
    return f"# {title}\n\n{table(RULES, '{}.md', lang)}"


def codes_page() -> str:
    """The page on which a result code leads to rules."""
    by_code: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for rule in RULES.values():
        for gateway, codes in schemas.codes_of(rule).items():
            for code in codes:
                by_code[gateway][code].append(f"[{rule.name}](rules/{rule.name}.md)")
    parts = [CODES]
    for gateway in sorted(by_code, key=lambda name: (name != "kakao", name)):
        rows = "".join(
            f"| `{code}` | {', '.join(links)} |\n"
            for code, links in sorted(by_code[gateway].items())
        )
        parts.append(f"## {gateway}\n\n| code | rules |\n|---|---|\n{rows}")
    return "\n\n".join(parts)


CODES: Final = """\
# Result codes

A report of a failed message says no more than a code. These are the rules that foresee it;
`alimtalk-rules rules --code 3016` tells the same on a terminal. Kakao's codes come through most
gateways as they are."""


TREE: Final = """
```{toctree}
:hidden:
:caption: How to
:glob:
how-to/*
how-to/engines/index
how-to/engines/*
```

```{toctree}
:hidden:
:caption: Reference
rules/index
codes
gateways
api
```

```{toctree}
:hidden:
:caption: 한국어
ko/index
ko/rules/index
```
"""
"""What stands at the side of every page."""

API: Final = """\
# API

Everything that is public, with its shapes, units and errors.

```{eval-rst}
.. automodule:: alimtalk_rules
   :members:
   :imported-members:

.. automodule:: alimtalk_rules.arrow
   :members:

.. automodule:: alimtalk_rules.testing
   :members:
   :imported-members:

.. automodule:: alimtalk_rules.testing.strategies
   :members:

.. automodule:: alimtalk_rules.integrations.pydantic
   :members:

.. automodule:: alimtalk_rules.integrations.django
   :members:

.. automodule:: alimtalk_rules.integrations.frames
   :members:
```
"""


def _as_page(readme: str) -> str:
    """The Korean README as a page of the site, with its links there."""
    for old, new in (
        ("[English](README.md)", "[English](../index.md)"),
        ('src="docs/images/', 'src="../_static/'),
        ("](docs/", "](../"),
        ("](RULES.md)", "](rules/index.md)"),
    ):
        readme = readme.replace(old, new)
    return re.sub(r"\]\(RULES\.md#([\w-]+)\)", r"](rules/\1.md)", readme)


def write_source(folder: Path) -> None:
    """Write all pages, hand-written and made, into a folder."""
    shutil.copytree(ROOT / "docs", folder, dirs_exist_ok=True)
    index = folder / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + TREE, encoding="utf-8")
    static = folder / "_static"
    static.mkdir(exist_ok=True)
    (static / "bubble.css").write_text(fragment_style(), encoding="utf-8")
    for lang, place in (("en", folder / "rules"), ("ko", folder / "ko" / "rules")):
        place.mkdir(parents=True)
        (place / "index.md").write_text(index_of_rules(lang), encoding="utf-8")
        for name, rule in RULES.items():
            (place / f"{name}.md").write_text(rule_page(rule, lang), encoding="utf-8")
    korean = (ROOT / "README.ko.md").read_text(encoding="utf-8")
    (folder / "ko" / "index.md").write_text(_as_page(korean), encoding="utf-8")
    (folder / "codes.md").write_text(codes_page(), encoding="utf-8")
    (folder / "api.md").write_text(API, encoding="utf-8")


# --------------------------------------------------------------------------- the site


def main(arguments: list[str]) -> int:
    """Build the site into the folder that is named; 1 if a link of it leads nowhere."""
    (folder,) = arguments
    site = Path(folder).resolve()
    with TemporaryDirectory() as work:
        write_source(Path(work))
        command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-j", "auto"]
        subprocess.run([*command, "-b", "html", work, str(site)], check=True)
    broken = [*broken_links(site)]
    for each in broken:
        print(each)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"{pages} pages, {len(broken)} broken links")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

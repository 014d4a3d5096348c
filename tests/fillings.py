"""What tests of templates share: templates, values for them, and edits of their literals."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from alimtalk_rules.documents import LINK_FIELDS
from alimtalk_rules.templates.filling import variables_of

_ANY = st.characters(exclude_categories=())
_NAME = st.text("이름 a1/(:{#", max_size=4).filter(lambda name: "#{" not in name)
_VARIABLE = _NAME.map("#{{{}}}".format)
_LITERAL = st.text("가나다 .,\n\r#{}ab", max_size=6) | st.text(_ANY, max_size=3)
_STRING = st.lists(_LITERAL | _VARIABLE, max_size=9).map("".join)
_LINK = st.builds("https://a.example/{}".format, _STRING)

SHA256 = "0123456789abcdef" * 4


def templates() -> st.SearchStrategy[dict[str, Any]]:
    """Templates whose strings hold anything, of any parts; variables where they may stand."""
    links = dict.fromkeys(("urlPc", "schemeAndroid", "schemeIos"), _LINK)
    web = st.fixed_dictionaries(
        {"type": st.just("WL"), "name": _STRING, "urlMobile": _LINK}, optional=links
    )
    other = st.fixed_dictionaries(
        {"type": st.sampled_from(("MD", "DS", "BK", "AC", "BF"))},
        optional={
            "name": _STRING,
            "chatExtra": _STRING,
            "telNumber": _STRING,
            "bizFormId": st.integers() | st.floats() | _STRING,
        },
    )
    described = {"title": _STRING, "description": _STRING}
    row = st.fixed_dictionaries({}, optional=described)
    facts = {"url": "https://a.example/#{x}.png", "sha256": SHA256, "width": 800}
    images = {name: st.just(fact) for name, fact in facts.items()}
    return st.fixed_dictionaries(
        {"code": st.just("t"), "text": _STRING},
        optional={
            "name": _STRING,
            "title": _STRING,
            "header": _STRING,
            "highlight": st.fixed_dictionaries({}, optional=described | {"image": st.just(facts)}),
            "items": st.lists(row, max_size=4),
            "summary": row,
            "buttons": st.lists(web | other, max_size=5),
            "quickReplies": st.lists(web | other, max_size=4),
            "representLink": st.fixed_dictionaries({}, optional=dict.fromkeys(LINK_FIELDS, _LINK)),
            "image": st.fixed_dictionaries({}, optional=images),
            "subtitle": _STRING,
        },
    )


def values_for(
    template: Mapping[str, Any], text: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[dict[str, str]]:
    """A value for each variable of the template."""
    value = st.text(_ANY, max_size=6) | _STRING if text is None else text
    names = {variable.name: value for variable in variables_of(template)}
    return st.fixed_dictionaries(names)


# --------------------------------------------------------------------------- edits

EDITS = ("insert", "delete", "replace", "swap", "line ending", "NFD")


def edited(literal: str, at: int, edit: str, random: Random, letters: str) -> str:
    """``literal`` with one edit at ``at``; itself where there is nothing to edit."""
    before, character, after = literal[:at], literal[at : at + 1], literal[at + 1 :]
    if edit == "insert":
        return before + random.choice(letters) + literal[at:]
    if edit == "delete":
        return before + after
    if edit == "replace":
        return before + random.choice(letters) + after
    if edit == "swap":
        return before + after[:1] + character + after[1:]
    if edit == "line ending":
        return before + character.replace("\n", random.choice(("\r\n", "\r"))) + after
    return before + unicodedata.normalize("NFD", character) + after

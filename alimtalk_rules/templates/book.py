"""All approved templates: by their codes, and the one that a message was probably meant for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from alimtalk_rules.limits import MOST_COMPARED, SHORTLIST
from alimtalk_rules.payloads.lists import APPROVED, templates_in
from alimtalk_rules.profiles import INFOBIP, Profile
from alimtalk_rules.reading import LINE_SUFFIXES, ReadError, documents_in, open_binary, read
from alimtalk_rules.report import Choices, choices
from alimtalk_rules.templates.compiled import CompiledTemplate
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.matching import Match, differs
from alimtalk_rules.templates.slots import (
    IMAGE,
    REGISTERED,
    TEXT,
    is_code,
    plain,
    read_slots,
    text_of,
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A template that a message may have been meant for.

    Attributes:
        template: the template, as the book has it.
        match: how the message matches it, or where it does not.
        fixed: how many characters (code points) of the template people read or follow, its text,
            title and buttons' names and links among them, are outside variables.
        lacking: how many of them the message does not have in the same order.
    """

    template: Mapping[str, Any] = field(repr=False, hash=False)
    match: Match
    fixed: int
    lacking: int

    @property
    def code(self) -> str:
        """The template's code."""
        code: str = self.template["code"]
        return code


class TemplateBook:
    """Templates by their codes, in the order in which they were given.

    The book has copies of its own, made once: do not change what it gives out.

    Args:
        templates: what ``schemas/template.schema.json`` describes. Only that each is an object with
            a code, and the codes differ, is looked at; for the rest there is ``check_template``.

    Raises:
        ValueError: a template is no object, has no code, or has that of an earlier one.
    """

    def __init__(self, templates: Iterable[Mapping[str, Any]] = ()) -> None:
        self._pages = _bound(_numbered("", templates))

    @classmethod
    def from_json(cls, data: str | bytes, *, status: str = APPROVED) -> Self:
        """The book of a JSON array of templates, of a single one, or of a gateway's list.

        Args:
            data: JSON; the answer of a gateway's list as it is.
            status: of a gateway's list, which templates to take; see ``load``.

        Raises:
            ValueError: it is not JSON, not UTF-8, or not templates; the message says where.
        """
        return cls._of(_templates_of("JSON", data), status)

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, status: str = APPROVED) -> Self:
        """The book of a JSON file, a file of JSON Lines, or all JSON files of a folder, by name.

        A JSON file, ``*.json``, holds one template or an array of them; a file of JSON Lines,
        ``*.jsonl`` or ``*.ndjson``, one on each line. What a ``*.gz`` or ``*.zst`` holds is read. A
        template may also be what a gateway's list of templates gives back, as it is, in its wrapper
        or without: Solapi's, NHN Cloud's, Aligo's, SENS's, Bizppurio's, Lunasoft's, MTS's, BizM's,
        Bizgo's, SendOn's and Popbill's.

        Args:
            path: the file or the folder.
            status: of a gateway's list, which templates to take: ``"approved"``, those with which
                messages can be sent; ``"any"``; or those in the state of a gateway's own word,
                such as ``"REJ"``.

        Raises:
            OSError: the file, or the folder, cannot be read.
            ValueError: what it holds is not templates; the message names file and line.
        """
        path = Path(path)
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        return cls._of((found for file in files for found in _templates_in(file)), status)

    @classmethod
    def _of(cls, documents: Iterable[tuple[str, Any]], status: str) -> Self:
        book = cls()
        book._pages = _bound(
            (f"{place}{path and f' at {path}'}", template)
            for place, document in documents
            for path, template in templates_of(document, status)
        )
        return book

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return (page.compiled.template for page in self._pages.values())

    def __contains__(self, code: object) -> bool:
        return code in self._pages

    def __getitem__(self, code: str) -> Mapping[str, Any]:
        return self.compiled(code).template

    def get(self, code: str) -> Mapping[str, Any] | None:
        """The template of that code, or None."""
        page = self._pages.get(code)
        return None if page is None else page.compiled.template

    def compiled(self, code: str) -> CompiledTemplate:
        """The template of that code, made ready for many messages.

        Raises:
            KeyError: no template has it.
        """
        if code not in self._pages:
            raise KeyError("no template has this code")
        return self._pages[code].compiled

    def closest(
        self, message: object, *, most: int = 3, profile: Profile | str = INFOBIP
    ) -> tuple[Candidate, ...]:
        """The templates that a message matches, and then those that it fails least.

        Those that match come first, the one with the most fixed characters before the others. Of
        the rest, only the dozen with the most pairs of neighbouring characters in common are
        compared: the smaller the share of fixed characters that the message lacks, the earlier;
        then, the fewer errors. One more counts as lacking, or a template of a few characters would
        be close to every message.

        Args:
            message: what ``schemas/message.schema.json`` describes; of anything else all is
                lacking.
            most: how many to give, at most; of those that fail never more than the dozen.
            profile: whose AlimTalk it is, such as ``"kakao"``; Infobip's guide by default.

        Raises:
            TypeError: the profile is neither a profile nor a name.
            ValueError: ``most`` is below 1, or there is no such profile.
        """
        if most < 1:
            raise ValueError("most must be at least 1")
        chosen = choices(profile)
        return tuple(
            Candidate(
                page.compiled.template,
                match or page.compiled.expected.compare(message, chosen).match(chosen),
                page.fixed,
                lacking,
            )
            for page, match, lacking in self._ranked(message, most, chosen)
        )

    def nearest(self, message: object, most: int, profile: Profile) -> list[CompiledTemplate]:
        """The templates of ``closest``, in a part of its time: where they differ is not told."""
        return [page.compiled for page, *_ in self._ranked(message, most, choices(profile))]

    def _ranked(self, message: object, most: int, chosen: Choices) -> list[_Ranked]:
        text = text_of(message)
        matching: list[_Ranked] = []
        failing = []
        for page in self._pages.values():
            match = None if text is None else page.match_if_text_fits(message, text, chosen)
            if match is not None and not differs(match.report.findings):
                matching.append((page, match, 0))
            else:
                failing.append(page)
        matching.sort(key=lambda ranked: -ranked[0].fixed)
        if len(matching) < most:
            matching += _least_failing(failing, message, chosen)
        return matching[:most]


# --------------------------------------------------------------------------- pages


class _Page:
    """A template, with what is asked of it again and again."""

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.compiled = CompiledTemplate(template)
        pieces = [*_fixed_in(self.compiled)]
        self._characters = "".join(pieces)
        self.fixed = len(self._characters)
        self._pairs = frozenset(chain.from_iterable(map(_pairs_of, pieces)))
        text = self.compiled.expected.approved.patterns.get(TEXT)
        lines = (line for literal in text.literals for line in literal.splitlines()) if text else ()
        self._longest_line = max(lines, key=len, default="")

    def match_if_text_fits(self, message: object, text: str, chosen: Choices) -> Match | None:
        """The match, unless it is soon said that the text is not the template's."""
        if self._longest_line not in text:
            return None
        expected = self.compiled.expected
        match = expected.match_at_once(message, chosen)
        if match is None and self.compiled.fits(text):
            return expected.compare(message, chosen).match(chosen)
        return match

    def unlikeness(self, pairs: frozenset[str]) -> float:
        """The share of the pairs of neighbouring characters that are not among ``pairs``."""
        return len(self._pairs - pairs) / len(self._pairs) if self._pairs else 1.0

    def lacking_in(self, written: str) -> int:
        """How many of the fixed characters are not in ``written`` in the same order."""
        return self.fixed - _in_common(self._characters[:MOST_COMPARED], written)


_Ranked = tuple[_Page, Match | None, int]
"""A template, how the message matches it if it does, and how many of its characters that lacks."""


def _least_failing(pages: Iterable[_Page], message: object, chosen: Choices) -> list[_Ranked]:
    strings = _compared(read_slots(message).strings).values()
    written = "".join(strings)[:MOST_COMPARED]
    pairs = frozenset(_pairs_of(written))
    shortlist = nsmallest(SHORTLIST, pages, key=lambda page: page.unlikeness(pairs))
    ranked = []
    for page in shortlist:
        lacking = page.lacking_in(written)
        cheaply = page.compiled.expected.compare(message, chosen, Budget(0))
        errors = len(cheaply.match(chosen).report.errors)
        ranked.append(((lacking + 1) / (page.fixed + 1), errors, lacking, page))
    ranked.sort(key=itemgetter(0, 1))
    return [(page, None, lacking) for *_, lacking, page in ranked]


def _fixed_in(template: CompiledTemplate) -> Iterator[str]:
    """The pieces of a template that are the same in each message."""
    for pattern in _compared(template.expected.approved.patterns).values():
        yield from pattern.literals


def _compared(slots: Mapping[str, _T]) -> dict[str, _T]:
    """The slots that people read or follow: neither the image's nor what a button is."""
    return {
        path: held
        for path, held in slots.items()
        if not path.startswith(IMAGE) and not path.endswith(_UNREAD)
    }


_UNREAD: Final = tuple(f"/{field}" for field in ("type", *REGISTERED))


def _pairs_of(string: str) -> Iterator[str]:
    return map("".join, pairwise(string))


def _in_common(fixed: str, written: str) -> int:
    """The length of the longest common subsequence, a bit for each code point of ``fixed``."""
    places: dict[str, int] = {}
    for index, character in enumerate(fixed):
        places[character] = places.get(character, 0) | 1 << index
    everywhere = unmatched = (1 << len(fixed)) - 1
    for character in written:
        here = unmatched & places.get(character, 0)
        unmatched = (unmatched + here | unmatched - here) & everywhere
    return len(fixed) - unmatched.bit_count()


# --------------------------------------------------------------------------- files


_ANSWERS: Final = frozenset({"data", "list", "templates"})
"""What the answers of gateways have beside a code of their own."""


def templates_of(document: object, status: str = APPROVED) -> Iterator[tuple[str, Any]]:
    """The templates that a document is, or that a gateway's list in it has, by their pointers."""
    held = plain(document)
    is_ours = type(held) is dict and held.keys() >= {"code", "text"}
    listed = [] if is_ours else [*templates_in(held)]
    if not listed:
        is_answer = type(held) is dict and not _ANSWERS.isdisjoint(held)
        yield "", None if is_answer else document  # an answer's code is none of a template
    yield from ((one.path, one.template) for one in listed if one.is_in(status))


def _bound(templates: Iterable[tuple[str, Any]]) -> dict[str, _Page]:
    """Pages by code, of templates that come with the name of the place where they stand."""
    pages: dict[str, _Page] = {}
    places: dict[str, str] = {}
    for place, template in templates:
        document = plain(template)
        match document:
            case {"code": str(code)} if code not in pages:
                pages[code] = _Page(document)
                places[code] = place
            case {"code": str(code)}:
                shown = f"the code {code!r}" if is_code(code) else "the same code"
                raise ValueError(f"{place}: {places[code]} has {shown} too")
            case _:
                raise ValueError(f"{place}: this is no object with a code")
    return pages


def _numbered(before: str, templates: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    return ((f"{before}template {n}", template) for n, template in enumerate(templates, 1))


def _templates_in(file: Path) -> Iterator[tuple[str, Any]]:
    """The templates in a file, each with its place."""
    with open_binary(file) as stream:
        if not file.name.lower().endswith(LINE_SUFFIXES):
            yield from _templates_of(str(file), stream.read())
            return
        for line in documents_in(stream):
            match line.document:
                case ReadError() as error:
                    raise ValueError(f"{file}, {error}")
                case json:
                    yield f"{file}, line {line.number}", json.value


def _templates_of(source: str, data: str | bytes) -> Iterator[tuple[str, Any]]:
    """The templates in JSON: one, or an array of them."""
    try:
        value = read(data).value
    except ReadError as error:
        raise ValueError(f"{source}, {error}") from None
    return _numbered(f"{source}, ", value if isinstance(value, list) else [value])

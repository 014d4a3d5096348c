"""The SMS that is sent where the AlimTalk message cannot be: what of it arrives, and as what.

Korean carriers take text in EUC-KR, or in Microsoft's extension of it, CP949: a letter of Korean is
two bytes, one of English a single one. What neither has arrives as a question mark.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final

from alimtalk_rules.documents import Request
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.rule import MOST_PLACES, Place, rule
from alimtalk_rules.rules.strings import MOST_READ, code_points

_CP949, _EUC_KR, _NEITHER = "CP949", "EUC-KR", ""


@rule("sms-unencodable")
def sms_unencodable(request: Request, _: Limits) -> Iterator[Place]:
    """Characters that CP949 does not have, such as emoji (Lunasoft 4.5, NHN's console guide)."""
    return _runs_in(request, _NEITHER)


@rule("sms-beyond-euc-kr")
def sms_beyond_euc_kr(request: Request, _: Limits) -> Iterator[Place]:
    """Rare Hangul that CP949 has and EUC-KR has not: some phones and carriers lose it."""
    return _runs_in(request, _CP949)


@rule("sms-becomes-lms")
def sms_becomes_lms(request: Request, limits: Limits) -> Iterator[Place]:
    """Over 90 bytes: it goes out as an LMS, at another price, unless it was meant to be one."""
    for path, size, kind in _sizes(request):
        if kind == "SMS" and limits.sms_bytes < size <= limits.lms_bytes:
            yield Place(path, _over(size, limits.sms_bytes))


@rule("sms-too-long")
def sms_too_long(request: Request, limits: Limits) -> Iterator[Place]:
    """Over 2,000 bytes, which not even an LMS holds (NHN's SMS overview)."""
    for path, size, _ in _sizes(request):
        if size > limits.lms_bytes:
            yield Place(path, _over(size, limits.lms_bytes))


def _over(size: int, limit: int) -> dict[str, int]:
    return {"bytes": size, "limit": limit, "over": size - limit}


def _texts(request: Request) -> Iterator[tuple[str, str, str | None]]:
    return (failover for failover in request.failovers if isinstance(failover[1], str))


def _sizes(request: Request) -> Iterator[tuple[str, int, str | None]]:
    """The bytes of each text as it is sent, a question mark for what cannot be; and its kind."""
    for path, text, kind in _texts(request):
        yield path, len(text.encode("cp949", "replace")), kind


def _runs_in(request: Request, encoding: str) -> Iterator[Place]:
    """Runs of characters for which ``encoding`` is the narrowest that has them."""
    for path, text, _ in _texts(request):
        for start, end in islice(_runs(text[:MOST_READ], encoding), MOST_PLACES):
            points = code_points(text[start:end])
            yield Place(path, {"count": end - start, "codepoints": points}, span=(start, end))


def _runs(text: str, encoding: str) -> Iterator[tuple[int, int]]:
    start = 0
    for kind, run in groupby(text, _narrowest):
        end = start + len(list(run))
        if kind == encoding:
            yield start, end
        start = end


_SPELT_OUT: Final = 8
"""Bytes of a character that EUC-KR has no code for and spells; phones do not read that."""


def _narrowest(character: str) -> str:
    """The encoding: Python's EUC-KR has all that CP949 has, but spells what KS X 1001 has not."""
    try:
        size = len(character.encode(_EUC_KR))
    except UnicodeEncodeError:
        return _NEITHER
    return _CP949 if size == _SPELT_OUT else _EUC_KR

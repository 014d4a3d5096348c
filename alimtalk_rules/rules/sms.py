"""The SMS that is sent where the AlimTalk message cannot be: what of it arrives, and as what.

Korean carriers take text in EUC-KR, or in Microsoft's extension of it, CP949: a letter of Korean is
two bytes, one of English a single one. What neither has makes the sending fail (NHN Cloud), or
arrives as a question mark (Lunasoft).
"""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final

from alimtalk_rules.documents import Request
from alimtalk_rules.limits import MOST_PLACES, MOST_READ, Limits
from alimtalk_rules.rules.characters import code_points
from alimtalk_rules.rules.examples import failover
from alimtalk_rules.rules.rule import NOTE, WARNING, Place, rule
from alimtalk_rules.rules.sources import KS_X_1001, LUNASOFT_SEND, NHN_CONSOLE, NHN_SMS
from alimtalk_rules.rules.where import AT_FAILOVER, PAYLOAD
from alimtalk_rules.variables import VARIABLE

_CP949, _EUC_KR, _NEITHER = "CP949", "EUC-KR", ""


@rule(
    WARNING,
    PAYLOAD,
    AT_FAILOVER,
    sources=(
        (
            NHN_CONSOLE,
            "A substitute SMS is in EUC-KR; with an emoji that it lacks, sending it fails.",
        ),
        (LUNASOFT_SEND, "4.5: an SMS is in EUC-KR; what it lacks becomes a question mark."),
    ),
    example=failover("주문 완료 🎁"),
    en=(
        "Characters that cannot be sent by SMS: {count} ({codepoints}).",
        "Leave them out of the failover text: some gateways then send nothing, others a question mark.",
    ),
    ko=(
        "SMS로 보낼 수 없는 문자가 {count}자 있습니다({codepoints}).",
        "대체 발송 문구에서 빼세요. 중계사에 따라 대체 발송이 실패하거나 물음표(?)로 깨져 도착합니다.",
        "대체 발송 SMS에 이모지처럼 CP949에 없는 문자가 있습니다.",
        "국내 SMS는 EUC-KR로 발송됩니다. NHN Cloud는 지원하지 않는 이모티콘이 있으면 대체 발송이 실패한다고 안내합니다.",
    ),
)
def sms_unencodable(request: Request, limits: Limits) -> Iterator[Place]:
    """A failover SMS holds characters that CP949 does not have, such as emoji.

    Korean SMS are in EUC-KR: with anything else sending fails, as NHN Cloud says, or a question mark arrives.
    """
    return _runs_in(request, limits, _NEITHER)


@rule(
    NOTE,
    PAYLOAD,
    AT_FAILOVER,
    sources=(
        (LUNASOFT_SEND, "4.5: an SMS is in EUC-KR."),
        (KS_X_1001, "EUC-KR has 2,350 syllables of Hangul; CP949 adds the other 8,822."),
    ),
    example=failover("똠얌꿍 주문 완료"),
    en=(
        "Characters that CP949 has but EUC-KR does not: {count} ({codepoints}).",
        "Write a more common syllable if everybody must be able to read it.",
    ),
    ko=(
        "CP949에는 있지만 EUC-KR에는 없는 문자가 {count}자 있습니다: {codepoints}.",
        "누구나 읽을 수 있어야 한다면 더 흔한 글자로 바꾸세요.",
        "대체 발송 SMS에 CP949에만 있는 드문 한글이 있습니다.",
        "EUC-KR만 지원하는 통신사나 휴대전화에서는 물음표(?)로 깨져 보입니다.",
    ),
)
def sms_beyond_euc_kr(request: Request, limits: Limits) -> Iterator[Place]:
    """A failover SMS has rare Hangul that only CP949 has.

    Carriers and phones that support only EUC-KR show a question mark instead.
    """
    return _runs_in(request, limits, _CP949)


@rule(
    NOTE,
    PAYLOAD,
    AT_FAILOVER,
    sources=((NHN_SMS, "An SMS has at most 90 bytes; what is longer is sent as an LMS."),),
    example=failover("가" * 46),
    en=(
        "The failover text has {bytes} bytes, {over} more than an SMS can have, so it is sent as an LMS.",
        "Shorten it to at most {limit} bytes if an LMS costs too much; a Hangul syllable is two bytes.",
    ),
    ko=(
        "대체 발송 문구가 {bytes}바이트로, SMS 한도보다 {over}바이트 많아 LMS로 발송됩니다.",
        "LMS 요금이 부담되면 {limit}바이트 이하로 줄이세요. 한글은 한 글자에 2바이트입니다.",
        "대체 발송 SMS가 90바이트를 넘습니다.",
        "도착하지만, 요금이 더 비싼 LMS로 발송됩니다.",
    ),
)
def sms_becomes_lms(request: Request, limits: Limits) -> Iterator[Place]:
    """A failover SMS has more than 90 bytes.

    It arrives, but as an LMS, which costs more.
    """
    for path, size, kind in _sizes(request):
        if kind == "SMS" and limits.sms_bytes < size <= limits.lms_bytes:
            yield Place(path, _over(size, limits.sms_bytes))


@rule(
    WARNING,
    PAYLOAD,
    AT_FAILOVER,
    sources=((NHN_SMS, "An LMS has at most 2,000 bytes."),),
    example=failover("가" * 1001),
    en=(
        "The failover text has {bytes} bytes; even an LMS can have at most {limit}.",
        "Shorten it to at most {limit} bytes; a Hangul syllable is two bytes.",
    ),
    ko=(
        "대체 발송 문구가 너무 깁니다. 현재 {bytes}바이트, LMS도 최대 {limit}바이트입니다.",
        "{limit}바이트 이하로 줄이세요. 한글은 한 글자에 2바이트입니다.",
        "대체 발송 SMS가 2,000바이트를 넘습니다.",
        "통신사가 거부하거나 뒷부분을 자릅니다.",
    ),
)
def sms_too_long(request: Request, limits: Limits) -> Iterator[Place]:
    """A failover SMS has more than 2,000 bytes.

    Carriers refuse it, or cut it off.
    """
    for path, size, _ in _sizes(request):
        if size > limits.lms_bytes:
            yield Place(path, _over(size, limits.lms_bytes))


def unfilled(request: Request, limits: Limits) -> Iterator[Place]:
    """What the rule ``unfilled-variable`` finds in the SMS of a request."""
    for path, text, _ in _texts(request):
        for variable in VARIABLE.finditer(_read_of(text, limits)):
            yield Place(path, span=variable.span())


def _read_of(text: str, limits: Limits) -> str:
    return text[: max(MOST_READ, limits.lms_bytes)]


def _over(size: int, limit: int) -> dict[str, int]:
    return {"bytes": size, "limit": limit, "over": size - limit}


def _texts(request: Request) -> Iterator[tuple[str, str, str | None]]:
    return (failover for failover in request.failovers if isinstance(failover[1], str))


def _sizes(request: Request) -> Iterator[tuple[str, int, str | None]]:
    """The bytes of each text as it is sent, a question mark for what cannot be; and its kind."""
    for path, text, kind in _texts(request):
        yield path, len(text.encode("cp949", "replace")), kind


def _runs_in(request: Request, limits: Limits, encoding: str) -> Iterator[Place]:
    """Runs of characters for which ``encoding`` is the narrowest that has them."""
    for path, text, _ in _texts(request):
        for start, end in islice(_runs(_read_of(text, limits), encoding), MOST_PLACES):
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

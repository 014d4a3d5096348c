"""The name that a misspelt one was meant for: a close one, or what another gateway calls it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

_SIMILAR: Final = 0.8
"""``titel`` and ``title`` are that similar, ``url`` and ``urlPc`` are not (``difflib``)."""

_SAME: Final = (
    "text content message msg templatecontent templtcontent",
    "title templatetitle emphasizetitle emtitle",
    "name buttonname buttontext templatename templtname tplname",
    "type buttontype linktype",
    "buttons button btns",
    "code templatecode tplcode tmplid tmpltcode templateid",
    "urlmobile linkmobile linkmo linkm buttonurlmobile buttonurl",
    "urlpc linkpc linkp buttonurlpc",
    "schemeandroid linkandroid linkand linka androidscheme",
    "schemeios linkios linki iosscheme",
    "target targetout tg",
    "to phonenumber recipientno phone phn telnum rcv receiver",
    "sender senderkey plusfriendid pfid senderprofile sendprofileid kkochid",
    "sendat reservetime requestdate scheduleddate scheduleddatetime senddate reservedt snddt",
)
"""Names of one thing, a line each, without capitals and underscores.

They are those of this library and of the requests and templates of Infobip, NAVER Cloud SENS, NHN
Cloud, Solapi, Aligo, BizM, Bizppurio, Lunasoft, MTS, Infobank, SendOn, Popbill and LG U+, as their
own documents and SDKs write them.
"""

_THING: Final = {name: line for line in _SAME for name in line.split()}


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The one of the ``known`` names that ``name`` was probably meant for; None if none is near."""
    by_plain = {_plain(one): one for one in known}
    wanted = _plain(name)
    thing = _THING.get(wanted)
    for plain, one in by_plain.items():
        if plain == wanted or (thing is not None and _THING.get(plain) == thing):
            return one
    if thing is not None:
        return None
    close = get_close_matches(wanted, by_plain, cutoff=_SIMILAR)
    return by_plain[close[0]] if close else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()

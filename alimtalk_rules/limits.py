"""Every number once: limits, each with its source, and caps, each with its reason."""

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits that a checked document is held to.

    The defaults are those of Infobip, which are Kakao's own wherever the two publish the same
    number. Another gateway's limits are another instance: ``Limits(text=1300)``.

    Lengths are code points, sizes bytes, widths and heights pixels.

    Raises:
        TypeError: a limit is not an integer.
        ValueError: a limit is below 1.
    """

    text: int = 1000
    """Of the whole text, spaces and line breaks included (Infobip's guide; Kakao 3014)."""

    text_safe: int = 10_000
    """Of the text where the gateway's documents differ: at Bizppurio 1,000 and 1,300."""

    title: int = 50
    """Of the title (Infobip's OpenAPI; Kakao 3029)."""

    title_shown: int = 23
    """Of the title on Android, in two lines (Kakao's content guide)."""

    title_shown_ios: int = 27
    """Of the title on iOS, likewise."""

    buttons: int = 5
    """Number of buttons (Infobip's guide; Kakao's content guide)."""

    button_name: int = 28
    """Of a button's name when sent (Infobip's OpenAPI)."""

    button_name_registered: int = 14
    """Of a button's name when Kakao registers the template (Kakao's dealer API)."""

    link: int = 500
    """Of a URL or an app scheme (Infobip's OpenAPI)."""

    chat_value: int = 50
    """Of chatExtra and chatEvent (Infobip's OpenAPI; Kakao 3026)."""

    variables: int = 40
    """Number of variables in a template (NHN's overview)."""

    variable_value: int = 1300
    """Of a variable's name, and of its value, where the gateway fills the template (NHN -3048)."""

    template_code: int = 100
    """Of a template's code: more than any gateway takes (30 at Kakao's own, 32 at Bizppurio)."""

    template_code_sent: int = 30
    """Of a template's code in a request (Infobip's OpenAPI)."""

    template_name: int = 200
    """Of a template's name (Lunasoft's template API)."""

    extra: int = 500
    """Of the extra text of a template (Kakao's content guide; Kakao 3046)."""

    subtitle: int = 50
    """Of the subtitle of a template (NHN's overview)."""

    subtitle_shown: int = 18
    """Of the subtitle on Android (Kakao's content guide)."""

    subtitle_shown_ios: int = 21
    """Of the subtitle on iOS, likewise."""

    preview: int = 40
    """Of the preview message of a template (Kakao's content guide; MTS's template API)."""

    header: int = 16
    """Of the header of an item list (Kakao 3032; NHN -2035)."""

    highlight_title: int = 30
    """Of the highlight's title (Kakao 3034; NHN -3040)."""

    highlight_title_beside_image: int = 21
    """Of the highlight's title beside a thumbnail (Kakao's content guide)."""

    highlight_description: int = 19
    """Of the highlight's description (Kakao 3035; NHN -3040)."""

    highlight_description_beside_image: int = 13
    """Of the highlight's description beside a thumbnail (Kakao's content guide)."""

    items: int = 10
    """Number of rows of an item list (Kakao's content guide; NHN -2033)."""

    items_least: int = 2
    """Least number of rows of an item list (Kakao's content guide; NHN -2033)."""

    item_title: int = 6
    """Of a row's title (Kakao's content guide; Lunasoft's API)."""

    item_description: int = 23
    """Of a row's description (Kakao 3037)."""

    summary_title: int = 6
    """Of the summary's title (Lunasoft's API)."""

    summary_description: int = 14
    """Of the summary's amount (Kakao 3039)."""

    text_beside_items: int = 700
    """Of the text beside an item list (NHN -2037; MTS's send guide)."""

    channel_text: int = 34
    """Of the text that Kakao adds where a channel can be added (Kakao's content guide)."""

    channel_text_reserve: int = 40
    """What to leave free for that text, whose older form is longer (NHN's overview)."""

    quick_replies: int = 10
    """Number of quick replies (Kakao's content guide; Lunasoft's API)."""

    buttons_beside_quick_replies: int = 2
    """Number of buttons beside quick replies (NHN -2505; Lunasoft's API)."""

    plugin_id: int = 24
    """Of a plug-in's id (Lunasoft's template API)."""

    tel_number: int = 14
    """Of the number that a button calls, hyphens included (NHN -3053)."""

    validity_hours: int = 48
    """For which delivery is tried; a longer period is cut (Infobip's OpenAPI)."""

    sms_bytes: int = 90
    """Of an SMS in CP949; what is longer goes out as an LMS (NHN's SMS overview)."""

    lms_bytes: int = 2000
    """Of an LMS in CP949 (NHN's SMS overview)."""

    image_bytes: int = 512_000
    """Of an image file: 500 KB (Infobip's guide; Kakao's image guide), a KB as 1,024 bytes."""

    image_bytes_safe: int = 500_000
    """Of an image file where a KB is taken as 1,000 bytes."""

    image_width: int = 500
    """Least width (Infobip's guide; Kakao's image guide)."""

    image_height: int = 1
    """Least height; Infobip's guide names none, Kakao's 250 (image guide)."""

    image_aspect: int = 2
    """Width as a multiple of height (Infobip's guide; Kakao's image guide)."""

    image_recommended_width: int = 800
    """Recommended width; the height follows from the aspect ratio (Infobip's guide)."""

    thumbnail_side: int = 108
    """Least width and height of a highlight's thumbnail (Kakao's image guide)."""

    def __hash__(self) -> int:
        """Of a few of them: schemas and their functions are looked up by it for each document."""
        return hash((self.text, self.title, self.link))

    def unlike(self, other: "Limits") -> dict[str, int]:
        """The limits that are not those of ``other``, by their names."""
        values = {limit.name: getattr(self, limit.name) for limit in fields(self)}
        return {name: value for name, value in values.items() if value != getattr(other, name)}

    def __post_init__(self) -> None:
        for limit in fields(self):
            value = getattr(self, limit.name)
            if type(value) is not int:
                raise TypeError(f"limit {limit.name!r} must be an integer")
            if value < 1:
                raise ValueError(f"limit {limit.name!r} must be at least 1")


MOST_GROWTH: Final = 14
"""Code points that a value may have beyond its variable as written (Kakao 3025; NHN -1028)."""

# --------------------------------------------------------------------------- caps
# What bounds the work and the memory of a check, whatever it is given.

MOST_FINDINGS: Final = 100
"""Findings in one report; more of them would help nobody and cost memory."""

MOST_PLACES: Final = 10
"""Findings of one character rule in one message: a text in another language is one mistake."""

MOST_READ: Final = 10_000
"""Code points of a text that the rules read at least; beyond its limit it is too long anyway."""

MOST_RUNS: Final = 100
"""Runs of foreign letters that are looked at in one message: a tenth of them is listed."""

MOST_ITEMS: Final = 300
"""Items of an array that are looked at where fewer are allowed; the rest can only be too many."""

MOST_UNKNOWN: Final = 200
"""Unknown members of an object that are looked at: they break the same rule."""

MOST_LIKENED: Final = 20
"""Unknown members of an object for which a name is sought that they were meant for."""

MOST_PIXELS: Final = 12_000_000
"""Pixels that are decoded to find damage; Kakao's own 800 x 400 has 320,000."""

MOST_NUMBER: Final = 2**31 - 1
"""The largest number in a report's JSON, and in a PNG."""

LONGEST_SIDE: Final = 65_535
"""Pixels of a PNG's side, as of any JPEG's: what is longer costs more than its pixels."""

MOST_HEADER_READS: Final = 5_000
"""Reads of a JPEG's header: four a segment, one a byte of junk; pictures need hundreds."""

MOST_LEVELS: Final = 100
"""Levels of arrays and objects that are read: no document has more than four. RFC 8259 leaves
the limit to each parser."""

MOST_LINE_BYTES: Final = 1 << 20
"""Bytes of a line that are read.

A message that follows the rules has at most some 150,000, each of its characters written as the
longest escape: this is several times as much, and little enough to be held in memory.
"""

MOST_UNZIPPED: Final = 1 << 28
"""Bytes that are read at once of what a packed file or a workbook holds: a few kilobytes can hold a
terabyte."""

MOST_ROWS: Final = 1_048_576
"""Rows of a workbook's sheet (Microsoft's specifications of Excel)."""

MOST_PROCESSES: Final = 61
"""Processes that check lines: Windows waits for no more, and the one that reads and puts all in
order could not feed as many."""

MOST_FILLED: Final = 10_000
"""Messages that one request makes where texts and recipients multiply; no gateway takes more in
one. More are not looked at, and the request is refused."""

MOST_VARIABLES: Final = 10_000
"""Variables of one string that are looked for; Kakao allows 40 in a template. More are text."""

MOST_MATCHED: Final = 5_000
"""Code points of a message that a template's expression reads.

It takes each as often as a literal is long. No valid message is longer; what is, is compared
string by string.
"""

MOST_IN_ORDER: Final = 10
"""Buttons of which the order is looked at; Kakao allows five, and ten items and quick replies."""

SHORTLIST: Final = 12
"""Templates that are compared character by character, of a book in which none matches."""

MOST_COMPARED: Final = 10_000
"""Code points of a template, and of a message, that are compared to choose from a book."""

MOST_IMAGE_BYTES: Final = 1 << 26
"""Bytes of an image that are taken from standard input, to tell how large it is."""

MOST_SHOWN: Final = 1000
"""Findings that a text shows, and problems that an output lists; all of them are counted."""

MOST_PAGES: Final = 100
"""Documents that are drawn on one HTML page; all of them are counted."""

MOST_DRAWN: Final = 20
"""Messages of a request that are drawn, and rows, buttons and quick replies of a message: twice as
many as there may be of any."""

MOST_LETTERS: Final = 2_000
"""Code points of a string that are drawn, if its limit is no higher."""

MOST_PIECES: Final = 1_000
"""Pieces into which the strings of a message are cut to show variables and unseen characters: a
message has some dozens. When they are spent, strings are drawn as they are."""

MOST_VALUES: Final = 100
"""Values of variables that are listed beside a message, of which a template has 40."""

MOST_EMBEDDED: Final = 1 << 21
"""Bytes of an image that an HTML page holds: four times what there may be."""

MOST_STATES: Final = 16_000_000
"""How often, in one report, a code point of a string is held against one of its template to find
the exact places of differences; beyond it, places are told cheaply."""

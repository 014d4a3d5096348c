"""The numbers behind the rules, each in one place, with its source."""

from dataclasses import dataclass, fields


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

    title: int = 50
    """Of the title (Infobip's OpenAPI; Kakao 3029)."""

    title_shown: int = 23
    """Of the title on Android, in two lines; iOS shows 27 (Kakao's content guide)."""

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
    """Of the subtitle on Android; iOS shows 21 (Kakao's content guide)."""

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

    def __post_init__(self) -> None:
        for limit in fields(self):
            value = getattr(self, limit.name)
            if type(value) is not int:
                raise TypeError(f"limit {limit.name!r} must be an integer")
            if value < 1:
                raise ValueError(f"limit {limit.name!r} must be at least 1")

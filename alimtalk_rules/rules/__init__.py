"""The rules that JSON Schema cannot say, in one explicit list for each kind of document."""

from collections.abc import Callable, Mapping
from typing import Final

from alimtalk_rules.catalogue import RULES, Severity
from alimtalk_rules.documents import Message, Request, Template
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.rules import (
    buttons,
    combination,
    image,
    request,
    scripts,
    sms,
    template,
    text,
)
from alimtalk_rules.rules.rule import Check
from alimtalk_rules.rules.strings import pattern, unusual_characters_of
from alimtalk_rules.rules.template import beside_variables, with_fitting_values

BUTTON_RULES: Final[tuple[Check[Message], ...]] = (
    buttons.app_link_needs_two,
    buttons.bad_scheme,
    buttons.button_name_over_14,
    buttons.duplicate_button,
    buttons.payment_word_on_button,
    buttons.delivery_details_missing,
)
"""Those of a message that find something only where there are buttons."""

MESSAGE_RULES: Final[tuple[Check[Message], ...]] = (
    combination.title_with_image,
    text.text_blank,
    text.text_too_long,
    text.text_too_long_in_utf16,
    text.text_decomposed,
    text.carriage_return,
    text.unprintable_character,
    text.invisible_character,
    text.emoji_sequence,
    scripts.unsupported_script,
    scripts.hanja,
    scripts.isolated_symbol,
    scripts.non_english_letter,
    text.leftover_variable,
    text.title_truncated,
    buttons.url_not_ascii,
    *BUTTON_RULES,
)

_CANDIDATES: Final = {
    (errors_only, has_buttons): tuple(
        check
        for check in MESSAGE_RULES
        if (has_buttons or check not in BUTTON_RULES)
        and (not errors_only or RULES[check.name].severity is Severity.ERROR)
    )
    for errors_only in (True, False)
    for has_buttons in (True, False)
}
"""What may find something, by whether errors alone are asked for and whether there are buttons."""


def message_rules(message: Message, *, errors_only: bool = False) -> list[Check[Message]]:
    """The rules that can find something in ``message``, by its parts and its characters."""
    unusual = unusual_characters_of(message)
    return [
        check
        for check in _CANDIDATES[errors_only, bool(message.get("buttons"))]
        if check.characters is None or (unusual and pattern(check.characters).search(unusual))
    ]


CHANNEL_RULES: Final[tuple[Check[Message], ...]] = (
    buttons.add_channel_name,
    buttons.add_channel_order,
)
"""What is asked of messages besides where a gateway takes buttons that add the channel."""

REQUEST_RULES: Final[tuple[Check[Request], ...]] = (
    request.nothing_to_send,
    request.bad_sender,
    request.bad_destination,
    request.duplicate_destination,
    request.bad_send_time,
    request.odd_validity_period,
    request.odd_time_window,
    sms.sms_unencodable,
    sms.sms_beyond_euc_kr,
    sms.sms_becomes_lms,
    sms.sms_too_long,
)

_HIDE_VARIABLES: Final[Mapping[Check[Message], Callable[[Check[Message]], Check[Template]]]] = {
    scripts.unsupported_script: beside_variables,
    scripts.hanja: beside_variables,
    scripts.isolated_symbol: beside_variables,
    scripts.non_english_letter: beside_variables,
    buttons.bad_scheme: with_fitting_values,
    buttons.url_not_ascii: beside_variables,
    buttons.payment_word_on_button: beside_variables,
    buttons.delivery_details_missing: with_fitting_values,
}
"""Rules of messages that do not see variables; names of variables can spoil what the others see."""

TEMPLATE_RULES: Final[tuple[Check[Message] | Check[Template], ...]] = (
    template.variable_unterminated,
    template.variable_empty,
    template.too_many_variables,
    template.variable_not_allowed,
    template.only_variables,
    template.wrong_variable_mark,
    *(
        _HIDE_VARIABLES[check](check) if check in _HIDE_VARIABLES else check
        for check in MESSAGE_RULES
        if check is not text.leftover_variable
    ),
)
"""Those of templates, and every one of messages but that about leftover variables."""

IMAGE_RULES: Final[tuple[Check[ImageFacts], ...]] = (
    image.image_unreadable,
    image.image_format,
    image.image_too_large,
    image.image_size_near_limit,
    image.image_too_narrow,
    image.image_not_2_to_1,
    image.image_rotated,
    image.image_animated,
    image.image_color_mode,
    image.image_extension,
    image.image_too_many_pixels,
    image.image_not_recommended_size,
)

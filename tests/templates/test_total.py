"""What of a template counts together against the limit of its text."""

from typing import Any

import pytest

from alimtalk_rules import INFOBIP, TemplateCount, count_template

AC = {"buttons": [{"type": "AC"}]}


@pytest.mark.parametrize(
    ("template", "counts"),
    [
        pytest.param({"text": "안내 🎁"}, (4, 0, 0), id="a text"),
        pytest.param({"text": "안내", "extra": "약관\n문의"}, (2, 5, 0), id="an extra text"),
        pytest.param({"text": "안내", **AC}, (2, 0, 34), id="a button adds the channel"),
        pytest.param({"text": "안내", "messageType": "AD"}, (2, 0, 34), id="AD"),
        pytest.param({"text": "안내", "extra": "약관", "messageType": "MI"}, (2, 2, 34), id="MI"),
        pytest.param({"text": "안내", "messageType": "BA", **AC}, (2, 0, 0), id="BA"),
        pytest.param({"text": "#{이름}"}, (5, 0, 0), id="a variable as it is written"),
        pytest.param({"text": 5, "extra": None, "buttons": [None, "AC"]}, (0, 0, 0), id="no text"),
        pytest.param({"messageType": ["AD"]}, (0, 0, 0), id="no message type"),
    ],
)
def test_what_counts_together(template: Any, counts: tuple[int, int, int]) -> None:
    counted = count_template(template)
    assert counted == TemplateCount(*counts)
    assert counted.total == sum(counts)
    names = ("text", "extra", "channel_text", "total")
    assert counted.to_dict() == dict(zip(names, (*counts, sum(counts)), strict=True))


def test_the_channel_text_is_a_limit() -> None:
    profile = INFOBIP.with_limits(channel_text=36)
    assert count_template(AC, profile=profile).total == 36
    no_template: Any = []
    with pytest.raises(TypeError, match="template"):
        count_template(no_template)
    with pytest.raises(ValueError, match="profile"):
        count_template({}, profile="none")

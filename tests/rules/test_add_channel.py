"""The button that adds a channel: one truth in all that takes a message."""

from typing import Any

import pytest

from alimtalk_rules import (
    check_message,
    check_payload,
    check_template,
    match_template,
    messages_in,
    to_payload,
)
from tests.payloads import MAKERS

MESSAGE: dict[str, Any] = {
    "text": "회원 가입이 완료되었습니다.",
    "buttons": [{"type": "AC", "name": "채널 추가"}],
}
TEMPLATE = MESSAGE | {"code": "joined"}


def test_it_is_valid_in_messages_templates_and_matches() -> None:
    assert check_message(MESSAGE).findings == ()
    assert check_template(TEMPLATE).findings == ()
    assert match_template(MESSAGE, TEMPLATE).report.findings == ()


def test_wherever_it_stands_but_first_its_order_is_wrong() -> None:
    others = [{"type": "MD", "name": f"문의 {n}"} for n in range(4)]
    for at in range(5):
        buttons = [*others[:at], *MESSAGE["buttons"], *others[at:]]
        found = [one.path for one in check_message({"text": "안내", "buttons": buttons}).findings]
        assert found == [f"/buttons/{at}"] * bool(at)


@pytest.mark.parametrize("gateway", MAKERS)
def test_it_is_sent_and_read_again(gateway: str) -> None:
    sender = {"infobip": "a" * 40, "infobip-omni": "s1", "sens": "@dawnmart"}[gateway]
    number = "01012345678" if gateway == "sens" else "821012345678"
    request = to_payload(
        MESSAGE, gateway, sender=sender, template_code="joined", destinations=[number]
    )
    assert check_payload(request, gateway).findings == ()
    (read,) = messages_in(request, gateway)
    assert read.message == MESSAGE

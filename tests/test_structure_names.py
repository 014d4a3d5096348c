"""The names that misspelt ones were meant for."""

from __future__ import annotations

from collections import Counter

import pytest

from alimtalk_rules import check_message, check_payload, check_template
from alimtalk_rules.structure.names import _SAME, nearest
from tests.payloads import sens
from tests.values import TEXT, URL

MESSAGE = ("buttons", "image", "text", "title")
LINKS = ("name", "schemeAndroid", "schemeIos", "type", "urlMobile", "urlPc")


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        pytest.param("titel", MESSAGE, "title", id="misspelt"),
        pytest.param("Text", MESSAGE, "text", id="capital"),
        pytest.param("url_mobile", LINKS, "urlMobile", id="underscore"),
        pytest.param("button_url", LINKS, "urlMobile", id="another name, with an underscore"),
        pytest.param("linkMo", LINKS, "urlMobile", id="NHN Cloud's link"),
        pytest.param("linkMobile", LINKS, "urlMobile", id="SENS's link"),
        pytest.param("buttonName", LINKS, "name", id="Solapi's name"),
        pytest.param("linkPc", LINKS, "urlPc", id="a PC's link"),
        pytest.param("iosScheme", LINKS, "schemeIos", id="the older call's scheme"),
        pytest.param("templateContent", MESSAGE, "text", id="a template's text"),
        pytest.param("msg", MESSAGE, "text", id="BizM's text"),
        pytest.param("urlMobil", ("urlPc", "urlMobile"), "urlMobile", id="the closest"),
        pytest.param("linkMo", ("linkPc",), None, id="of another thing, however alike"),
        pytest.param("recipients", MESSAGE, None, id="not known here"),
        pytest.param("url", ("urlPc",), None, id="not alike enough"),
        pytest.param("\0", MESSAGE, None, id="no name"),
        pytest.param("text", (), None, id="nothing known"),
    ],
)
def test_what_a_name_was_meant_for(name: str, known: tuple[str, ...], meant: str | None) -> None:
    assert nearest(name, known) == meant


def test_a_name_stands_for_one_thing() -> None:
    counts = Counter(name for line in _SAME for name in line.split())
    assert [name for name, count in counts.items() if count > 1] == []
    assert all(name == name.lower() and "_" not in name for name in counts)


# --------------------------------------------------------------------------- one mistake


def test_in_a_message_the_misspelt_field_is_the_mistake() -> None:
    (found,) = check_message({"content": TEXT}).findings
    assert (found.rule, found.path, found.params) == (
        "unknown-field",
        "/content",
        {"nearest": "text"},
    )
    assert "Did you mean 'text'?" in found.hint()
    assert "'text'" in found.hint("ko")


def test_in_a_request_the_missing_field_is_the_mistake() -> None:
    button = {"type": "WL", "name": "보기", "urlMobile": URL}
    (found,) = check_payload(sens({"buttons": [button]})).findings
    assert (found.rule, found.path) == ("missing-field", "/messages/0/buttons/0/linkMobile")
    assert found.related == ("/messages/0/buttons/0/urlMobile",)


def test_the_type_of_a_button_by_another_name() -> None:
    button = {"linkType": "WL", "name": "주문 보기", "linkMo": "https://a.example.com"}
    (found,) = check_message({"text": "주문 완료", "buttons": [button]}).findings
    assert (found.rule, found.path) == ("missing-field", "/buttons/0/type")
    assert found.related == ("/buttons/0/linkType",)
    assert "correct the name" in found.hint()
    assert "correct the name" in found.hint()


def test_each_of_several_has_its_own() -> None:
    found = check_template({"templateCode": "a", "content": TEXT, "titel": "제목"}).findings
    nearest_to = {each.path: each.params["nearest"] for each in found}
    assert nearest_to == {"/content": "text", "/templateCode": "code", "/titel": "title"}


def test_where_none_is_near_all_are_listed() -> None:
    (found,) = check_message({"text": TEXT, "recipients": []}).findings
    assert found.params == {"known": MESSAGE}
    assert found.hint().endswith("Fields that are defined here: buttons, image, text, title.")

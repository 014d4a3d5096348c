"""Templates are read out of what gateways' lists give back, as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import TemplateBook
from alimtalk_rules.payloads.lists import ListedTemplate, templates_in
from tests.values import HostileDict, nested

TEXT = "#{이름}님, 주문이 완료되었습니다."
LINK = "https://a.example/#{번호}"
WEB = {"type": "WL", "name": "주문 보기", "urlMobile": LINK}
CENTRE = {
    "senderKey": "1",
    "templateCode": "order",
    "templateName": "주문 완료",
    "templateContent": TEXT,
    "inspectionStatus": "APR",
    "status": "R",
    "block": False,
    "dormant": False,
    "buttons": [{"linkType": "WL", "name": "주문 보기", "linkMo": LINK, "linkPc": None}],
    "quickReplies": [],
}
SOLAPI = {
    "templateId": "order",
    "name": "주문 완료",
    "content": TEXT,
    "status": "APPROVED",
    "isHidden": False,
    "buttons": [{"buttonType": "WL", "buttonName": "주문 보기", "linkMo": LINK}],
    "item": {"list": [], "summary": {"title": None}},
}
NHN = {
    "templateCode": "order",
    "plusFriendId": "@dawnmart",
    "templateContent": TEXT,
    "tempalteTitle": None,
    "status": "TSC03",
    "buttons": [{"ordering": 1, "type": "WL", "name": "주문 보기", "linkMo": LINK}],
}
ALIGO = {
    "templtCode": "order",
    "templtContent": TEXT,
    "inspStatus": "APR",
    "status": "R",
    "securityFlag": "Y",
    "buttons": [{"linkType": "WL", "name": "주문 보기", "linkMo": LINK, "linkIos": ""}],
}
SENS = {
    "templateCode": "order",
    "templateName": "주문 완료",
    "content": TEXT,
    "templateInspectionStatus": "COMPLETE",
    "buttons": [{"order": 1, "type": "WL", "name": "주문 보기", "linkMobile": LINK}],
}
BIZGO = {
    "templateCode": "order",
    "templateName": "주문 완료",
    "text": TEXT,
    "inspectionStatus": "APR",
    "dormant": "false",
    "attachment": {"button": [{"type": "WL", "name": "주문 보기", "urlMobile": LINK}]},
}
SENDON = {
    "profileId": "@dawnmart",
    "id": "order",
    "templateName": "주문 완료",
    "status": "APPROVED",
    "templateContent": TEXT,
    "buttons": [{"type": "WL", "name": "주문 보기", "urlMobile": LINK}],
}
POPBILL = {
    "templateCode": "order",
    "template": TEXT,
    "secureYN": False,
    "btns": [{"t": "WL", "n": "주문 보기", "u1": LINK}],
}
BLUMN = CENTRE | {"buttons": json.dumps(CENTRE["buttons"]), "quickReplies": "[]", "active": True}
HUB = {
    "templateId": "1",
    "templateName": "주문 완료",
    "additionalProperty": {"templateCode": "order", "status": "APR", "block": False},
    "content": {
        "templateContent": TEXT,
        "buttons": [{"type": "WL", "name": "주문 보기", "linkMo": LINK}],
    },
}

LISTS: dict[str, tuple[Any, str]] = {
    "solapi": ({"templateList": [SOLAPI], "nextKey": None}, "/templateList/0"),
    "nhn": ({"templateListResponse": {"templates": [NHN]}}, "/templateListResponse/templates/0"),
    "aligo": ({"code": 0, "list": [ALIGO], "info": {"APR": 1}}, "/list/0"),
    "sens": ([SENS], "/0"),
    "centre": ({"code": "200", "data": CENTRE}, "/data"),
    "mts": ({"code": "200", "data": {"list": [CENTRE], "hasNext": False}}, "/data/list/0"),
    "blumn": ({"code": "success", "data": BLUMN}, "/data"),
    "bizgo": (
        {"data": {"data": {"alimtalk": {"templates": [BIZGO]}}}},
        "/data/data/alimtalk/templates/0",
    ),
    "sendon": ({"data": {"templates": [SENDON]}}, "/data/templates/0"),
    "popbill": ([POPBILL], "/0"),
    "hub": ({"template": HUB}, "/template"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_as_it_is(name: str) -> None:
    answer, path = LISTS[name]
    (found,) = templates_in(answer)
    assert (found.path, found.approved) == (path, True)
    assert found.template["code"] == "order"
    assert found.template["text"] == TEXT
    assert found.template["buttons"] == [WEB]
    assert None not in found.template.values()
    assert repr(found) == f"ListedTemplate({path!r})"


def test_a_secure_template_is_told_by_a_letter() -> None:
    for template in (ALIGO, CENTRE | {"securityFlag": "Y"}):
        (found,) = templates_in([template])
        assert found.template["security"] is True


def test_a_number_is_kept_however_large() -> None:
    button = {"type": "BF", "name": "예약", "bizFormId": 2**70, "linkPc": None}
    (found,) = TemplateBook.from_json(json.dumps([NHN | {"buttons": [button]}]))
    assert found["buttons"] == [{"type": "BF", "name": "예약", "bizFormId": 2**70}]


@pytest.mark.parametrize(
    ("template", "change"),
    [
        (SOLAPI, {"status": "PENDING"}),
        (SOLAPI, {"isHidden": True}),
        (NHN, {"status": "TSC04"}),
        (NHN, {"dormant": True}),
        (ALIGO, {"inspStatus": "REQ"}),
        (ALIGO, {"dormant": "Y"}),
        (CENTRE, {"inspectionStatus": "REJ"}),
        (CENTRE, {"status": "S"}),
        (CENTRE, {"block": True}),
        (BIZGO, {"dormant": "true"}),
        (SENS, {"templateInspectionStatus": "INIT"}),
        (SENDON, {"status": "DORMANT"}),
    ],
)
def test_what_cannot_be_sent_is_not_approved(template: Any, change: Any) -> None:
    (found,) = templates_in([template | change])
    assert not found.approved
    assert found.is_in("any")
    assert not found.is_in("approved")


def test_others_are_taken_on_request() -> None:
    rejected = CENTRE | {"inspectionStatus": "REJ", "templateCode": "old"}
    data = json.dumps({"data": [CENTRE, rejected]})
    assert [one["code"] for one in TemplateBook.from_json(data)] == ["order"]
    assert len(TemplateBook.from_json(data, status="any")) == 2
    assert [one["code"] for one in TemplateBook.from_json(data, status="rej")] == ["old"]


def test_a_book_of_files(tmp_path: Path) -> None:
    for name, (answer, _) in LISTS.items():
        renamed = json.dumps(answer).replace('"order"', f'"{name}"')
        (tmp_path / f"{name}.json").write_text(renamed, encoding="utf-8")
    book = TemplateBook.load(tmp_path)
    assert {template["code"] for template in book} == {*LISTS}
    assert all(template["text"] == TEXT for template in book)


@pytest.mark.parametrize("name", LISTS)
def test_a_book_of_templates_without_their_wrapper(name: str) -> None:
    value, path = LISTS[name]
    for step in path.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    (template,) = TemplateBook.from_json(json.dumps([value]))
    assert (template["code"], template["text"], template["buttons"]) == ("order", TEXT, [WEB])


def test_a_template_with_a_code_and_a_text_is_no_list_whatever_it_holds() -> None:
    template = {"code": "ours", "text": TEXT, "registered": SOLAPI}
    assert [*TemplateBook.from_json(json.dumps(template))] == [template]


@pytest.mark.parametrize(
    "answer",
    [
        {"code": "200", "data": [{"templateCode": "a", "status": "ACT"}]},
        {"code": "200", "list": []},
        {"code": "200", "templates": None},
    ],
)
def test_a_list_without_texts_is_no_book(answer: Any) -> None:
    with pytest.raises(ValueError, match="this is no object with a code"):
        TemplateBook.from_json(json.dumps(answer))


def test_where_a_template_is_twice_is_told() -> None:
    data = json.dumps({"list": [ALIGO, ALIGO]})
    with pytest.raises(ValueError, match="template 1 at /list/1: JSON, template 1 at /list/0 has"):
        TemplateBook.from_json(data)


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        "templateContent",
        [],
        {},
        HostileDict(templateContent=5),
        nested(100_000),
        nested(100_000, by="data"),
        [{"templateContent": 5, "senderKey": 5, "buttons": "[", "templateCode": 5}],
    ],
)
def test_any_value_is_read(value: Any) -> None:
    for found in templates_in(value):
        assert isinstance(found, ListedTemplate)

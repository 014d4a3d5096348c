"""FastAPI, where it is installed: an application that refuses messages, and its OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from alimtalk_rules.integrations.pydantic import AlimTalk, AlimTalkMessage, AlimTalkPayload
from tests.integrations.test_pydantic import references

fastapi = pytest.importorskip("fastapi")
testclient = pytest.importorskip("fastapi.testclient")

TEXT = "주문이 완료되었습니다."
BAD = {"text": TEXT, "buttons": [{"type": "WL", "name": "주문 보기"}]}


class Order(BaseModel):
    """What holds a message."""

    to: str
    message: AlimTalkMessage


def place(order: Order) -> str:
    """Nothing is sent."""
    return order.to


def send(
    request: Annotated[dict[str, Any], AlimTalk("payload", gateway="sens", lang="ko")],
) -> int:
    """Nothing is sent."""
    return len(request["messages"])


def send_by_solapi(request: AlimTalkPayload("solapi")) -> int:  # type: ignore[valid-type]
    """Nothing is sent."""
    return len(request["messages"])


app = fastapi.FastAPI()
app.post("/orders")(place)
app.post("/sens")(send)
app.post("/solapi")(send_by_solapi)
client = testclient.TestClient(app)


def test_what_is_fine() -> None:
    assert client.post("/orders", json={"to": "1", "message": {"text": TEXT}}).json() == "1"


def test_an_answer_has_places_and_not_the_text() -> None:
    answer = client.post("/orders", json={"to": "1", "message": BAD})
    assert answer.status_code == 422
    assert TEXT not in answer.text
    (error,) = answer.json()["detail"]
    assert (error["type"], error["loc"]) == (
        "missing-field",
        ["body", "message", "buttons", 0, "urlMobile"],
    )


@pytest.mark.parametrize(
    ("path", "field", "said"),
    [
        pytest.param("/sens", ("messages", 0, "content"), "필수 필드", id="in Korean"),
        pytest.param("/solapi", ("messages", 0, "to"), "required field", id="in English"),
    ],
)
def test_requests(path: str, field: tuple[object, ...], said: str) -> None:
    marks = {"plusFriendId": "@a", "messages": [{"kakaoOptions": {}}]}
    errors = client.post(path, json=marks).json()["detail"]
    (error,) = [each for each in errors if each["loc"] == ["body", *field]]
    assert error["type"] == "missing-field"
    assert said in error["msg"]


def test_the_document_is_whole() -> None:
    document = client.get("/openapi.json").json()
    names = {*document["components"]["schemas"]}
    assert references(document) <= {f"#/components/schemas/{name}" for name in names}
    assert {"AlimTalkMessage", "AlimTalkPayloadSens", "AlimTalkPayloadSolapi"} <= names
    body = document["paths"]["/sens"]["post"]["requestBody"]["content"]["application/json"]
    assert body["schema"]["$ref"] == "#/components/schemas/AlimTalkPayloadSens"

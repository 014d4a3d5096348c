"""What the cards' examples are made of: documents in which nothing else is to be found."""

from typing import Any

DONE = "주문이 완료되었습니다."
LINK = "https://shop.example.com/orders/1"


def with_button(**button: str) -> dict[str, Any]:
    """A message with one button."""
    return {"text": DONE, "buttons": [button]}


def web_link(**changes: str) -> dict[str, Any]:
    """A message with one web link; the changes are made in it."""
    return with_button(**({"type": "WL", "name": "주문 보기", "urlMobile": LINK} | changes))


def image_facts(**changes: int | str) -> dict[str, Any]:
    """What was measured of an image; the changes are made in it."""
    return {"format": "jpeg", "width": 800, "height": 400, "bytes": 90_000} | changes


def with_thumbnail(**changes: int | str) -> dict[str, Any]:
    """A template with an item list, whose highlight has a thumbnail with these facts."""
    highlight = {"title": "#{상품명}", "description": "주문 완료", "image": image_facts(**changes)}
    rows = [
        {"title": "주문번호", "description": "#{주문번호}"},
        {"title": "수량", "description": "#{수량}"},
    ]
    return template(highlight=highlight, items=rows)


def template(text: str = "#{이름}님, " + DONE, **parts: Any) -> dict[str, Any]:
    """A template; its parts beside a code and a text."""
    return {"code": "order-done", "text": text, **parts}


def pair(message: dict[str, Any], template: dict[str, Any]) -> dict[str, Any]:
    """A message beside its template."""
    return {"message": message, "template": template}


def request(**changes: Any) -> dict[str, Any]:
    """A request to Infobip; the changes are made in its only message."""
    content = {"type": "TEMPLATE", "templateCode": "order-done", "text": DONE}
    message = {
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destinations": [{"to": "821012345678"}],
        "content": content,
    }
    return {"messages": [message | changes]}


def omni(button: dict[str, str]) -> dict[str, Any]:
    """A request to Infobip's older API with one button."""
    alimtalk = {"templateCode": "order-done", "text": DONE, "buttons": [button]}
    return {"destinations": [{"to": {"phoneNumber": "821012345678"}}], "kakaoAlim": alimtalk}


def aligo(**changes: Any) -> dict[str, Any]:
    """A request to Aligo; the changes are made in it."""
    form = {"apikey": "key", "userid": "dawnmart", "sender": "0212345678", "tpl_code": "order-done"}
    key = {"senderkey": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"}
    message = {"receiver_1": "01012345678", "subject_1": "주문", "message_1": DONE}
    return {**form, **key, **message, **changes}


def bizppurio(text: str) -> dict[str, Any]:
    """A request to Bizppurio with this text."""
    key = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
    content = {"senderkey": key, "templatecode": "order-done", "message": text}
    return {
        "account": "dawnmart",
        "type": "at",
        "from": "0212345678",
        "to": "01012345678",
        "refkey": "order-1",
        "content": {"at": content},
    }


def failover(text: str) -> dict[str, Any]:
    """A request whose message has this SMS to fall back on."""
    return request(options={"smsFailover": {"text": text}})

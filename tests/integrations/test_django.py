"""Django: fields, forms and views with the validator, migrations, and the check of a folder."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import django
import pytest
from django import forms
from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.migrations.writer import MigrationWriter
from django.http import HttpRequest, JsonResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import translation

from alimtalk_rules import check_message
from alimtalk_rules.testing import cases
from tests.values import SENTINELS, leaks

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=["alimtalk_rules.integrations.django"],
        ROOT_URLCONF=__name__,
        USE_I18N=True,
    )
    django.setup()

from alimtalk_rules.integrations import django as integration
from alimtalk_rules.integrations.django import (
    AlimTalkValidator,
    check_templates,
)

TEXT = "주문이 완료되었습니다."
BAD = {"text": TEXT, "buttons": [{"type": "WL", "name": "주문 보기"}]}
TEMPLATE = {"code": "done", "text": "#{이름}님, " + TEXT}


class MessageForm(forms.Form):
    """A form with a message."""

    message = forms.JSONField(validators=[AlimTalkValidator()])


def send(request: HttpRequest) -> JsonResponse:
    """A view that sends nothing."""
    form = MessageForm(request.POST)
    return JsonResponse(form.errors.get_json_data(), status=200 if form.is_valid() else 400)


urlpatterns = [path("send/", send)]


def found(validator: AlimTalkValidator, value: object) -> list[tuple[Any, Any]]:
    """Code and place of each error."""
    with pytest.raises(ValidationError) as raised:
        validator(value)
    return [(each.code, (each.params or {})["path"]) for each in raised.value.error_list]


# --------------------------------------------------------------------------- the validator


def test_what_is_fine() -> None:
    AlimTalkValidator()({"text": TEXT})
    AlimTalkValidator("template")(TEMPLATE)
    AlimTalkValidator(ignore=["missing-field"])(BAD)


def test_each_finding_is_an_error() -> None:
    for case in [*cases(document="message", valid=False)][::40]:
        if case.profile is None:
            expected = [(each.rule, each.path) for each in check_message(case.value).errors]
            assert found(AlimTalkValidator(), case.value) == expected, case.id


def test_an_error_says_what_a_finding_says() -> None:
    (expected,) = check_message(BAD).findings
    with pytest.raises(ValidationError) as raised:
        AlimTalkValidator()(BAD)
    assert raised.value.messages == [f"{expected.path}: {expected.message}"]
    (error,) = raised.value.error_list
    assert error.params == {"path": expected.path, "hint": expected.hint(), "severity": "error"}


@pytest.mark.parametrize(
    ("language", "lang", "said"),
    [
        pytest.param("ko-kr", None, "ko", id="Korean"),
        pytest.param("de", None, "en", id="another"),
        pytest.param(None, None, "en", id="none"),
        pytest.param("ko", "en", "en", id="chosen"),
    ],
)
def test_languages(language: str | None, lang: str | None, said: str) -> None:
    (expected,) = check_message("text").findings
    with translation.override(language), pytest.raises(ValidationError) as raised:
        AlimTalkValidator(lang=lang)("text")
    assert raised.value.messages == [expected.sentence(said)]


def test_a_sentence_with_a_percent_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alimtalk_rules.report.filled", lambda *_: "100 % of it")
    with pytest.raises(ValidationError) as raised:
        AlimTalkValidator()("text")
    assert raised.value.messages == ["100 % of it"]


def test_no_error_holds_the_text() -> None:
    for text in SENTINELS.values():
        with pytest.raises(ValidationError) as raised:
            AlimTalkValidator(fail_on="note")({"text": text, "title": text, "buttons": [text]})
        shown = repr(raised.value) + repr([each.params for each in raised.value.error_list])
        assert not leaks(shown, text)


def test_choices() -> None:
    hanja = {"text": "홍길동(洪吉童)님, " + TEXT}
    AlimTalkValidator()(hanja)
    assert found(AlimTalkValidator(fail_on="warning"), hanja) == [("hanja", "/text")]
    assert found(AlimTalkValidator(severity={"hanja": "error"}), hanja) == [("hanja", "/text")]
    assert found(AlimTalkValidator("payload", gateway="sens"), []) == [("wrong-type", "")]
    header = {"text": TEXT, "header": "주문"}
    assert found(AlimTalkValidator(), header) == [("beyond-profile", "/header")]
    AlimTalkValidator(profile="kakao")(header)


@pytest.mark.parametrize(
    ("choices", "error"),
    [
        pytest.param({"kind": "letter"}, "kind must be one of", id="kind"),
        pytest.param({"gateway": "sens"}, "for payloads and templates only", id="of a message"),
        pytest.param({"profile": "x"}, "profile must be one of", id="profile"),
        pytest.param({"fail_on": "x"}, "severity must be one of", id="fail_on"),
        pytest.param({"lang": "x"}, "lang must be one of", id="lang"),
    ],
)
def test_wrong_choices(choices: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        AlimTalkValidator(**choices)


def test_migrations_write_it_and_see_no_change() -> None:
    validator = AlimTalkValidator("template", profile="kakao", ignore=["hanja"])
    code, imports = MigrationWriter.serialize(validator)
    names: dict[str, Any] = {}
    exec("\n".join(imports), names)  # noqa: S102 - what a migration has
    again = eval(code, names)  # noqa: S307
    assert again == validator
    assert hash(again) == hash(validator)
    assert again != AlimTalkValidator("template", profile="kakao")
    assert again != "template"


def test_a_view_with_a_form() -> None:
    client = Client()
    answer = client.post("/send/", {"message": json.dumps({"text": TEXT})})
    assert (answer.status_code, answer.json()) == (200, {})
    answer = client.post("/send/", {"message": json.dumps(BAD)})
    assert answer.status_code == 400
    (error,) = answer.json()["message"]
    assert error["code"] == "missing-field"
    assert TEXT not in answer.content.decode()


# --------------------------------------------------------------------------- the system check


def checked(folder: Path, **chosen: Any) -> list[tuple[int, str, str]]:
    """Level, place and id of each message."""
    with override_settings(ALIMTALK={"TEMPLATES": folder, **chosen}):
        return [
            (each.level, str(each.obj).removeprefix(f"{folder}/"), str(each.id))
            for each in check_templates()
        ]


def test_a_folder_of_templates(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    files = {
        "a.json": TEMPLATE,
        "b.json": [TEMPLATE | {"code": "b", "text": "洪吉童님, " + TEXT}, {"code": "c"}, 5],
        "inner/d.json": TEMPLATE,
    }
    for name, value in files.items():
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    (tmp_path / "e.json").write_text("[", encoding="utf-8")
    (tmp_path / "f.json").mkdir()
    assert checked(tmp_path) == [
        (checks.WARNING, "b.json /0/text", "alimtalk.hanja"),
        (checks.ERROR, "b.json /1/text", "alimtalk.missing-field"),
        (checks.ERROR, "b.json /2", "alimtalk.wrong-type"),
        (checks.ERROR, "e.json", "alimtalk.not-json"),
        (checks.ERROR, "f.json", "alimtalk.is-folder"),
        (checks.ERROR, "inner/d.json /code", "alimtalk.same-code"),
    ]
    assert (checks.INFO, "b.json /0/text", "alimtalk.hanja") in checked(
        tmp_path, SEVERITY={"hanja": "note"}, PROFILE="kakao", IGNORE=["missing-field"]
    )


def test_the_check_speaks_the_chosen_language(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"code": "a"}', encoding="utf-8")
    with override_settings(ALIMTALK={"TEMPLATES": str(tmp_path), "LANG": "ko"}):
        (message,) = check_templates()
    assert message.msg == "필수 필드가 없습니다: 'text'."
    assert message.hint is not None


def test_no_setting_and_no_folder(tmp_path: Path) -> None:
    assert check_templates() == []
    (message,) = checked(tmp_path / "none")
    assert message == (checks.ERROR, str(tmp_path / "none"), "alimtalk.no-folder")


def test_the_command_of_django(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"code": "a"}', encoding="utf-8")
    with override_settings(ALIMTALK={"TEMPLATES": tmp_path}):
        with pytest.raises(SystemCheckError, match=r"alimtalk\.missing-field"):
            call_command("check")
        with override_settings(SILENCED_SYSTEM_CHECKS=["alimtalk.missing-field"]):
            call_command("check")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "django.conf", None)
    monkeypatch.delitem(sys.modules, integration.__name__)
    with pytest.raises(ModuleNotFoundError, match=r"alimtalk-rules\[django\]"):
        importlib.import_module(integration.__name__)

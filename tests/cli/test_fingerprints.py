"""A finding is known again by its file, pointer and rule, and nothing else."""

import re
from pathlib import Path

import pytest

from alimtalk_rules.cli.fingerprints import Fingerprints
from alimtalk_rules.cli.paths import relative_path, uri

ONE = ("a/b.json", "/text", "hanja")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("b.json", "/text", "hanja"), id="file"),
        pytest.param(("a/b.json", "/title", "hanja"), id="pointer"),
        pytest.param(("a/b.json", "/text", "bad-url"), id="rule"),
        pytest.param(("a/b.json", "", "/text\0hanja"), id="no joint"),
        pytest.param(("a/b.json", "/\ud800", "hanja"), id="half of a surrogate pair"),
    ],
)
def test_what_differs_has_another(other: tuple[str, str, str]) -> None:
    assert Fingerprints().next(*ONE) != Fingerprints().next(*other)


def test_what_is_alike_is_counted() -> None:
    one, two = Fingerprints(), Fingerprints()
    first = [one.next(*ONE) for _ in range(3)]
    second = [two.next(*ONE) for _ in range(2)]
    assert len({*first}) == 3
    assert first[:2] == second
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in first)


def test_they_stay_from_release_to_release() -> None:
    assert Fingerprints().next(*ONE) == "88ca649b749a4dc515e5eeb0977c5efc"


def test_a_file_is_the_same_by_any_of_its_names(folder: Path) -> None:
    names = ("a/b.json", "./a/b.json", "a/../a/b.json", str(folder / "a" / "b.json"))
    assert len({Fingerprints().next(name, *ONE[1:]) for name in names}) == 1


@pytest.mark.parametrize(
    ("file", "path", "expected"),
    [
        pytest.param("a.json", "a.json", "a.json", id="plain"),
        pytest.param("./a//b.json", "a/b.json", "a/b.json", id="tidied"),
        pytest.param("a b#1%.json", "a b#1%.json", "a%20b%231%25.json", id="encoded"),
        pytest.param("a:b.json", "a:b.json", "a%3Ab.json", id="no scheme"),
        pytest.param("주문.json", "주문.json", "%EC%A3%BC%EB%AC%B8.json", id="Korean"),
        pytest.param("\udcff", "\udcff", "%FF", id="no UTF-8"),
        pytest.param("-", None, "stdin", id="standard input"),
        pytest.param("/x/a b.json", None, "file:///x/a%20b.json", id="elsewhere"),
        pytest.param("/x/../y.json", None, "file:///y.json", id="elsewhere, tidied"),
    ],
)
def test_paths_and_uris(file: str, path: str | None, expected: str) -> None:
    assert relative_path(file) == path
    assert uri(file) == expected


def test_what_is_above_the_working_folder_is_named_whole(folder: Path) -> None:
    assert relative_path("../a.json") is None
    assert uri("../a.json") == (folder.parent / "a.json").as_uri()


def test_another_drive_is_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def relpath(_: str, __: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", relpath)
    assert relative_path("a.json") is None

"""What the package promises as a whole: light to import, no network, no global state."""

import ast
import asyncio
import graphlib
import smtplib
import socket
import subprocess
import sys
import tomllib
import urllib.request
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import alimtalk_rules

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "alimtalk_rules").rglob("*.py"))
HEAVY = (
    *("jsonschema", "regex", "PIL", "click", "rich", "referencing"),
    *("orjson", "concurrent.futures.process", "jinja2", "markupsafe"),
)
NETWORK = {
    *("socket", "socketserver", "_socket", "ssl", "_ssl", "asyncio", "asyncore", "asynchat"),
    *("http", "urllib.request", "urllib.robotparser", "xmlrpc", "wsgiref", "webbrowser"),
    *("ftplib", "smtplib", "smtpd", "poplib", "imaplib", "nntplib", "telnetlib"),
    *("logging.handlers", "logging.config", "multiprocessing", "xml.sax", "pydoc"),
    *("urllib3", "requests", "httpx", "httpcore", "aiohttp", "websockets", "websocket", "h2"),
    *("pycurl", "paramiko", "trio", "anyio", "twisted", "tornado", "gevent", "zmq", "grpc"),
    *("boto3", "botocore", "dns", "pip", "fsspec", "smart_open"),
}
"""Modules that open connections, and such that load them; whatever is within them counts, too."""


def imported_after(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_is_light() -> None:
    assert imported_after("import alimtalk_rules").isdisjoint(HEAVY)


def test_every_public_name_is_there() -> None:
    names = {name for name in vars(alimtalk_rules) if not name.startswith("_")}
    modules = {name for name in names if isinstance(getattr(alimtalk_rules, name), ModuleType)}
    own = names - modules - {"TYPE_CHECKING", "import_module"}
    when_asked = {"Conversion", "convert", "Edit", "Mended", "mend"}
    when_asked |= {"RowReport", "check_rows", "read_rows"}
    assert own | when_asked | {"__version__"} == set(alimtalk_rules.__all__)
    assert imported_after("import alimtalk_rules").isdisjoint(
        {"alimtalk_rules.conversion", "alimtalk_rules.mending", "alimtalk_rules.rows"}
    )


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'chek_message'"):
        alimtalk_rules.chek_message  # type: ignore[attr-defined]  # noqa: B018


def test_a_message_that_is_fine_needs_no_judge() -> None:
    fine = "from alimtalk_rules import *; assert check_message({'text': '주문 완료 ▶ 🚚'}).ok"
    assert imported_after(fine).isdisjoint(HEAVY)


def test_a_message_that_is_not_does() -> None:
    assert "jsonschema" in imported_after("import alimtalk_rules as a; a.check_message({})")


def network_code_in(source: str) -> set[str]:
    """The modules of NETWORK that are imported, or named in a call that could import them."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                imported |= {alias.name for alias in names}
            case ast.ImportFrom(module=str(module), names=names, level=0):
                imported |= {module, *(f"{module}.{alias.name}" for alias in names)}
            case ast.Call(args=[ast.Constant(value=str(name)), *_]):
                imported.add(name)
    above = {".".join(name.split(".")[:n]) for name in imported for n in range(1, 9)}
    return above & NETWORK


PIPES_ONLY = {"workers": {"multiprocessing"}}
"""It loads socket, but joins the processes of a machine by pipes: no test lets it do more."""


def test_no_module_imports_network_code() -> None:
    found = {path.stem: network_code_in(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {name: modules for name, modules in found.items() if modules} == PIPES_ONLY


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import json, socket", {"socket"}),
        ("import http.client as x", {"http"}),
        ("import urllib.request", {"urllib.request"}),
        ("from urllib import parse, request", {"urllib.request"}),
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("from http import client", {"http"}),
        ("from logging import handlers", {"logging.handlers"}),
        ("def f():\n    if f:\n        import smtplib", {"smtplib"}),
        ("import_module('ftplib')", {"ftplib"}),
        ("__import__('xmlrpc.client')", {"xmlrpc"}),
        ("import urllib.parse, httpful, sockets", set()),
        ("from urllib import parse", set()),
        ("from urllib.parse import quote", set()),
        ("from . import socket", set()),
        ("from .http import client", set()),
    ],
)
def test_network_code_is_seen(source: str, found: set[str]) -> None:
    assert network_code_in(source) == found


CONNECT = {
    "connect": "with socket.socket() as s: s.connect(('127.0.0.1', 9))",
    "connect_ex": "with socket.socket() as s: s.connect_ex(('127.0.0.1', 9))",
    "a datagram": "with socket.socket(type=2) as s: s.sendto(b'', ('127.0.0.1', 9))",
    "a name": "socket.getaddrinfo('localhost', 9)",
    "create_connection": "socket.create_connection(('127.0.0.1', 9))",
    "HTTP": "urllib.request.urlopen('http://127.0.0.1:9/')",
    "SMTP": "smtplib.SMTP('127.0.0.1', 9)",
    "asyncio": "asyncio.run(asyncio.open_connection('127.0.0.1', 9))",
}


TRY_ALL = f"""
import asyncio, smtplib, socket, urllib.request
for name, code in {CONNECT!r}.items():
    try:
        exec(code)
    except AssertionError as error:
        print(name, "refused:", error)
"""


def test_no_python_that_a_test_starts_can_connect() -> None:
    run = subprocess.run(
        [sys.executable, "-c", TRY_ALL], capture_output=True, text=True, check=True
    )
    said = "refused: the test tried to open a connection"
    assert run.stdout.splitlines() == [f"{name} {said}" for name in CONNECT]


@pytest.mark.parametrize("code", CONNECT.values(), ids=CONNECT)
def test_no_test_can_connect(code: str) -> None:
    names = {"asyncio": asyncio, "smtplib": smtplib, "socket": socket, "urllib": urllib}
    with pytest.raises(AssertionError, match="tried to open a connection"):
        exec(code, names)  # noqa: S102 - our own code


def test_a_python_without_the_path_would_try() -> None:
    """The tests above could not fail if children could not connect anyway."""
    program = "import socket; print(socket.socket.connect.__name__)"
    isolated = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    assert isolated.stdout.strip() == "connect"


def test_each_module_begins_with_a_sentence_that_says_what_it_is_for() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    first = {
        path: (ast.get_docstring(tree) or "").partition("\n")[0] for path, tree in trees.items()
    }
    assert [path for path, sentence in first.items() if not sentence.endswith(".")] == []


def rooms() -> dict[str, set[str]]:
    """Each module or package right below ours, and those that it imports."""
    found: dict[str, set[str]] = {}
    for path in MODULES:
        room, *_ = path.relative_to(ROOT / "alimtalk_rules").with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                package, _, inner = node.module.partition(".")
                if package == "alimtalk_rules" and inner:
                    found.setdefault(room, set()).add(inner.partition(".")[0])
    return {room: imported - {room} for room, imported in found.items()}


def test_no_room_leads_back_to_itself_and_the_house_is_as_it_is_drawn() -> None:
    below = rooms()
    del below["__init__"]
    graphlib.TopologicalSorter(below).prepare()
    drawing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("```mermaid")[2]
    lines = [line.strip().split(" --> ") for line in drawing.partition("```")[0].splitlines()]
    floors = {"meet", "many", "judge", "ask", "know"}
    arrows = [pair for line in lines for pair in pairwise(line) if not floors.issuperset(pair)]
    assert len(arrows) > 8
    assert [(above, under) for above, under in arrows if under not in below[above]] == []


def test_everything_public_is_there() -> None:
    assert sorted(alimtalk_rules.__all__, key=str) == sorted(set(alimtalk_rules.__all__), key=str)
    for name in alimtalk_rules.__all__:
        assert getattr(alimtalk_rules, name) is not None


def test_the_runtime_needs_three_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [requirement.split(">")[0] for requirement in project["dependencies"]]
    assert names == ["jsonschema", "Pillow", "regex"]


def test_the_package_is_typed() -> None:
    assert (ROOT / "alimtalk_rules" / "py.typed").exists()

"""A project that uses what there is, from its configuration to the requests that it sends.

``.ci/run`` calls it: ``python -m tests.project``. Its files are those of the pages in ``docs/``,
its steps are their commands, and it has no other code. It needs git, and PyPI for pre-commit,
FastAPI and what they need; without PyPI it says so and skips.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sarif_pydantic import Sarif

from tests.pages import DOCS, blocks_in

ROOT = DOCS.parent
PAGES = DOCS / "how-to"
PEOPLE = 10_000
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
REFUSED = {17: "leading-zero-lost", 4_321: "value-damaged", 9_999: "no-destination"}
"""The rows that cannot be sent, as their spreadsheet counts them, and why."""

ANSWER = """
from fastapi.testclient import TestClient
from app import app

request = {"plusFriendId": "@shop", "messages": [{"to": "01012345678", "content": "홍길동" * 400}]}
answer = TestClient(app).post("/requests", json={"templateCode": "order-done", **request})
print(answer.status_code, answer.text)
"""
"""What a client of the application of docs/how-to/fastapi.md is told, as the page asks it."""


def blocks(page: str, *infos: str) -> list[str]:
    """The first code block of a page with each of these headings."""
    found = blocks_in(PAGES / page)
    return [next(code for info, code in found if info == wanted) for wanted in infos]


class Project:
    """A repository of somebody who uses the library, and how commands are run in it.

    Args:
        work: a folder for it, for an environment with the library, and for a checkout of ours.
    """

    def __init__(self, work: Path) -> None:
        self.root = work / "shop"
        self.ours = work / "ours"
        self._bin = work / "venv" / "bin"
        self._env = os.environ | {
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(work / "pre-commit"),
            "GIT_CONFIG_GLOBAL": str(work / "gitconfig"),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def run(
        self, *command: str, code: int | None = 0, cwd: Path | None = None, **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment; its exit code must be ``code``."""
        done = subprocess.run(
            command,
            cwd=cwd or self.root,
            env=self._env | env,
            capture_output=True,
            text=True,
            check=False,
        )
        told = f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        assert code is None or done.returncode == code, told
        return done

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        """Write a file of the repository."""
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding=encoding)

    def install(self) -> bool:
        """Make the environment and both repositories; False if PyPI cannot be reached."""
        self.root.mkdir()
        self.ours.mkdir()
        list_files = "git ls-files -z --cached --others --exclude-standard"
        pack = f"{list_files} | tar cf - --null --files-from - | tar xf - -C '{self.ours}'"
        self.run("bash", "-c", pack, cwd=ROOT)
        for name, value in {"user.email": "a@example.com", "user.name": "a"}.items():
            self.run("git", "config", "--global", name, value)
        for repository in (self.ours, self.root):
            self.run("git", "init", "--quiet", cwd=repository)
        self.run("git", "add", "--all", cwd=self.ours)
        self.run("git", "commit", "--quiet", "--message", "ours", cwd=self.ours)
        self.run(sys.executable, "-m", "venv", str(self._bin.parent))
        wanted = (f"{self.ours}[cli,excel,pydantic]", "fastapi", "httpx2", "pre-commit")
        return self.run("pip", "install", "--quiet", *wanted, code=None).returncode == 0


# --------------------------------------------------------------------------- the steps


def a_template_and_a_configuration(project: Project) -> None:
    (config,) = blocks("ci.md", "toml pyproject.toml")
    (template,) = blocks("spreadsheets.md", "json order.json")
    project.write("pyproject.toml", config)
    project.write("templates/order.json", template)
    told = project.run("alimtalk-rules", "check", "templates/").stdout
    assert "템플릿 1건 검사: 오류 0건" in told, told


def a_commit_with_a_fault_is_refused(project: Project) -> None:
    (hooks,) = blocks("ci.md", "yaml .pre-commit-config.yaml")
    head = project.run("git", "rev-parse", "HEAD", cwd=project.ours).stdout.strip()
    hooks = re.sub("repo: .*", f"repo: {project.ours}", hooks)
    project.write(".pre-commit-config.yaml", re.sub("rev: .*", f"rev: {head}", hooks))
    values = ("고객명=홍길동", "주문번호=2026-0417", "금액=15,000")
    render = ("alimtalk-rules", "render", "templates/order.json", *values)
    message = json.loads(project.run(*render).stdout)
    message["text"] = message["text"].replace(" ", NO_BREAK_SPACE)
    project.write("messages/order-1.json", json.dumps(message, ensure_ascii=False, indent=2))
    project.run("pre-commit", "install")
    project.run("git", "add", "--all")
    told = project.run("git", "commit", "--message", "shop", code=1).stderr
    assert re.search(r"messages/order-1\.json:\d+:\d+ +오류 +text-mismatch", told), told
    assert "홍길동" not in told


def annotations_and_sarif_tell_the_same(project: Project) -> None:
    check = ("alimtalk-rules", "check", "templates/", "messages/", "-o", "sarif=alimtalk.sarif")
    log = project.run(*check, code=1, GITHUB_ACTIONS="true").stdout
    annotation = re.compile(r"^::error file=(.*?),line=(\d+),col=(\d+),title=(.*?)::", re.MULTILINE)
    annotated = [
        (file, int(line), int(column), rule) for file, line, column, rule in annotation.findall(log)
    ]
    sarif = json.loads((project.root / "alimtalk.sarif").read_text(encoding="utf-8"))
    (run,) = Sarif.model_validate(sarif).runs
    places = [
        (each.physical_location, result.rule_id)
        for result in run.results or ()
        for each in result.locations or ()
    ]
    told = [
        (place.artifact_location.uri, place.region.start_line, place.region.start_column, rule)
        for place, rule in places
        if place and place.artifact_location and place.region
    ]
    assert "text-mismatch" in {rule for *_, rule in told}, log
    assert told == annotated, log


def fixed_it_is_made(project: Project) -> None:
    path = project.root / "messages" / "order-1.json"
    told = project.run("alimtalk-rules", "check", "messages/", "--fix").stdout
    assert re.search(r"메시지 1건 검사: 오류 0건", told), told
    assert NO_BREAK_SPACE not in path.read_text(encoding="utf-8")
    project.run("git", "add", "--all")
    project.run("git", "commit", "--message", "shop")


def an_application_answers_in_korean(project: Project) -> None:
    (app,) = blocks("fastapi.md", "python")
    project.write("app.py", app)
    status, _, body = project.run("python", "-c", ANSWER).stdout.partition(" ")
    assert status == "422", body
    (error,) = json.loads(body)["detail"]
    assert error["loc"] == ["body", "messages", 0, "content"], body
    assert (error["type"], error["input"]) == ("text-too-long", None), body
    assert re.search("[가-힣]", error["msg"]), body
    assert "홍길동" not in body


def number_of(row: int) -> str:
    """The phone number in a row of the table, as people write it."""
    digits = f"{row:08}"
    match REFUSED.get(row):
        case "no-destination":
            return ""
        case "leading-zero-lost":
            return f"10{digits}"
    return f"010-{digits[:4]}-{digits[4:]}"


def people_are_checked(project: Project) -> None:
    rows = ["고객명,전화번호,주문번호,금액,메모"]
    for row in range(2, PEOPLE + 2):
        order = "#N/A" if REFUSED.get(row) == "value-damaged" else f"2026-{row:05}"
        rows.append(f'고객{row},{number_of(row)},{order},"{row},000",')
    project.write("people.csv", "\r\n".join(rows), encoding="cp949")
    check = ("alimtalk-rules", "check", "people.csv", "--template", "templates/order.json")
    written = ("--to-column", "전화번호", "--gateway", "solapi", "--format", "json")
    output = json.loads(project.run(*check, *written, code=1).stdout)
    found = {
        document["line"]: [each["rule"] for each in document["report"]["findings"]]
        for document in output["documents"]
        if not document["report"]["ok"]
    }
    assert found == {row: [rule] for row, rule in REFUSED.items()}, found
    assert output["summary"]["documents"] == PEOPLE


def they_become_requests(project: Project) -> None:
    render = ("alimtalk-rules", "render", "templates/order.json", "--rows", "people.csv")
    sent = ("--to", "solapi", "--sender", f"KA01PF{'0' * 26}", "--to-column", "전화번호")
    told = project.run(*render, *sent, "-o", "requests.jsonl", code=1).stdout
    assert "발송 가능 9,997건 → requests.jsonl · 거부 3건" in told, told
    check = ("alimtalk-rules", "check", "requests.jsonl", "--templates", "templates/")
    told = project.run(*check, "--fail-on", "note").stdout
    assert "오류 0건, 경고 0건, 참고 0건" in told, told
    lines = (project.root / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    messages: list[Any] = [each for line in lines for each in json.loads(line)["messages"]]
    rows = [row for row in range(2, PEOPLE + 2) if row not in REFUSED]
    assert [each["to"] for each in messages] == [number_of(row).replace("-", "") for row in rows]
    assert messages[0]["kakaoOptions"]["templateId"] == "order-done"


STEPS: tuple[Callable[[Project], None], ...] = (
    a_template_and_a_configuration,
    a_commit_with_a_fault_is_refused,
    annotations_and_sarif_tell_the_same,
    fixed_it_is_made,
    an_application_answers_in_korean,
    people_are_checked,
    they_become_requests,
)


def main() -> None:
    """Take the steps, each of which builds on those before."""
    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        if not project.install():
            print("skipped: FastAPI and pre-commit cannot be installed")
            return
        for step in STEPS:
            step(project)
            print(f"ok      {step.__name__.replace('_', ' ')}")


if __name__ == "__main__":
    main()

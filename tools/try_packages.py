"""Builds sdist and wheel and uses each as a user would: installed afresh, from another folder."""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

USE = """
import alimtalk_rules, sys
from alimtalk_rules.structure import load_schema
assert "site-packages" in alimtalk_rules.__file__ or ".whl" in alimtalk_rules.__file__
assert load_schema("message")["$id"] == "urn:alimtalk-rules:v1:message"
report = alimtalk_rules.check_message({"text": "ok", "buttons": [{"type": "WL", "name": "a"}]})
assert [f.path for f in report.findings] == ["/buttons/0/urlMobile"], report
assert alimtalk_rules.check_image(sys.argv[1]).ok
"""


def main() -> int:
    """Try the sdist, the wheel, and the wheel as a zip on the path."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run(sys.executable, "-m", "build", "--outdir", work, ROOT, stdout=subprocess.DEVNULL)
        (sdist,), (wheel,) = work.glob("*.tar.gz"), work.glob("*.whl")
        for package in (sdist, wheel):
            python = environment(work / f"env-{package.name}")
            run(python, "-m", "pip", "install", "--quiet", package)
            use(python, work)
            refuse_politely(python, work)
            run(python, "-m", "pip", "install", "--quiet", f"{package}[cli]")
            command, message = python.parent / "alimtalk-rules", ROOT / "examples" / "order-ko.json"
            run(command, "check", message)
            run(command, "preview", message, "-o", work / "message.html")
            print(f"{package.name}: installed and used")
        python = environment(work / "env-zip")
        run(python, "-m", "pip", "install", "--quiet", "jsonschema", "Pillow", "regex")
        use(python, work, PYTHONPATH=str(wheel))
        print(f"{wheel.name}: imported as a zip")
    return 0


def environment(folder: Path) -> Path:
    """A fresh virtual environment; its Python."""
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def use(python: Path, folder: Path, **variables: str) -> None:
    """Import the package and check a message and an image with it."""
    image = ROOT / "examples" / "banner-good.jpg"
    run(python, "-c", USE, image, cwd=folder, env=os.environ | variables)


def refuse_politely(python: Path, folder: Path) -> None:
    """Without the extra, the command says in one line how to install it."""
    command = (python, "-m", "alimtalk_rules")
    bare = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if bare.returncode != 2 or "alimtalk-rules[cli]" not in bare.stderr:
        raise SystemExit(f"without the extra: {bare}")


def run(*command: str | Path, **options: Any) -> None:
    """Run a command; its failure is ours."""
    subprocess.run(command, check=True, **options)


if __name__ == "__main__":
    sys.exit(main())

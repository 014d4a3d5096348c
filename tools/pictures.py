"""Draws a message as a picture, by the system's Chromium: ``python -m tools.pictures``.

Without arguments it draws the pictures in ``docs/images`` anew. With a file it draws the bubble of
that message or template alone: ``python -m tools.pictures message.json message.png --lang ko``.
It needs what ``tests/browser/run`` installs.
"""

from __future__ import annotations

import argparse
import json
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

from alimtalk_rules import preview_html
from alimtalk_rules.check import document_checker
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.pages import bubble_fragments, fragment_style
from alimtalk_rules.preview.views import Look
from tests.browser.chromium import chromium

ROOT: Final = Path(__file__).resolve().parents[1]
IMAGES: Final = ROOT / "docs" / "images"
EXAMPLES: Final = {"en": "preview-en.json", "ko": "preview-ko.json"}
COLORS: Final = 128
"""Of a page: as many as make its picture small, and are not noticed to be few."""


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(description="Draw messages as pictures.")
    parser.add_argument("file", nargs="?", type=Path, help="a message or a template")
    parser.add_argument("picture", nargs="?", type=Path, help="the PNG to be written")
    parser.add_argument("--lang", choices=EXAMPLES, default="en")
    asked = parser.parse_args()
    if asked.file and not asked.picture:
        parser.error("a file needs the name of its picture")
    if asked.file:
        asked.picture.write_bytes(bubble_png(_read(asked.file), asked.lang))
        return
    IMAGES.mkdir(parents=True, exist_ok=True)
    for lang, name in EXAMPLES.items():
        document = _read(ROOT / "examples" / name)
        (IMAGES / f"bubble-{lang}.png").write_bytes(bubble_png(document, lang))
        (IMAGES / f"preview-{lang}.png").write_bytes(page_png(document, lang))


def bubble_png(document: object, lang: str) -> bytes:
    """The bubble alone, 340 CSS pixels wide at twice the density, its corners transparent."""
    look = Look(lang=lang)
    drawn = shown("", document, document_checker(None)(document), look)
    fragment, *_ = bubble_fragments(drawn, look)
    html = f"<!doctype html><meta charset=utf-8><style>{fragment_style()}</style>{fragment}"
    return _png(_taken(html, ".alimtalk-bubble", 400, density=2))


def page_png(document: object, lang: str) -> bytes:
    """The page, 960 CSS pixels wide at one and a half times the density."""
    page = _taken(preview_html(document, lang=lang), "html", 960, density=1.5)
    return _png(page.convert("RGB").quantize(COLORS))


def _taken(html: str, selector: str, width: int, *, density: float) -> Image.Image:
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": width, "height": 400}, device_scale_factor=density
        )
        page.set_content(html)
        page.evaluate("document.querySelector('footer.page')?.remove()")
        return Image.open(BytesIO(page.locator(selector).screenshot(omit_background=True)))


def _png(image: Image.Image) -> bytes:
    picture = BytesIO()
    image.save(picture, "png", optimize=True)
    return picture.getvalue()


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

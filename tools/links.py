"""Whether the links of a site lead somewhere in it, and what it would load from elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Links(HTMLParser):
    """The links of a page, what it loads, and the names of its places."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.names |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and "stylesheet" in values.get("rel", ""):
            self.loaded.append(values["href"])
        if "src" in values:
            self.loaded.append(values["src"])


def broken_links(site: Path) -> Iterator[str]:
    """Links of the site that lead nowhere in it, and what it would load from elsewhere."""
    pages = {}
    for file in site.rglob("*.html"):
        pages[file] = _Links()
        pages[file].feed(file.read_text(encoding="utf-8"))
    for file, page in pages.items():
        for link in (*page.links, *page.loaded):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loaded and parts.scheme != "data":
                    yield f"{file.relative_to(site)} loads {link}"
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target /= "index.html"
            names = pages[target].names if target in pages else {unquote(parts.fragment)}
            if not target.exists():
                yield f"{file.relative_to(site)} links to {link}, which is not there"
            elif parts.fragment and unquote(parts.fragment) not in names:
                yield f"{file.relative_to(site)} links to {link}; that place is not there"
    for file in site.rglob("*.css"):
        for url in re.findall(r"url\(['\"]?(https?:[^)'\"]+)", file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(site)} loads {url}"

"""A page of HTML, and what is asked of one."""

from lxml.html import HtmlElement, document_fromstring


def read(html: str) -> HtmlElement:
    """The page as a browser reads it."""
    return document_fromstring(html)


def found(page: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements at an XPath."""
    elements = page.xpath(path)
    assert isinstance(elements, list)
    return [element for element in elements if isinstance(element, HtmlElement)]


def one(page: HtmlElement, path: str) -> HtmlElement:
    """The only element at an XPath."""
    (element,) = found(page, path)
    return element


def texts(page: HtmlElement, path: str) -> list[str]:
    """The texts of the elements at an XPath, white space folded."""
    return [" ".join(element.text_content().split()) for element in found(page, path)]


def of_class(name: str) -> str:
    """XPath's condition for an element of that class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"

"""Pages as PDFs, read aloud in their order (PDF/UA-1, ISO 14289-1), with bookmarks; the same page makes the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import unquote, urlsplit

import lxml.html
import weasyprint
from lxml.html import HtmlElement
from lxml.html.builder import BODY, HEAD, HTML, META, TITLE, P
from PIL import ImageFile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint has Pillow take damaged pictures, in all of the program: ours are told

# What only a screen has use for, and what stands twice: levels of need as a table beside the same as text.
TAGS = {"script", "button", "form", "svg"}
CLASSES = {"no-print", "crumbs", "toc", "versions", "cite", "related", "follow", "no-longer-here", "matrix", "band"}
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def document(page: str, address: str, day: date, sheet: str, read: Callable[[str], bytes | None]) -> bytes:
    """The PDF of a page of ours, from its HTML.

    `address` is the page's full one, `day` that at which the site stands, and `sheet` the style sheet. `read` gives a
    picture's bytes by its address on the site; nothing else is ever fetched.
    """
    fonts = FontConfiguration()
    fetcher = _OwnFiles(read)
    text = lxml.html.tostring(for_paper(page, day), encoding="unicode", doctype="<!doctype html>")
    source = weasyprint.HTML(string=text, base_url=address, url_fetcher=fetcher)
    styles = [weasyprint.CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)]
    made: bytes = source.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
    return made


def for_paper(page: str, day: date) -> HtmlElement:
    """The words of a page as a document of their own: where to look whether it is current stands first, who to call last."""
    root: HtmlElement = lxml.html.document_fromstring(page)
    main, calls = root.get_element_by_id("main"), root.get_element_by_id("who-to-call")
    (place,) = root.find_class("for-print")
    for part in (main, calls):
        for term in part.find_class("term"):
            term.drop_tag()  # its words are the text's, and only what opens at them is not
        for element in [one for one in part.iterdescendants() if _only_on_screens(one)]:
            element.drop_tree()
        for details in list(part.iter("details")):
            _open(details)
    issuer = root.xpath("string(//meta[@property='og:site_name']/@content)")
    current = P(place.text_content().strip())
    current.set("class", "place")
    (title,) = main.iter("h1")
    title.addnext(current)
    by = P(issuer)
    by.set("class", "issuer")
    described = root.xpath("string(//meta[@name='description']/@content)")
    head = HEAD(
        TITLE(title.text_content().strip()),
        META(name="author", content=issuer),
        META(name="description", content=described),
        META(name="dcterms.created", content=day.isoformat()),
    )
    return HTML(head, BODY(by, main, calls), lang=root.get("lang", "en-GB"))


def _only_on_screens(element: HtmlElement) -> bool:
    classes = set((element.get("class") or "").split())
    closed = "hidden" in element.attrib or "popover" in element.attrib
    unsaid = closed or element.get("aria-hidden") == "true" or element.get("role") == "status"
    return unsaid or element.tag in TAGS or bool(classes & CLASSES)


def _open(details: HtmlElement) -> None:
    """Make a disclosure a section: what it is called becomes a heading one level above those in it, or a line of its own."""
    details.tag = "section"
    for summary in details.findall("summary"):
        levels = [int(heading.tag[1]) for heading in details.iter(*HEADINGS)]
        summary.tag = f"h{max(2, min(levels) - 1)}" if levels else "p"


class _OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """The site's own pictures, and nothing from anywhere else."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        super().__init__()
        self._read = read

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """A picture. Raises ValueError for what is not the site's."""
        raw = self._read(unquote(urlsplit(url).path))
        if raw is None:
            raise ValueError(f"{url} is not a picture of this site")
        return URLFetcherResponse(url, raw)

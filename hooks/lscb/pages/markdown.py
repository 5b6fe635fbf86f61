"""Markdown to safe HTML, once a page: cleaned to an allow-list, headings and links collected on the way.

Staff may write any HTML; what leaves here holds no script, style or event handler (nh3), no style attribute, and only
links that were looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import lxml.html
import markdown
import nh3
from lxml.html import HtmlElement
from markdown.extensions.toc import slugify

from lscb.pages.pictures import Picture, html_of
from lscb.pages.telephones import PhoneBook, Phones
from lscb.pages.xml_characters import xml_safe

EXTENSIONS = ("tables", "attr_list", "def_list", "footnotes", "sane_lists", "md_in_html", "toc")
EXTENSION_CONFIGS: dict[str, dict[str, object]] = {"tables": {"use_align_attribute": True}, "toc": {"slugify": slugify}}
COMMON = {"id", "class", "lang", "dir", "title"}
ATTRIBUTES = {
    "*": COMMON,
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
}
NOT_IN_TEXT = {"acronym", "area", "article", "aside", "center", "footer", "header", "hgroup", "map", "nav", "strike", "tt"}
TAGS = nh3.ALLOWED_TAGS - NOT_IN_TEXT | {"section"}
NO_PHONES = PhoneBook()
PHONE_HINT = "check it digit by digit; a number that is right gets a file in content/contacts/"
SCHEMES = {"http", "https", "mailto", "tel", "webcal"}


@dataclass(frozen=True)
class Heading:
    """A heading of a page, for its contents list."""

    id: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Link:
    """A link or picture as the editor wrote it, and which one of that spelling it is on the page, from 0."""

    href: str
    nth: int
    picture: bool = False


@dataclass(frozen=True)
class Rendered:
    """A body as HTML with its contents list, its ids, its links, and what is wrong with its form."""

    html: str
    toc: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    faults: tuple[tuple[str, str, str], ...] = field(default=())  # (what to look for in the source, message, hint)


Resolve = Callable[[str], str | None]
Show = Callable[[str], Picture | None]


def render(
    body: str,
    resolve: Resolve = lambda _: None,
    show: Show = lambda _: None,
    *,
    numbered: bool = False,
    phones: PhoneBook = NO_PHONES,
) -> Rendered:
    """Turn a body into HTML.

    `resolve` gives the address for a link to a file (`../x.md`, `poster.pdf`), or None to leave it as it is written;
    `show` the picture in a file (`desk.jpg`), or None where there is none to be made smaller.
    With `numbered`, sections and paragraphs are numbered, each paragraph with an id. `phones` holds the numbers
    that may stand in a text.
    """
    if not body.strip():
        return Rendered("")
    called = Phones(phones)
    converter = markdown.Markdown(extensions=[*EXTENSIONS, called], extension_configs=EXTENSION_CONFIGS)
    clean = nh3.clean(
        converter.convert(xml_safe(body)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    root = lxml.html.fragment_fromstring(clean, create_parent="div")
    unknown = [(number, f"no contact has the number {number}", PHONE_HINT) for number in called.unknown]
    links = tuple(_links(root, resolve))
    _tables(root)
    toc = _contents(root)
    if numbered:
        _number(root)
    faults = [*_faults(root, body), *unknown]
    _pictures(root, show, resolve)
    ids = frozenset(str(found) for found in root.xpath(".//@id"))
    return Rendered(_inner(root), toc, ids, links, tuple(faults))


def _inner(root: HtmlElement) -> str:
    whole = html_of(root)
    return whole[whole.index(">") + 1 : whole.rindex("</")].strip()


def _faults(root: HtmlElement, body: str) -> Iterator[tuple[str, str, str]]:
    for element in root.iter("h1"):
        hint = "the title is the page's heading; sections begin with `##`"
        yield f"# {element.text_content()}", "a heading of one `#` stands in the text", hint
    for element in root.iter("img"):
        if not (element.get("alt") or "").strip():
            hint = "say in the brackets what the picture shows: `![Two people at a desk](desk.jpg)`"
            yield element.get("src", ""), "a picture has no description", hint
    for element in root.xpath(".//a[not(@href) and not(@id)]"):
        written = re.search(re.escape(f"[{element.text_content()}](") + r"([^)\s]*)", body)
        said = f"the link `{written[1]}` leads nowhere" if written else "a link leads nowhere"
        yield written[1] if written else "<a", said, "a link begins with https://, mailto:, tel: or a slash"
    seen: set[str] = set()
    for found in map(str, root.xpath(".//@id")):
        if found in seen:
            yield f"#{found}", f"the id “{found}” is used twice on this page", "give one of the two headings another id"
        seen.add(found)


def _links(root: HtmlElement, resolve: Resolve) -> Iterator[Link]:
    counts: dict[str, int] = {}
    for element in root.iter("a", "img"):
        name = "src" if element.tag == "img" else "href"
        href = element.get(name)
        if href is None:
            continue
        nth = counts.get(href, 0)
        counts[href] = nth + 1
        yield Link(href, nth, picture=element.tag == "img")
        if element.tag == "img":
            continue
        if re.match(r"(https?:)?//", href, re.IGNORECASE):
            element.set("rel", "noopener noreferrer")
            element.set("class", "external")
        elif address := resolve(href):
            element.set("href", address)


def _pictures(root: HtmlElement, show: Show, resolve: Resolve) -> None:
    """A picture in all its sizes; one that stands alone and has a title gets it as its caption."""
    for image in list(root.iter("img")):
        src, title, parent = image.get("src", ""), image.attrib.pop("title", ""), image.getparent()
        if title and parent.tag == "p" and len(parent) == 1 and not (parent.text_content() + (image.tail or "")).strip():
            parent.tag = "figure"
            lxml.etree.SubElement(parent, "figcaption").text = title
        if picture := show(src):
            element = picture.element(image.get("alt", ""))
            element.tail = image.tail
            parent.replace(image, element)
        elif address := resolve(src):
            image.set("src", address)


def _tables(root: HtmlElement) -> None:
    """Wide tables scroll in a region of their own that the keyboard can reach; alignment becomes a class."""
    for number, table in enumerate(list(root.iter("table")), 1):
        for cell in table.iter("td", "th"):
            if (align := cell.attrib.pop("align", None)) in {"right", "center"}:
                cell.set("class", f"{align}")
        for head in table.xpath("./thead//th[not(@scope)]"):
            head.set("scope", "col")
        caption = table.find("caption")
        label = caption.text_content() if caption is not None else f"Table {number}"
        region = lxml.html.Element("div", {"class": "table", "role": "region", "aria-label": label, "tabindex": "0"})
        region.tail, table.tail = table.tail, None
        table.getparent().replace(table, region)
        region.append(table)


def _contents(root: HtmlElement) -> tuple[Heading, ...]:
    found: list[tuple[Heading, list[Heading]]] = []
    for element in root.iter("h2", "h3"):
        heading = Heading(element.get("id", ""), element.text_content())
        if element.tag == "h2":
            found.append((heading, []))
        elif found:
            found[-1][1].append(heading)
    return tuple(Heading(top.id, top.title, tuple(below)) for top, below in found)


def _number(root: HtmlElement) -> None:
    """Number sections and the paragraphs in them: 1, 1.1, 1.2 …; text before the first heading stays as it is."""
    section = paragraph = 0
    for element in root:
        if element.tag == "h2":
            section, paragraph = section + 1, 0
            _lead_with(element, lxml.html.Element("span", {"class": "num"}), str(section))
        elif element.tag == "p" and section:
            paragraph += 1
            anchor = f"p{section}-{paragraph}"
            element.set("id", element.get("id") or anchor)
            element.set("class", "numbered")
            _lead_with(
                element,
                lxml.html.Element("a", {"class": "num", "href": f"#{element.get('id')}"}),
                f"{section}.{paragraph}",
            )


def _lead_with(element: HtmlElement, child: HtmlElement, text: str) -> None:
    child.text = text
    child.tail = f" {element.text or ''}"
    element.text = None
    element.insert(0, child)

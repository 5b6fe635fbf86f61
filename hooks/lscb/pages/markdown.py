"""Markdown to safe HTML, once a page: cleaned to an allow-list, headings and links collected on the way.

Staff may write any HTML; what leaves here holds no script, style or event handler (nh3), no style attribute, and only
links that were looked at. Whatever of their words it does not hold is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

import lxml.html
import nh3
from lxml.html import HtmlElement

from lscb.model.fields import is_seen
from lscb.pages.anchors import NOTHING_PUBLISHED, Block, Gone, Published, heading_words, settle, word_digest
from lscb.pages.bare_links import addresses, link_all
from lscb.pages.faults import Fault
from lscb.pages.form import changed, costly, unclosed, unreadable
from lscb.pages.markup import as_meant, convert
from lscb.pages.pictures import Picture, html_of
from lscb.pages.places import place, place_of_address, position
from lscb.pages.telephones import PhoneBook
from lscb.pages.untaken import untaken
from lscb.pages.xml_characters import xml_safe
from lscb.problems import Position

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
INLINE = TAGS & {
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q"),
    *("ruby", "rp", "rt", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
}
NO_PHONES = PhoneBook()
MOST_TOLD = 100  # faults of one kind in a text: to find the place of each costs a look at all of it
SCHEMES = {"http", "https", "mailto", "tel", "webcal"}
OTHER_SCHEME = rf"(?!(?i:{'|'.join(sorted(SCHEMES))}):)[^/)\s>]"


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
class Anchor:
    """A heading or numbered paragraph that can be linked to: its permanent id, the words it is known again by, and its number."""

    id: str
    words: str
    number: str = ""


@dataclass(frozen=True)
class Rendered:
    """A body as HTML with its contents list, its ids, its links, and what is wrong with its form.

    `anchors` are those that a publication would publish, in order; `gone` those that were published and have no place now.
    """

    html: str
    toc: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    gone: tuple[Gone, ...] = ()


Resolve = Callable[[str], str | None]
Show = Callable[[str], Picture | None]


def render(
    body: str,
    resolve: Resolve = lambda _: None,
    show: Show = lambda _: None,
    *,
    numbered: bool = False,
    phones: PhoneBook = NO_PHONES,
    published: Published = NOTHING_PUBLISHED,
) -> Rendered:
    """Turn a body into HTML.

    `resolve` gives the address for a link to a file (`../x.md`, `poster.pdf`), or None to leave it as it is written;
    `show` the picture in a file (`desk.jpg`), or None where there is none to be made smaller.
    With `numbered`, sections and paragraphs are numbered, each paragraph with an id. `phones` holds the numbers
    that may stand in a text, `published` the anchors that the page had, each of which keeps its meaning.
    """
    if not body.strip():
        return Rendered("", gone=_lost(published))
    if dear := tuple(costly(body)):
        return Rendered("", faults=dear)
    text = xml_safe(as_meant(body))
    converted = convert(text)
    clean = nh3.clean(converted.html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)
    root = lxml.html.fragment_fromstring(xml_safe(clean), create_parent="div")
    gone = list(changed(text, root, TAGS, ATTRIBUTES))
    found = (unreadable(body), unclosed(text, converted.written), untaken(root, text), _numbers(root, text, phones))
    faults = [fault for kind in found for fault in islice(kind, MOST_TOLD)]
    anchors, left = _name(root, published, numbered=numbered)
    link_all(root, addresses)
    links = tuple(_links(root, resolve))
    phones.link(root)
    _tables(root)
    for typed in root.iter("pre"):
        typed.set("tabindex", "0")  # it scrolls: the keyboard must reach it
    toc = _contents(root)
    if numbered:
        _number(root, anchors)
    faults += islice(_faults(root, text), MOST_TOLD)
    _pictures(root, show, resolve)
    ids = frozenset(str(found) for found in root.xpath(".//@id"))
    return Rendered(_inner(root), toc, ids, links, (*faults, *_not_told_yet(gone, faults)), anchors, left)


def _not_told_yet(gone: list[Fault], told: list[Fault]) -> Iterator[Fault]:
    """Lost words on lines of which something else is told are that fault's, and come back with its mending."""
    lines = {fault.at.line for fault in told}
    return (fault for fault in gone if fault.at.line not in lines)


def _inner(root: HtmlElement) -> str:
    whole = html_of(root)
    return whole[whole.index(">") + 1 : whole.rindex("</")].strip()


def _numbers(root: HtmlElement, body: str, phones: PhoneBook) -> Iterator[Fault]:
    """Telephone numbers that nobody should call, in the text, in descriptions and titles, and in links."""
    seen: Counter[str] = Counter()
    for text in (_text(root), *root.xpath(".//@alt | .//@title")):
        for number, message, hint in phones.faults(str(text)):
            yield Fault(place(body, number, seen[number]), message, hint)
            seen[number] += 1
    for link in root.iter("a"):
        if not link.get("href", "").lower().startswith("tel:"):
            continue
        number = link.get("href", "")[len("tel:") :]
        if (fault := phones.fault(number)) and not seen[number]:
            yield Fault(place(body, link.get("href", "")), fault.message, fault.hint)
        elif not fault and (said := phones.other_number(link.text_content(), number)):
            message = f"the words of this link say {said}, and it calls {number}"
            yield Fault(place(body, link.get("href", "")), message, "a number in a text becomes a link by itself: write it alone")


def _text(root: HtmlElement) -> str:
    """The text of a tree, in which words of two blocks never touch."""
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        apart = "" if element.tag in INLINE and element.tag != "br" else "\n"
        parts += [apart, (element.text if event == "start" else element.tail) or ""]
    return "".join(parts)


def _faults(root: HtmlElement, body: str) -> Iterator[Fault]:
    yield from _heading_faults(root, body)
    yield from _picture_faults(root, body)
    yield from _link_faults(root, body)
    seen: set[str] = set()
    for found in map(str, root.xpath(".//@id")):
        if found in seen:
            said = f"the id “{found}” is used twice on this page"
            yield Fault(place(body, f"#{found}"), said, "give one of the two headings another id")
        seen.add(found)


def _heading_faults(root: HtmlElement, body: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for element in root.iter("h1"):
        hint = "the title is the page's heading; sections begin with `##`"
        written = f"# {element.text_content()}"
        yield Fault(place(body, written, seen[written]), "a heading of one `#` stands in the text", hint)
        seen[written] += 1


def _picture_faults(root: HtmlElement, body: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for element in root.iter("img"):
        alt, src = element.get("alt") or "", element.get("src")
        if src is None:
            at, href = _written_as(body, f"![{alt}]", "data:|[A-Za-z]:|file:", seen[alt]) or (place(body, "<img"), "")
            hint = "save the picture beside this file, and write its name: `![Two people at a desk](desk.jpg)`"
            yield Fault(at, f"the picture `{href[:40]}` is not a file beside this one", hint)
            seen[alt] += 1
            continue
        if not is_seen(alt):
            hint = "say in the brackets what the picture shows: `![Two people at a desk](desk.jpg)`"
            yield Fault(place_of_address(body, src, seen[src]), "a picture has no description", hint)
        seen[src] += 1


def _link_faults(root: HtmlElement, body: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for element in root.iter("a"):
        words, href = element.text_content(), element.get("href")
        if href is None and "id" not in element.attrib:
            found = (_written_as(body, f"[{words}]", begins, seen[words]) for begins in (OTHER_SCHEME, "[^/]"))
            at, href = next(filter(None, found), (place(body, "<a", seen[words]), ""))
            said = f"the link `{href}` leads nowhere" if href else "a link leads nowhere"
            yield Fault(at, said, "a link begins with https://, mailto:, tel: or a slash")
            seen[words] += 1
        elif href is not None and not is_seen(words) and not element.xpath(".//img[@alt!='']"):
            at = place(body, f"]({href}", seen[f"]({href}"])
            yield Fault(at, f"the link to `{href}` has no words", "say in the brackets where it leads")
            seen[f"]({href}"] += 1


def _written_as(body: str, words: str, begins: str, nth: int) -> tuple[Position, str] | None:
    """The nth address that follows some words in brackets in a body, with its place; None where they stand otherwise."""
    written = re.finditer(re.escape(words) + rf"\(<?((?:{begins})[^)\s>]*)", body)
    found = next(islice(written, nth, None), None)
    return (position(body, found.start(1)), found[1]) if found else None


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
OPENING = 25  # words of a section by which its heading is known again


def _name(root: HtmlElement, published: Published, *, numbered: bool) -> tuple[tuple[Anchor, ...], tuple[Gone, ...]]:
    """Give each heading and numbered paragraph its id: the one it was published with, or a new one that never meant another."""
    found = list(_blocks(root, numbered=numbered))
    settled = settle(published, [Block(words, element.get("id", "")) for element, words, _ in found])
    used = set(map(str, root.xpath(".//@id"))) | published.ids
    last: dict[str, int] = {}
    anchors = []
    for (element, words, number), known in zip(found, settled.ids, strict=True):
        if "id" not in element.attrib:
            element.set("id", name := known or _unused(_new_name(element, words, number, published), used, last))
            used.add(name)
        elif known and known != element.get("id"):
            element.insert(0, beside := lxml.html.Element("span", {"id": known}))
            beside.tail, element.text = element.text, None
        anchors.append(Anchor(known or element.get("id", ""), words, number))
    gone = (replace(one, into=one.into if place is None else found[place][0].get("id", "")) for one, place in settled.gone)
    return tuple(anchors), tuple(gone)


def _lost(published: Published) -> tuple[Gone, ...]:
    return (*published.gone, *(Gone(known, word_digest(words)) for known, words in published.standing.items()))


def _blocks(root: HtmlElement, *, numbered: bool) -> Iterator[tuple[HtmlElement, str, str]]:
    """Each heading, and each paragraph that is numbered, with the words it is known by and a paragraph's number."""
    section = paragraph = 0
    for element in root.iter(*HEADINGS, "p"):
        if element.tag != "p":
            if element.tag == "h2" and element.getparent() is root:
                section, paragraph = section + 1, 0
            yield element, heading_words(_plain(element), _opening(element)), ""
        elif numbered and section and element.getparent() is root:
            paragraph += 1
            below = takewhile(lambda one: one.tag in {"ul", "ol"}, element.itersiblings())
            yield element, " ".join(map(_plain, (element, *below))), f"{section}.{paragraph}"


def _plain(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _opening(heading: HtmlElement) -> str:
    words: list[str] = []
    for below in heading.itersiblings():
        if len(words) >= OPENING or (below.tag in HEADINGS and below.tag <= heading.tag):
            break
        words += below.text_content().split()
    return " ".join(words[:OPENING])


def _new_name(element: HtmlElement, words: str, number: str, published: Published) -> str:
    """A heading's id is made of its words. A paragraph's was its place, and is made of its words once others were published."""
    if not number:
        return _slug(element.text_content())
    return f"p-{word_digest(words)[:6]}" if published.ids else f"p{number.replace('.', '-')}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _unused(name: str, used: set[str], last: dict[str, int]) -> str:
    """The name, or with the next number that no other has; `last` keeps the last number of each."""
    stem, mark, number = name.rpartition("_")
    if not (mark and number.isdecimal()):
        stem, number = name, "0"
    while name in used or not name:
        last[stem] = max(last.get(stem, 0), int(number)) + 1
        name = f"{stem}_{last[stem]}"
    return name


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


def _number(root: HtmlElement, anchors: Iterable[Anchor]) -> None:
    """Number sections and the paragraphs in them: 1, 1.1, 1.2 …; text before the first heading stays as it is."""
    numbers = iter([one.number for one in anchors if one.number])
    section = 0
    for element in root:
        if element.tag == "h2":
            section += 1
            _lead_with(element, lxml.html.Element("span", {"class": "num"}), str(section))
        elif element.tag == "p" and section:
            element.set("class", "numbered")
            _lead_with(element, lxml.html.Element("a", {"class": "num", "href": f"#{element.get('id')}"}), next(numbers))


def _lead_with(element: HtmlElement, child: HtmlElement, text: str) -> None:
    child.text = text
    child.tail = f" {element.text or ''}"
    element.text = None
    element.insert(0, child)

"""Our Markdown: Python-Markdown with tables, notes, definition lists and struck words, read as its writers mean it.

Word processors and habit bring forms that Markdown leaves as text (`•` and a tab, a no-break space after the dash, a list
without an empty line before it); where only one meaning is likely, they are taken for it. Line numbers never change.
"""

from __future__ import annotations

import re
import string
import threading
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    HtmlInlineProcessor,
    ImageInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from lscb.pages.bare_links import ADDRESS, without_trailing
from lscb.pages.notes import Notes
from lscb.pages.source_lines import HTML_ELEMENTS, VALUE, Reader

TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")  # what word processors break a line with
FROM_WORD = re.compile(
    r"^([ \t]*)(?:([•·●‣➢\uf0b7\uf0d8\uf0fc\uf076])\s*|([o○◦])\t\s*|([▪■§\uf0a7])\s*\t\s*|[-*+–—][\t\u00a0\u2002\u2003]\s*)(?=\S)"
)
ITEM = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)]))[ \t\u00a0]+(?=\S)")
NAME_WITH_SPACES = re.compile(r"(?<=\]\()([^()<>\"'`\n]* [^()<>\"'`\n]*\.[A-Za-z]{3,4})(?=\))")
ATTRIBUTES = re.compile(r"(?<=\S)[ \n]\{:[ ]*((?:[#.][\w:-]+[ ]*)+)\}[ ]*$")
NUMBERED = re.compile(VALUE % r"(\d+)")
MARGIN = re.compile(r"\n +")
INLINE = re.compile(r"[\\`\[<&*_~@\x02]|://|[Ww][Ww][Ww]\.|  \n")  # without one of these, a text is only text
NAMED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
INLINE_HTML = (
    r"""(</?[A-Za-z][^\s"'<>@]*+(?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+\s*+/?>"""
    r"|<!--(?:(?!<!--|-->).)*-->|<[?](?:(?!<[?]|[?]>).)*[?]>|<![A-Za-z][^<>]*>)"
)


Handled = tuple[Element | str | None, int | None, int | None]  # what stands there, and from where to where
Linked = tuple[str, str | None, int, bool]  # address, title, where it ends, whether it is one


@dataclass(frozen=True)
class Converted:
    """A body as HTML that nobody has cleaned, and the pieces of HTML in it that its writer wrote."""

    html: str
    written: tuple[str, ...]


def convert(text: str) -> Converted:
    """Markdown, as `as_meant` gives it, to HTML."""
    with ONE_AT_A_TIME:
        html = CONVERTER.reset().convert(text)
        return Converted(html, tuple(map(str, CONVERTER.htmlStash.rawHtmlBlocks)))


def as_meant(text: str) -> str:
    """A body with the forms of word processors in Markdown's, line by line; code in fences stays."""
    lines, fence = BREAKS.sub(" ", text).split("\n"), ""
    for number, line in enumerate(lines):
        if found := FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence:
            item = ITEM.sub(r"\1 ", FROM_WORD.sub(_bullet, _spaced(line)))
            lines[number] = NAME_WITH_SPACES.sub(r"<\1>", item)
    return "\n".join(lines)


def _spaced(line: str) -> str:
    """No-break and wide spaces at a line's beginning are spaces."""
    inner = line.lstrip()
    return line if line.startswith(inner) else line[: len(line) - len(inner)].translate(SPACES) + inner


SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")


def _bullet(found: re.Match[str]) -> str:
    """A word processor's second and third level are known by their signs."""
    deeper = "  " if found[3] else "    " if found[4] else ""
    return f"{found[1]}{deeper}- "


class _Lines(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return Reader(self.md.htmlStash.store).read([_indented(line) for line in lines])


def _indented(line: str) -> str:
    """A line with spaces for the tabs it begins with; one of spaces only is empty."""
    inner = line.lstrip(" \t")
    return line[: len(line) - len(inner)].expandtabs(4) + inner if inner else ""


class _Heading(HashHeaderProcessor):
    """`# Heading` has a space after the sign: `#BeSafe` is text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) +(?P<header>.*)(?:\n|$)")


class _Html(HtmlInlineProcessor):
    """HTML is what begins with HTML's own names: `<name of the child>` is text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override]  # noqa: N802 - markdown names it
        found = TAG.match(m[0])
        if m[0].startswith(("<!", "<?")) or (found and found[1].lower() in HTML_ELEMENTS):
            return super().handleMatch(m, data)
        return None, None, None


class _Link(LinkInlineProcessor):
    """An address has no space in it, unless pointed brackets hold it."""

    def getLink(self, data: str, index: int) -> Linked:  # noqa: N802 - markdown names it
        return _without_space(data, index, super().getLink(data, index))


class _Image(ImageInlineProcessor):
    def getLink(self, data: str, index: int) -> Linked:  # noqa: N802 - markdown names it
        return _without_space(data, index, super().getLink(data, index))


def _without_space(data: str, index: int, got: Linked) -> Linked:
    href, title, end, handled = got
    return href, title, end, handled and (not re.search(r"\s", href) or data[index + 1 :].lstrip().startswith("<"))


class _AsWritten(InlineProcessor):
    """A bare address, in which `_` and `*` are signs like others."""

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override]  # noqa: N802 - markdown names it
        address = without_trailing(m[0])
        return (address, m.start(), m.start() + len(address)) if address else (None, None, None)


class _Tree(Treeprocessor):
    """What is mended in the tree of blocks, before the words in them are read."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and "\n " in element.text:
                element.text = MARGIN.sub("\n", element.text)
            if element.tag in NAMED:
                _name(element)
            elif element.tag == "li":
                _number(element)
            elif element.tag == "table" and not any(cell.text for cell in element[1].iter("td")):
                element.remove(element[1])  # the empty row of a table that has a head only
            if element.text and not INLINE.search(element.text):
                element.text = AtomicString(element.text)  # spares it fifteen patterns, each tried at every sign


def _name(element: Element) -> None:
    """`{: #id .class }` at the end of a heading or paragraph names it."""
    text = element.text or ""
    if found := ATTRIBUTES.search(text):
        element.text = text[: found.start()]
        for part in found[1].split():
            if part.startswith("#"):
                element.set("id", part[1:])
            else:
                element.set("class", f"{element.get('class', '')} {part[1:]}".strip())


def _number(item: Element) -> None:
    """An item out of turn keeps the number that was written."""
    if len(item) and item.text:
        item.text += "\n"  # or its last word and the first of a list in it would be one
    first = item if item.text or not len(item) else item[0]
    text = first.text or ""
    if found := NUMBERED.match(text):
        item.set("value", found[1])
        first.text = text[found.end() :]


def _converter() -> Markdown:
    made = Markdown(extensions=["def_list", "sane_lists", TableExtension(use_align_attribute=True), Notes()])
    made.ESCAPED_CHARS = list(string.punctuation)
    made.preprocessors.deregister("normalize_whitespace")
    made.preprocessors.register(_Lines(made), "html_block", 20)
    blocks, inline = made.parser.blockprocessors, made.inlinePatterns
    blocks.deregister("code")  # a paragraph that begins with a tab is a paragraph
    blocks.register(_Heading(made.parser), "hashheader", 70)
    inline.register(_Link(LINK_RE, made), "link", 160)
    inline.register(_Image(IMAGE_LINK_RE, made), "image_link", 150)
    inline.register(SubstituteTagInlineProcessor(r"(?:  |\\)\n", "br"), "linebreak", 100)
    inline.register(_Html(INLINE_HTML, made), "html", 90)
    inline.register(_AsWritten(ADDRESS.pattern, made), "address", 70)
    if made.delimiters:
        made.delimiters.add("~", "s", double=True)
    made.treeprocessors.register(_Tree(made), "tree", 40)
    return made


CONVERTER = _converter()
ONE_AT_A_TIME = threading.Lock()  # a converter keeps what it has seen of a text in itself

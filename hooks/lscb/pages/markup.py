"""Our Markdown: CommonMark with tables, notes, definition lists and struck words, read as its writers mean it.

Word processors and habit bring forms that CommonMark leaves as text (`•` and a tab, a no-break space after the dash, a list
under a number indented by two); where only one meaning is likely, they are taken for it. Line numbers never change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

HTML_ELEMENTS = defs.tags | {"bdi", "data", "dialog", "main", "picture", "rb", "rtc", "search", "slot", "template"}
DEEPEST = 100
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")  # what word processors break a line with
FROM_WORD = re.compile(r"([ \t]*)(?:([•·●‣➢])\s*|([o○◦])\t\s*|([▪■§])\s*\t\s*|[-*+–—][\t\u00a0\u2002\u2003]\s*)(?=\S)")
ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])[ \t\u00a0]+(?=\S)")
NAME_WITH_SPACES = re.compile(r"(?<=\]\()([^()<>\"'`\n]* [^()<>\"'`\n]*\.[A-Za-z]{3,4})(?=\))")
ATTRIBUTES = re.compile(r"(?<=\S)[ \n]\{:[ ]*((?:[#.][\w:-]+[ ]*)+)\}[ ]*$")


class _Markdown(MarkdownIt):
    """Links stay as they were written: the cleaner and the check of links judge them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it names it
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it names it
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it names it
        return link


@dataclass(frozen=True)
class Converted:
    """A body as HTML that nobody has cleaned, and the HTML in it that its writer wrote, each piece with its first line from 0."""

    html: str
    written: tuple[tuple[int, str], ...]


def convert(text: str) -> Converted:
    """Markdown, as `as_meant` gives it, to HTML."""
    env: dict[str, Any] = {}
    tokens = CONVERTER.parse(text, env)
    return Converted(CONVERTER.renderer.render(tokens, CONVERTER.options, env), tuple(_written(tokens)))


def as_meant(text: str) -> str:
    """A body with the forms of word processors in CommonMark's, line by line; code in fences stays."""
    lines, fence, open_items = BREAKS.sub(" ", text).split("\n"), "", _OpenItems()
    for number, line in enumerate(lines):
        if found := FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence:
            lines[number] = open_items.placed(NAME_WITH_SPACES.sub(r"<\1>", FROM_WORD.sub(_bullet, _spaced(line), count=1)))
    return "\n".join(lines)


def _spaced(line: str) -> str:
    """No-break and wide spaces at a line's beginning are spaces."""
    inner = line.lstrip()
    return line if line.startswith(inner) else line[: len(line) - len(inner)].translate(SPACES) + inner


SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")


def _bullet(found: re.Match[str]) -> str:
    """A word processor's second and third level are known by their signs."""
    if found.start():
        return found[0]
    deeper = "  " if found[3] else "    " if found[4] else ""
    return f"{found[1]}{deeper}- "


class _OpenItems:
    """Items of lists that a line may belong to: one that is indented at all is moved to where CommonMark sees it under them."""

    def __init__(self) -> None:
        self.items: list[tuple[int, int]] = []  # its indent as written, and where its text stands now

    def placed(self, line: str) -> str:
        found = ITEM.match(line)
        if not found:
            if line[:1].strip():
                self.items = []
            return line
        written = len(found[1])
        self.items = [item for item in self.items if item[0] < written]
        indent = max(written, self.items[-1][1]) if self.items else written
        self.items.append((written, indent + len(found[2]) + 1))
        return f"{' ' * indent}{found[2]} {line[found.end() :]}"


def _written(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "html_block":
            yield line, token.content
        for child in token.children or ():
            if child.type == "html_inline":
                yield line, child.content


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return _is_html(line) and html_block(state, start, end, silent)


def _html_inline(state: StateInline, silent: bool) -> bool:
    return state.src[state.pos] == "<" and _is_html(state.src[state.pos : state.pos + 40]) and html_inline(state, silent)


def _is_html(text: str) -> bool:
    """Whether a text begins with HTML's own: `<name of the child>` is text."""
    found = TAG.match(text)
    return text.startswith(("<!", "<?")) or bool(found and found[1].lower() in HTML_ELEMENTS)


def _attributes(state: StateCore) -> None:
    """`{: #id .class }` at the end of a heading or paragraph names it."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type in {"heading_open", "paragraph_open"} and (found := ATTRIBUTES.search(inline.content)):
            inline.content = inline.content[: found.start()]
            for part in found[1].split():
                if part.startswith("#"):
                    opening.attrSet("id", part[1:])
                else:
                    opening.attrJoin("class", part[1:])


def _tables_and_numbers(state: StateCore) -> None:
    """Alignment without a style; and an item of a numbered list keeps the number that was written."""
    expected: list[int] = []
    for token in state.tokens:
        if token.type in {"td_open", "th_open"} and (style := token.attrGet("style")):
            token.attrs = {"align": str(style).removeprefix("text-align:")}
        elif token.type in {"ordered_list_open", "bullet_list_open"}:
            expected.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else 0)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            expected.pop()
        elif token.type == "list_item_open" and expected[-1]:
            written = int(token.info)
            if written not in {expected[-1], 1}:
                token.attrSet("value", written)
                expected[-1] = written
            expected[-1] += 1


def _note_mark(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    note = tokens[index].meta
    number, place = note["id"] + 1, f"{note['subId'] + 1 if note['subId'] else ''}:{note['label']}"
    return f'<sup id="fnref{place}"><a class="footnote-ref" href="#fn:{note["label"]}">[{number}]</a></sup>'


def _note_back(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    note = tokens[index].meta
    place, said = f"{note['subId'] + 1 if note['subId'] else ''}:{note['label']}", f"Back to note {note['id'] + 1} in the text"
    return f' <a class="footnote-backref" href="#fnref{place}" title="{said}">↩</a>'


def _note_open(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return f'<li id="fn:{tokens[index].meta["label"]}">'


def _web_name(_: Any, text: str, pos: int) -> int:
    found = re.match(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/[^\s<>\"'|]*[^\s<>\"'|.,;:!?()\[\]])?/?", text[pos:])
    return found.end() if found else 0


def _with_scheme(_: Any, match: Any) -> None:
    match.url = f"https://{match.url}"


def _converter() -> MarkdownIt:
    made = _Markdown("commonmark", {"linkify": True, "maxNesting": DEEPEST}).enable(["table", "linkify", "strikethrough"])
    made.disable("code")  # a paragraph that begins with a tab is a paragraph
    made.use(footnote_plugin, inline=False).use(deflist_plugin)
    made.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    made.inline.ruler.at("html_inline", _html_inline)
    made.core.ruler.before("inline", "attributes", _attributes)
    made.core.ruler.after("block", "tables_and_numbers", _tables_and_numbers)
    rules = {"footnote_ref": _note_mark, "footnote_anchor": _note_back, "footnote_open": _note_open}
    rules["footnote_block_open"] = lambda *_: '<div class="footnote">\n<hr>\n<ol>\n'
    rules["footnote_block_close"] = lambda *_: "</ol>\n</div>\n"
    for name, rule in rules.items():
        made.add_render_rule(name, rule)
    if made.linkify:
        made.linkify.set({"fuzzy_link": False}).add("www.", {"validate": _web_name, "normalize": _with_scheme})
        made.linkify.add("ftp:", None).add("//", None)
    return made


CONVERTER = _converter()

"""Whether a file that is offered to readers is what its name says: a page or a script under another name is refused."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from lscb.problems import FieldError

BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), (b"PK\x03\x04",)),
    ".ics": (b"BEGIN:VCALENDAR",),
}
MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|script|svg|iframe|\?xml|!--|[a-z]+\s[^>]*on\w+\s*=)", re.IGNORECASE)
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = re.compile(
    "svg|g|defs|symbol|use|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|title|desc|metadata|style|image|marker|"
    "pattern|mask|clipPath|linearGradient|radialGradient|stop|filter|switch|view|fe[A-Z][A-Za-z]+"
)
INWARD = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp);)", re.IGNORECASE)
OUTWARD_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#|['\"]?#)|expression\(|javascript:", re.IGNORECASE)
HINT = "save it again from the program that made it"


def check_signature(file: Path) -> None:
    """Raise FieldError where a file, which is no photograph, does not hold what its name says; OSError where it is not read."""
    ending = file.suffix.lower()
    if ending == ".svg":
        check_drawing(file.read_bytes())
        return
    with file.open("rb") as opened:
        start = opened.read(1024).removeprefix(b"\xef\xbb\xbf")
    if MARKUP.match(start):
        raise FieldError("is a web page under another name", hint=HINT)
    if (known := BEGINNINGS.get(ending)) and not any(one in start for one in known):
        raise FieldError(f"is not a {ending} file, whatever its name says", hint=HINT)


def check_drawing(raw: bytes) -> None:
    """Raise FieldError for a drawing (SVG) that could run something or fetch something, or is none."""
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise FieldError("is not a drawing that can be shown", hint=HINT) from None
    if root.tag != f"{SVG}svg":
        raise FieldError("is not a drawing that can be shown", hint=HINT)
    if b"<!ENTITY" in raw:
        raise FieldError("is a drawing that defines words of its own (`<!ENTITY`)", hint=HINT)
    for node in (*root.itersiblings(preceding=True), *root.iter()):
        if found := _active_part(node):
            raise FieldError(f"is a drawing that holds {found}", hint="save it again as plain SVG, without scripts and links")


def _active_part(node: etree._Element) -> str:
    if not isinstance(node.tag, str):
        return "" if isinstance(node, etree._Comment) else "an instruction to programs"
    name = node.tag.removeprefix(SVG)
    if node.tag.startswith((SVG, XHTML)) and not DRAWN.fullmatch(name):
        return f"`<{name.removeprefix(XHTML)}>`"
    for attribute, value in node.attrib.items():
        local = str(attribute).rpartition("}")[2].lower()
        if local.startswith("on"):
            return f"`{local}`"
        if local in {"href", "src"} and not INWARD.match(str(value)):
            return f"an address (`{str(value)[:40]}`)"
        if OUTWARD_STYLE.search(str(value)):
            return "a style that fetches something"
    if name == "style" and OUTWARD_STYLE.search("".join(map(str, node.itertext()))):
        return "a style that fetches something"
    return ""

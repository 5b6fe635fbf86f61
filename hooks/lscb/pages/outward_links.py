"""Links that lead off the site, judged by their form: nothing is asked of another host."""

from __future__ import annotations

import re
from collections.abc import Collection

from lscb.model.contact_points import is_own_computer, letter_to, web_address, web_parts
from lscb.problems import FieldError

SCHEME = re.compile(r"(https?|mailto|tel|webcal):", re.IGNORECASE)


def outward_fault(href: str, host: str, files: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with a link of one of the schemes above, and what to do; `host` is the site's own, without `www.`.

    Telephone numbers are judged where bodies are rendered.
    """
    scheme = href.partition(":")[0].lower()
    try:
        if scheme == "mailto":
            letter_to(href)
        elif scheme != "tel":
            return _web_fault(href, scheme, host, files)
    except FieldError as error:
        return f"the link `{href}`: {error.message}", error.hint
    return None


def _web_fault(href: str, scheme: str, host: str, files: Collection[str]) -> tuple[str, str] | None:
    web = re.sub(r"(?i)^webcal:", "https:", href)
    parts = web_parts(web)
    here, path = (parts.hostname or "").removeprefix("www."), parts.path or "/"
    if here == host.partition(":")[0]:
        if scheme == "webcal":
            return None if path in files else (f"the link `{href}` leads to no calendar of this site", "copy it from the page")
        if href.rstrip("/") == f"{parts.scheme}://{parts.netloc}":
            return None  # the site by its name
        place = f"{path}{'?' if parts.query else ''}{parts.query}{'#' if parts.fragment else ''}{parts.fragment}"
        return f"the link `{href}` names this site", f"write `{place}`, which is checked"
    if is_own_computer(parts.hostname or ""):
        return f"the link `{href}` leads to your own computer", f"write `{path}`, if it is a page of this site"
    web_address(web)
    return None


def names_site(value: str, host: str) -> bool:
    """Whether a text is the full address of a page, beside the first, of the site with this host."""
    if not value.lower().startswith(("http://", "https://")):
        return False
    try:
        parts = web_parts(value)
        return (parts.hostname or "").removeprefix("www.") == host.partition(":")[0] and bool(parts.path.strip("/"))
    except FieldError:
        return False

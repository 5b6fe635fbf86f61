"""Data inside a page, for programs: JSON in a script element that no browser runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def data_block(data: Mapping[str, Any]) -> Markup:
    """JSON that cannot end the element it stands in, whatever words it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPES.items():
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - every sign that HTML reads is escaped

"""Characters that XML 1.0 cannot carry, or should not (section 2.2): they come in with pasted text and would break feeds."""

from __future__ import annotations

import re

NOT_XML = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """The text without them."""
    return NOT_XML.sub("", text)

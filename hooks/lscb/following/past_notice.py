"""The one line that goes out with everything when the site stands in the past: nobody in danger may follow an old number."""

from __future__ import annotations

from lscb.model.dates import long_date
from lscb.model.site import Site


def notice(site: Site) -> str:
    """On what day the site stands, what came after the Board, and who to call today, as plain text."""
    numbers = [f"{contact.title} on {contact.phone}" for contact in site.resolve(site.board.today)]
    call = f" Today, call {', '.join(numbers[:-1])}{' or ' if numbers[:-1] else ''}{numbers[-1]}." if numbers else ""
    return f"This shows the Board as it was on {long_date(site.today)}. {site.board.succession}{call}"

"""What a campaign or an event offers to use: a document, a file beside it with its kind and size, something elsewhere."""

from __future__ import annotations

from pathlib import Path

from tests.support.building import built, edit, shown

MATERIALS = """materials:
  - annual-report
  - {title: "Poster, A3", file: "poster é.pdf"}
  - {title: Advice elsewhere, web: "https://www.example.org/advice"}
"""


def test_materials_are_the_same_in_every_type(small: Path) -> None:
    for path, beside in (("content/campaigns/safety.md", "published:"), ("content/events/workshop.md", "published:")):
        edit(small, path, beside, f"{MATERIALS}{beside}")
        (small / path).with_name("poster é.pdf").write_bytes(b"%PDF-1.4\n" + b"0" * 340_000)
    site = built(small, "--strict")
    for page, folder in (("/campaigns/safety/", "campaigns"), ("/events/workshop/", "events")):
        [listed] = site.page(page).xpath("//h2[.='Materials']/following-sibling::ul[1]")
        assert [shown(item) for item in listed.xpath("li")] == ["Annual report", "Poster, A3 (PDF, 340 kB)", "Advice elsewhere"]
        addresses = ["/documents/annual-report/", f"/media/{folder}/poster%20%C3%A9.pdf", "https://www.example.org/advice"]
        assert listed.xpath("li/a/@href") == addresses
        assert (site.site / "media" / folder / "poster é.pdf").stat().st_size == 340_009

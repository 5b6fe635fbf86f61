"""Figures that stand large: where their number, their bar and England's mark come from."""

from __future__ import annotations

import pytest

from lscb.prepared import Prepared
from lscb.types import budget, challenge_log, indicators, inspection
from tests.support.building import Built, shown
from tests.support.records import made, told

SET = """
indicators:
  - {slug: number, title: N, finding: F., unit: children, source: S, readings: [{period: now, value: 586}]}
  - {slug: rate, title: R, finding: F., unit: per 10000, source: S, readings: [{period: now, value: 80}], comparators: [COMPARED]}
  - {slug: share, title: P, finding: F., unit: "% of children", source: S, readings: [{period: now, value: 62}, {period: later, said: unknown}]}
  - {slug: words, title: W, finding: F., unit: children, source: S, readings: [{period: now, said: 1 or 0}]}
headline: {say: were counted, HEADLINE}
"""


@pytest.mark.parametrize(
    ("compared", "headline", "number", "bar", "mark"),
    [
        ("{area: England, value: 40}", "indicator: rate", "80", 0.8, (0.4, "England 40", False)),
        ("{area: England, value: 90}", "indicator: rate", "80", 80 / 112.5, (0.8, "England 90", False)),
        (
            '{area: England, said: "half (not given)", about: 40}',
            "indicator: number, bar: rate",
            "586",
            0.8,
            (0.4, "England: half", True),
        ),
        ("{area: England, said: lower}", "indicator: rate", "80", None, None),
        ("{area: region, value: 40}", "indicator: rate", "80", None, None),
        ("{area: England, value: 40}", "indicator: share", "62%", 0.62, None),
        ("{area: England, value: 40}", "indicator: number", "586", None, None),
        ("{area: England, value: 40}", "indicator: words", "1 or 0", None, None),
    ],
)
def test_a_set_is_known_by_one_figure_and_measured_by_englands(
    compared: str, headline: str, number: str, bar: float | None, mark: tuple[float, str, bool] | None
) -> None:
    fields = SET.replace("COMPARED", compared).replace("HEADLINE", headline)
    tile = indicators.TYPE.tile(made(indicators.TYPE, fields))
    assert tile
    assert tile.number == number
    assert tile.bar == (pytest.approx(bar) if bar is not None else None)
    assert (tile.mark and (tile.mark.at, tile.mark.label, tile.mark.rough)) == mark


def test_an_indicator_that_is_not_there_is_told() -> None:
    fields = SET.replace("COMPARED", "{area: England, value: 4}").replace("HEADLINE", "indicator: rates")
    assert any("there is no indicator “rates” in this set" in one for one in told(indicators.TYPE, fields))


def test_only_what_has_a_headline_is_a_tile(prepared: Prepared) -> None:
    for kind in (budget.TYPE, challenge_log.TYPE, inspection.TYPE):
        for one in prepared.site.all(kind.collection):
            assert (kind.tile(one) is None) == (one.headline is None)


def test_the_board_shows_its_work_by_six_figures_of_its_own_content(real_site: Built) -> None:
    page = real_site.page("/accountability/")
    tiles = page.xpath("//ul[@class='tiles']/li")
    assert [shown(tile.xpath(".//*[@class='tile-number']")[0]) for tile in tiles] == ["81", "586", "37", "26%", "72", "£124,284"]
    assert [shown(text) for text in page.xpath("//svg//text")][:2] == ["England 38", "England: about half"]
    assert [len(tile.xpath(".//*[contains(@class, 'mini-mark--rough')]")) for tile in tiles] == [0, 1, 0, 0, 0, 0]
    assert not [link for tile in tiles for link in tile.xpath(".//a/@href") if "child-deaths" in link]


def test_a_set_begins_with_what_has_a_number(real_site: Built, real: Prepared) -> None:
    for one in real.site.all("indicators"):
        page = real_site.page(real.site.address(one))
        order = [str(found) for found in page.xpath("//main//*[self::article or self::li]/@id")]
        counted = [indicator.slug for indicator in one.indicators if indicator.latest is not None]
        assert order == counted + [indicator.slug for indicator in one.indicators if indicator.latest is None]

"""The scenes that records name: on pages, as files, for followers; and never where somebody needs a number or mourns."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from PIL import Image

from lscb.model.fields import Ref
from lscb.model.record import Illustrated
from lscb.model.site import ContentType, Site
from lscb.pages.scene_pictures import FOLDER, SceneFiles, inline_html, scene_of, thumbnail_html
from lscb.prepared import Prepared, prepare
from lscb.scenes import SCENES, VIEWS, Crop, scene
from lscb.types import CONTENT_TYPES
from lscb.types.campaign import TYPE as CAMPAIGN
from tests.support.building import REPOSITORY, copy_small, edit
from tests.support.records import made

FIELDS = "led_by: Testford\nmessage: Look out.\nkey_messages: [Look out.]"
DRAWN = f"{FIELDS}\nscene: lighthouse"
NEVER = ("case-reviews", "child-deaths", "procedures")
SAFETY, SPRING = "content/campaigns/safety.md", "content/newsletters/2015-spring/issue.md"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The small site with a scene on its campaign and another on its newsletter."""
    root = copy_small(tmp_path_factory.mktemp("drawn") / "project")
    edit(root, SAFETY, "led_by:", "scene: lighthouse\nled_by:")
    edit(root, SPRING, "season:", "scene: paper-boat\nseason:")
    return prepare(root, CONTENT_TYPES, None)


def files_of(cache: Path, site: Site) -> dict[str, bytes]:
    return {address: make() for address, make in SceneFiles(cache).files(site)}


def test_a_record_shows_the_scene_it_names_and_without_one_none() -> None:
    shown, bare = made(CAMPAIGN, DRAWN), made(CAMPAIGN, FIELDS)
    assert inline_html(shown).startswith('<svg class="scene"')
    assert inline_html(bare) == inline_html(None) == thumbnail_html(bare) == ""


def test_a_photograph_takes_the_place_of_the_scene() -> None:
    both = made(CAMPAIGN, f"{DRAWN}\nimage: {{file: a.jpg, alt: Two people}}")
    assert scene_of(both) is None


@pytest.mark.parametrize("crop", VIEWS)
def test_a_thumbnail_is_a_file_of_the_crops_shape_in_both_colours(drawn: Prepared, tmp_path: Path, crop: Crop) -> None:
    files = files_of(tmp_path, drawn.site)
    picture = lxml.html.fragment_fromstring(thumbnail_html(made(CAMPAIGN, DRAWN), crop))
    [image], [source] = picture.xpath(".//img"), picture.xpath(".//source")
    assert image.get("alt") == ""
    assert source.get("media") == "(prefers-color-scheme:dark)"
    _, _, width, height = VIEWS[crop]
    assert (image.get("width"), image.get("height")) == (str(width), str(height))
    light, dark = files[image.get("src")].decode(), files[source.get("srcset")].decode()
    assert light != dark
    assert "style" not in light + dark


def test_files_are_made_once_and_alike(drawn: Prepared, tmp_path: Path) -> None:
    one, two = (files_of(tmp_path / name, drawn.site) for name in ("one", "two"))
    assert one == two
    made_at = {file: file.stat().st_mtime_ns for file in (tmp_path / "one").iterdir()}
    assert made_at
    assert files_of(tmp_path / "one", drawn.site) == one
    assert {file: file.stat().st_mtime_ns for file in made_at} == made_at


def test_only_scenes_that_are_shown_are_made(drawn: Prepared, prepared: Prepared, tmp_path: Path) -> None:
    assert not list(SceneFiles(tmp_path).files(prepared.site))
    names = {
        address.removeprefix(FOLDER).split("-wide")[0]
        for address, _ in SceneFiles(tmp_path).files(drawn.site)
        if "-wide" in address
    }
    assert names == {"lighthouse", "paper-boat"}


@pytest.mark.parametrize(("collection", "slug"), [("campaigns", "safety"), ("newsletters", "2015-spring")])
def test_followers_get_the_scene_as_a_png_that_exists(drawn: Prepared, tmp_path: Path, collection: str, slug: str) -> None:
    [record] = [one for one in drawn.site.all(collection) if one.slug == slug]
    picture = drawn.contents.head_picture(record)
    assert picture
    assert (picture.media_type, picture.alt) == ("image/png", "")
    address = picture.url.removeprefix(drawn.site.board.absolute("/").rstrip("/"))
    with Image.open(BytesIO(files_of(tmp_path, drawn.site)[address])) as image:
        assert (image.format, image.size) == ("PNG", (picture.width, picture.height))


@pytest.mark.parametrize("kind", [kind for kind in CONTENT_TYPES if kind.collection in NEVER], ids=lambda kind: kind.collection)
def test_types_that_nothing_decorates_have_no_field_for_a_scene(kind: ContentType[Any]) -> None:
    assert not issubclass(kind.record, Illustrated)


def test_of_the_boards_own_pages_campaigns_and_newsletters_are_drawn_and_sober_ones_are_not() -> None:
    site = prepare(REPOSITORY, CONTENT_TYPES, None).site
    for collection in ("campaigns", "newsletters"):
        shown = [scene_of(record) for record in site.all(collection)]
        assert all(shown)
        assert len({one.name for one in shown if one}) == len(shown)
    assert scene_of(site.get(Ref("campaigns", "world-suicide-prevention-day"))) == scene("bench-at-sunrise")
    assert [page.slug for page in site.all("pages") if scene_of(page)] == ["home"]
    for record in (record for records in site.records.values() for record in records if scene_of(record)):
        if site.ref(record).collection in ("events", "articles"):
            assert not {ref.collection for ref in record.related} & {"case-reviews", "child-deaths"}


def test_editors_are_told_every_name() -> None:
    told = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [name for name in SCENES if f"`{name}`" not in told]

"""Pictures as readers get them: every size once, upright, without what the camera wrote, and a fault told for any bad file."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import lxml.html
import pytest
from PIL import Image, ImageCms, features

from lscb.pages.pictures import AVIF, JPEG, MAX_PIXELS, PNG, SMALL, WEBP, Picture, Pictures
from lscb.prepared import prepare
from lscb.problems import FieldError
from lscb.types import CONTENT_TYPES
from tests.support.building import built, copy_small, edit, lscb, write

ADDRESS = "/media/newsletters/2015-spring/desk.jpg"
GPS, ORIENTATION, DESCRIPTION = 0x8825, 0x0112, 0x010E


def photograph(file: Path, size: tuple[int, int] = (2000, 1000), *, turned: int = 1, mode: str = "RGB", **options: Any) -> Path:
    """A picture, red on the left and blue on the right, with the place where it was taken written into it."""
    image = Image.new(mode, size, (0, 0, 255) if mode == "RGB" else 0)
    if mode == "RGB":
        image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    notes = image.getexif()
    notes[ORIENTATION] = turned
    notes[DESCRIPTION] = "SECRET PLACE"
    notes.get_ifd(GPS)[2] = (50.0, 54.0, 0.0)
    image.save(file, exif=notes, **options)
    return file


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    return Pictures(tmp_path / "cache")


def made(pictures: Pictures, *shown: Picture) -> dict[str, bytes]:
    return {one.address: pictures.file(picture, one).read_bytes() for picture in shown for one in picture.renditions}


def test_a_browser_may_choose_among_sizes_and_formats(pictures: Pictures, tmp_path: Path) -> None:
    picture = pictures.of(photograph(tmp_path / "desk.jpg"), ADDRESS)
    found = {(one.format.ending, one.width, one.height) for one in picture.renditions}
    assert found == {(form.ending, width, width // 2) for form in SMALL for width in (400, 800, 1600)} | {("jpg", 800, 400)}
    assert ((AVIF, WEBP) if features.check("avif") else (WEBP,)) == SMALL
    for one in picture.renditions:
        with Image.open(BytesIO(made(pictures, picture)[one.address])) as image:
            assert (image.size, image.format) == (
                (one.width, one.height),
                {"jpg": "JPEG"}.get(one.format.ending, one.format.ending.upper()),
            )


def test_the_element_says_size_and_words(pictures: Pictures, tmp_path: Path) -> None:
    element = pictures.of(photograph(tmp_path / "desk.jpg"), ADDRESS).element('Two at a "desk" & more')
    [image] = element.iter("img")
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("800", "400", 'Two at a "desk" & more')
    assert image.get("loading") == "lazy"
    for source in element.iter("source"):
        assert [part.split()[1] for part in source.get("srcset", "").split(", ")] == ["400w", "800w", "1600w"]


@pytest.mark.parametrize("width", [1, 90, 399, 400, 401, 799, 1600, 1601])
def test_nothing_is_made_larger_than_it_is(pictures: Pictures, tmp_path: Path, width: int) -> None:
    picture = pictures.of(photograph(tmp_path / "a.jpg", (width, 30)), ADDRESS)
    assert max(one.width for one in picture.renditions) == min(width, 1600)
    assert len({one.address for one in picture.renditions}) == len(picture.renditions) == len(made(pictures, picture))
    assert picture.fallback.width == min(width, 800)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_what_the_camera_wrote_is_left_out(pictures: Pictures, tmp_path: Path, ending: str) -> None:
    file = photograph(tmp_path / f"a.{ending}")
    assert b"SECRET PLACE" in file.read_bytes()
    for address, raw in made(pictures, pictures.of(file, ADDRESS)).items():
        assert b"SECRET" not in raw, address
        with Image.open(BytesIO(raw)) as image:
            assert not dict(image.getexif())
            assert not {"exif", "comment", "icc_profile"} & set(image.info), address


@pytest.mark.parametrize(
    ("turned", "size", "red"),
    [(1, (800, 400), (9, 200)), (3, (800, 400), (790, 200)), (6, (800, 1600), (400, 9)), (8, (800, 1600), (400, 1590))],
)
def test_a_picture_stands_upright(
    pictures: Pictures, tmp_path: Path, turned: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    picture = pictures.of(photograph(tmp_path / "a.jpg", turned=turned), ADDRESS)
    with Image.open(BytesIO(made(pictures, picture)[picture.fallback.address])) as image:
        assert image.size == size == (picture.fallback.width, picture.fallback.height)
        strong, _, weak = cast(tuple[int, int, int], image.convert("RGB").getpixel(red))
        assert strong > 200
        assert weak < 60


def test_other_colours_become_those_of_the_web(pictures: Pictures, tmp_path: Path) -> None:
    photograph(tmp_path / "print.jpg", mode="CMYK")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    photograph(tmp_path / "odd.jpg", icc_profile=profile)
    photograph(tmp_path / "broken.jpg", icc_profile=b"no profile")
    for name in ("print.jpg", "odd.jpg", "broken.jpg"):
        picture = pictures.of(tmp_path / name, ADDRESS)
        with Image.open(BytesIO(made(pictures, picture)[picture.fallback.address])) as image:
            assert image.mode == "RGB"


def test_a_drawing_keeps_its_edges_and_clear_parts(pictures: Pictures, tmp_path: Path) -> None:
    Image.new("RGBA", (900, 300), (0, 90, 90, 0)).save(tmp_path / "sign.png")
    Image.new("P", (900, 300), 3).save(tmp_path / "old.gif")
    for name, mode in (("sign.png", "RGBA"), ("old.gif", "RGB")):
        picture = pictures.of(tmp_path / name, ADDRESS)
        assert picture.fallback.format is PNG
        with Image.open(BytesIO(made(pictures, picture)[picture.fallback.address])) as image:
            assert image.mode == mode
    assert pictures.of(photograph(tmp_path / "a.jpg"), ADDRESS).fallback.format is JPEG


def test_the_same_picture_gives_the_same_bytes_and_is_made_once(tmp_path: Path) -> None:
    file = photograph(tmp_path / "a.jpg")
    caches = [Pictures(tmp_path / name) for name in ("one", "two")]
    one, two = (made(pictures, pictures.of(file, ADDRESS)) for pictures in caches)
    assert one == two
    kept = {one.name: one.stat().st_mtime_ns for one in (tmp_path / "one").iterdir()}
    again = Pictures(tmp_path / "one")
    assert made(again, again.of(file, ADDRESS)) == one
    assert {one.name: one.stat().st_mtime_ns for one in (tmp_path / "one").iterdir()} == kept


def test_another_picture_of_the_same_name_has_another_address(pictures: Pictures, tmp_path: Path) -> None:
    before = pictures.of(photograph(tmp_path / "a.jpg"), ADDRESS)
    after = Pictures(tmp_path / "cache").of(photograph(tmp_path / "a.jpg", (2000, 1001)), ADDRESS)
    assert not {one.address for one in before.renditions} & {one.address for one in after.renditions}


def cut_short(file: Path) -> None:
    photograph(file)
    file.write_bytes(file.read_bytes()[:-2000])


def too_many_pixels(file: Path) -> None:
    Image.new("1", (MAX_PIXELS // 1000 + 1, 1000)).save(file, "png")


def a_bomb(file: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(file, "png")


def too_many_bytes(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(30_000_001)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: file.write_bytes(b"not a picture"), "is not a picture that can be read"),
        (lambda file: file.write_bytes(b""), "is not a picture that can be read"),
        (lambda file: file.write_bytes(b"\xff\xd8\xff\xe0"), "is not a picture that can be read"),
        (cut_short, "is a damaged picture"),
        (too_many_pixels, "is 60001 by 1000 pixels, too large to work with"),
        (a_bomb, "too large|not a picture that can be read"),
        (too_many_bytes, "is 30 MB; a picture has at most 30 MB"),
    ],
)
def test_a_bad_file_is_told_every_time_it_is_asked_for(
    pictures: Pictures, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    make(tmp_path / "a.jpg")
    for _ in range(2):
        with pytest.raises(FieldError, match=said) as caught:
            pictures.of(tmp_path / "a.jpg", ADDRESS)
        assert caught.value.hint
    assert not pictures.cache.exists()


HEAD = "content/newsletters/2015-spring/lead.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_small(tmp_path / "project")
    photograph(root / "content/newsletters/2015-spring/desk.jpg")
    (root / "content/newsletters/2015-spring/desk.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>")
    return root


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{file: desk.jpg}", f"{HEAD}:6:1: image, alt: is missing\n    hint: say what the picture shows, for those who cannot see it: `alt: …`"),
        ("{file: desk.jpg, alt: ''}", f"{HEAD}:6:25: image, alt: is blank"),
        ("{file: dusk.jpg, alt: Two}", f"{HEAD}:6:9: image, file: there is no picture `dusk.jpg`\n    hint: did you mean `desk.jpg` or `desk.svg`?"),
        ("{file: desk.svg, alt: Two}", f"{HEAD}:6:9: image, file: `desk.svg` is not a photograph"),
        ("{file: ../../../secret.jpg, alt: Two}", f"{HEAD}:6:9: image, file: there is no picture `../../../secret.jpg`"),
        ("{file: 'https://other.example/a.jpg', alt: Two}", f"{HEAD}:6:9: image, file: the picture `https://other.example/a.jpg` stands on another website"),
        ("{file: lead.md, alt: Two}", f"{HEAD}:6:9: image, file: `lead.md` is not a photograph"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_picture_at_the_head_is_told_at_its_line(root: Path, given: str, told: str) -> None:
    photograph(root / "secret.jpg")
    edit(root, HEAD, "campaign: safety", f"image: {given}")
    run = lscb(root, "check")
    assert run.code == 1
    assert run.err.startswith(told), run.err


def test_only_pictures_of_public_pages_are_made(root: Path) -> None:
    photograph(root / "content/newsletters/2015-spring/hidden.jpg")
    edit(root, HEAD, "campaign: safety", 'image: {file: desk.jpg, alt: A desk, caption: "Caption & all", credit: Ann}')
    write(
        root,
        "content/newsletters/2015-spring/draft.md",
        "---\nid: zzzzzzzz\ntitle: D\nsummary: D.\nplace: 9\npublished: 2015-05-01\ndraft: yes\nimage: {file: hidden.jpg, alt: Not yet}\n---\n![Not yet](hidden.jpg)\n",
    )
    prepared = prepare(root, CONTENT_TYPES, None)
    assert list(prepared.check()) == []
    pages = prepared.plan.pages.values()
    addresses = [one.address for picture in prepared.renderer.pictures(pages) for one in picture.renditions]
    assert addresses
    assert all(address.startswith("/media/newsletters/2015-spring/desk-") for address in addresses)
    assert not prepared.renderer.assets(pages)


def test_a_picture_in_the_text_has_its_sizes_and_its_caption(root: Path) -> None:
    edit(root, HEAD, "The story", "![A desk](desk.jpg 'Where we <sit>')\n\nThe ![small](desk.jpg) story")
    prepared = prepare(root, CONTENT_TYPES, None)
    html = prepared.renderer.body(prepared.plan.pages["/newsletters/2015-spring/lead/"]).html
    assert html.count("<picture>") == 2
    assert "<figcaption>Where we &lt;sit&gt;</figcaption></figure>" in html
    assert "</source>" not in html
    assert 'src="/media/newsletters/2015-spring/desk-' in html


def test_followers_get_one_picture_that_every_program_shows(root: Path) -> None:
    edit(root, HEAD, "campaign: safety", "image: {file: desk.jpg, alt: A desk, caption: Here, credit: Ann}")
    prepared = prepare(root, CONTENT_TYPES, None)
    for feed in ("/newsletters/articles/", "/newsletters/"):
        [told] = [prepared.contents.of(entry) for entry in prepared.plan.feeds[feed].entries if "second" not in entry.address]
        assert told.picture
        assert told.picture.url.startswith("https://www.testford.example/media/newsletters/2015-spring/desk-")
        assert (told.picture.width, told.picture.height, told.picture.media_type, told.picture.alt) == (
            800,
            400,
            "image/jpeg",
            "A desk",
        )
        assert f'<img src="{told.picture.url}" alt="A desk" width="800" height="400">' in told.html
        assert "<figcaption>Here<small> Picture: Ann</small></figcaption>" in told.html
        assert "<source" not in told.html


def svg(attributes: str, inside: str = '<rect width="30" height="20" fill="#f00"/>') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="60" height="40"', (60, 40)),
        ('width="60px" height="40px" viewBox="0 0 30 20"', (60, 40)),
        ('viewBox="0 0 60 40"', (60, 40)),
        ('viewBox="-30,-20,60,40"', (60, 40)),
        ('width="100%" height="100%" viewBox="0 0 60 40"', (60, 40)),
        ('viewBox="0 0 6000 4000"', (800, 533)),
    ],
)
def test_a_drawing_is_shown_as_it_is_and_sent_as_png(
    pictures: Pictures, tmp_path: Path, attributes: str, size: tuple[int, int]
) -> None:
    (tmp_path / "desk.svg").write_bytes(svg(attributes))
    picture = pictures.of(tmp_path / "desk.svg", "/media/a/desk%20one.svg")
    assert (picture.fallback.width, picture.fallback.height) in {size, (size[0], size[1] + 1)}
    element = picture.element("A desk")
    assert [(one.get("type"), one.get("srcset")) for one in element.iter("source")] == [
        ("image/svg+xml", "/media/a/desk%20one.svg")
    ]
    [image] = element.iter("img")
    assert image.get("src") == picture.fallback.address
    with Image.open(BytesIO(made(pictures, picture)[picture.fallback.address])) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (picture.fallback.width, picture.fallback.height))
    again = Pictures(tmp_path / "another")
    same = again.of(tmp_path / "desk.svg", "/media/a/desk%20one.svg")
    assert made(again, same) == made(pictures, picture)


@pytest.mark.parametrize("family", ["Arial", "Comic Sans MS, cursive", "serif", ""])
def test_the_words_of_a_drawing_are_in_its_png(pictures: Pictures, tmp_path: Path, family: str) -> None:
    inside = f'<text x="2" y="30" font-size="24" {f"""font-family="{family}" """ if family else ""}>Call 999</text>'
    (tmp_path / "desk.svg").write_bytes(svg('viewBox="0 0 120 40"', inside))
    picture = pictures.of(tmp_path / "desk.svg", "/media/desk.svg")
    [drawn] = made(pictures, picture).values()
    with Image.open(BytesIO(drawn)) as image:
        assert len(image.convert("RGBA").getcolors(100_000) or ()) > 8


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is not a drawing that can be shown"),
        (b"<svg", "is not a drawing that can be shown"),
        (b"<svg/>", "is not a drawing that can be shown"),
        (svg(""), "does not say how large it is"),
        (svg('viewBox="0 0 0 0"'), "does not say how large it is"),
        (svg('viewBox="0 0 1 90000000"'), "too long to be shown"),
        (b'<svg viewBox="0 0 9 9"/>', "is not a drawing that can be shown"),
        (b"\xff\xfe\x00", "is not a drawing that can be shown"),
    ],
)
def test_a_drawing_that_cannot_be_shown_is_told(pictures: Pictures, tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "desk.svg").write_bytes(raw)
    with pytest.raises(FieldError) as caught:
        pictures.of(tmp_path / "desk.svg", "/media/desk.svg")
    assert message in caught.value.message


def test_mail_and_feeds_show_a_drawing_as_png(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    (root / "content/newsletters/2015-spring/desk.svg").write_bytes(svg('viewBox="0 0 60 40"'))
    edit(root, "content/newsletters/2015-spring/lead.md", "The story", "![A desk](desk.svg)\n\nThe story")
    site = built(root).site
    for name in ("newsletters/2015-spring/email.html", "newsletters/feed.xml", "newsletters/feed.json"):
        text = (site / name).read_text()
        [png] = set(re.findall(r"https://www\.testford\.example(/media/newsletters/2015-spring/desk-[0-9a-f]+-60\.png)", text))
        assert (site / png.lstrip("/")).read_bytes().startswith(b"\x89PNG")
        assert ".svg" not in text
    page = (site / "newsletters/2015-spring/lead/index.html").read_text()
    assert 'srcset="/media/newsletters/2015-spring/desk.svg"' in page
    assert (site / "media/newsletters/2015-spring/desk.svg").exists()


def grey_of_16_bits(file: Path, shades: list[int], clear: int | None = None) -> Path:
    """A PNG of one row, written by hand: Pillow writes none with a see-through shade."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", len(shades), 1, 16, 0, 0, 0, 0))
    see_through = b"" if clear is None else chunk(b"tRNS", struct.pack(">H", clear))
    row = b"\0" + b"".join(struct.pack(">H", shade) for shade in shades)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + head + see_through + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b""))
    return file


def shown(pictures: Pictures, file: Path) -> Image.Image:
    picture = pictures.of(file, ADDRESS)
    return Image.open(BytesIO(made(pictures, picture)[picture.fallback.address]))


def test_shades_of_16_bits_stay_shades(pictures: Pictures, tmp_path: Path) -> None:
    image = shown(pictures, grey_of_16_bits(tmp_path / "a.png", [0, 16384, 32768, 65535])).convert("L")
    assert [image.getpixel((x, 0)) for x in range(4)] == [0, 64, 128, 255]


def test_one_see_through_shade_is_see_through(pictures: Pictures, tmp_path: Path) -> None:
    image = shown(pictures, grey_of_16_bits(tmp_path / "a.png", [0, 32768, 32769, 65535], clear=32768))
    assert [cast(tuple[int, ...], image.getpixel((x, 0)))[3] for x in range(4)] == [255, 0, 255, 255]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_shown_as_it_is(pictures: Pictures, tmp_path: Path, mode: str) -> None:
    half = Image.new("L", (8, 8), 0)
    half.paste(255, (4, 0, 8, 8))
    whole = half.convert("I").point(lambda shade: shade * 257).convert("I;16") if mode == "I;16" else half.convert(mode)
    whole.save(tmp_path / "a.png")
    image = shown(pictures, tmp_path / "a.png").convert("RGB")
    assert (image.getpixel((1, 4)), image.getpixel((6, 4))) == ((0, 0, 0), (255, 255, 255))


def test_a_picture_of_inks_and_one_that_moves_are_shown(pictures: Pictures, tmp_path: Path) -> None:
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(tmp_path / "print.jpg")
    red = cast(tuple[int, int, int], shown(pictures, tmp_path / "print.jpg").getpixel((4, 4)))
    assert (red[0] > 200, red[1] > 100) == (True, False)
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for name in ("moving.gif", "moving.png", "moving.webp"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], duration=100)
        first = cast(tuple[int, int, int], shown(pictures, tmp_path / name).convert("RGB").getpixel((4, 4)))
        assert (first[0] > 200, first[2] > 60) == (True, False), name


def test_only_the_five_kinds_are_ever_opened(pictures: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "gs").write_text("#!/bin/sh\ntouch started\n")
    (tmp_path / "gs").chmod(0o755)
    drawn = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n%%EndComments\nshowpage\n%%EOF\n"
    other = BytesIO()
    Image.new("RGB", (8, 8)).save(other, "TIFF")
    for raw in (drawn, other.getvalue(), b"\0\0\0\x18ftypheic\0\0\0\0", b"BM" + b"\0" * 60):
        (tmp_path / "a.png").write_bytes(raw)
        with pytest.raises(FieldError, match="is not a picture that can be read"):
            Pictures(tmp_path / "cache").of(tmp_path / "a.png", ADDRESS)


def test_a_picture_too_tall_for_any_format_is_told(pictures: Pictures, tmp_path: Path) -> None:
    Image.new("1", (100, 16_384)).save(tmp_path / "a.png")
    with pytest.raises(FieldError, match="is 100 by 16384 pixels: too tall to be shown"):
        pictures.of(tmp_path / "a.png", ADDRESS)
    Image.new("1", (3200, 16_384)).save(tmp_path / "b.png")
    assert pictures.of(tmp_path / "b.png", ADDRESS)


@pytest.mark.parametrize("harm", [b"", b"\xff\xd8\xff", None])
def test_a_picture_that_was_damaged_in_the_cache_is_made_again(tmp_path: Path, harm: bytes | None) -> None:
    file = photograph(tmp_path / "a.jpg", (900, 300))
    before = Pictures(tmp_path / "cache")
    whole = made(before, before.of(file, ADDRESS))
    for kept in (tmp_path / "cache").iterdir():
        raw = kept.read_bytes()
        kept.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]) if harm is None else harm)
    after = Pictures(tmp_path / "cache")
    assert made(after, after.of(file, ADDRESS)) == whole


@pytest.mark.parametrize(
    ("name", "written", "address"),
    [
        ("Our desk, 100%.jpg", "Our desk, 100%.jpg", "Our%20desk%2C%20100%25"),
        ("Our desk 2.jpg", "Our%20desk%202.jpg", "Our%20desk%202"),
        ("Plan #2.jpg", "Plan #2.jpg", "Plan%20%232"),
        ("why?.jpg", "why?.jpg", "why%3F"),
        ("Fe\u0302te.jpg", "F\u00eate.jpg", "F%C3%AAte"),
        ("F\u00eate.jpg", "Fe\u0302te.jpg", "F%C3%AAte"),
        ("a+b&c=d'e.jpg", "a+b&c=d'e.jpg", "a%2Bb%26c%3Dd%27e"),
    ],
)
def test_a_name_of_any_signs_is_found_and_encoded_in_every_address(root: Path, name: str, written: str, address: str) -> None:
    photograph(root / f"content/newsletters/2015-spring/{name}", (900, 300))
    quoted = written.replace("'", "''")
    edit(root, HEAD, "campaign: safety", f"image: {{file: '{quoted}', alt: A desk}}")
    edit(root, HEAD, "The story", f"![A desk](<{written}>)\n\n[the same](<{written}>)\n\nThe story")
    prepared = prepare(root, CONTENT_TYPES, None)
    assert list(prepared.check()) == []
    html = prepared.renderer.body(prepared.plan.pages["/newsletters/2015-spring/lead/"]).html
    sources = [found.get("srcset", "") for found in lxml.html.fragment_fromstring(html, create_parent="div").iter("source")]
    for part in ", ".join(sources).split(", "):
        assert re.fullmatch(rf"/media/newsletters/2015-spring/{re.escape(address)}-[0-9a-f]{{12}}-\d+\.\w+ \d+w", part)
    assert f'href="/media/newsletters/2015-spring/{address}.jpg"' in html
    [told] = [
        prepared.contents.of(entry) for entry in prepared.plan.feeds["/newsletters/articles/"].entries if "lead" in entry.address
    ]
    assert told.picture
    assert f"/2015-spring/{address}-" in told.picture.url
    assert list(prepared.renderer.assets(prepared.plan.pages.values())) == [f"/media/newsletters/2015-spring/{address}.jpg"]


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_photograph_that_is_only_linked_says_no_place_either(root: Path, ending: str) -> None:
    file = photograph(root / f"content/newsletters/2015-spring/there.{ending}", (900, 300), turned=6)
    assert b"SECRET PLACE" in file.read_bytes()
    edit(root, HEAD, "The story", f"[the picture](there.{ending})\n\nThe story")
    prepared = prepare(root, CONTENT_TYPES, None)
    assert list(prepared.check()) == []
    [linked] = prepared.renderer.assets(prepared.plan.pages.values()).values()
    published = prepared.renderer.offered(linked)
    assert b"SECRET" not in published.read_bytes()
    with Image.open(published) as image:
        assert image.size == (300, 900)
        assert not dict(image.getexif())
        assert image.format == ending.upper().replace("JPG", "JPEG")


SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:h='http://www.w3.org/1999/xhtml' width='9' height='9'>{}</svg>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "`<script>`"),
        ("<h:script>alert(1)</h:script>", "`<script>`"),
        ("<g onload='alert(1)'/>", "`onload`"),
        ("<a xlink:href='javascript:alert(1)'><text>x</text></a>", "`<a>`"),
        ("<foreignObject><h:p>x</h:p></foreignObject>", "`<foreignObject>`"),
        ("<image href='https://other.example/x.png'/>", "an address (`https://other.example/x.png`)"),
        ("<use xlink:href='other.svg#x'/>", "an address (`other.svg#x`)"),
        ("<image href='data:image/svg+xml;base64,AAAA'/>", "an address (`data:image/svg+xml;base64,AAAA`)"),
        ("<style>@import 'https://other.example/x.css';</style>", "a style that fetches something"),
        ("<rect fill='url(https://other.example/#x)'/>", "a style that fetches something"),
        ("<set attributeName='href' to='javascript:alert(1)'/>", "`<set>`"),
        ("<?xml-stylesheet href='x.css'?>", "an instruction to programs"),
    ],
)
@pytest.mark.parametrize("form", ["![A desk]({})", "[the drawing]({})"])
def test_a_drawing_that_could_run_or_fetch_is_refused(root: Path, inside: str, said: str, form: str) -> None:
    (root / "content/newsletters/2015-spring/desk.svg").write_text(SVG.format(inside))
    edit(root, HEAD, "The story", f"{form.format('desk.svg')}\n\nThe story")
    [problem] = [str(one) for one in prepare(root, CONTENT_TYPES, None).check()]
    assert f"`desk.svg` is a drawing that holds {said}" in problem


@pytest.mark.parametrize(
    "inside",
    [
        "<defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs><rect fill='url(#a)' style=\"fill:url('#a')\" width='4' height='4'/>",
        "<title>A desk</title><text>x</text><use href='#a'/><style>rect { fill: red }</style>",
    ],
)
def test_a_plain_drawing_is_published(root: Path, inside: str) -> None:
    (root / "content/newsletters/2015-spring/desk.svg").write_text(SVG.format(inside))
    edit(root, HEAD, "The story", "![A desk](desk.svg)\n\nThe story")
    assert list(prepare(root, CONTENT_TYPES, None).check()) == []


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "is a web page under another name"),
        ("a.pdf", b"hello", "is not a .pdf file, whatever its name says"),
        ("a.docx", b"%PDF-1.7", "is not a .docx file, whatever its name says"),
        ("a.csv", b"\xef\xbb\xbf\n <html><body>", "is a web page under another name"),
        ("a.csv", b"<img src=x onerror=alert(1)>", "is a web page under another name"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture that can be read"),
        ("a.jpg", b"<html></html>", "is not a picture that can be read"),
    ],
)
def test_a_page_under_another_name_is_refused(root: Path, name: str, raw: bytes, said: str) -> None:
    (root / f"content/newsletters/2015-spring/{name}").write_bytes(raw)
    edit(root, HEAD, "The story", f"[it]({name})\n\nThe story")
    [problem] = [str(one) for one in prepare(root, CONTENT_TYPES, None).check()]
    assert f"the file `{name}` {said}" in problem

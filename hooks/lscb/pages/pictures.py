"""Photographs and drawings as readers get them: in sizes and formats that a browser chooses from, each made once.

What the camera wrote into a file is left out: the photograph of a child must not say where it was taken.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError, features

from lscb.files import clear_leftovers, replacing
from lscb.model.record import Illustration
from lscb.pages.drawings import png_of
from lscb.pages.file_signatures import check_drawing
from lscb.problems import FieldError

DRAWING = ".svg"
RASTER = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})
WIDTHS = (400, 800, 1600)
FALLBACK = 800  # as wide as email and feeds need
SIZES = "(min-width: 48rem) 44rem, 100vw"  # the width of the text: `.flow` in theme/styles/shell/page.css
KINDS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF")  # what is ever opened, whatever a file is called
MAX_BYTES, MAX_PIXELS = 30_000_000, 60_000_000
TALLEST = 16_383  # WebP's own limit
RECIPE = b"1"  # part of every name, so that another recipe makes other files
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
HINT = "open it in a picture program and save it again as .jpg or .png"
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
HEIC_HINT = "it is a HEIC file, as phones make them: save it again as JPEG"


@dataclass(frozen=True)
class Format:
    """A file format, and how it is written: so that the same picture gives the same bytes."""

    media_type: str
    ending: str
    options: tuple[tuple[str, int | bool], ...]


AVIF = Format("image/avif", "avif", (("quality", 60), ("speed", 6), ("max_threads", 1)))
WEBP = Format("image/webp", "webp", (("quality", 78), ("method", 5)))
JPEG = Format("image/jpeg", "jpg", (("quality", 82), ("optimize", True), ("progressive", True)))
PNG = Format("image/png", "png", (("optimize", True),))
SMALL = (AVIF, WEBP) if features.check("avif") else (WEBP,)


@dataclass(frozen=True)
class Rendition:
    """One file of a picture. `key` names it in the cache: what it was made from, and how wide."""

    address: str
    key: str
    width: int
    height: int
    format: Format


@dataclass(frozen=True)
class Picture:
    """The files made from a picture of the content; `fallback` is the one that every program can show.

    `drawing` is the address of a drawing (SVG), which browsers show as it is; "" for a photograph.
    """

    source: Path
    renditions: tuple[Rendition, ...]
    fallback: Rendition
    drawing: str = ""

    def element(self, alt: str, *, lazy: bool = True) -> HtmlElement:
        """HTML's `<picture>`, the format that makes the smallest files first."""
        found = lxml.html.Element("picture")
        if self.drawing:
            found.append(lxml.html.Element("source", {"type": "image/svg+xml", "srcset": self.drawing}))
        for form in () if self.drawing else SMALL:
            files = (f"{one.address} {one.width}w" for one in self.renditions if one.format is form)
            found.append(lxml.html.Element("source", {"type": form.media_type, "srcset": ", ".join(files), "sizes": SIZES}))
        size = {"width": str(self.fallback.width), "height": str(self.fallback.height)}
        late = {"loading": "lazy", "decoding": "async"} if lazy else {}
        found.append(lxml.html.Element("img", {"src": self.fallback.address, "alt": alt, **size, **late}))
        return found


@dataclass
class Pictures:
    """The pictures of public pages. Each file is looked at once; what is made from it is kept in `cache` between builds."""

    cache: Path
    _known: dict[Path, Picture | FieldError] = field(default_factory=dict)

    def of(self, source: Path, address: str) -> Picture:
        """The picture in a file, named after `address`, where the file would stand. Raises FieldError if it cannot be shown."""
        if source not in self._known:
            try:
                self._known[source] = self._planned(source, address)
            except FieldError as error:
                self._known[source] = error
        known = self._known[source]
        if isinstance(known, FieldError):
            raise known
        return known

    def file(self, picture: Picture, rendition: Rendition) -> Path:
        """The file of a rendition. What is not in the cache yet of its picture is made."""
        if not _is_whole(self.cache / rendition.key):
            self._make(picture)
        return self.cache / rendition.key

    def clean(self, source: Path) -> Path:
        """A copy in the cache of a photograph as it is offered to take away: whole, without what the camera wrote into it.

        Raises FieldError for a bad file.
        """
        raw = _bytes(source)
        copy = self.cache / f"{hashlib.sha256(RECIPE + raw).hexdigest()[:12]}-whole{source.suffix.lower()}"
        if not _is_whole(copy):
            self.cache.mkdir(parents=True, exist_ok=True)
            _keep(_without_notes(raw), copy)
        return copy

    def _planned(self, source: Path, address: str) -> Picture:
        raw = _bytes(source)
        digest = hashlib.sha256(RECIPE + raw).hexdigest()[:12]
        if source.suffix.lower() == DRAWING:
            check_drawing(raw)
            width, height = _opened(png_of(raw, FALLBACK)).size
            stem = address.rpartition(".")[0]
            only = Rendition(f"{stem}-{digest}-{width}.png", f"{digest}-{width}.png", width, height, PNG)
            return Picture(source, (only,), only, address)
        (width, height), last = _looked_at(raw)
        widths = sorted({min(wide, width) for wide in WIDTHS})
        if max(widths) * height > TALLEST * width:
            raise FieldError(f"is {width} by {height} pixels: too tall to be shown", hint="cut it into several pictures")
        wanted = [*((form, wide) for form in SMALL for wide in widths), (last, min(FALLBACK, width))]
        stem = address.rpartition(".")[0]
        renditions = [
            Rendition(
                address=f"{stem}-{digest}-{wide}.{form.ending}",
                key=f"{digest}-{wide}.{form.ending}",
                width=wide,
                height=max(1, round(height * wide / width)),
                format=form,
            )
            for form, wide in wanted
        ]
        if not all((self.cache / one.key).exists() for one in renditions):
            _decoded(raw)  # a file cut short is told of now, before anything is made
        return Picture(source, tuple(renditions), renditions[-1])

    def _make(self, picture: Picture) -> None:
        missing = [one for one in picture.renditions if not _is_whole(self.cache / one.key)]
        if missing:
            raw = _bytes(picture.source)
            whole = _decoded(png_of(raw, FALLBACK) if picture.drawing else raw)
            self.cache.mkdir(parents=True, exist_ok=True)
            clear_leftovers(self.cache)
            for one in missing:
                _write(whole.resize((one.width, one.height), Image.Resampling.LANCZOS), one.format, self.cache / one.key)


def figure_html(picture: Picture, said: Illustration) -> str:
    """The picture at the head of a page, with its caption and whose it is."""
    figure = lxml.html.Element("figure")
    figure.append(picture.element(said.alt, lazy=False))
    if said.caption or said.credit:
        caption = lxml.etree.SubElement(figure, "figcaption")
        caption.text = said.caption
        if said.credit:
            lxml.etree.SubElement(caption, "small").text = f" Picture: {said.credit}"
    return html_of(figure)


def html_of(element: HtmlElement) -> str:
    """An element as HTML. The parser beneath is of 1999 and would close `<source>`, which HTML says has no end."""
    whole: str = lxml.html.tostring(element, encoding="unicode")
    return whole.replace("</source>", "")


def _bytes(source: Path) -> bytes:
    try:
        if (size := source.stat().st_size) > MAX_BYTES:
            hint = "make it smaller in a picture program: 1600 pixels wide is enough"
            raise FieldError(f"“{source.name}” is {size / 1e6:.0f} MB; a picture has at most {MAX_BYTES / 1e6:.0f} MB", hint=hint)
        return source.read_bytes()
    except OSError as error:
        raise FieldError(f"“{source.name}” cannot be read: {error.strerror}", hint="check its name and permissions") from None


def _opened(raw: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged just below, in plain words
            image = Image.open(io.BytesIO(raw), formats=KINDS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise FieldError("is not a picture that can be read", hint=HEIC_HINT if raw[4:12] in HEIC else HINT) from None
    if image.width * image.height > MAX_PIXELS:
        hint = "make it smaller in a picture program: 1600 pixels wide is enough"
        raise FieldError(f"is {image.width} by {image.height} pixels, too large to work with", hint=hint)
    return image


def _looked_at(raw: bytes) -> tuple[tuple[int, int], Format]:
    """A picture's size as it is seen, and the format of its fallback: drawings keep their sharp edges and clear parts."""
    image = _opened(raw)
    size = (image.height, image.width) if image.getexif().get(0x0112, 1) >= 5 else image.size  # EXIF's Orientation: on its side
    return size, PNG if image.format in {"PNG", "GIF"} or _is_clear(image) else JPEG


def _without_notes(raw: bytes) -> bytes:
    """A photograph of the same kind and size, upright, with nothing but its pixels; every frame of one that moves."""
    image, cleaned = _opened(raw), io.BytesIO()
    kind = str(image.format)
    if getattr(image, "n_frames", 1) > 1:
        try:
            image.save(cleaned, kind, save_all=True, exif=b"", xmp=b"", comment=b"", quality=90)
        except (OSError, ValueError, SyntaxError, EOFError):
            raise FieldError("is a damaged picture", hint=HINT) from None
    else:
        pixels = _decoded(raw)
        pixels.convert("RGB" if kind == "JPEG" else pixels.mode).save(cleaned, kind, quality=90)
    return cleaned.getvalue()


def _is_clear(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def _decoded(raw: bytes) -> Image.Image:
    """The pixels alone, upright and in the colours of the web."""
    image = _opened(raw)
    mode = "RGBA" if _is_clear(image) else "RGB"
    try:
        upright = _of_eight_bits(ImageOps.exif_transpose(image))
        if (profile := image.info.get("icc_profile")) and upright.mode in {"RGB", "CMYK"}:
            upright = _in_srgb(upright, profile)
        pixels = upright.convert(mode)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise FieldError("is a damaged picture", hint=HINT) from None
    pixels.info = {}
    return pixels


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """Shades of 16 bits as those of 8; Pillow by itself would take all but the darkest for white."""
    if not image.mode.startswith("I"):
        return image
    clear = image.info.get("transparency")
    whole = image.convert("I")
    shades = whole.point(lambda shade: shade * (1 / 257) + 0.5).convert("L")
    if isinstance(clear, int):  # one shade is see-through
        lighter, darker = (whole.point(lambda shade, s=sign: shade * s - s * clear).convert("L") for sign in (1, -1))
        shades.putalpha(ImageChops.lighter(lighter, darker).point(lambda apart: 255 if apart else 0))
    return shades


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        found: Any = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that says nothing
    return image if found is None else found


def _write(image: Image.Image, form: Format, to: Path) -> None:
    """Keep a picture in the cache. Pillow tells of a full disk as of a fault in the picture, so it writes into memory."""
    drawn = io.BytesIO()
    image.save(drawn, form.ending.replace("jpg", "jpeg"), **dict(form.options))
    _keep(drawn.getvalue(), to)


def _keep(raw: bytes, to: Path) -> None:
    """Put a file into the cache, with its digest beside it."""
    for content, file in ((raw, to), (hashlib.sha256(raw).hexdigest().encode(), _digest_of(to))):
        with replacing(file) as aside:
            aside.write_bytes(content)


def _is_whole(file: Path) -> bool:
    """Whether a file in the cache is there as it was made."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest().encode() == _digest_of(file).read_bytes()
    except OSError:
        return False


def _digest_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")

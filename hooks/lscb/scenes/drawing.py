"""The few kinds of SVG element that scenes are made of. Each function returns one element as text."""

from __future__ import annotations

from lscb.scenes.palette import Role, variable

Number = float
Drawing = str


def short(value: Number) -> str:
    """A number to a tenth, as short as it can be written."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def along(pattern: str, *values: Number) -> str:
    """Path data: a pattern whose `{}` are filled with short numbers."""
    return pattern.format(*map(short, values))


def path(data: str, fill: Role, opacity: Number = 1) -> Drawing:
    """A filled shape."""
    return f'<path d="{data}" fill="{variable(fill)}"{_seen(opacity)}/>'


def line(data: str, role: Role, width: Number, *, cut: bool = False) -> Drawing:
    """What is a line by nature: a band, an arm, a rope. Its ends are round unless it is cut, as a ribbon is."""
    ends = "" if cut else ' stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{data}" fill="none" stroke="{variable(role)}" stroke-width="{short(width)}"{ends}/>'


def disc(x: Number, y: Number, radius: Number, fill: Role) -> Drawing:
    """A sun, a head, a light."""
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" fill="{variable(fill)}"/>'


def ring(x: Number, y: Number, radius: Number, role: Role, width: Number) -> Drawing:
    """A wheel."""
    circle = f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" fill="none"'
    return f'{circle} stroke="{variable(role)}" stroke-width="{short(width)}"/>'


def box(x: Number, y: Number, size: tuple[Number, Number], fill: Role, corner: Number = 6) -> Drawing:
    """A rectangle from its upper left corner, with round corners."""
    width, height = size
    rounded = f' rx="{short(corner)}"' if corner else ""
    return (
        f'<rect x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"{rounded} fill="{variable(fill)}"/>'
    )


def placed(x: Number, y: Number, *parts: Drawing, scale: Number = 1, turn: Number = 0) -> Drawing:
    """Parts drawn around 0, 0 put at x, y: larger by `scale`, turned by so many degrees."""
    size = "" if scale == 1 else f"scale({scale:g})"
    turning = f"rotate({short(turn)})" if turn else ""
    return f'<g transform="translate({short(x)} {short(y)}){turning}{size}">{"".join(parts)}</g>'


def _seen(opacity: Number) -> str:
    return "" if opacity == 1 else f' opacity="{short(opacity)}"'

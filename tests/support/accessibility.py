"""How pages are tested for accessibility: in which colours, widths and states, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
MENU = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
SCREEN: dict[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
COLOURS = ["color-contrast", "link-in-text-block"]


@dataclass(frozen=True)
class Mode:
    """A way of looking at a page. With `colours`, only the rules that colours can break."""

    name: str
    width: int = 1280
    media: dict[str, Any] = field(default_factory=dict)
    opened: bool = False
    colours: bool = False


MODES = (
    Mode("light colours, 1,280 pixels wide"),
    Mode("320 pixels wide, as at 400% zoom, with the menu and all that unfolds open", 320, opened=True),
    Mode("360 pixels wide", 360),
    Mode("dark colours", media={"color_scheme": "dark"}, colours=True),
    Mode("colours of the reader's own (forced colours)", media={"forced_colors": "active"}, colours=True),
    Mode("print", media={"media": "print"}, colours=True),
)
QUICK = (MODES[1], *(mode for mode in MODES if mode.colours))  # `make audit` looks at every page in every mode
WAYS = (
    *(mode.name for mode in MODES),
    "with the Tab key alone, 320 pixels wide",
    "read by the Nu HTML checker, every page",
)


def violations(page: Page, mode: Mode) -> list[str]:
    """What axe finds on a page that is open, looked at in one way; best practices count."""
    page.set_viewport_size({"width": mode.width, "height": 900})
    page.emulate_media(**{**SCREEN, **mode.media})
    if mode.opened:
        page.evaluate(MENU)
    only: dict[str, Any] = {"runOnly": COLOURS} if mode.colours else {"rules": {"target-size": {"enabled": True}}}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], "iframes": False, **only})["violations"]
    return [f"{mode.name}: {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


WIDER = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1)
    && !one.closest('.table, .hidden, .skip, svg') && getComputedStyle(one).position !== 'absolute';
}).map(one => one.outerHTML.slice(0, 120))"""


def sideways(page: Page, width: int = 320) -> list[str]:
    """What makes a page scroll sideways at a width, tables in their own regions apart."""
    page.set_viewport_size({"width": width, "height": 600})
    page.emulate_media(**SCREEN)
    wide: list[str] = page.evaluate(WIDER)
    scrolls: bool = page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth")
    return wide or (["the page itself"] if scrolls else [])


FOCUSED = """() => {
  const one = document.activeElement, box = one.getClientRects()[0] ?? one.getBoundingClientRect(), style = getComputedStyle(one);
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const covering = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return {
    name: one === document.body ? '' : one.outerHTML.slice(0, 100),
    at: [...document.querySelectorAll('*')].indexOf(one),
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    uncovered: !covering || one.contains(covering) || covering.contains(one) || covering.closest('label, svg') !== null,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(
  one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled).length"""


def keyboard_walk(page: Page) -> list[str]:
    """What is wrong when the page is walked with the Tab key: each control once, in order, seen and marked."""
    faults, last, steps = [], -1, 0
    reachable: int = page.evaluate(REACHABLE)
    while steps <= reachable + 2:
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if not here["name"]:
            break
        steps += 1
        if here["at"] <= last:
            faults.append(f"out of order: {here['name']}")
        faults += [f"not {state}: {here['name']}" for state in ("seen", "uncovered", "marked") if not here[state]]
        last = here["at"]
    if steps != reachable:
        faults.append(f"{steps} of {reachable} controls were reached")
    return faults

"""The colours of a report can be read, in light, in dark and by who sees few colours."""

from __future__ import annotations

import re

import pytest

from soapstone.explain.model import Sure
from soapstone.resources import templates_dir
from soapstone.site.rendering import MARKS
from tests import report_picture

CSS = (templates_dir() / "site/report.css").read_text("utf-8")
CERTAINTIES = ("stated", "follows", "usual", "guess", "conflict", "person")
GROUNDS = ("ground", "sheet", "shade")


def palette(scheme: str) -> dict[str, str]:
    """The colours of a scheme, by name."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    text = light if scheme == "light" else light + dark
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_enough(scheme: str) -> None:
    colours = palette(scheme)
    pairs = [
        (text, ground)
        for text in ("ink", "soft", "link", *CERTAINTIES)
        for ground in GROUNDS
    ]
    pairs += [
        (text, f"{certainty}-wash")
        for certainty in CERTAINTIES
        for text in ("ink", "soft", certainty)
    ]
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert weak == {}


def test_each_certainty_has_a_mark_of_its_own() -> None:
    assert list(MARKS) == list(Sure)
    assert len({mark for _, mark in MARKS.values()}) == len(Sure)
    assert {name for name, _ in MARKS.values()} == set(CERTAINTIES)


def test_the_picture_is_that_of_the_report() -> None:
    assert (
        report_picture.PICTURE.read_text("utf-8") == report_picture.text()
    ), "draw it again: python -m tests.report_picture"

"""The colours of app.css, measured: text 4.5, controls and graphics 3 (WCAG 2.2, 1.4.3 and 1.4.11), in every theme."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[2] / "static" / "app.css").read_text(encoding="utf-8")
THEMES = ("light", "dark", "system")
TEXT = [
    ("ink", "surface"), ("ink", "bg"), ("ink", "surface-2"), ("ink", "surface-3"), ("ink", "brand-soft"),
    ("ink", "ok-soft"),
    ("ink-2", "surface"), ("ink-2", "surface-2"), ("ink-2", "surface-3"), ("ink-2", "bg"),
    ("ink-3", "surface"), ("ink-3", "bg"), ("ink-3", "surface-2"), ("ink-3", "brand-soft"), ("ink-3", "ok-soft"),
    ("brand", "surface"), ("brand", "bg"), ("brand", "surface-2"), ("brand", "brand-soft"),
    ("on-brand", "brand-solid"), ("on-brand", "brand-solid-hover"), ("on-bad", "bad-solid"),
    ("ok", "surface"), ("ok", "ok-soft"), ("warn", "surface"), ("warn", "warn-soft"), ("warn", "bg"),
    ("bad", "surface"), ("bad", "bad-soft"), ("bad", "bg"), ("vio", "surface"), ("vio", "vio-soft"),
    ("top-ink", "top"), ("top-ink-2", "top"), ("top-ink-2", "top-field"), ("top-ink", "float"), ("top-link", "float"),
]  # fmt: skip
SHAPES = [
    ("line-ctl", "surface"), ("focus", "bg"), ("focus", "surface"), ("brand-solid", "surface"), ("brand", "surface-3"),
    ("ok-solid", "surface"), ("warn-solid", "surface"), ("bad-solid", "surface"), ("vio", "surface"),
]  # fmt: skip


def tokens(theme):
    """The colour tokens as that theme sets them over the light ones."""
    light = re.search(r":root\{(.*?)\}", SHEET, re.S).group(1)
    own = "" if theme == "light" else re.search(rf":root\[data-theme={theme}\]\{{(.*?)\}}", SHEET, re.S).group(1)
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", light + own))


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("front, back", TEXT)
def test_text_is_readable(theme, front, back):
    colours = tokens(theme)

    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("front, back", SHAPES)
def test_controls_and_bars_are_visible(theme, front, back):
    colours = tokens(theme)

    assert contrast(colours[front], colours[back]) >= 3


def test_following_the_system_gives_the_same_dark():
    assert tokens("system") == tokens("dark")


def test_dark_sets_every_colour_that_light_sets():
    light, dark = (
        set(re.findall(r"--([\w-]+):(?:#|0 )", re.search(block, SHEET, re.S).group(1)))
        for block in (r":root\{(.*?)\}", r":root\[data-theme=dark\]\{(.*?)\}")
    )

    assert light
    assert light == dark

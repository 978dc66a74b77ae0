"""Numbers as they come in from forms and lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import phones

MOBILE = "+6281234567890"


@pytest.mark.parametrize(
    "typed, e164, doubtful",
    [
        ("081234567890", MOBILE, False),
        ("81234567890", MOBILE, False),
        ("6281234567890", MOBILE, False),
        ("+6281234567890", MOBILE, False),
        ("+62 812-3456-7890", MOBILE, False),
        ("62 812 3456 7890", MOBILE, False),
        ("0062 812 3456 7890", MOBILE, False),
        ("+62 (0)812 3456 7890", MOBILE, False),
        ("0812.3456.7890", MOBILE, False),
        ("0812, 3456, 7890", MOBILE, False),
        ("(0812) 34567890", MOBILE, False),
        ("'081234567890", MOBILE, False),
        ("\u200e081234567890", MOBILE, False),
        (81234567890.0, MOBILE, False),
        (81234567890, MOBILE, False),
        ("81234567890.0", MOBILE, False),
        ("WA 0812 3456 7890", MOBILE, False),
        ("081234567890 (ibu)", MOBILE, False),
        ("812345678.0", "+62812345678", False),
        ("(0254) 200123", "+62254200123", False),
        ("254200123", "+62254200123", False),
        ("010-1234-5678", "+821012345678", False),
        ("+82 10-1234-5678", "+821012345678", False),
        ("82-10-1234-5678", "+821012345678", False),
        ("1012345678", "+821012345678", False),
        ("+12025550143", "+12025550143", False),
        ("081234567890 / 085711112222", MOBILE, True),
        ("081234567890 085711112222", MOBILE, True),
        ("081234567890 atau 085711112222", MOBILE, True),
        ("081234567890, 085711112222", MOBILE, True),
        ("081234567890\n085711112222", MOBILE, True),
        ("0254-200123/200124", "+62254200123", True),
        ("821012345678", "+821012345678", True),
        ("0821012345678", "+62821012345678", False),
        ("08123456789O", None, True),
        ("0812E4567890", None, True),
        ("6,28123E+12", None, True),
        ("200123", None, True),
        ("084102591499", None, True),
        ("08071234", None, True),
        ("tidak punya", None, True),
        ("", None, False),
        (None, None, False),
        ("-", None, False),
    ],
)
def test_read(typed, e164, doubtful):
    phone = phones.read(typed)

    assert (phone.e164, phone.doubtful) == (e164, doubtful)


def test_read_keeps_what_was_typed():
    assert phones.read(" 0812 / 0813 ").text == "0812 / 0813"
    assert phones.read(81234567890.0).text == "81234567890"


@pytest.mark.parametrize(
    "e164, shown",
    [
        (MOBILE, "0812-3456-7890"),
        ("+62254200123", "(0254) 200123"),
        ("+821012345678", "+82 10-1234-5678"),
        ("+12025550143", "+1 202-555-0143"),
        ("084102591499", "084102591499"),
        ("tidak punya", "tidak punya"),
        ("", ""),
        (None, ""),
    ],
)
def test_show(e164, shown):
    assert phones.show(e164) == shown


@pytest.mark.parametrize(
    "e164, masked",
    [
        (MOBILE, "0812-••••-7890"),
        ("+821012345678", "+82 10-••••-5678"),
        ("+62254200123", "(0254) ••••23"),
        ("084102591499", "0841••••1499"),
        ("200123", "20••••"),
        ("123", "•••"),
        (None, ""),
    ],
)
def test_mask(e164, masked):
    assert phones.mask(e164) == masked


@given(some.text("0123456789 -()+", max_size=20))
def test_mask_hides_at_least_four_digits(text):
    count = sum(sign.isdigit() for sign in phones.show(text))

    assert phones.mask(text).count("•") >= min(4, count)


@pytest.mark.parametrize(
    "typed, bare",
    [
        ("0812-34", "81234"),
        ("+62 812 34", "81234"),
        ("62812", "812"),
        ("7890", "7890"),
        ("010-1234-5678", "1012345678"),
        ("+82 10-1234-5678", "1012345678"),
        ("(0254) 200", "254200"),
        ("+62", ""),
        ("rahmat", ""),
        (None, ""),
    ],
)
def test_digits(typed, bare):
    assert phones.digits(typed) == bare


mobiles = some.from_regex(r"\A8(1[1-9]|2[123]|5[2-9]|7[78]|9[5-9])[0-9]{7,8}\Z")


@given(mobiles)
def test_every_writing_is_one_number(national):
    first, second, third = national[:3], national[3:7], national[7:]
    writings = [
        f"0{national}", national, f"62{national}", f"+62{national}", f"+62 {first}-{second}-{third}",
        f"0{first} {second} {third}", f"(0{first}) {second}{third}", f"0{first}.{second}.{third}", float(national),
    ]  # fmt: skip

    assert {phones.read(writing).e164 for writing in writings} == {f"+62{national}"}
    assert {phones.digits(writing) for writing in [*writings, phones.show(f"+62{national}")]} == {national}


@given(some.text() | some.floats() | some.integers())
def test_any_cell_is_read_without_failing(cell):
    phone = phones.read(cell)

    assert phone.e164 is None or phones.read(phone.e164).e164 == phone.e164
    assert phone.doubtful or bool(phone.e164) == bool(phone.text)
    assert phones.digits(cell).isdigit() or phones.digits(cell) == ""

"""Sex in the writings of lists."""

import pytest

from serang.common.rules import sex


@pytest.mark.parametrize(
    "text, code",
    [
        *((text, "L") for text in ("L", "l", "Laki-laki", "laki - laki", "LAKI2", "LK", "Pria", "M", "Male", "남")),
        *((text, "P") for text in ("P", "Perempuan", "PR", "Pr.", "Wanita", "F", "female", "여자")),
        *((text, None) for text in ("", None, "x", "L/P", "1")),
    ],
)
def test_read(text, code):
    assert sex.read(text) == code

"""All that a list finds, chosen for an act: the form carries a sign of those its forecast spoke of, so that no others are changed."""

import hashlib
from collections.abc import Sequence

from flask import request

from serang.i18n import _
from serang.web.toasts import toast


def sign(ids: Sequence[int]) -> str:
    """A short text that tells whether these are the same people, in any order."""
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()[:16]


def still_those(ids: Sequence[int]) -> bool:
    """Whether the people are those whom the form was shown for; says so when the list finds others by now."""
    same = request.form.get("all") != "1" or request.form.get("among") == sign(ids)
    if not same:
        toast(_("Daftarnya berubah sejak perkiraan tadi. Periksa lagi, lalu ulangi."))
    return same

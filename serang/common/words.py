"""Codes become sentences: each noun's words.py adds its own, `say` finds them."""

from collections.abc import Callable

from serang.common.rules.reasons import Reason
from serang.i18n import _

SENTENCES: dict[str, Callable[..., str]] = {}


def sentences(**added: Callable[..., str]):
    """Teach `say` the sentences of a noun: code = function of the reason's values.

    Raises ValueError for a code that another noun uses already: its values would not fit.
    """
    if twice := SENTENCES.keys() & added.keys():
        raise ValueError(f"codes used twice: {', '.join(sorted(twice))}")
    SENTENCES.update(added)


def say(reason: Reason | dict | None) -> str:
    """The reason as a sentence in the reader's language. Raises KeyError for a code without words."""
    if reason is None:
        return ""
    if isinstance(reason, dict):
        reason = Reason(reason["code"], **reason.get("values", {}))
    return str(SENTENCES[reason.code](**reason.values))


sentences(
    no_right=lambda right: _("Tugas ini bukan bagian dari peran akun Anda."),
    changed_meanwhile=lambda **_v: _("Data berubah saat Anda mengedit. Muat ulang, lalu ulangi perubahan Anda."),
)

"""What can be chosen on a print page, as links: language, paper, and what stands on it."""

from collections.abc import Callable
from dataclasses import replace

from serang.common.rules.sheetpage import Choices
from serang.i18n import _

LANGUAGES = (("id", "Indonesia"), ("id+ko", "Indonesia + 한국어"), ("ko", "한국어"), ("en", "English"))
PAPERS = (("a4", "A4"), ("f4", "F4"))


def groups(chosen: Choices, link: Callable[[Choices], str], *, ticks: tuple[str, ...]) -> list[tuple[str, list[tuple]]]:
    """(name, [(text, address, chosen)]) of each group; `ticks`: what can be switched (photo, full_nik, ink_saving)."""
    texts = {"photo": _("Foto"), "full_nik": _("NIK lengkap"), "ink_saving": _("Hemat tinta")}
    return [
        (
            _("Bahasa"),
            [(text, link(replace(chosen, language=code)), chosen.language == code) for code, text in LANGUAGES],
        ),
        (_("Kertas"), [(text, link(replace(chosen, paper=code)), chosen.paper == code) for code, text in PAPERS]),
        (
            _("Isi lembar"),
            [(texts[name], link(replace(chosen, **{name: not getattr(chosen, name)})), getattr(chosen, name)) for name in ticks],
        ),
    ]

"""A print in a sentence: what it was, who made it and when."""

from serang.i18n import _, moment, ngettext


def printed(found) -> str:
    """`Ringkasan 3 pelamar, dicetak Ani pada 25 November 2026 10.15.`"""
    if found.order:
        what = ngettext(
            "Daftar nominatif %(order)s, %(num)s orang", "Daftar nominatif %(order)s, %(num)s orang", found.count, order=found.order
        )
    else:
        what = ngettext("Ringkasan %(num)s pelamar", "Ringkasan %(num)s pelamar", found.count)
    return _("%(what)s, dicetak %(who)s pada %(at)s.", what=what, who=found.who or _("Sistem"), at=moment(found.at))

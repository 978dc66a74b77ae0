"""The training plan in words: what is being pursued, and days that do not carry a course."""

from serang.i18n import _, day_number, ngettext, number
from serang.matching.words.shown import first_of
from serang.trainings.rules.sessions import HOURS_A_DAY, TooFew


def pursued(found) -> str:
    """`7 tempat sedang dikejar angkatan BK-26-001 (7 peserta).`"""
    classes = first_of(
        [ngettext("%(number)s (%(num)s peserta)", "%(number)s (%(num)s peserta)", one.people, number=one.number) for one in found.pursuing]
    )
    return ngettext(
        "%(num)s tempat sedang dikejar angkatan %(classes)s.",
        "%(num)s tempat sedang dikejar angkatan %(classes)s.",
        found.pursued,
        classes=classes,
    )


def too_few(lack: TooFew) -> str:
    """Why days do not carry a course: `160 jam memerlukan 20 hari ...`"""
    return ngettext(
        "%(hours)s jam memerlukan %(needed)s hari (%(each)s jam sehari), sedangkan dari %(first)s sampai %(last)s hanya ada %(num)s hari "
        "kerja.",
        "%(hours)s jam memerlukan %(needed)s hari (%(each)s jam sehari), sedangkan dari %(first)s sampai %(last)s hanya ada %(num)s hari "
        "kerja.",
        lack.days,
        hours=number(lack.hours),
        needed=lack.needed,
        each=HOURS_A_DAY,
        first=day_number(lack.first),
        last=day_number(lack.last),
    )


def too_late(limit) -> str:
    """A class that ends after the day for which the plan was made."""
    return _("Tambahan tempatnya dihitung untuk angkatan yang selesai paling lambat %(day)s.", day=day_number(limit))

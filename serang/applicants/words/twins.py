"""Two entries of one person side by side, in words."""

from serang.accounts import queries as accounts
from serang.applicants.words.codes import _ward, education, marital, phone, sex, stage, state
from serang.audit.words import field_word, table_word
from serang.common.rules import nik
from serang.common.words import say
from serang.i18n import _, day
from serang.settings import words as settings
from serang.settings.rules import SLOTS


def twin_field(name: str) -> str:
    """The heading of a field of two entries side by side."""
    return _("Tahap") if name == "stage" else field_word(name)


def twin_value(person, name: str, *, whole: bool = False) -> str:
    """A value of one of two entries; identity numbers covered unless `whole`."""
    given = getattr(person, name)
    if given in (None, ""):
        return "–"
    said = {
        "nik": lambda: given if whole else nik.mask(given), "kk_number": lambda: given if whole else nik.mask(given),
        "birth_date": lambda: day(given), "sex": lambda: sex(given), "phone": lambda: phone(given), "kelurahan_code": lambda: _ward(given),
        "education": lambda: education(given), "marital_status": lambda: marital(given), "photo": lambda: _("ada"),
        "pathway": lambda: settings.code_label("pathway", given), "officer_id": lambda: accounts.name(given),
        "stage": lambda: _stage_line(person),
    }  # fmt: skip
    if name in SLOTS:
        return settings.own_value(name, given)
    return said[name]() if name in said else str(given)


def _stage_line(person) -> str:
    """`Pelatihan, sejak 3 Nov 2026, ditunda`."""
    rest = [_("sejak %(day)s", day=day(person.stage_on))]
    rest += [state("held").lower()] if person.hold_reason else []
    rest += [state("out").lower()] if person.exit_reason else []
    return ", ".join([stage(person.stage), *rest])


def attached(table: str) -> str:
    """The word of what hangs on a person."""
    return table_word(table)


def reasons(found) -> str:
    """Why two may be one: `nama sama, tanggal lahir sama`."""
    return ", ".join(str(say(reason)) for reason in found)

"""Acts, fields and values of the act log in words; protected values only for who may read them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from serang.audit import rules
from serang.audit.models import Act, Change
from serang.audit.queries import COUNTED
from serang.audit.words.codes import FIELDS, KINDS, field_word, table_word
from serang.common.words import SENTENCES, sentences
from serang.i18n import _, day, moment, ngettext, number

sentences(
    no_act=lambda: _("Riwayat ini tidak ditemukan."),
    not_your_act=lambda: _("Hanya yang melakukan atau kepala yang dapat mengurungkannya."),
    already_undone=lambda: _("Ini sudah diurungkan."),
    too_old_to_undo=lambda days: _("Sudah lebih dari %(days)s hari, tidak dapat diurungkan lagi.", days=days),
    all_in_use=lambda: _("Sudah ada data lain yang memakainya, jadi tidak ada yang diurungkan."),
    collides_now=lambda: _("Tidak dapat diurungkan: bertabrakan dengan yang berlaku sekarang, misalnya orangnya sudah punya tempat lain."),
    nothing_to_undo=lambda: _("Semua isiannya sudah diubah lagi sesudahnya, jadi tidak ada yang diurungkan."),
    row_gone=lambda table: _("%(what)s sudah dihapus.", what=table_word(table)),
    row_cannot_return=lambda table: _("%(what)s tidak dapat dikembalikan karena tempatnya sudah terisi.", what=table_word(table)),
    row_changed_since=lambda table, row: _("%(what)s sudah diubah lagi, jadi dibiarkan.", what=table_word(table)),
    row_in_use=lambda table, row: _("%(what)s sudah dipakai data lain, jadi dibiarkan.", what=table_word(table)),
    field_changed_since=lambda table, field, row: _("%(field)s sudah diubah lagi, jadi dibiarkan.", field=field_word(field)),
    **{
        "act:edit": lambda **_facts: _("Perubahan data"),
        "act:audit.undo": lambda act, title, **_facts: _("Mengurungkan perubahan"),
        "act:accounts.create": lambda username: _("Membuat akun %(name)s", name=username),
        "act:accounts.change": lambda username: _("Mengubah akun %(name)s", name=username),
        "act:accounts.password": lambda username: _("Mengganti kata sandi %(name)s", name=username),
        "act:accounts.preferences": lambda: _("Mengubah tampilan"),
        "act:settings.office": lambda: _("Mengubah pengaturan kantor"),
        "act:settings.code": lambda list, code: _("Mengubah daftar pilihan"),
    },
)

# What other nouns add: the word of a value by table and field, and the words of a whole row by table.
VALUES: dict[tuple[str, str], Callable[..., str]] = {}
ROWS: dict[str, Callable[[dict], str]] = {}
# Fields that follow from another one of the same act, or from the act itself.
BESIDE = {"stage_on", "hold_on", "exit_on", "current", "applicant_id"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
MILESTONES = ("stages.", "applicants.register", "applicants.merge", "matching.", "trainings.complete")
MOST_FIELDS = 6


def teach(
    *,
    values: dict[tuple[str, str], Callable[..., str]] | None = None,
    rows: dict[str, Callable[[dict], str]] | None = None,
    fields: dict[str, Callable[[], str]] | None = None,
):
    """Teach the history how fields are called, and how values of a field, or rows of a table, are said."""
    FIELDS.update(fields or {})
    VALUES.update(values or {})
    ROWS.update(rows or {})


@dataclass(frozen=True)
class Entry:
    """One act in the history of a person."""

    id: int
    when: str
    who: str
    text: str
    details: tuple[str, ...]
    key: bool
    undone: bool


@dataclass(frozen=True)
class Said:
    """One change in words; `about`: whom it concerns, if anybody."""

    thing: str
    about: str
    field: str
    old: str
    new: str


def act(row: Act) -> str:
    """What the act was, as a sentence; of an undo what was taken back, or brought back by an undo of an undo."""
    first, back = row, False
    while first.undoes is not None:
        first, back = first.undoes, not back
    told = str(SENTENCES.get(f"act:{first.title}", SENTENCES["act:edit"])(**first.facts))
    if first is row:
        return told
    return _("Mengurungkan: %(what)s", what=told) if back else _("Mengembalikan: %(what)s", what=told)


def about(row: Act, people: Mapping[int, tuple[str, int]]) -> str:
    """Whom the act touched, `Siti Aminah dan 4 orang lagi` (see queries.about); empty when its sentence names them."""
    name, count = people.get(row.id, ("", 0))
    if name in act(row):
        return ""
    if count > COUNTED:
        return _("%(name)s dan paling sedikit %(n)s orang lagi", name=name, n=number(COUNTED))
    return ngettext("%(name)s dan %(num)s orang lagi", "%(name)s dan %(num)s orang lagi", count - 1, name=name) if count > 1 else name


def entries(
    acts: Iterable[Act],
    changes: dict[int, list[Change]],
    names: dict[int, str],
    undone: set[int],
    *,
    may,
    hidden: Callable[[Change], bool] = lambda row: False,
) -> list[Entry]:
    """The history of a person, newest first, in words. Acts of which everything is hidden are left out, and those of which
    something is do not say what they were."""
    found = []
    for one in acts:
        rows = [row for row in changes[one.id] if not hidden(row)]
        if rows:
            found.append(
                Entry(
                    one.id,
                    moment(one.at),
                    names.get(one.account_id, _("Sistem")),
                    act(one) if len(rows) == len(changes[one.id]) else SENTENCES["act:edit"](),
                    details(rows, may=may),
                    one.title.startswith(MILESTONES),
                    one.id in undone,
                )
            )
    return found


def details(rows: list[Change], *, may) -> tuple[str, ...]:
    """What changed, one line each: `Telepon: 0812-… → 0813-…`, or the words of a new row."""
    said = [line for row in rows if (line := _detail(row, may))]
    more = len(said) - MOST_FIELDS
    rest = [ngettext("dan %(num)s isian lain", "dan %(num)s isian lain", more)] if more > 1 else said[MOST_FIELDS:]
    return tuple(said[:MOST_FIELDS] + rest)


def _detail(row: Change, may) -> str:
    if row.kind == "changed":
        if row.field in BESIDE or not _says(row.table, row.field):
            return ""
        return f"{field_word(row.field)}: {value(row, row.field, row.old, may=may)} → {value(row, row.field, row.new, may=may)}"
    if row.table not in ROWS:
        return "" if row.table == "applicants" else f"{table_word(row.table)} {KINDS[row.kind]()}"
    return ROWS[row.table](row.new if row.kind == "created" else row.old)


def changes(row: Change, *, may, people: Mapping[int, tuple[str, str]]) -> list[Said]:
    """One change in words, a new or removed row field by field; `may(right)` decides whether protected values are shown.

    `people`: name and number of those whom the reader may know. What would be no more than a number of ours is left out.
    """

    def person(number):
        return ", ".join(people.get(number, ("–",)))

    thing, concerns = table_word(row.table), person(row.about_applicant) if row.about_applicant in people else ""
    if row.kind == "changed" and row.field == "applicant_id":
        return [Said(thing, concerns, field_word(row.field), person(row.old), person(row.new))]
    if row.kind == "changed":
        values = [value(row, row.field, given, may=may) for given in (row.old, row.new)]
        return [Said(thing, concerns, field_word(row.field), *values)] if _says(row.table, row.field) else []
    whole, what = row.new or row.old or {}, KINDS[row.kind]()
    said = [
        Said(f"{thing}, {what}", concerns, field_word(field), "", value(row, field, given, may=may))
        for field, given in whole.items()
        if field != "applicant_id" and _says(row.table, field)
    ]
    if said:
        return said
    return [
        Said(thing, concerns, what, "", ROWS[row.table](whole) if row.table in ROWS else value(row, "value", whole.get("value"), may=may))
    ]


def _says(table: str, field: str) -> bool:
    """Whether the field has a word, and its value one too where it is the number of another row."""
    return field in FIELDS and (not field.endswith("_id") or field == "applicant_id" or (table, field) in VALUES)


def value(row: Change, field: str, given, *, may) -> str:
    """A value as one reads it; dots where the reader may not see it."""
    if given is None or given == "":
        return "–"
    if not rules.shown(row.table, field, may):
        return "••••"
    if (row.table, field) in VALUES:
        return str(VALUES[row.table, field](given))
    if isinstance(given, bool):
        return _("ya") if given else _("tidak")
    if isinstance(given, str) and len(given) == 10 and given[4:5] == given[7:8] == "-":
        return day(date.fromisoformat(given))
    if isinstance(given, str) and MOMENT.fullmatch(given):
        return moment(datetime.fromisoformat(given))
    return str(given) if not isinstance(given, dict | list) else "…"


def counts(rows: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """`Pelamar: 12 dibuat` pairs."""
    return [(table_word(table), f"{n} {KINDS[kind]()}") for table, kind, n in rows]

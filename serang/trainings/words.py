"""Training in words: states, reasons, grants, refusals and the titles of what was done."""

from collections import Counter
from functools import partial

from serang.accounts import queries as accounts
from serang.applicants import words as people
from serang.audit.words import teach
from serang.common.rules import languages, phones
from serang.common.words import sentences
from serang.i18n import _, day, ngettext, number, span
from serang.settings.words import code_label
from serang.trainings.rules import marks

STATES = {
    "planned": lambda: _("Direncanakan"),
    "running": lambda: _("Berjalan"),
    "finished": lambda: _("Selesai"),
    "cancelled": lambda: _("Dibatalkan"),
}
STATE_KINDS = {"planned": "", "running": "brand", "finished": "ok", "cancelled": "bad"}
ENROLMENT_STATES = {
    "enrolled": lambda: _("Mengikuti"),
    "waiting": lambda: _("Daftar tunggu"),
    "withdrawn": lambda: _("Mundur"),
    "passed": lambda: _("Lulus"),
    "failed": lambda: _("Tidak lulus"),
}
ENROLMENT_KINDS = {"enrolled": "brand", "waiting": "", "withdrawn": "bad", "passed": "ok", "failed": "bad"}
LETTERS = {
    "H": lambda: _("hadir"),
    "S": lambda: _("sakit"),
    "I": lambda: _("izin"),
    "A": lambda: _("alpa"),
    "": lambda: _("kosong"),
}
WEEKDAYS = [
    lambda: _("Senin"),
    lambda: _("Selasa"),
    lambda: _("Rabu"),
    lambda: _("Kamis"),
    lambda: _("Jumat"),
    lambda: _("Sabtu"),
    lambda: _("Minggu"),
]
FIELDS = {
    "language": lambda: _("Bahasa"),
    "skill": lambda: _("Keterampilan"),
    "orientation": lambda: _("Orientasi dan sikap kerja"),
}
WAYS = {
    "on_track": ("ok", lambda **v: _("Sesuai")),
    "below_mark": ("warn", lambda **v: _("Perlu remedial")),
    "below_attendance": ("bad", lambda **v: _("Di bawah batas hadir")),
    "cannot_pass": ("bad", lambda **v: _("Tidak dapat lulus lagi")),
}
TESTS = {"EPS_TOPIK": "EPS-TOPIK", "JFT": "JFT-Basic"}


def state(code: str) -> str:
    """The word of a batch's state."""
    return STATES[code]()


def enrolment_state(code: str) -> str:
    """The word of a person's state in a batch."""
    return ENROLMENT_STATES[code]()


def letter(code: str) -> str:
    """What a letter of attendance means."""
    return LETTERS[code]()


def weekday(n: int) -> str:
    """The name of a weekday, 0 is Monday."""
    return WEEKDAYS[n]()


def weekdays(numbers) -> str:
    """`Senin–Jumat`, `Senin, Rabu`."""
    days = sorted(numbers or [])
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{weekday(days[0])}–{weekday(days[-1])}"
    return ", ".join(weekday(n) for n in days)


def phone(kept: str | None) -> str:
    """`0812-3456-7890`, as people read it."""
    return phones.show(kept)


def field(code: str) -> str:
    """What kind of course it is."""
    return FIELDS[code]() if code in FIELDS else code


def test_name(code: str) -> str:
    """How a language test is called."""
    return TESTS.get(code, code)


def certificate(name: str) -> str:
    """A certificate by its name, which may say so itself."""
    return name if name.lower().startswith("sertifikat") else _("Sertifikat %(name)s", name=name)


def grant(one: dict) -> str:
    """What passing gives, in one line."""
    if one["type"] == "certificate":
        months = one.get("months")
        return (
            _("%(name)s, berlaku %(months)s bulan", name=certificate(one["name"]), months=months)
            if months
            else _("%(name)s, berlaku seterusnya", name=certificate(one["name"]))
        )
    test = one["test"]
    if one.get("from_mark"):
        return _("%(test)s, skor dari nilai akhir", test=test_name(test))
    if one.get("level") is not None:
        return f"{test_name(test)} {languages.show(test, languages.read(test, one['level']))}"
    return _("%(test)s skor %(score)s", test=test_name(test), score=one.get("score"))


def share(value: float | None) -> str:
    """A share of attendance in whole per cent, rounded down: 79,9 is `79%`."""
    return "–" if value is None else f"{int(value)}%"


def initials(name: str) -> str:
    """Two letters for the small round picture."""
    parts = name.split()
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper() if parts else "?"


def mark(value: float | None) -> str:
    """A mark as it is shown: `87,5`; a dash for none."""
    return "–" if value is None else number(value, 2)


def leaving(code: str | None) -> str:
    """Why somebody left a batch."""
    return code_label("exit_reason", code)


def period(batch) -> str:
    """`12 Okt – 4 Des 2026`."""
    return span(batch.starts_on, batch.ends_on)


AGAINST = {
    "already_in": lambda: _("Sudah terdaftar di angkatan ini"),
    "has_left": lambda: _("Sudah mundur dari program"),
    "batch_full": lambda: _("Angkatan penuh"),
}


def against(lines) -> list[tuple[str, int]]:
    """What keeps people from being enrolled, and how many, most first."""
    return [(AGAINST[code](), number) for code, number in Counter(line.place.reason.code for line in lines).most_common()]


sentences(
    on_track=WAYS["on_track"][1],
    below_mark=WAYS["below_mark"][1],
    below_attendance=WAYS["below_attendance"][1],
    cannot_pass=WAYS["cannot_pass"][1],
    attendance_below=lambda share, least, present, counted, short: _(
        "Hadir %(present)s dari %(counted)s hari (%(share)s%%), syarat %(least)s%%, kurang %(short)s hari",
        present=present,
        counted=counted,
        share=number(share, 1),
        least=least,
        short=short,
    ),
    attendance_unmarked=lambda days: ngettext("Kehadiran %(num)s hari belum diisi", "Kehadiran %(num)s hari belum diisi", days),
    attendance_none=lambda: _("Kehadiran belum diisi"),
    mark_below=lambda mark, least: _("Nilai akhir %(mark)s, syarat %(least)s", mark=number(mark, 2), least=least),
    mark_missing=lambda names: _("Nilai belum diisi: %(names)s", names=names),
    already_in=lambda state: _("Sudah terdaftar di angkatan ini: %(state)s", state=enrolment_state(state)),
    has_left=lambda on: _("Sudah mundur dari program %(on)s", on=day(on)),
    batch_full=lambda: _("Angkatan penuh"),
    waiting_number=lambda number: _("Daftar tunggu nomor %(number)s", number=number),
    busy_elsewhere=lambda batch, days: ngettext(
        "%(num)s hari bertabrakan dengan %(batch)s", "%(num)s hari bertabrakan dengan %(batch)s", days, batch=batch
    ),
    on_hold=lambda: _("Sedang ditunda"),
    not_selected_yet=lambda stage: _("Tahapnya masih %(stage)s, belum lolos seleksi", stage=people.stage(stage)),
    no_batch=lambda: _("Angkatan ini tidak ditemukan."),
    no_course=lambda: _("Pelatihan ini tidak ditemukan."),
    no_enrolment=lambda: _("Peserta ini tidak ditemukan."),
    no_session=lambda: _("Hari ini tidak ada dalam jadwal."),
    not_your_batch=lambda: _("Angkatan ini dipegang instruktur lain."),
    course_taken=lambda name: _("Pelatihan %(name)s sudah ada.", name=name),
    batch_taken=lambda number: _("Nomor angkatan %(number)s sudah dipakai.", number=number),
    batch_state=lambda state: _("Tidak dapat, angkatan ini %(state)s.", state=STATES[state]().lower()),
    batch_closed=lambda state: _("Angkatan ini %(state)s, isinya tidak dapat diubah.", state=STATES[state]().lower()),
    batch_finished=lambda: _("Angkatan ini sudah selesai. Buka kembali lebih dahulu."),
    batch_full_now=lambda capacity: _("Angkatan sudah penuh, %(capacity)s tempat.", capacity=capacity),
    day_there=lambda on: _("%(on)s sudah ada dalam jadwal.", on=day(on)),
    day_outside=lambda first, last: _("Hari di luar masa angkatan, %(first)s sampai %(last)s.", first=day(first), last=day(last)),
    day_has_marks=lambda on: _("Kehadiran %(on)s sudah diisi. Kosongkan dahulu sebelum hari itu dihapus.", on=day(on)),
    day_to_come=lambda on: _("%(on)s belum tiba, kehadiran belum dapat diisi.", on=day(on)),
    not_in_class=lambda: _("Ada peserta yang sudah tidak ada di angkatan ini. Muat ulang halaman."),
    cells_changed=lambda n: ngettext("%(num)s isian juga diubah orang lain.", "%(num)s isian juga diubah orang lain.", n),
    mark_range=lambda name, most: _("Nilai %(name)s antara 0 dan %(most)s.", name=name, most=most),
    assessment_has_marks=lambda name: _("%(name)s sudah ada nilainya. Kosongkan dahulu.", name=name),
    mark_above_maximum=lambda name, mark: _("%(name)s sudah ada nilai %(mark)s.", name=name, mark=marks.show(mark)),
    not_waiting=lambda: _("Orang ini tidak lagi di daftar tunggu."),
    already_out=lambda state: _("Orang ini sudah %(state)s.", state=ENROLMENT_STATES[state]().lower()),
    results_open=lambda people: ngettext(
        "%(num)s peserta belum dapat diputus, datanya belum lengkap.",
        "%(num)s peserta belum dapat diputus, datanya belum lengkap.",
        people,
    ),
    nobody_in_class=lambda: _("Belum ada peserta di angkatan ini."),
    no_batch_chosen=lambda: _("Pilih angkatan."),
)


teach(
    fields={
        "on": lambda: _("Tanggal"),
        "topic": lambda: _("Materi"),
        "recommended": lambda: _("Nomor saran"),
        "fund": lambda: _("Sumber dana"),
        "starts_at": lambda: _("Jam mulai"),
        "ends_at": lambda: _("Jam selesai"),
        "hours": lambda: _("Lama (JP)"),
        "attendance_min": lambda: _("Kehadiran paling sedikit"),
        "mark_min": lambda: _("Nilai akhir paling rendah"),
        "forgive_excused": lambda: _("Sakit dan izin tidak mengurangi kehadiran"),
    },
    values={
        ("batches", "state"): state,
        ("batches", "fund"): partial(code_label, "fund"),
        ("batches", "trainer_id"): accounts.name,
        ("courses", "field"): field,
        ("enrolments", "state"): enrolment_state,
        ("enrolments", "reason"): leaving,
        ("attendance", "mark"): letter,
        ("marks", "value"): mark,
    },
)


def _named(sentence, name: str = "number"):
    """The title of an act with the batch or course it was about."""
    return lambda **facts: f"{sentence()} {facts[name]}" if facts.get(name) else sentence()


sentences(
    **{
        "act:trainings.start_from": _named(lambda: _("Mengubah hari mulai peserta")),
        "act:trainings.course_added": _named(lambda: _("Menambah pelatihan"), "name"),
        "act:trainings.course_changed": _named(lambda: _("Mengubah pelatihan"), "name"),
        "act:trainings.batch_added": _named(lambda: _("Menambah angkatan")),
        "act:trainings.batch_changed": _named(lambda: _("Mengubah angkatan")),
        "act:trainings.day_added": _named(lambda: _("Menambah hari pelatihan")),
        "act:trainings.day_removed": _named(lambda: _("Menghapus hari pelatihan")),
        "act:trainings.topic": _named(lambda: _("Mengisi materi hari pelatihan")),
        "act:trainings.assessments": _named(lambda: _("Mengubah komponen nilai")),
        "act:trainings.started": _named(lambda: _("Memulai angkatan")),
        "act:trainings.cancelled": _named(lambda: _("Membatalkan angkatan")),
        "act:trainings.revived": _named(lambda: _("Mengembalikan angkatan yang dibatalkan")),
        "act:trainings.enrolled": _named(lambda: _("Mendaftarkan peserta ke angkatan")),
        "act:trainings.promoted": _named(lambda: _("Memberi tempat dari daftar tunggu")),
        "act:trainings.withdrawn": _named(lambda: _("Mengeluarkan peserta dari angkatan")),
        "act:trainings.replaced": _named(lambda: _("Mengganti peserta angkatan")),
        "act:trainings.register": _named(lambda: _("Mengisi kehadiran")),
        "act:trainings.marks": _named(lambda: _("Mengisi nilai")),
        "act:trainings.completed": _named(lambda: _("Menetapkan hasil angkatan")),
        "act:trainings.reopened": _named(lambda: _("Membuka kembali hasil angkatan")),
    }
)

teach(values={("enrolments", "state"): enrolment_state, ("enrolments", "reason"): leaving})

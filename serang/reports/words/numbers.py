"""Numbers and deadlines in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from serang.common.rules import education
from serang.i18n import _, day, ngettext, number
from serang.reports.queries import Todo
from serang.settings.words import code_label, label
from serang.sheets.write import Head, Page

GROUPS = {
    "registered": lambda: _("Terdaftar"),
    "in_training": lambda: _("Dalam pelatihan"),
    "ready": lambda: _("Siap, syarat lengkap hari ini"),
    "scheduled": lambda: _("Sudah punya jadwal terbang"),
    "departed": lambda: _("Sudah berangkat"),
}
TODO = {
    "order_closes": lambda one: ngettext(
        "%(order)s ditutup, kurang %(num)s orang",
        "%(order)s ditutup, kurang %(num)s orang",
        one.n,
        order=one.thing.number,
    ),
    "register_missing": lambda one: ngettext(
        "Kehadiran %(batch)s belum diisi, %(num)s hari",
        "Kehadiran %(batch)s belum diisi, %(num)s hari",
        one.n,
        batch=one.thing.number,
    ),
    "proposals_wait": lambda one: ngettext(
        "%(order)s: %(num)s usulan belum dikirim ke mitra",
        "%(order)s: %(num)s usulan belum dikirim ke mitra",
        one.n,
        order=one.thing.number,
    ),
    "rules_wait": lambda one: ngettext(
        "%(order)s: %(num)s syarat menunggu persetujuan Anda",
        "%(order)s: %(num)s syarat menunggu persetujuan Anda",
        one.n,
        order=one.thing.number,
    ),
    "papers_expired": lambda one: ngettext(
        "Dokumen kedaluwarsa, %(n)s pelamar yang siap atau sedang diproses",
        "Dokumen kedaluwarsa, %(n)s pelamar yang siap atau sedang diproses",
        one.n,
        n=number(one.n),
    ),
    "papers_soon": lambda one: ngettext(
        "Dokumen segera habis, %(n)s pelamar yang siap atau sedang diproses",
        "Dokumen segera habis, %(n)s pelamar yang siap atau sedang diproses",
        one.n,
        n=number(one.n),
    ),
    "on_hold": lambda one: ngettext("%(n)s pelamar sedang ditunda", "%(n)s pelamar sedang ditunda", one.n, n=number(one.n)),
}


def todo(one: Todo) -> str:
    """What wants doing."""
    return TODO[one.code](one)


def left(one: Todo, on: date) -> tuple[str, str] | None:
    """How much time is left, and how bad that is."""
    if one.on is None:
        return None
    days = (one.on - on).days
    if days < 0:
        return ngettext("Lewat %(num)s hari", "Lewat %(num)s hari", -days), "bad"
    return (_("Hari ini"), "warn") if days == 0 else (ngettext("%(num)s hari", "%(num)s hari", days), "warn" if days <= 7 else "")


def reached(numbers, forecast) -> str:
    """When the target is reached, as a sentence."""
    if numbers.departed >= numbers.target:
        return _("Target minimum tercapai.")
    if forecast.reached_on is None:
        return _("Belum dapat diperkirakan: belum ada keberangkatan dalam enam bulan terakhir.")
    return _("Dengan laju sekarang target minimum tercapai %(day)s.", day=day(forecast.reached_on, "MMMM y"))


@dataclass(frozen=True)
class Sheet:
    """One table of a report: title, heads, rows, and a line of sums where that makes sense."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple]
    sums: tuple = ()
    numbers: frozenset[int] = frozenset()

    def page(self) -> Page:
        """The table as a sheet of a workbook."""
        heads = [Head(text, "number" if at in self.numbers else "text") for at, text in enumerate(self.heads)]
        return Page(self.title[:31], heads, [*self.rows, *([self.sums] if self.sums else [])])


def sheets(found: dict) -> list[Sheet]:
    """The tables of the report, from what the queries found."""
    return [
        _stages(found["stages"]),
        _districts(found["areas"]),
        _wards(found["areas"]),
        _schooling(*found["schooling"]),
        _trainings(found["trainings"]),
        _orders(found["orders"]),
        _exits(found["exits"]),
    ]


def _stages(steps):
    rows = [(label(step.stage), step.here, step.reached, step.days if step.days is not None else "") for step in steps]
    return Sheet(
        _("Per tahap"),
        (_("Tahap"), _("Di tahap ini"), _("Mencapai"), _("Median hari")),
        rows,
        numbers=frozenset({1, 2, 3}),
    )


def _districts(areas):
    sums: dict[str, list[int]] = {}
    for district, _ward, men, women, everybody in areas:
        total = sums.setdefault(district or _("Belum diisi"), [0, 0, 0])
        for at, n in enumerate((men, women, everybody)):
            total[at] += n
    rows = [(district, *total) for district, total in sums.items()]
    return Sheet(_("Per kecamatan"), _area_heads(_("Kecamatan")), rows, _summed(rows, 1), frozenset({1, 2, 3}))


def _wards(areas):
    rows = [
        (f"{ward}, {district}", men, women, n) if ward else (_("Belum diisi"), men, women, n) for district, ward, men, women, n in areas
    ]
    return Sheet(_("Per kelurahan"), _area_heads(_("Kelurahan")), rows, _summed(rows, 1), frozenset({1, 2, 3}))


def _area_heads(first):
    return (first, _("Laki-laki"), _("Perempuan"), _("Semua"))


def _schooling(groups, counts):
    order = [*education.LADDER, ""]
    known = sorted(counts, key=lambda code: order.index(code) if code in order else 99)
    columns = [*groups, ""]
    rows = [(code or _("Belum diisi"), *(counts[code][group] for group in columns), sum(counts[code].values())) for code in known]
    heads = (_("Pendidikan"), *groups, _("Tanpa tanggal lahir"), _("Semua"))
    return Sheet(_("Per pendidikan dan usia"), heads, rows, _summed(rows, 1), frozenset(range(1, len(heads))))


def _trainings(batches):
    rows = [(batch.number, batch.course.name, day(batch.ends_on), n, passed, failed, left) for batch, n, passed, failed, left in batches]
    heads = (_("Angkatan"), _("Pelatihan"), _("Selesai"), _("Peserta"), _("Lulus"), _("Tidak lulus"), _("Mundur"))
    return Sheet(_("Kelulusan pelatihan"), heads, rows, _summed(rows, 3), frozenset({3, 4, 5, 6}))


def _orders(orders):
    rows = [
        (order.number, order.employer, day(order.closes_on), order.quota, fill.proposed, fill.nominated, fill.accepted)
        for order, fill in orders
    ]
    heads = (_("Job order"), _("Pemberi kerja"), _("Tenggat"), _("Kuota"), _("Diusulkan"), _("Di mitra"), _("Diterima"))
    return Sheet(_("Pemenuhan job order"), heads, rows, _summed(rows, 3), frozenset({3, 4, 5, 6}))


def _exits(exits):
    told = Counter()
    for code, n in exits:
        told[code_label("exit_reason", code) or _("Tanpa alasan")] += n
    rows = list(told.items())
    return Sheet(_("Mundur dan gagal"), (_("Alasan"), _("Orang")), rows, _summed(rows, 1), frozenset({1}))


def _summed(rows, first) -> tuple:
    """The line of sums under columns of numbers, from that column on."""
    if not rows:
        return ()
    return (
        _("Jumlah"),
        *("" for _at in range(first - 1)),
        *(sum(row[at] for row in rows) for at in range(first, len(rows[0]))),
    )

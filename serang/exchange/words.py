"""Columns, verdicts, faults and steps of an import in the reader's language."""

from datetime import date

from serang.audit.words import counts as act_counts
from serang.common.rules import nik as nik_rules
from serang.common.rules import phones
from serang.common.rules.reasons import Reason
from serang.common.words import say, sentences
from serang.exchange.rules.offer import place
from serang.exchange.rules.repairs import FAULT, KINDS
from serang.i18n import _, day, day_number, ngettext, number
from serang.jobs.words import STEPS
from serang.settings import queries as settings
from serang.settings import words as codes
from serang.settings.rules import SLOTS
from serang.settings.words import code_label
from serang.web.guard import may

LABELS = {
    "full_name": lambda: _("Nama lengkap"), "nik": lambda: _("NIK"), "birth_place": lambda: _("Tempat lahir"),
    "birth_date": lambda: _("Tanggal lahir"), "birth_place_and_day": lambda: _("Tempat, tanggal lahir"),
    "sex": lambda: _("Jenis kelamin"), "phone": lambda: _("No. HP"),
    "kelurahan": lambda: _("Kelurahan"),
    "kecamatan": lambda: _("Kecamatan"), "address_and_area": lambda: _("Alamat (Kel. / Kec.)"), "address": lambda: _("Alamat"),
    "education": lambda: _("Pendidikan"), "marital_status": lambda: _("Status perkawinan"), "height_cm": lambda: _("Tinggi (cm)"),
    "weight_kg": lambda: _("Berat (kg)"), "eps_topik_score": lambda: _("Skor EPS-TOPIK"),
    "wished_occupation": lambda: _("Minat pekerjaan"), "note": lambda: _("Keterangan"),
}  # fmt: skip
# The columns of the empty form that offices fill in; each heading is recognised again.
TEMPLATE = ("full_name", "nik", "birth_place", "birth_date", "sex", "phone", "kelurahan", "kecamatan", "address", "education",
            "marital_status", "height_cm", "weight_kg", "eps_topik_score", "wished_occupation", "note")  # fmt: skip
HEADINGS = {"full_name": "Nama lengkap", "nik": "NIK", "birth_place": "Tempat lahir", "birth_date": "Tanggal lahir", "sex": "L/P",
            "phone": "No. HP", "kelurahan": "Kelurahan", "kecamatan": "Kecamatan", "address": "Alamat", "education": "Pendidikan",
            "marital_status": "Status perkawinan", "height_cm": "Tinggi (cm)", "weight_kg": "Berat (kg)",
            "eps_topik_score": "Skor EPS-TOPIK", "wished_occupation": "Minat pekerjaan", "note": "Keterangan"}  # fmt: skip
VERDICTS = {
    "new": lambda: _("Baru"), "changed": lambda: _("Diperbarui"), "same": lambda: _("Tetap"), "refused": lambda: _("Bermasalah"),
    "left": lambda: _("Dilewati"), "": lambda: _("Bukan data"),
}  # fmt: skip
LOOKS = {"new": "ok", "changed": "brand", "same": "", "refused": "bad", "left": "", "": ""}
STATES = {
    "waiting": lambda: _("Sedang dibaca"), "read": lambda: _("Cocokkan kolom"), "planned": lambda: _("Uji coba"),
    "applied": lambda: _("Selesai"), "cancelled": lambda: _("Dibatalkan"), "failed": lambda: _("Tidak terbaca"),
    "undone": lambda: _("Diurungkan"),
}  # fmt: skip
SKIPPED = {
    "title": lambda: _("judul"), "heading": lambda: _("judul kolom"), "numbering": lambda: _("nomor kolom"),
    "context": lambda: _("keterangan wilayah"), "total": lambda: _("jumlah"), "footer": lambda: _("tanda tangan atau catatan"),
    "unused": lambda: _("baris kosong"),
}  # fmt: skip
# Kind of repair → its name, and what is to be done.
REPAIRS = {
    "lacking": (lambda: _("Kosong"), lambda: _("nama wajib diisi")),
    "rounded": (lambda: _("NIK dibulatkan Excel"), lambda: _("angka terakhir hilang, ketik ulang dari KTP")),
    "nik": (lambda: _("Format NIK"), lambda: _("harus 16 angka; baris masuk tanpa NIK")),
    "double": (lambda: _("Ganda"), lambda: _("orang atau NIK yang sama")),
    "day": (lambda: _("Tanggal tidak sah"), lambda: _("hari/bulan/tahun")),
    "range": (lambda: _("Di luar batas"), lambda: _("nilai, tinggi, berat, panjang teks")),
    "area": (lambda: _("Kelurahan belum dikenal"), lambda: _("disimpan di catatan")),
    "occupation": (lambda: _("Pekerjaan belum dikenal"), lambda: _("disimpan di catatan")),
    "code": (lambda: _("Isian belum dikenal"), lambda: _("disimpan di catatan")),
    "phone": (lambda: _("Nomor HP"), lambda: _("tetap dapat diimpor")),
    "namesake": (lambda: _("Nama sama"), lambda: _("mungkin orang lain")),
    "nik_differs": (lambda: _("NIK berbeda dengan isian"), lambda: _("cukup diperiksa")),
}
KIND_WORDS = {
    "sex": {"L": lambda: _("Laki-laki"), "P": lambda: _("Perempuan")},
    "marital_status": {"single": lambda: _("Belum kawin"), "married": lambda: _("Kawin"), "divorced": lambda: _("Cerai hidup"),
                       "widowed": lambda: _("Cerai mati")},
}  # fmt: skip
SUMMARY = ("birth_date", "sex", "education", "nik", "phone", "kelurahan")
FIELD_OF = {"unusual_age": "birth_date", "nik_other_birth": "nik", "nik_other_sex": "nik", "nik_other_area": "nik",
            "area_unknown": "kelurahan", "area_unclear": "kelurahan",
            "key_of_another": "nik", "key_of_another_row": "nik"}  # fmt: skip

# What a list fills beside the fields of its columns.
BESIDE = {"phone_more": lambda: _("Telepon lain")}

STEPS.update(
    {
        "exchange.reading": lambda: _("Membaca berkas"),
        "exchange.planning": lambda: _("Menguji baris demi baris"),
        "exchange.writing": lambda: _("Menyimpan"),
        "exchange.undoing": lambda: _("Mengurungkan"),
    }
)


def label(field: str) -> str:
    """The word of a field; nothing for a problem that concerns the whole row."""
    said = LABELS.get(field) or BESIDE.get(field)
    return said() if said else codes.own_label(field)


def fields(columns) -> list[tuple[str, str]]:
    """(field, word) for the choice of a column's meaning, in the order of the offer."""
    return [(column.field, label(column.field)) for column in columns if column.field]


def say_code(code: str, **values) -> str:
    """A reason given by its code as a sentence."""
    return say(Reason(code, **values))


def row_place(n: int) -> str:
    """Where a row stands in the file: `18`, or `18 (lembar 2)`."""
    sheet, row = place(n)
    return _("%(row)s (lembar %(sheet)s)", row=row, sheet=sheet + 1) if sheet else str(row)


def problem(one: dict) -> str:
    """A problem as a sentence."""
    return say(Reason.from_dict(one["reason"]))


def field_of(one: dict) -> str:
    """The field a problem speaks of."""
    return one["field"] or FIELD_OF.get(one["reason"]["code"], "")


def value(field: str, given) -> str:
    """A value as one reads it; the NIK masked, since nobody asked to see it whole."""
    if given is None or given == "" or given == []:
        return "–"
    if isinstance(given, list):
        return ", ".join(value(field, one) for one in given)
    if field in KIND_WORDS:
        return KIND_WORDS[field].get(given, lambda: given)()
    if field in SLOTS:
        return codes.own_value(field, given)
    return str(SHOWN[field](given)) if field in SHOWN else str(given)


def _ward(code: str) -> str:
    return next((f"{row.name}, {row.kecamatan}" for row in settings.kelurahan() if row.code == code), code)


SHOWN = {
    "nik": nik_rules.mask, "phone": phones.show, "kelurahan": _ward, "birth_date": lambda iso: day(date.fromisoformat(iso)),
    "wished_occupation": lambda code: code_label("occupation", code),
}  # fmt: skip


def hidden(text: str) -> str:
    """The text with the middle of long numbers hidden: `3673…0001`."""
    digits = sum(sign.isdigit() for sign in text)
    if digits < 14:
        return text
    shown, seen = [], 0
    for sign in text:
        seen += sign.isdigit()
        shown.append("•" if sign.isdigit() and 4 < seen <= digits - 4 else sign)
    return "".join(shown)


def repair(kind: str) -> tuple[str, str]:
    """The name of a kind of repair and what is to be done."""
    name, todo = REPAIRS[kind]
    return name(), todo()


def repairs(tally: dict) -> list[tuple[str, int]]:
    """(kind, rows) in the order of the screen."""
    return [(kind, tally[kind]) for kind in KINDS if kind in tally]


def sheets(run) -> list[tuple[int, str]]:
    """(position, name) of the sheets of a file."""
    return [(at, _sheet(at, one["name"], one["rows"])) for at, one in enumerate(run.sheets)]


def _sheet(at, name, rows):
    name = name or _("Lembar %(n)s", n=at + 1)
    return f"{name} ({ngettext('%(num)s baris', '%(num)s baris', rows)})"


def shown_problems(row, show: str) -> list[dict]:
    """The problems of a row that belong to the filter; faults first."""
    side, _dot, kind = show.partition(".")
    fitting = [one for one in row.problems if kind and (side == FAULT) == one["fault"] and one["reason"]["code"] in KINDS.get(kind, ())]
    return sorted(fitting or row.problems, key=lambda one: not one["fault"])


def cell_of(one: dict, mapping: dict) -> int | None:
    """The position of the cell a problem is about, also when it is empty; None when the file has no such column."""
    if one["at"] is not None:
        return one["at"]
    field = field_of(one)
    return next((int(at) for at, name in mapping.items() if field and name == field), None)


def editable(one: dict) -> bool:
    """Whether the cell is shown to be typed over; a whole NIK that is only doubted stays masked."""
    return one["fault"] or one["at"] is not None


def any_editable(row, show: str, mapping: dict) -> bool:
    """Whether any problem shown of the row can be typed over where it stands."""
    return any(editable(one) and cell_of(one, mapping) is not None for one in shown_problems(row, show))


def next_cell(rows, show: str, mapping: dict, after: int) -> str:
    """The id of the first cell that can be typed over, in the row just corrected or below it; else of the caption."""
    cells = (f"cell_{row.number}_{n}" for row in rows if row.number >= after
             for n, one in enumerate(shown_problems(row, show), 1) if editable(one) and cell_of(one, mapping) is not None)  # fmt: skip
    return next(cells, "import_rows_caption") if "." in show or show == "problems" else f"row_{after}"


def other_person(one: dict) -> int | None:
    """The id of the other person a problem speaks of."""
    values = one["reason"].get("values", {})
    return values.get("id") or next(iter(values.get("ids", ())), None)


def summary(values: dict) -> str:
    """What a new row holds, in one line."""
    said = [value(field, values[field]) for field in SUMMARY if values.get(field)]
    return " · ".join(said)


def skipped(counts: dict) -> str:
    """`7 baris bukan data: judul, jumlah`."""
    kinds = dict.fromkeys(SKIPPED[code]() for _number, code in counts["skipped"] if code in SKIPPED)
    return ngettext(
        "%(num)s baris bukan data: %(kinds)s.", "%(num)s baris bukan data: %(kinds)s.", counts["skipped_rows"], kinds=", ".join(kinds)
    )


def written(rows: list[tuple[str, str, int]]) -> list[str]:
    """What an import wrote, in words."""
    return [f"{thing}: {count}" for thing, count in act_counts(rows)]


def stayed(reasons: list[dict], names: dict[int, str]) -> list[tuple[str, str]]:
    """What stayed when an import was taken back: (address of the person or nothing, sentence)."""
    found = {}
    for one in reasons:
        values = one["values"]
        person = int(values["row"]) if values.get("table") == "applicants" and str(values.get("row", "")).isdigit() else None
        sentence = say(Reason.from_dict(one))
        found[(person, sentence)] = (f"/applicants/{person}", f"{names[person]}: {sentence}") if person in names else ("", sentence)
    return list(found.values())


sentences(
    # the file
    empty_file=lambda: _("Berkasnya kosong."),
    too_big=lambda megabytes: _("Berkasnya lebih dari %(n)s MB. Bagi menjadi beberapa berkas.", n=megabytes),
    wrong_type=lambda ending: _("Berkas %(ending)s tidak dapat dibaca. Pakai XLSX, XLS, ODS, atau CSV.", ending=ending or _("ini")),
    html=lambda: _("Isi berkas ini halaman web, bukan lembar kerja. Buka di Excel, lalu simpan sebagai XLSX."),
    encrypted=lambda: _("Berkasnya terkunci kata sandi. Buka di Excel, hapus kata sandinya, lalu unggah lagi."),
    damaged=lambda: _("Berkasnya rusak. Buka di Excel, simpan dengan nama baru, lalu unggah lagi."),
    bomb=lambda: _("Berkas ini mengembang menjadi terlalu besar dan tidak dibuka."),
    too_large=lambda rows, columns, cell=None: (
        _(
            "Sel %(cell)s terletak terlalu jauh. Paling banyak %(rows)s baris dan %(columns)s kolom; hapus isi di luar daftar.",
            cell=cell,
            rows=number(rows),
            columns=columns,
        )
        if cell
        else _("Paling banyak %(rows)s baris dan %(columns)s kolom. Bagi menjadi beberapa berkas.", rows=number(rows), columns=columns)
    ),
    too_slow=lambda seconds: _("Berkas ini tidak selesai dibaca dalam %(n)s detik. Bagi menjadi beberapa berkas.", n=seconds),
    no_rows=lambda: _("Tidak ada baris yang berisi di berkas ini."),
    no_file=lambda: _("Pilih berkas, atau tempel barisnya."),
    # steps
    no_offer=lambda: _("Daftar seperti ini belum dapat diimpor."),
    no_import=lambda: _("Impor ini tidak ditemukan."),
    no_import_row=lambda: _("Baris ini tidak ada di berkas."),
    already_applied=lambda: _("Impor ini sudah disimpan. Untuk membatalkannya pakai tombol Urungkan."),
    import_closed=lambda: _("Impor ini sudah ditutup. Unggah berkasnya lagi."),
    not_tried_out=lambda: _("Cocokkan kolom dan jalankan uji coba dahulu."),
    other_plan=lambda: _("Hasil uji coba sudah diperbarui. Buka lagi halaman impor ini, lalu periksa jumlahnya."),
    nothing_to_import=lambda: _("Tidak ada baris baru atau berubah, jadi tidak ada yang disimpan."),
    changed_while_importing=lambda: _("Data pelamar berubah tepat saat impor dimulai. Belum ada yang disimpan; ulangi."),
    not_applied=lambda: _("Impor ini belum disimpan, jadi tidak ada yang diurungkan."),
    field_twice=lambda field: _("%(field)s dipilih untuk dua kolom. Pilih satu saja.", field=label(field)),
    rows_forgotten=lambda: _("Baris berkas ini sudah dihapus setelah 90 hari."),
    busy_with_import=lambda: _("Impor ini sedang dikerjakan. Tunggu sampai selesai."),
    # rows
    lacks=lambda field: _("Wajib diisi."),
    twice_in_file=lambda row: _("Orang yang sama dengan baris %(row)s.", row=row_place(row)),
    matched_twice=lambda row, id: _("Cocok dengan orang yang sama seperti baris %(row)s.", row=row_place(row)),
    several_match=lambda ids: _("Cocok dengan %(n)s pelamar yang sudah ada. Gabungkan dahulu, atau lengkapi NIK.", n=len(ids)),
    key_of_another=lambda field, id: _("%(field)s ini milik pelamar lain yang sudah ada. Baris masuk tanpa %(field)s.", field=label(field)),
    key_of_another_row=lambda field, row: _(
        "%(field)s sama dengan baris %(row)s, tetapi orangnya berbeda. Baris masuk tanpa %(field)s.", field=label(field), row=row_place(row)
    ),
    namesake=lambda id: _("Nama dan tanggal lahir sama dengan pelamar yang sudah ada."),
    namesake_in_file=lambda row: _("Nama sama dengan baris %(row)s.", row=row_place(row)),
    no_name=lambda: _("Nama tidak memuat huruf."),
    too_long=lambda longest, letters: _("%(n)s huruf; paling panjang %(longest)s.", n=letters, longest=longest),
    beyond_bounds=lambda low, high: _("Harus antara %(low)s dan %(high)s.", low=low, high=high),
    not_a_number=lambda: _("Bukan angka bulat; disimpan di catatan."),
    birth_in_future=lambda day: _("%(day)s belum terjadi.", day=day_number(day)),
    unread_sex=lambda: _("Belum dikenal; tulis L atau P. Disimpan di catatan."),
    unread_education=lambda: _("Belum dikenal; tulis seperti SMA, SMK, D3. Disimpan di catatan."),
    unread_marital=lambda: _("Belum dikenal; tulis Belum kawin, Kawin, Cerai hidup, atau Cerai mati. Disimpan di catatan."),
    area_unknown=lambda found: _("“%(found)s” tidak ada dalam daftar kelurahan; disimpan di catatan.", found=found),
    area_unclear=lambda found: _("“%(found)s” tidak cocok dengan satu kelurahan; disimpan di catatan.", found=found),
    occupation_unknown=lambda: _("Tidak ada di daftar jabatan; disimpan di catatan."),
    # days
    no_day=lambda: _("Tanggal kosong."),
    impossible_day=lambda day, month, year, text: _("%(text)s tidak ada. Contoh: 28/02/1999", text=text),
    impossible_month=lambda month, text: _("Tidak ada bulan %(month)s di “%(text)s”. Tulis hari/bulan/tahun.", month=month, text=text),
    unclear_day=lambda text: _("“%(text)s” belum terbaca sebagai tanggal. Contoh: 28/02/1999", text=text),
    unlikely_year=lambda year, text: _("Tahun %(year)s tidak mungkin.", year=year),
    **{
        "act:exchange.apply": lambda noun, filename, run, rows: (
            _("Impor %(n)s baris dari %(file)s", n=number(rows), file=filename or _("tempelan"))
            if may("applicants.read")
            else _("Impor %(n)s baris", n=number(rows))
        ),
    },
)

"""Papers in words."""

from serang.accounts import queries as accounts
from serang.audit.words import FIELDS as HISTORY_FIELDS
from serang.audit.words import teach
from serang.common.rules import nik
from serang.common.words import sentences
from serang.documents import queries
from serang.documents.rules import letters
from serang.i18n import _, day, day_number, ngettext
from serang.jobs.words import STEPS
from serang.settings.words import label

STEPS["documents.papers"] = lambda: _("Menghitung ulang keadaan dokumen")
STATES = {
    "missing": (lambda n: _("Belum ada"), ""),
    "undated": (lambda n: _("Masa berlaku belum diisi"), "warn"),
    "expired": (lambda n: ngettext("Habis %(num)s hari lalu", "Habis %(num)s hari lalu", n), "bad"),
    "short": (lambda n: ngettext("Kurang %(num)s hari", "Kurang %(num)s hari", n), "warn"),
    "soon": (
        lambda n: ngettext("Habis %(num)s hari lagi", "Habis %(num)s hari lagi", n) if n else _("Habis hari ini"),
        "warn",
    ),
    "unverified": (lambda n: _("Belum diverifikasi"), ""),
    "valid": (lambda n: _("Berlaku"), "ok"),
}
LISTS = {
    "expiring": lambda: _("Segera habis"),
    "expired": lambda: _("Kedaluwarsa"),
    "lacking": lambda: _("Belum lengkap"),
    "passport": lambda: _("Paspor"),
    "identity": lambda: _("Data berbeda"),
    "unverified": lambda: _("Belum diverifikasi"),
    "outdated": lambda: _("Naskah lama"),
}
EXPLAINED = {
    "expiring": lambda: _("Dokumen yang habis dalam 60 hari, yang paling dekat lebih dulu."),
    "expired": lambda: _("Dokumen yang sudah habis, yang terbaru lebih dulu."),
    "lacking": lambda: _("Pelamar yang belum punya dokumen wajib sampai tahap berikutnya, tahap terjauh lebih dulu."),
    "passport": lambda: _("Pelamar yang sudah wajib berpaspor tetapi paspornya belum dapat dipakai."),
    "identity": lambda: _("Nama, tanggal lahir, tempat lahir, atau jenis kelamin tidak sama antara data, dokumen, dan NIK."),
    "unverified": lambda: _("Dokumen yang belum dicocokkan dengan aslinya, yang terlama lebih dulu."),
    "outdated": lambda: _("Ditandatangani dengan naskah lama, atau tidak tercatat dengan naskah mana. Minta tanda tangan lagi."),
}
GROUPS = {
    "none": lambda: _("Belum punya paspor yang berlaku"),
    "short": lambda: _("Habis sebelum waktunya"),
    "differs": lambda: _("Berbeda dengan data"),
}
VALIDITY = {
    "none": lambda: _("Tanpa batas"),
    "months": lambda: _("Sekian bulan sejak terbit"),
    "printed": lambda: _("Tanggal yang tercetak"),
}
FIELDS = {
    "name": lambda: _("Nama"),
    "birth_date": lambda: _("Tanggal lahir"),
    "birth_place": lambda: _("Tempat lahir"),
    "sex": lambda: _("Jenis kelamin"),
}
SEXES = {"L": lambda: _("Laki-laki"), "P": lambda: _("Perempuan")}

sentences(
    no_paper=lambda: _("Dokumen ini tidak ditemukan."),
    no_paper_kind=lambda: _("Jenis dokumen ini tidak ditemukan."),
    no_scan=lambda: _("Pindaian ini tidak ada."),
    scan_damaged=lambda: _("Pindaian ini rusak di penyimpanan. Unggah lagi."),
    paper_gone=lambda: _("Dokumen ini baru saja dihapus."),
    paper_renewed=lambda kind: _("%(kind)s ini sudah diganti dengan yang lebih baru.", kind=kind_label(kind)),
    paper_changed=lambda: _("Dokumen ini baru saja diubah orang lain. Periksa, lalu simpan lagi bila isian Anda benar."),
    file_mixed=lambda: _("Berkas ini berisi hal lain selain gambar atau PDF. Pindai ulang, lalu unggah."),
    file_ending=lambda name: _("Nama berkas %(name)s tidak cocok dengan isinya. Hanya PDF, JPG, atau PNG.", name=name),
    scans_many=lambda most: _("Paling banyak %(most)s berkas sekali unggah.", most=most),
    scans_none=lambda: _("Pilih berkasnya dahulu."),
    scans_old=lambda: _("Unggahan ini sudah terlalu lama. Unggah lagi."),
    **{
        "act:documents.add": lambda kind: _("Menambah %(kind)s", kind=kind_label(kind)),
        "act:documents.renew": lambda kind: _("Mengganti %(kind)s dengan yang baru", kind=kind_label(kind)),
        "act:documents.change": lambda kind: _("Mengubah %(kind)s", kind=kind_label(kind)),
        "act:documents.scan": lambda kind: _("Mengunggah pindaian %(kind)s", kind=kind_label(kind)),
        "act:documents.scans": lambda count: ngettext("Mengunggah %(num)s pindaian", "Mengunggah %(num)s pindaian", count),
        "act:documents.verify": lambda kind: _("Memverifikasi %(kind)s", kind=kind_label(kind)),
        "act:documents.unverify": lambda kind: _("Membatalkan verifikasi %(kind)s", kind=kind_label(kind)),
        "act:documents.remove": lambda kind: _("Menghapus %(kind)s", kind=kind_label(kind)),
        "act:documents.reword": lambda code: _("Naskah baru %(kind)s", kind=kind_label(code)),
        "no_wording": lambda: _("Jenis dokumen ini tidak punya naskah."),
        "wording_meanwhile": lambda: _("Naskah baru saja disimpan orang lain. Muat ulang, lalu ulangi."),
        "act:documents.kind": lambda code: _("Jenis dokumen %(kind)s", kind=kind_label(code)),
    },
)


def wording(version: int) -> str:
    """`Versi 2`."""
    return _("Versi %(n)s", n=version)


def newest_wording(code: str) -> int | None:
    """The newest version of the text of a kind of paper; None when it has no text."""
    newest = queries.newest_wording(code)
    return newest and newest.version


def wording_line(version: int | None, newest: int) -> str:
    """That somebody signed an older text, or that nobody knows which."""
    if version is None:
        return _("versi naskah tidak tercatat, terbaru %(newest)s", newest=newest)
    return _("naskah versi %(n)s, terbaru %(newest)s", n=version, newest=newest)


def kind_label(code: str) -> str:
    """The word of a kind of paper, as the office named it."""
    return next((label(kind) for kind in queries.every_kind() if kind.code == code), code)


def state(code: str, days: int | None = None) -> str:
    """`Berlaku`, `Habis 9 hari lagi`, `Habis 10 hari lalu`, `Belum ada`."""
    return STATES[code][0](days)


def state_look(code: str) -> str:
    """The kind of badge that goes with it: ok, warn, bad or none."""
    return STATES[code][1]


def number(document, may) -> str:
    """The number of a paper; protected ones with only their ends, since they are shown in full on request alone."""
    if not document.number:
        return ""
    return mask(document.number) if document.kind_row.number_secret else document.number


def mask(text: str) -> str:
    """`3673••••••••••••`, `C7••••12`: enough to tell papers apart."""
    if nik.is_whole(text):
        return nik.mask(nik.clean(text))
    return f"{text[:2]}{'•' * max(3, len(text) - 4)}{text[-2:]}" if len(text) > 5 else "•" * len(text)


def source(code: str) -> str:
    """Where a fact stands: our own data, the NIK, or a kind of paper."""
    own = {"person": _("Data pelamar"), "nik": _("NIK")}
    return own.get(code) or kind_label(code)


def sources(codes) -> str:
    """Several of them in a line."""
    return ", ".join(source(code) for code in codes)


def field(code: str) -> str:
    """Nama, Tanggal lahir …"""
    return FIELDS[code]()


def said(code: str, value) -> str:
    """What a source says, as it is shown."""
    if code == "birth_date":
        return day_number(value)
    return SEXES[value]() if code == "sex" and value in SEXES else str(value)


def end(kind, document) -> str:
    """When a paper ends: a day, `Tanpa batas`, or nothing known."""
    if document.valid_until:
        return day(document.valid_until)
    return _("Tanpa batas") if kind.validity == "none" else "–"


def validity(kind) -> str:
    """How long papers of a kind count."""
    if kind.validity == "months":
        return _("%(n)s bulan sejak terbit", n=kind.months)
    return VALIDITY[kind.validity]()


def kind_choices(reader=None) -> list[tuple[str, str]]:
    """(code, word) pairs of the kinds in use that the reader may see."""
    return [(kind.code, label(kind)) for kind in queries.kinds(reader)]


def summary(states) -> str:
    """`3 berlaku, 1 segera habis, 1 kedaluwarsa, 2 belum ada`."""
    codes = [one.state for one in states]
    parts = [
        (sum(code in ("valid", "unverified") for code in codes), _("berlaku")),
        (sum(code in ("soon", "short", "undated") for code in codes), _("perlu perhatian")),
        (codes.count("expired"), _("kedaluwarsa")),
        (codes.count("missing"), _("belum ada")),
    ]
    return ", ".join(f"{n} {word}" for n, word in parts if n)


teach(
    values={
        ("documents", "kind"): kind_label,
        ("documents", "verified_by_id"): accounts.name,
        ("documents", "wording"): wording,
        ("documents", "file"): lambda name: _("ada"),
    },
    rows={"documents": lambda row: kind_label(row.get("kind", ""))},
)

HISTORY_FIELDS.update(
    {
        "wording": lambda: _("Versi naskah yang ditandatangani"),
        "name_on_it": lambda: _("Nama yang tertulis"),
        "birth_date_on_it": lambda: _("Tanggal lahir yang tertulis"),
        "birth_place_on_it": lambda: _("Tempat lahir yang tertulis"),
        "sex_on_it": lambda: _("Jenis kelamin yang tertulis"),
        "file_name": lambda: _("Nama berkas"),
        "validity": lambda: _("Masa berlaku"),
        "stages": lambda: _("Wajib pada tahap"),
        "pathways": lambda: _("Jalur"),
        "months_after_departure": lambda: _("Bulan sesudah berangkat"),
        "warn_days": lambda: _("Hari peringatan"),
        "sensitive": lambda: _("Data khusus"),
        "number_secret": lambda: _("Nomor dilindungi"),
        "label": lambda: _("Sebutan"),
        "label_en": lambda: _("Sebutan Inggris"),
        "label_ko": lambda: _("Sebutan Korea"),
    }
)


def kinds_line(codes) -> str:
    """Several kinds in a line: `Paspor, SKCK`."""
    return ", ".join(kind_label(code) for code in codes)


def pieces(difference) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """What a source says and what is right, each in pieces with whether they differ."""
    return letters(said(difference.field, difference.said), said(difference.field, difference.expected))

"""The office's codes in the reader's language."""

from serang.common.words import sentences
from serang.i18n import _, locale
from serang.settings import queries

LISTS = {
    "occupation": lambda: _("Jabatan"),
    "country": lambda: _("Negara tujuan"),
    "pathway": lambda: _("Jalur"),
    "exit_reason": lambda: _("Alasan mundur"),
    "hold_reason": lambda: _("Alasan ditunda"),
    "reject_reason": lambda: _("Alasan menolak"),
    "fund": lambda: _("Sumber dana"),
    "certificate": lambda: _("Sertifikat keterampilan"),
}

sentences(
    code_taken=lambda code: _("Kode %(code)s sudah ada dalam daftar ini.", code=code),
    no_code=lambda: _("Isian daftar ini tidak ditemukan."),
)


def label(row) -> str:
    """A row with label, label_en and label_ko in the reader's language; Indonesian when the other is empty."""
    return (getattr(row, f"label_{locale()}", "") if locale() != "id" else "") or row.label


def code_label(list_name: str, value: str | None) -> str:
    """The word of a code; the code itself when the list no longer has it."""
    entry = queries.code(list_name, value)
    return label(entry) if entry else (value or "")


def choices(list_name: str) -> list[tuple[str, str]]:
    """(code, word) pairs of a code list, for a form."""
    return [(entry.code, label(entry)) for entry in queries.codes(list_name)]


def kelurahan_choices() -> list[tuple[str, str]]:
    """(code, `Kecamatan, Kelurahan`) pairs."""
    return [(row.code, f"{row.kecamatan}, {row.name}") for row in queries.kelurahan()]

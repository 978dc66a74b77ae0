"""Lists for the tests: small workbooks and pasted rows."""

import io
from pathlib import Path

import xlsxwriter

SAMPLES = Path(__file__).parents[1] / "sheets"
HEADS = ["Nama", "NIK", "Tgl Lahir", "L/P", "No HP", "Pendidikan", "Kelurahan", "Kecamatan", "Minat", "Skor EPS", "Ket"]
SITI = ["Siti Rahmawati", "3673015505000043", "15/05/2000", "P", "081234567890", "SMA", "Sayar", "Taktakan", "las", "150", "rajin"]


def person(name, nik="", born="01/02/1999", sex="L", phone="", education="SMA", kelurahan="Sayar", kecamatan="Taktakan",
           wish="", score="", note=""):  # fmt: skip
    """One row."""
    return [name, nik, born, sex, phone, education, kelurahan, kecamatan, wish, score, note]


def pasted(*rows, heads=HEADS):
    """Rows as the clipboard brings them."""
    return "\n".join("\t".join(str(cell) for cell in row) for row in [heads, *rows])


def workbook(*sheets, heads=HEADS):
    """An xlsx file of (name, rows)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate([heads, *rows]):
                sheet.write_row(at, 0, row)
    return out.getvalue()

"""Bad files and bad words on the screen: a clear message, nothing stored, no error of the server."""

import io
import zipfile

import pytest
import xlsxwriter

from tests.browser.looks import number

PEOPLE, ORDERS = 20, 4
TOO_BIG = 30 * 1024 * 1024


def sheet(*rows) -> bytes:
    """A workbook with these rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return made.getvalue()


def far_cell() -> bytes:
    """One name, and one word in the last cell a workbook can have."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Nama"])
        page.write_row(1, 0, ["Siti"])
        page.write(1_048_575, 16_383, "jauh")
    return made.getvalue()


def bomb() -> bytes:
    """A small archive that unpacks to two gigabytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _piece in range(256):
                part.write(b" " * 8 * 1024 * 1024)
    return made.getvalue()


FILES = {
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "Pakai XLSX, XLS, ODS, atau CSV"),
    "letter.pdf": (b"%PDF-1.7\n", "Pakai XLSX, XLS, ODS, atau CSV"),
    "program.exe": (b"MZ" + b"\0" * 64, "Pakai XLSX, XLS, ODS, atau CSV"),
    "empty.xlsx": (b"", "Berkasnya kosong"),
    "empty.csv": (b"", "Berkasnya kosong"),
    "far.xlsx": (far_cell(), "Sel XFD1048576 terletak terlalu jauh"),
    "bomb.xlsx": (bomb(), "Berkas ini mengembang menjadi terlalu besar"),
    "big.xlsx": (b"PK\x03\x04" + b"\0" * TOO_BIG, "Paling besar 20 MB"),
}


@pytest.fixture
def stored(office):
    """stored() is how many people and acts of change the office has."""
    return lambda: (number(office, "SELECT count(*) FROM applicants"), number(office, "SELECT count(*) FROM changes"))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_in_words(hand, stored, tmp_path, name):
    content, words = FILES[name]
    (tmp_path / name).write_bytes(content)
    before = stored()
    hand.open("/exchange")

    hand.page.set_input_files("main input[type=file]", tmp_path / name)
    hand.click("text=Unggah dan cocokkan kolom")

    hand.see_result(f"main >> text={words}")  # long files are read by the worker
    assert stored() == before


def test_a_button_without_a_file_says_so(hand):
    hand.open("/exchange")

    hand.click("text=Unggah dan cocokkan kolom")

    hand.see("main >> text=Ada 1 isian yang perlu diperbaiki")


def test_back_after_a_corrected_form_sends_nothing_again(hand):
    hand.open("/applicants?q=a")
    hand.open("/applicants/5/edit")
    name, pressed = hand.page.input_value("#full_name"), "main button:has-text('Simpan')"
    hand.page.fill("#full_name", "")
    hand.click(pressed)
    hand.see("main .errsum")
    hand.page.fill("#full_name", f"{name} Baru")
    hand.click(pressed)
    hand.see(".toast:has-text('Tersimpan')")
    sent = []
    hand.page.on("request", lambda request: sent.append(request.method))

    hand.page.go_back()

    assert hand.page.input_value("#full_name") == f"{name} Baru"
    hand.page.go_back()
    assert hand.page.url.endswith("/applicants/5/edit")
    assert "POST" not in sent


def test_a_refused_form_that_is_loaded_again_has_its_draft(hand):
    hand.open("/applicants/6/edit")
    hand.page.fill("#full_name", "")
    hand.click("main button:has-text('Simpan')")
    hand.see("main .errsum")

    hand.page.reload()

    assert hand.page.url.endswith("/applicants/6/edit")
    hand.see("[data-draft-offer]")


@pytest.mark.parametrize("letter, width", [("m", 1366), ("w", 390)])
def test_a_name_of_one_very_long_word_makes_no_page_wider(hand_of, letter, width):
    hand = hand_of("officer", width=width)
    hand.open("/applicants/7/edit")
    hand.page.fill("#full_name", letter * 150)
    hand.click("main button:has-text('Simpan')")
    hand.see(".toast:has-text('Tersimpan')")

    for address in ("/applicants/7", "/applicants/7/edit", "/applicants/7/stage", "/matching/locks/new?applicant=7", "/applicants"):
        hand.open(address)
        assert hand.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


SCRIPT, FORMULA, PICTURE = "<script>alert(1)</script>", "=cmd|' /C calc'!A1", "<img src=x onerror=alert(1)>"
ROWS = [
    ("Nama", "NIK", "Tanggal Lahir", "No. HP"),
    (FORMULA, "", "31/02/1999", "0812"),
    (SCRIPT, "", "besok", "abc"),
    ("Siti Rounded", 3.67304270399e15, "01/02/1999", "'081234567890"),
    ("Siti Ancient", "1", "01/01/1800", "+62 812 3456 7890"),
]


def test_bad_rows_are_named_and_not_stored(hand, stored):
    before = stored()
    hand.open("/exchange")
    hand.page.set_input_files("main input[type=file]", {"name": "baris.xlsx", "mimeType": "", "buffer": sheet(*ROWS)})
    hand.click("text=Unggah dan cocokkan kolom")
    hand.click("button:has-text('Uji coba')")

    words = hand.see("main:has-text('4 baris tidak dapat diimpor')").inner_text()
    for told in ("31/02/1999 tidak ada. Contoh: 28/02/1999", "“besok” belum terbaca", "dibulatkan", "1800"):
        assert told in words
    assert SCRIPT in words
    assert stored() == before


@pytest.mark.parametrize("name", [SCRIPT, FORMULA, PICTURE, '" onfocus="alert(1)" autofocus="', "O'Brien & Söhne 김"])
def test_a_strange_name_is_only_a_name(hand, name):
    hand.open("/applicants/new")
    hand.page.fill("#full_name", name)
    hand.press("Control+Enter")

    hand.see(".toast")
    hand.open("/applicants?sort=-number")
    assert name in hand.texts("#applicant_list tbody th a")
    assert hand.page.locator("main script, main img[src=x]").count() == 0


def test_what_a_form_cannot_take_is_said_beside_its_field(hand, stored):
    before = stored()
    hand.open("/applicants/new")
    typed = {"#full_name": "", "#nik": "12", "#birth_date": "31/02/1999", "#height_cm": "9999", "#weight_kg": "berat"}
    for field, words in typed.items():
        hand.page.fill(field, words)
    hand.press("Control+Enter")

    hand.see(".errsum")
    assert hand.focus() == "error_summary"
    for field, words in typed.items():
        assert hand.page.get_attribute(field, "aria-invalid") == "true"
        assert hand.page.input_value(field) == words
    assert stored() == before

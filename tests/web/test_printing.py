"""Printed sheets: what is typed is what is printed, one page each, the same words on the print page and in the PDF."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import monotonic

import jinja2
import psutil
import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup
from PIL import Image
from pypdf import PdfReader

from serang.common.rules import sheetpage
from serang.common.rules.labels import COLUMNS, LABELS, said
from serang.common.rules.sheetpage import Choices, NameList, Page, Row, Section, Signature, Table, Words
from serang.web import printing

OFFICE = Words("Pemerintah Kota Serang, Dinas Tenaga Kerja", "세랑시 노동국")
TEMPLATES = Path(printing.TEMPLATES)


def word(code, language="id+ko"):
    return Words(*said(code, language))


def row(code, first, second="", *, below=False, wide=False):
    return Row(word(code), Words(first, second, below), wide)


def grid(codes, *rows):
    return Table(tuple(map(word, codes)), tuple(tuple(map(Words, cells)) for cells in rows))


def person(name="AHMAD FAUZAN", hangul="아흐마드 파우잔", works=2, **changed):
    """A sheet with every part filled."""
    body = grid(("height", "weight"), ("165 cm", "61 kg"))
    heads = "period", "test_or_training", "place", "result"
    tests = grid(heads, ("17 Jun 2026", "EPS-TOPIK", "HRD Korea", "178 / 200"))
    jobs = grid(("employment_period", "company", "duties"), *[("2021 – 2023", "PT Cahaya", "Operator bubut")] * works)
    page = Page(
        title=word("summary"),
        name=row("name", name, hangul),
        number="P-26-0412",
        day="24 November 2026",
        photo="photo-1.jpg",
        qr="qr-1.svg",
        personal=(
            row("birth_date", "14 Februari 1999", "1999. 2. 14. (만 27세)", below=True),
            row("sex", "Laki-laki", "남"),
            row("birth_place", "Serang, Banten"),
            row("area", "Kecamatan Cipocok Jaya", "치포콕자야구", wide=True),
        ),
        sections=(
            Section(table=replace(body, centred=True)),
            Section(word("language_and_training"), replace(tests, widths=(37, 75, 28, 42))),
            Section(word("work"), jobs),
            Section(word("school_and_skill"), rows=(row("school", "SMK Negeri 2", "공업고등학교"),)),
        ),
        statements=(word("checked"), word("valid_30_days")),
        signature=Signature("Serang, 24 November 2026", word("checked_by"), "Rina Kartika", "NIP 1970"),
        foot=(row("printed_by", "Rina Kartika"), row("check_code", "7Q4M-2K9P")),
    )
    return replace(page, **changed)


def settings(**changed):
    labels = {code: word(code) for code in ("photo", "continued")}
    return {"labels": labels, "language": "id+ko", "office": OFFICE, **changed}


def photo(colour="#c3cede", size=(300, 400)):
    picture = BytesIO()
    Image.new("RGB", size, colour).save(picture, "JPEG")
    return picture.getvalue()


PICTURES = {"photo-1.jpg": photo(), "qr-1.svg": printing.qr("7Q4M-2K9P")}


def printed(*people, **changed):
    made = printing.pdf("applicants/summary.typ", sheetpage.sheet(people, **settings(**changed)), PICTURES)
    return PdfReader(BytesIO(made))


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def html_of(*people, **changed):
    home = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    draw = home.get_template("applicants/_sheet.html").module.person_sheet
    data = sheetpage.sheet(people, **settings(**changed))
    qrs = {"qr-1.svg": Markup(PICTURES["qr-1.svg"].decode())}
    return "".join(draw(each, data, {"photo-1.jpg": "/photo/1"}, qrs) for each in data["people"])


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x") *b* [',
        '#read("/base.typ")',
        "<img src=file:///etc/passwd>",
        "{{7*7}}",
        "\\input{x} $a$ @b `c` // d",
        "X" * 60,
        "Raden Ajeng Kartini Kusumawardhani Sastra",
        "홍길동",
        "O'Neil “Budi”",
    ],
)
def test_a_hostile_name_is_printed_as_typed_on_one_page(name):
    page = person(name)

    reader = printed(page)

    assert len(reader.pages) == 1
    assert sheetpage.lacking(page, text_of(reader)) == []


def test_letters_no_font_has_do_not_stop_the_print():
    reader = printed(person("Budi 😀 ولد \ud800\x00", "홍길동"))

    assert len(reader.pages) == 1
    assert "Budi" in text_of(reader)
    assert "홍길동" in text_of(reader)


def test_every_hangul_syllable_is_in_both_fonts():
    syllables = "".join(map(chr, range(0xAC00, 0xD7A4)))
    everything = Row(Words("Hangul"), Words(syllables))
    bold = Row(Words(syllables), Words("Hangul"))

    for page in (person(sections=(Section(rows=(everything,)),)), person(sections=(Section(rows=(bold,)),))):
        shown = set(text_of(printed(page)))
        assert set(syllables) <= shown


def test_korean_labels_are_in_the_text_and_the_fonts_in_the_file():
    reader = printed(person())

    assert all(label in text_of(reader) for label in ("이력서", "성명", "생년월일", "경력사항"))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert {font.get_object()["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts} == {"SerangSans"}


def test_two_people_are_two_pages_with_their_own_numbers():
    reader = printed(person("SATU"), person("DUA"))

    assert len(reader.pages) == 2
    assert "SATU" in reader.pages[0].extract_text()
    assert "DUA" not in reader.pages[0].extract_text()
    assert [page.extract_text().count("1 / 1") for page in reader.pages] == [1, 1]


def test_thirty_people_are_printed_while_one_waits():
    began = monotonic()

    reader = printed(*[person(f"ORANG {number}") for number in range(30)])

    assert len(reader.pages) == 30
    assert monotonic() - began < 10


def test_print_after_print_does_not_fill_the_memory():
    def batch(number):
        printed(*[person(f"ORANG {number} {place}") for place in range(30)])
        return psutil.Process().memory_info().rss / 2**20

    used = [batch(number) for number in range(6)]

    assert used[5] - used[1] < 60


def test_long_text_flows_to_a_second_page_with_the_name_in_its_head():
    reader = printed(person(works=40), person("DUA"))

    second = reader.pages[1].extract_text()
    assert len(reader.pages) == 3
    assert second.startswith("AHMAD FAUZAN 아흐마드 파우잔")
    assert {"Lanjutan", "2"} <= set(second.split())
    assert "2 / 2" in second
    assert "Lanjutan" not in reader.pages[0].extract_text() + reader.pages[2].extract_text()


def test_a_missing_photo_leaves_a_frame_that_says_so():
    with_photo, without = printed(person()), printed(person(photo=""))

    assert "Pas foto" not in text_of(with_photo)
    assert "Pas foto 3×4 사진" in text_of(without)
    assert len(with_photo.pages[0].images) == 1
    assert len(without.pages[0].images) == 0


@pytest.mark.parametrize("paper, millimetres", [("a4", (210, 297)), ("f4", (215, 330))])
def test_the_paper_is_the_one_asked_for(paper, millimetres):
    box = printed(person(), paper=paper).pages[0].mediabox

    assert tuple(round(float(side) * 25.4 / 72) for side in (box.width, box.height)) == millimetres


def test_only_rows_in_the_data_are_printed():
    shown = text_of(printed(person()))

    assert not any(LABELS[code][0] in shown for code in ("nik", "religion", "marital_status", "address"))


def test_print_page_and_pdf_say_the_same_words():
    people = person(), person("<b>DUA</b> & 'x'", photo="")
    page = BeautifulSoup(html_of(*people), "html.parser").get_text(" ")
    paper = text_of(printed(*people))

    for each in people:
        assert sheetpage.words(each)
        assert sheetpage.lacking(each, page) == [] == sheetpage.lacking(each, paper)


def test_print_page_keeps_to_the_strict_policy_and_escapes():
    html = html_of(person("<script>alert(1)</script>"))

    page = BeautifulSoup(html, "html.parser")
    assert page.find("script") is None
    names = {name for tag in page.find_all(True) for name in tag.attrs}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_lacking_names_the_words_that_are_not_shown():
    page = person("AHMAD FAUZAN")

    assert "FAUZAN" in sheetpage.lacking(page, text_of(printed(person("AHMAD"))))


def test_the_print_sees_no_file_but_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "TEMPLATES", tmp_path)
    (tmp_path / "base.typ").write_text("")
    outside = tmp_path / "secret.txt"
    outside.write_text("rahasia")
    for path in (str(outside), "../secret.txt", "/etc/passwd"):
        (tmp_path / "peek.typ").write_text(f'#read("{path}")')
        with pytest.raises(printing.PrintError):
            printing.pdf("peek.typ", {})


@pytest.mark.parametrize("template", ["applicants/none.typ", "../requirements.txt", "applicants/print.html"])
def test_an_unknown_template_is_refused(template):
    with pytest.raises(printing.PrintError, match="no print template"):
        printing.pdf(template, {})


@pytest.mark.parametrize("name", ["../x.jpg", "a/b.png", "x.typ", "", ".jpg"])
def test_a_picture_name_that_is_a_path_is_refused(name):
    with pytest.raises(printing.PrintError, match="picture"):
        printing.pdf("applicants/summary.typ", sheetpage.sheet([], **settings()), {name: b""})


def test_a_broken_picture_is_said_to_be_broken():
    data, pictures = sheetpage.sheet([person()], **settings()), {**PICTURES, "photo-1.jpg": b"x"}

    with pytest.raises(printing.PrintError, match="applicants/summary.typ.*image"):
        printing.pdf("applicants/summary.typ", data, pictures)


def test_data_that_is_not_plain_is_refused():
    with pytest.raises(printing.PrintError, match="not plain JSON"):
        printing.pdf("applicants/summary.typ", {"people": object()})


def test_prints_at_the_same_time_do_not_mix():
    names = [f"ORANG{number}" for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda name: text_of(printed(person(name))), names))

    assert [[name for name in names if name in text.split()] for text in texts] == [[name] for name in names]


def test_choices_come_from_the_address_and_fall_back_to_the_usual():
    assert sheetpage.choices({}) == Choices() == sheetpage.choices({"lang": "jp", "paper": "a3"})
    assert sheetpage.choices({"lang": "id ko", "paper": "f4", "nik": "1"}) == Choices(paper="f4", full_nik=True)
    assert sheetpage.choices({"chosen": "1", "lang": "ko"}) == Choices("ko", photo=False, ink_saving=False)


PRINT_IN_CHILDREN = """
import multiprocessing, sys
from serang.web import printing
def child(_):
    try:
        return len(printing.pdf("orders/nominative.typ", {}))
    except printing.PrintError as error:
        return str(error)
if sys.argv[1] == "after":
    child(0)
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map_async(child, range(2)).get(30))
"""


@pytest.mark.parametrize("when, told", [("before", "orders/nominative.typ: "), ("after", "forked after")])
def test_a_forked_process_prints_or_says_why_not_and_never_hangs(when, told):
    command = [sys.executable, "-c", PRINT_IN_CHILDREN, when]

    done = subprocess.run(command, cwd=printing.HOME, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.count(told) == 2


def test_an_unknown_language_or_paper_is_refused():
    for wrong in ({"language": "jp"}, {"paper": "a3"}):
        with pytest.raises(ValueError):
            sheetpage.sheet([person()], **settings(**wrong))


def test_each_language_has_a_word_for_each_code():
    assert all(len(texts) == 3 and all(texts) for texts in LABELS.values())
    assert said("height", "id+ko") == ("Tinggi", "신장")
    assert said("height", "ko") == ("신장", "")
    assert set(COLUMNS) == set(sheetpage.LANGUAGES)
    assert all(code in LABELS for code in sheetpage.NAME_LIST_COLUMNS)


def name_list(count):
    cells = ("L", "Serang, 14 Feb 1999", "SMK", "EPS-TOPIK 178", "89", "Ditempatkan", "Tinggi 161 cm")
    rows = tuple(tuple(map(Words, (str(n), f"Orang#{n} *x*", *cells))) for n in range(1, count + 1))
    return NameList(
        word("name_list"),
        Table(tuple(map(word, sheetpage.NAME_LIST_COLUMNS)), rows, sheetpage.NAME_LIST_WIDTHS),
        number="JO-26-014",
        facts=(row("employer", "Haesong Precision"), row("quota", "20"), row("partner", "Gimhae")),
        statements=(Words("Ditempatkan 12"),),
        foot=(row("check_code", "7Q4M-2K9P"),),
        signatures=(Signature("Serang, 24 November 2026", word("head_of_office"), "Hadi Santosa"),),
    )


def test_a_name_list_is_landscape_repeats_its_head_and_counts_pages():
    page = name_list(50)

    reader = PdfReader(BytesIO(printing.pdf("orders/nominative.typ", sheetpage.name_list(page, **settings()))))

    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert len(reader.pages) >= 2
    for number, paper in enumerate(reader.pages, 1):
        assert f"{number} / {len(reader.pages)}" in paper.extract_text()
        assert "Keterangan" in paper.extract_text()
    assert sheetpage.lacking(page, text_of(reader)) == []


def test_a_name_list_without_people_still_prints():
    made = printing.pdf("orders/nominative.typ", sheetpage.name_list(name_list(0), **settings()))

    assert "Haesong" in text_of(PdfReader(BytesIO(made)))

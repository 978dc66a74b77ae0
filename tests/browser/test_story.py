"""The whole story on screens: a list comes in, people are trained, an order is filled, papers leave the printer."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from serang.web.clock import today

PEOPLE, ORDERS = 1, 1
SHEET = Path(__file__).parents[1] / "sheets" / "daftar-pelamar.xlsx"


def test_from_a_list_of_people_to_a_printed_match_list(hand):
    import_the_list(hand)
    batch = open_a_class(hand)
    names = enrol_three_who_wish_to_weld(hand, batch)
    mark_attendance(hand, batch, len(names))
    passed = give_marks_and_complete(hand, batch, names)

    people = [find(hand, name) for name in passed]
    hand.see("text=Sertifikat Las SMAW 3G")
    for person in people:
        hand_in_papers(hand, person)

    order = make_an_order(hand)
    assert propose(hand, order) == sorted(passed)
    send_and_accept(hand, order, passed)

    hand.open(people[0])
    assert "Diterima" in hand.page.inner_text("main .step [aria-current=step]")

    text = paper(hand, order + "/nominative.pdf")
    assert all(name in text for name in passed)
    assert not any(name in text for name in set(names) - set(passed))
    assert "PT Cahaya Las" in text
    alone = paper(hand, people[0] + "/print.pdf")
    assert passed[0] in alone
    assert "Las SMAW 3G" in alone
    assert "PT Cahaya Las" in alone


def import_the_list(hand):
    hand.open("/exchange")
    hand.page.set_input_files("main input[type=file]", SHEET)
    hand.click("text=Unggah dan cocokkan kolom")
    hand.page.wait_for_url(re.compile(r"/exchange/\d+"))
    hand.click("button:has-text('Uji coba')")
    going = int(re.search(r"\d+", hand.see("#apply").inner_text())[0])
    hand.click("#apply")

    hand.see(f"main >> text={going} baris disimpan")
    assert going > 50


def open_a_class(hand) -> str:
    hand.open("/trainings/new")
    hand.page.select_option("#course_id", label="Las SMAW 3G")
    first, last = f"{today() - timedelta(days=1):%d/%m/%Y}", f"{today():%d/%m/%Y}"
    for field, value in {"number": "LAS-99", "provider": "BLK Serang", "starts_on": first, "ends_on": last}.items():
        hand.page.fill(f"#{field}", value)
    for day in hand.page.locator("#weekdays input").all():
        day.check()
    hand.click("button:has-text('Buat angkatan')")
    hand.page.wait_for_url(re.compile(r"/trainings/\d+/schedule$"))
    return hand.page.url.removeprefix(hand.base).removesuffix("/schedule")


def enrol_three_who_wish_to_weld(hand, batch) -> list[str]:
    hand.open("/applicants?occupation=welder&stage=registered&sort=-number")
    names = hand.texts("#applicant_list tbody th a")[:3]
    boxes = hand.page.locator("#applicant_list tbody [name=ids]")
    hand.click(boxes.nth(0))
    hand.click(boxes.nth(2), modifiers=["Shift"])
    hand.click("button:has-text('Daftarkan pelatihan')")
    hand.see("dialog[open]")
    hand.page.select_option("dialog[open] #batch", re.search(r"\d+", batch)[0])
    hand.see("dialog[open] #enrol_forecast >> text=3")
    hand.click("dialog[open] footer .btn-p")
    hand.see(".toast")
    return names


def mark_attendance(hand, batch, people):
    """Everybody was there on both days."""
    for on in (today() - timedelta(days=1), today()):
        hand.open(f"{batch}?span=day&from={on}")
        hand.click("[data-fill]")
        hand.press("Control+Enter")
        hand.see("main >> text=Tersimpan")


def give_marks_and_complete(hand, batch, names) -> list[str]:
    """The last one fails; gives who passed."""
    hand.open(batch + "/marks")
    columns = hand.page.locator("[data-grid] thead th.num").count() - 1
    for column in range(columns):
        hand.click(hand.page.locator(f"tbody tr:first-child [data-score] >> nth={column}"))
        for mark in ("88", "75", "20"):
            hand.type(mark)
            hand.press("Enter")
    hand.press("Control+Enter")
    hand.see("text=Terpenuhi")
    shown = hand.texts("[data-grid] tbody th a")
    hand.open(batch + "/certificates")
    hand.click("button:has-text('Tetapkan hasil 3 peserta')")
    hand.see("text=Hasil ditetapkan: 2 lulus, 1 tidak lulus")
    return shown[:2]


def find(hand, name) -> str:
    """The address of this person, found with the search at the top."""
    hand.open("/")
    hand.press("/")
    hand.type(name)
    hand.press("Enter")
    hand.see(f"h1:has-text('{name}')")
    return hand.page.url.removeprefix(hand.base).split("?")[0]


def hand_in_papers(hand, person):
    """The papers without which nobody may be sent to a partner."""
    for kind in ("ktp", "kk", "consent", "diploma", "family_permit", "medical", "passport"):
        hand.open(f"{person}/documents?add={kind}")
        hand.page.fill("#number", f"{kind}-{person.rpartition('/')[2]}")
        if hand.page.locator("#valid_until").count():
            hand.page.fill("#valid_until", f"{today() + timedelta(days=800):%d/%m/%Y}")
        hand.press("Control+Enter")
        hand.see(".toast")
    for kind in ("KTP-el", "Kartu Keluarga", "Persetujuan data pribadi"):
        hand.click(f"button[aria-label='Verifikasi {kind}']")
        hand.page.locator(f"button[aria-label='Verifikasi {kind}']").wait_for(state="detached")


def make_an_order(hand) -> str:
    hand.open("/orders/new")
    for field, value in {
        "title": "Juru las kapal",
        "employer": "PT Cahaya Las",
        "quota": "2",
        "reserves": "1",
        "departs_on": f"{today() + timedelta(days=200):%d/%m/%Y}",
    }.items():
        hand.page.fill(f"#{field}", value)
    hand.page.select_option("#occupation", "welder")
    hand.page.select_option("#country", "KR")
    hand.press("Control+Enter")
    hand.page.wait_for_url(re.compile(r"/orders/\d+$"))
    order = hand.page.url.removeprefix(hand.base)
    hand.open(order + "/requirements?kind=certificate")
    hand.page.select_option("#certificate", "welding_3g")
    hand.click("button:has-text('Tambah syarat')")
    hand.see("th >> text=3G")
    return order


def propose(hand, order) -> list[str]:
    """Run the engine over everybody; gives who is proposed for the order."""
    hand.open("/matching")
    hand.page.select_option("#whom", label="Semua yang belum keluar")
    hand.page.check("#unknown_allowed")
    hand.click("text=Jalankan pencocokan")
    hand.see("text=Terbukti optimal")
    hand.open(order)
    hand.see("text=Usulan pencocokan")
    return sorted(hand.texts("table:has(caption:text('Usulan pencocokan')) tbody th a"))


def send_and_accept(hand, order, names):
    hand.click("button:has-text('Terapkan 2 usulan')")
    hand.click("button:has-text('Kirim 2 usulan')")
    assert "2 orang dikirim ke mitra" in hand.see(".toast:has-text('mitra')").inner_text()
    for name in names:
        hand.click(f"button[aria-label='Terima {name}']")
    hand.see("text=2 diterima")


def paper(hand, address) -> str:
    answer = hand.context.request.get(hand.base + address)
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)


def test_the_keyboard_alone_is_enough(hand):
    hand.open("/")

    hand.press("/")
    hand.type("contoh")
    hand.press("Enter")
    hand.see("text=Tidak ada pelamar yang cocok")
    hand.press("g", "p")
    hand.page.wait_for_url("**/applicants")
    for name in ("Contoh Satu", "Contoh Dua", "Contoh Tiga"):
        hand.press("n")
        hand.see("dialog[open]")
        hand.type(name)
        hand.press("Enter")
        hand.see(f".toast:has-text('{name}')")
        hand.press("g", "p")
        hand.page.wait_for_url("**/applicants")
        hand.settle()

    hand.press("j", "Enter")
    hand.see("tr.editing")
    hand.type("081234567890")
    hand.press("Enter")
    hand.see("tr.saved")
    assert hand.focus().endswith("_edit")
    assert "0812-3456-7890" in hand.texts("tbody tr.saved")[0]
    hand.press("o")
    hand.see(".step")
    assert "0812-3456-7890" in hand.page.inner_text("main")
    hand.page.go_back()
    hand.settle()

    hand.press("j")
    hand.press("x", "j", "x", "j", "x")
    hand.see("text=3 dipilih")
    hand.press("s")
    hand.see("dialog[open]")
    assert hand.focus() == "stage"
    hand.press("Escape")
    hand.page.locator("dialog[open]").wait_for(state="detached")
    hand.press("Escape")
    hand.page.locator("[data-bulk]").wait_for(state="hidden")

    hand.press("k", "k", "Enter")
    hand.see("tr.editing")
    hand.type("089999999999")
    hand.press("Enter")
    hand.see(".toast >> text=Urungkan")
    for _step in range(80):
        if hand.page.evaluate("document.activeElement.closest('.toast form') !== null"):
            break
        hand.press("Tab")
    hand.press("Enter")
    hand.see(".toast >> text=diurungkan")
    assert hand.texts("tbody tr:has-text('0899-9999-9999')") == []
    assert hand.clicks == 0

"""Working with the plan: five fixed by hand, a change tried on a copy, a class that the plan asks for."""

import re
from datetime import timedelta

import pytest

from serang.web.clock import today
from tests.browser.looks import number
from tests.browser.places import OF_THE_OFFICER, filled

PEOPLE, ORDERS = 400, 12


def number_of(hand, what: str) -> int:
    return int(re.sub(r"\D", "", hand.see(what).inner_text()))


def run_for_all(hand) -> int:
    """Run the engine over everybody; gives how many are placed."""
    hand.open("/matching")
    hand.page.select_option("#whom", label="Semua yang belum keluar")
    hand.click("text=Jalankan pencocokan")
    hand.see("text=Terbukti optimal")
    return number_of(hand, "dl.stat dd")


def fullest_order(hand) -> str:
    """The address of the order for which the run at hand proposes most people."""
    rows = hand.page.locator("#run_orders tbody tr")
    counts = [int(row.locator("td.num b").first.inner_text()) for row in rows.all()]
    address = rows.nth(counts.index(max(counts))).locator("th a").get_attribute("href")
    return f"/orders/{address.rpartition('/')[2]}"


def proposed(hand) -> dict[str, str]:
    """Who stands in the order's list: id of the person by name."""
    links = hand.page.locator("table:has(caption:text('Calon di job order ini')) tbody th a").all()
    return {link.inner_text(): link.get_attribute("href").rpartition("/")[2] for link in links}


def test_five_who_are_fixed_do_not_move_when_it_runs_again(hand):
    run_for_all(hand)
    plan = hand.page.url.removeprefix(hand.base)
    order = fullest_order(hand)
    hand.open(order)
    hand.click("button:has-text('Terapkan')")
    hand.see("text=Diusulkan")
    before = proposed(hand)
    five = list(before)[-5:]
    assert len(five) == 5
    for name in five:
        hand.open(f"/matching/locks/new?applicant={before[name]}&order={order.rpartition('/')[2]}&kind=lock")
        hand.page.fill("#reason", "Sudah berjanji kepada keluarga")
        hand.press("Control+Enter")
        hand.see(".toast >> text=dikunci di")

    run_for_all(hand)

    assert hand.page.url.removeprefix(hand.base) != plan
    hand.open(order)
    assert set(five) <= set(proposed(hand))
    assert hand.page.locator("text=Sudah berjanji kepada keluarga").count() == 5


def test_a_change_is_tried_on_a_copy_and_nothing_stays(hand):
    run_for_all(hand)
    hand.click("a:has-text('Bagaimana jika')")
    hand.see("text=tidak ada data yang berubah")
    choice = hand.page.locator("#order option:not([value=''])").first
    number, what_if = choice.get_attribute("value"), hand.page.url.removeprefix(hand.base)
    hand.open(f"/orders/{number}")
    quota = hand.texts("main .card:has(h2:text('Kuota'))")
    hand.open(what_if)
    hand.page.select_option("#order", number)
    hand.page.fill("#quota", "0")
    hand.click("button:has-text('Hitung')")
    hand.see("h2:has-text('Jika diubah')")
    assert hand.focus() == "answer"
    cells = [
        int(re.sub(r"[^\d+-]", "", text))
        for text in hand.texts("table:has(caption:text('Sekarang dan jika diubah')) tbody tr:nth-child(1) td")
    ]

    assert cells[1] <= cells[0]
    assert cells[2] == cells[1] - cells[0]
    hand.page.select_option("#order", number)
    hand.see("#order_now >> text=Sekarang: kuota")
    hand.page.check("#besides")
    hand.page.focus("#quota")
    hand.press("Enter")
    hand.see("text=Jika hanya ini")
    assert "Job order tambahan seperti" in hand.see("table:has(caption:text('Perubahan yang dicoba'))").inner_text()
    hand.click("a:has-text('Hapus semua')")
    assert "change" not in hand.page.url
    hand.open(f"/orders/{number}")
    assert quota
    assert hand.texts("main .card:has(h2:text('Kuota'))") == quota


def test_the_class_that_the_plan_asks_for_makes_the_plan_better(hand):
    before = run_for_all(hand)
    hand.open("/matching/training?capacity=4&number=1")
    promised = number_of(hand, "text=/bersama-sama \\d+ tempat lebih/")
    wanted = hand.texts("ol.stack > li >> nth=0 >> a[href^='/applicants/']")
    assert promised > 0

    hand.click("a:has-text('Buka angkatan')")
    hand.page.fill("#starts_on", f"{today():%d/%m/%Y}")
    hand.click("button:has-text('Buat angkatan dengan peserta ini')")
    hand.page.wait_for_url("**/trainings/**")
    hand.see(".toast >> text=dibuat dengan")
    batch = re.search(r"/trainings/\d+", hand.page.url)[0]
    assert set(wanted) <= set(hand.texts("tbody th a"))
    date_back(hand, batch)
    assist(hand, batch)
    mark(hand, batch)
    hand.open(batch + "/certificates")
    hand.click("button:has-text('Tetapkan hasil')")
    hand.see("text=Hasil ditetapkan")

    assert run_for_all(hand) >= before + promised


def date_back(hand, batch):
    """The class has been these days, as one that was only written down later."""
    hand.open(batch + "/edit")
    hand.page.fill("#starts_on", f"{today() - timedelta(days=3):%d/%m/%Y}")
    hand.page.fill("#ends_on", f"{today():%d/%m/%Y}")
    hand.click("main button:has-text('Simpan')")
    hand.page.wait_for_url(f"**{batch}/schedule")


def assist(hand, batch):
    """Everybody was there, every day so far."""
    for back in range(3, -1, -1):
        hand.open(f"{batch}?span=day&on={(today() - timedelta(days=back)).isoformat()}")
        if hand.page.locator("[data-fill]").count() and hand.page.locator("[data-mark]").count():
            hand.click("[data-fill]")
            hand.press("Control+Enter")
            hand.see(".toast")


def mark(hand, batch):
    """Full marks for everybody."""
    hand.open(batch + "/marks")
    for one in hand.page.locator("[data-score]").all():
        one.fill("100")
    hand.click("main button:has-text('Simpan')")
    hand.see(".toast")


WITH_TITLES = (
    "home.index", "orders.index", "orders.show", "orders.edit", "orders.quota", "orders.requirements", "matching.index", "matching.show",
    "matching.order", "matching.out", "matching.explain", "matching.what_if", "matching.lock", "matching.add", "matching.answers",
    "matching.cancel",
)  # fmt: skip
SIDEWAYS = """() => [document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll('.tblw')].filter(
    box => innerWidth > 1000 || box.classList.contains('cards')).map(box => box.scrollWidth - box.clientWidth)]"""


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("title", ["w" * 150, "Asisten perawat lansia untuk rumah perawatan " * 3], ids=["word", "sentence"])
def test_an_order_with_a_very_long_title_pushes_nothing_out_of_sight(hand_of, office, title, width):
    hand = hand_of("officer", width=width)
    there = [filled(OF_THE_OFFICER[name], lambda question: number(office, question)) for name in WITH_TITLES]
    order = filled("/orders/{order}", lambda question: number(office, question))
    hand.open(f"{order}/edit")
    hand.page.fill("#title", title)
    hand.page.fill("#employer", title)
    hand.click("main button:has-text('Simpan')")
    hand.page.wait_for_url(f"**{order}")

    for address in [*there, f"{there[11]}?order={order.rpartition('/')[2]}&quota=40"]:
        hand.open(address)
        assert max(hand.page.evaluate(SIDEWAYS)) <= 1, address
    labels = hand.page.locator("#order option").all_inner_texts()
    assert max(map(len, labels)) <= 75

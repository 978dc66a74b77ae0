"""The ten daily tasks, counted in clicks, keys and page loads, on 5,000 people."""

import re
from io import BytesIO

from pypdf import PdfReader

PEOPLE, ORDERS = 5000, 50


def test_1_add_an_applicant(hand):
    hand.open("/applicants")
    name = hand.page.locator("#applicant_list tbody th a").first.inner_text()

    hand.press("n")
    hand.see("dialog[open]")
    hand.type(name)
    hand.see(f"dialog[open] #alike_quick >> text={name}")
    hand.type(" Contoh")
    hand.press("Enter")

    hand.see(f"text={name} Contoh")
    assert hand.clicks == 0
    assert hand.keys == len(name + " Contoh") + 2
    assert hand.loads <= 1


def test_2_find_by_part_of_a_name(hand):
    hand.open("/")

    hand.press("/")
    hand.type("rah")
    hand.press("Enter")

    hand.see("#applicant_list tbody tr")
    assert all("rah" in name.lower() for name in hand.page.locator("#applicant_list tbody th a").all_inner_texts())
    assert (hand.clicks, hand.keys) == (0, 5)


def test_3_fix_a_phone_number(hand):
    hand.open("/applicants?sort=-number")
    hand.press("j")
    hand.reset()

    hand.press("Enter")
    hand.see("tr.editing input")
    assert hand.page.evaluate("document.activeElement.name") == "phone"
    hand.press("Control+a")
    hand.type("081255556666")
    hand.press("Enter")

    hand.see("tr.saved >> text=0812-5555-6666")
    hand.see(".toast >> text=Urungkan")
    assert (hand.clicks, hand.loads) == (0, 0)


def test_4_change_the_stage_of_twenty(hand):
    hand.open("/applicants?stage=registered&state=active&papers=complete")
    boxes = hand.page.locator("#applicant_list tbody [name=ids]")

    hand.click(boxes.nth(0))
    hand.click(boxes.nth(19), modifiers=["Shift"])
    hand.see("text=20 dipilih")
    hand.press("s")
    hand.see("dialog[open] select")
    hand.page.locator("dialog[open] select").first.select_option("verified")
    words = hand.see("dialog[open] .btn-p").inner_text()
    can = int(re.search(r"\d+", words)[0])
    assert 1 <= can <= 20
    hand.page.locator("dialog[open] select").first.focus()
    hand.press("Enter")

    hand.page.wait_for_url("**/bulk/stage/**")
    assert str(can) in hand.see("main").inner_text()
    assert (hand.clicks, hand.keys) == (2, 2)
    assert hand.loads <= 1


def running_batch(hand) -> str:
    """The address of a running batch."""
    hand.page.goto(hand.base + "/trainings?state=running")
    return hand.page.locator("main tbody th a").first.get_attribute("href")


def test_5_attendance_of_a_class(hand):
    address = running_batch(hand)
    hand.open(address)
    cells = hand.page.locator("td.today [data-mark]")
    people = cells.count()
    assert people > 5

    hand.click("[data-fill]")
    hand.press("S", "ArrowDown", "A")
    hand.press("Control+Enter")

    hand.see(".toast:has-text('disimpan')")
    hand.page.reload()
    marks = [cells.nth(at).input_value() for at in range(people)]
    assert (marks.count("S") >= 1, marks.count("A") >= 1, marks.count("H") >= people - 3) == (True, True, True)
    assert hand.clicks == 1
    assert hand.keys <= 4


def test_6_marks_of_a_class(hand):
    address = running_batch(hand)
    hand.open(address + "/marks")
    scores = hand.page.locator("[data-score]")
    people = hand.page.locator("#marks tbody tr:has([data-score])").count()

    hand.click(scores.first)
    hand.press("Control+a")
    for at in range(people):
        hand.type(str(70 + at % 20))
        hand.press("Enter")
    hand.press("Control+Enter")

    hand.see(".toast:has-text('disimpan')")
    hand.page.goto(hand.base + address + "/marks")
    assert scores.first.input_value() == "70"
    assert hand.clicks == 1


def test_7_print_thirty_summaries(hand):
    hand.open("/applicants?stage=ready&size=50")
    boxes = hand.page.locator("#applicant_list tbody [name=ids]")

    hand.click(boxes.nth(0))
    hand.click(boxes.nth(29), modifiers=["Shift"])
    hand.press("p")
    hand.see("text=PDF")
    assert hand.clicks <= 4

    with hand.page.expect_request(lambda request: "print.pdf" in request.url) as asked:
        hand.click("a:has-text('PDF')")
    assert hand.clicks <= 4
    paper = hand.page.context.request.get(asked.value.url)
    assert len(PdfReader(BytesIO(paper.body())).pages) == 30


def test_8_who_lacks_a_valid_passport(hand):
    hand.open("/")
    link = hand.page.locator('main a[href="/documents?state=passport"]')
    number = link.inner_text()

    hand.click(link)

    hand.see("#paper_list")
    assert f"dari {number}" in hand.page.locator("#paper_list .pager").inner_text()
    assert hand.clicks == 1


def test_9_fill_an_order(hand):
    hand.open("/orders?state=open")
    hand.page.evaluate("1")

    hand.click("main tbody th a")
    hand.click("main a:has-text('Usulkan'), main button:text-is('Usulkan')")
    hand.see("text=Terapkan", timeout=30_000)
    hand.click("button:has-text('Terapkan')")

    hand.page.wait_for_load_state("load")
    hand.see("text=Diusulkan")
    assert hand.clicks <= 4


def test_10_how_far_from_the_target(hand):
    hand.open("/")

    number = hand.see(".gauge .big").text_content()
    hand.click('main a[href*="stage=departed"]')

    hand.see("#applicant_list tbody tr")
    assert f"dari {number}" in hand.page.locator("#applicant_list .pager").inner_text()
    assert hand.clicks == 1


def test_enter_on_the_reason_moves_those_who_can(hand):
    hand.open("/applicants?stage=selected&state=active&papers=complete")
    hand.click("#applicant_list tbody [name=ids]")
    hand.press("s")
    hand.see("dialog[open] select")
    hand.page.locator("dialog[open] select").first.select_option("registered")
    hand.see("dialog[open] #bulk_go[value=registered]")
    hand.page.locator("dialog[open] [name=reason]").fill("Salah catat")
    hand.press("Enter")

    hand.page.wait_for_url("**/bulk/stage/**")
    hand.see("text=menjadi Terdaftar")

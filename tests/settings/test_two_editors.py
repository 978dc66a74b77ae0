"""Two administrators change the same settings: different values come together, the same one is asked about."""

import pytest


@pytest.fixture
def field(admin):
    """The address of an own field with choices."""
    admin.post("/settings/fields", label="Ukuran baju", kind="choice", choices="S\nM", expect=303)
    return admin.get("/settings/fields").soup.select_one("a[href$='/edit']")["href"].removesuffix("/edit")


PLACES = {
    "office": ("/settings", "/settings", {"city": "Serang Baru", "target": "777"}, "target", "555"),
    "code": ("/settings/lists/pathway/{code}/edit", "/settings/lists/pathway/{code}", {"label_en": "A", "label": "Jalur A"}, "label", "B"),
    "field": ("{field}/edit", "{field}", {"hint": "Ukuran kaos", "choices": "S\nM\nL"}, "choices", "M\nXL"),
}


@pytest.mark.parametrize("thing", PLACES)
def test_two_editors(admin, field, thing):
    code = admin.get("/settings/lists/pathway").soup.select_one("main a[href$='/edit']")["href"].split("/")[-2]
    page_of, url, theirs, name, mine = PLACES[thing]
    page_of, url = (text.format(field=field, code=code) for text in (page_of, url))
    css = f"form[action='{url}']"
    form = admin.get(page_of).fields(css)
    other = next(one for one in theirs if one != name)
    admin.post(url, form | theirs, expect=303)

    admin.post(url, form | {"label_ko": "가"} if thing != "office" else form | {"contact": "Pak Budi"}, expect=303)
    assert _typed(admin, page_of, css, *theirs) == theirs

    page = admin.post(url, form | {name: mine}, expect=409)
    assert f"menjadi “{theirs[name].split()[0]}" in page.text
    admin.post(url, page.fields(css), expect=303)

    assert _typed(admin, page_of, css, name, other) == {name: mine, other: theirs[other]}


def _typed(admin, page_of, css, *names):
    stored = admin.get(page_of).fields(css)
    return {name: stored[name].strip() for name in names}

"""Lists of people: search, filters, order, pages, counts, plans, and who sees whom."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import event, text

from serang.applicants import queries
from serang.applicants.queries import Filters, lists, search
from serang.common.refusals import Missing
from serang.common.rules.days import add_months
from serang.db import db, is_sqlite
from serang.settings import operations as settings
from serang.web.clock import today
from tests.databases import wanted


@pytest.fixture
def reader(account):
    """An officer."""
    return account("officer")


@pytest.fixture
def names_of(reader):
    """names_of(q="rah") are the names found, in order."""

    def of(sort="name", size=100, by=None, **filters):
        found = queries.find(Filters(**filters), reader=by or reader, on=today(), sort=sort, size=size)
        assert found.total == len(found.rows)
        return [row.full_name for row in found.rows]

    return of


@pytest.mark.parametrize(
    "q",
    [
        "rah sit",
        "SITI",
        "aminah",
        "mina",
        "si",
        "s",
        "sitti",
        "rohmah",
        "3673994502010001",
        "367399 4502",
        "0812 3456",
        "62812-3456-7890",
        "+62 812 3456 7890",
        "8123456",
        "p-26-9001",
        "P26 9001",
        "길동",
        "홍",
        "홍길동",
        "동",
        "RAHMAH, siti",
    ],
)
def test_a_person_is_found_by_any_part(make, names_of, q):
    make.applicant("Siti Aminah Rahmah", number="P-26-9001", nik="3673994502010001", phone="+6281234567890", hangul_name="홍길동")
    make.applicant("Budi Hartono", number="P-26-9002", nik="3604990502010002", phone="+6287711112222", hangul_name="김철수")

    assert names_of(q=q) == ["Siti Aminah Rahmah"]


@pytest.mark.parametrize("q", ["iti", "%", "_", '"', "siti' OR 1=1", "AND", "* NEAR(", "zz", "9999", "-", "\\"])
def test_what_is_not_there_is_not_found_and_breaks_nothing(make, names_of, q):
    make.applicant("Agus Salim")

    assert names_of(q=q) == []


def test_two_letters_are_the_beginning_of_a_word(make, names_of):
    make.applicant("Nurul Hidayah")
    make.applicant("Hana Nur")

    assert names_of(q="ul") == []
    assert names_of(q="hi") == ["Nurul Hidayah"]
    assert names_of(q="h n") == ["Hana Nur", "Nurul Hidayah"]


def test_spelling_variants_are_found(make, names_of):
    make.applicant("Moch. Sjarifoeddin")

    assert names_of(q="Syarifudin") == ["Moch. Sjarifoeddin"]
    assert names_of(q="muhammad syarifuddin") == ["Moch. Sjarifoeddin"]


def test_a_search_follows_a_new_name_and_forgets_the_old(make, names_of):
    person = make.applicant("Lama Sekali")
    person.full_name = "Baru Jadi"
    db.session.flush()

    assert names_of(q="lama") == []
    assert names_of(q="baru") == ["Baru Jadi"]


def test_who_may_not_see_numbers_finds_a_whole_phone_and_no_nik(make, names_of, account):
    make.applicant("Siti", nik="3673994502010001", phone="+6281234567890")

    viewer = account("viewer")
    assert names_of(q="36739945", by=viewer) == []
    assert names_of(q="0812345", by=viewer) == []
    assert names_of(q="3673994502010001", by=viewer) == []
    assert names_of(q="0812-3456-7890", by=viewer) == ["Siti"]


def test_filters_narrow_together(make, names_of, reader):
    made = {}
    for stage, sex, ward in product(("ready", "registered"), "LP", ("36.73.01.1002", "36.73.02.1001")):
        made[stage, sex, ward] = make.applicant(f"{stage} {sex} {ward}", stage=stage, sex=sex, kelurahan_code=ward)
    make.applicant("Mundur", stage="ready", exit_reason="family", exit_on=today())
    mine = made["ready", "P", "36.73.01.1002"]
    mine.officer_id = reader.id
    db.session.flush()

    assert len(names_of(stage=("ready",))) == 5
    assert len(names_of(stage=("ready",), state=("active",))) == 4
    assert names_of(state=("out",)) == ["Mundur"]
    assert len(names_of(stage=("ready", "registered"), kecamatan=("36.73.01",))) == 4
    assert names_of(officer=("me",)) == [mine.full_name]
    assert len(names_of(officer=("none",))) == 8
    assert names_of(q="ready", stage=("ready",), sex=("P",), kecamatan=("36.73.01",)) == [mine.full_name]


def test_ages_include_both_ends(make, names_of):
    for years, days in ((20, 0), (20, 1), (21, 0), (25, 0), (26, 1)):
        make.applicant(f"{years} {days:+}", birth_date=add_months(today(), -12 * years) + timedelta(days))

    assert sorted(names_of(age_min=20, age_max=25)) == ["20 +0", "21 +0", "25 +0", "26 +1"]
    assert names_of(age_max=19) == ["20 +1"]


def test_wishes_photos_and_scores(make, names_of):
    smith = make.applicant("Tukang Las", eps_score=150, photo="a.jpg")
    make.wish(smith, "welder")
    make.wish(smith, "care_worker", rank=2)
    make.applicant("Tanpa Apa", eps_score=90)

    assert names_of(occupation=("care_worker",)) == ["Tukang Las"]
    assert names_of(photo=("no",)) == ["Tanpa Apa"]
    assert names_of(eps_min=90, eps_max=149) == ["Tanpa Apa"]


@pytest.mark.parametrize(
    "sort",
    ["name", "-name", "number", "age", "-age", "eps", "-eps", "stage", "-stage", "kecamatan", "-papers", "created"],
)
@pytest.mark.parametrize("size", [25])
def test_pages_by_mark_and_by_number_give_every_person_once(make, reader, sort, size):
    for n in range(60):
        make.applicant(
            f"Orang {n % 7}",
            eps_score=n % 5 if n % 3 else None,
            stage=("ready", "verified", "registered")[n % 3],
            birth_date=date(2000, 1, 1 + n % 9) if n % 4 else None,
            kelurahan_code="36.73.01.1002" if n % 2 else None,
        )

    def ask(**place):
        return queries.find(Filters(), reader=reader, on=today(), sort=sort, size=size, **place)

    whole = [row.id for row in queries.every(Filters(), reader=reader, on=today(), sort=sort)]
    one, two, three = (ask(page=n) for n in (1, 2, 3))
    second = ask(after=one.after)
    third = ask(after=second.after)

    assert len(set(whole)) == 60
    assert [row.id for page in (one, two, three) for row in page.rows] == whole
    assert [[row.id for row in page.rows] for page in (second, third)] == [[row.id for row in page.rows] for page in (two, three)]
    assert (second.first, third.first, third.last, third.after, one.before) == (26, 51, 60, None, None)
    assert [row.id for row in ask(before=third.before).rows] == [row.id for row in two.rows]
    assert [row.id for row in ask(before=second.before).rows] == [row.id for row in one.rows]


@pytest.mark.parametrize("sort", ["age", "-age", "eps", "-eps"])
def test_who_has_no_value_comes_last(make, names_of, sort):
    make.applicant("Kosong")
    make.applicant("Isi", eps_score=1, birth_date=date(2000, 1, 1))

    assert names_of(sort=sort) == ["Isi", "Kosong"]


def test_a_mark_whose_row_is_gone_keeps_its_place(make, reader):
    people = [make.applicant(f"Orang {n:02}") for n in range(40)]
    first = queries.find(Filters(), reader=reader, on=today(), size=25)
    db.session.delete(people[24])
    db.session.flush()

    second = queries.find(Filters(), reader=reader, on=today(), size=25, after=first.after)

    assert [row.full_name for row in second.rows] == [f"Orang {n:02}" for n in range(26, 40)]


@pytest.mark.parametrize("mark", ["x", "1", "-", "1-", "99999999999-1", "0-0", "1-99999"])
def test_a_forged_mark_breaks_nothing(make, reader, mark):
    make.applicant("Satu")

    queries.find(Filters(), reader=reader, on=today(), after=mark)
    queries.find(Filters(), reader=reader, on=today(), before=mark)


def test_counts_are_given_the_other_filters(make, reader):
    for n in range(24):
        make.applicant(
            f"Orang {n}",
            stage=("ready", "registered", "verified")[n % 3],
            sex="LP"[n % 2],
            kelurahan_code="36.73.01.1002" if n % 4 else "36.73.02.1001",
            exit_reason="family" if n == 5 else None,
        )
    chosen = {"stage": ("ready",), "sex": ("P",), "q": "orang"}

    counts = queries.facets(Filters(**chosen), reader=reader, on=today())

    for facet, found in counts.items():
        for value, n in found.items():
            wanted_value = ("none",) if value is None else (str(value),)
            if facet in ("sex", "education", "kecamatan", "papers", "stage", "state") and value is not None:
                narrowed = Filters(**{**chosen, facet: wanted_value})
                assert queries.count(narrowed, reader=reader, on=today()) == n, (facet, value)
    assert set(counts["stage"]) == {"ready", "registered", "verified"}


def test_a_trainer_sees_the_people_of_own_batches(make, account, names_of):
    trainer = account("trainer")
    mine, other = make.applicant("Murid Saya"), make.applicant("Orang Lain")
    make.enrolment(make.batch(trainer_id=trainer.id), mine)
    make.enrolment(make.batch(), other)

    assert names_of(by=trainer) == ["Murid Saya"]
    assert queries.ids(Filters(), reader=trainer, on=today()) == [mine.id]
    assert queries.among([mine.id, other.id], trainer) == [mine.id]
    assert queries.get(mine.id, trainer).id == mine.id
    assert [row.id for row in queries.options("orang", trainer)] == []
    with pytest.raises(Missing):
        queries.get(other.id, trainer)


def test_columns_beyond_the_reader_are_left_out(account):
    asked = ["phone", "nik_full", "address", "nik", "age", "nonsense", "age"]

    assert queries.shown_to(account("officer"), asked) == ["phone", "nik_full", "address", "nik", "age"]
    assert queries.shown_to(account("viewer"), asked) == ["nik", "age"]
    assert queries.shown_to(account("trainer"), asked) == ["phone", "nik", "age"]


def test_the_masked_column_holds_no_whole_number(make, reader):
    person = make.applicant("Siti", nik="3673994502010001")

    row = queries.rows_of([person.id], ["nik"], reader)[0]

    assert row.nik_masked == "3673••••••••••••"
    assert "3673994502010001" not in str(row)


def test_look_alikes_are_found_across_spellings(make):
    one = make.applicant("Moch. Sjarifoeddin", birth_date=date(2000, 1, 1))
    two = make.applicant("Dewi Sartika", phone="+6281234567890")
    three = make.applicant("Tono", nik="3673994502010001")

    found = {
        "name": queries.look_alikes(full_name="Muhammad Syarifudin"),
        "phone": queries.look_alikes(full_name="Rini", phone="0812 3456 7890"),
        "nik": queries.look_alikes(full_name="", nik_number="3673994502010001"),
        "nobody": queries.look_alikes(full_name="Zulkarnaen"),
        "self": queries.look_alikes(full_name="Dewi Sartika", besides=two.id),
    }

    assert [[row[0] for row in rows] for rows in found.values()] == [[one.id], [two.id], [three.id], [], []]


def test_numbers_go_on_and_are_never_given_twice(make):
    make.applicant("A", number="P-26-0007")
    make.applicant("B", number="P-26-0009")

    assert queries.next_numbers(date(2026, 5, 1), 3) == ["P-26-0010", "P-26-0011", "P-26-0012"]
    assert queries.next_numbers(date(2027, 5, 1)) == ["P-27-0001"]


def test_a_pasted_column_is_looked_up(make, reader):
    siti = make.applicant("Siti Aminah", nik="3673994502010001", number="P-26-5001")
    twins = [make.applicant("Budi Santoso"), make.applicant("Budi Santoso")]
    lines = "'3673 9945 0201 0001\n\nSitti Aminah\nP-26-5001\nBudi  Santoso\nTidak Ada\n3673994502019999\n3673 9945 0201 0001"

    looked = {one.line: [person[0] for person in one.people] for one in queries.look_up(lines, reader)}

    assert looked == {
        "'3673 9945 0201 0001": [siti.id],
        "Sitti Aminah": [siti.id],
        "P-26-5001": [siti.id],
        "Budi Santoso": [person.id for person in twins],
        "Tidak Ada": [],
        "3673994502019999": [],
        "3673 9945 0201 0001": [siti.id],
    }


def test_a_pasted_nik_means_nobody_to_who_may_not_see_it(make, account):
    siti = make.applicant("Siti Aminah", nik="3673994502010001")

    looked = queries.look_up("3673994502010001\nSiti Aminah", account("viewer"))

    assert [[person[0] for person in one.people] for one in looked] == [[], [siti.id]]


def _plan(statement) -> str:
    compiled = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
    rows = db.session.execute(text(("EXPLAIN QUERY PLAN " if is_sqlite() else "EXPLAIN ") + compiled.replace(":", r"\:")))
    return "\n".join(str(row[-1]) for row in rows)


@pytest.fixture
def crowd(app, account):
    """Enough people for a planner to prefer an index."""
    from serang.upkeep.operations import demo
    from serang.web.clock import now

    demo.fill(applicants=700, orders=2, seed=1, on=date(2026, 11, 25), at=now(), password="rahasia-panjang")
    db.session.commit()
    if not is_sqlite():  # so few rows are read through sooner than any index; what is asked is whether the index can serve
        db.session.execute(text("ANALYZE applicants"))
        db.session.execute(text("SET enable_seqscan = off"))


@pytest.mark.parametrize("q", ["suryadi", "su rya", "81234567", "3673994"])
def test_a_search_goes_through_the_trigrams(crowd, reader, q):
    plan = _plan(search.hits(q, reader))

    if wanted():
        assert "ix_applicants_trigram" in plan, plan
        assert "Seq Scan on applicants" not in plan, plan
    else:
        assert "VIRTUAL TABLE INDEX" in plan, plan
        assert "SCAN applicants USING" not in plan, plan


def test_found_people_are_put_in_order_without_walking_the_table(crowd, reader):
    statements = _statements(lambda: queries.find(Filters(q="suryadi"), reader=reader, on=today(), columns=["age"]))
    plan = _explained(next(s for s in statements if "full_name" in s[0]))

    if wanted():
        assert "CTE Scan on hits" in plan, plan
        assert "Seq Scan on applicants" not in plan, plan
    else:
        assert "SEARCH applicants USING INTEGER PRIMARY KEY" in plan, plan


def test_the_first_page_walks_the_index_of_its_order(crowd, reader):
    statements = _statements(lambda: queries.find(Filters(), reader=reader, on=today(), columns=["age"]))
    plan = _explained(next(s for s in statements if "full_name" in s[0]))

    assert "ix_applicants_search" in plan, plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan, plan
    assert "Seq Scan" not in plan, plan


def test_a_far_page_begins_at_its_mark(crowd, reader):
    far = queries.find(Filters(), reader=reader, on=today(), page=12)
    statements = _statements(lambda: queries.find(Filters(), reader=reader, on=today(), after=far.after))
    plan = _explained(next(s for s in statements if "full_name" in s[0]))

    assert ("ix_applicants_search (search>?" in plan) or ("Index Cond" in plan and "ix_applicants_search" in plan), plan


@pytest.mark.parametrize("chosen", [{}, {"q": "orang"}, {"sex": ("P",), "state": ("active",)}, {"age_min": 30, "officer": ("none",)}])
@pytest.mark.parametrize("own", [(), ("own_1:M",), ("own_1:", "own_1:L"), ("own_1:*", "own_2:yes"), ("own_2:",)])
def test_counts_of_own_fields_are_what_the_list_finds(make, reader, chosen, own):
    for label, kind, choices in (("Ukuran baju", "choice", ["M", "L"]), ("Bersedia lembur", "yes_no", [])):
        settings.add_own_field(label=label, kind=kind, choices=choices)
    for n in range(24):
        values = {"own_1": ("M", "L", None)[n % 3], "own_2": ("yes", None)[n % 4 == 0], "exit_reason": "family" if n == 5 else None}
        make.applicant(f"Orang {n}", sex="LP"[n // 2 % 2], birth_date=date(1990 + n % 12, 1, 1), **values)
    filters = Filters(own=own, **chosen)
    others = {slot: tuple(one for one in own if not one.startswith(f"{slot}:")) for slot in ("own_1", "own_2")}

    known = queries.facets(filters, reader=reader, on=today())
    counts = queries.own_facets(filters, known, reader=reader, on=today())

    assert set(counts) == set(others)
    for slot, found in counts.items():
        for value in {"", "*", *found, *(("M", "L") if slot == "own_1" else ("yes",))}:
            narrowed = replace(filters, own=(*others[slot], f"{slot}:{value}"))
            assert found.get(value, 0) == queries.count(narrowed, reader=reader, on=today()), (slot, value)


def test_counts_come_from_one_look_over_the_covering_index(crowd, reader):
    statements = _statements(lambda: queries.facets(Filters(), reader=reader, on=today()))
    plan = _explained(statements[0])

    assert len(statements) == 1
    if not wanted():
        assert "COVERING INDEX ix_applicants_facets" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def _statements(work) -> list[tuple]:
    seen = []

    def note(connection, cursor, statement, values, context, many):
        seen.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return [one for one in seen if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]


def _explained(statement) -> str:
    prefix = "EXPLAIN QUERY PLAN " if is_sqlite() else "EXPLAIN "
    rows = db.session.connection().exec_driver_sql(prefix + statement[0], statement[1])
    if is_sqlite():
        return "\n".join(str(row[-1]) for row in rows)
    return "\n".join(str(row[0]) for row in rows)


def test_the_number_of_queries_does_not_grow_with_the_rows(make, reader):
    for n in range(5):
        make.wish(make.applicant(f"Orang {n}"), "welder")
    columns = list(lists.COLUMNS)
    few = len(_statements(lambda: queries.find(Filters(), reader=reader, on=today(), columns=columns, size=100)))
    for n in range(60):
        make.wish(make.applicant(f"Orang lagi {n}"), "welder")

    many = len(_statements(lambda: queries.find(Filters(), reader=reader, on=today(), columns=columns, size=100)))

    assert many == few <= 4

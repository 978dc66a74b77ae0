"""Many rows changed at once: the same rows and the same lines of the act log as one by one; and taken back the same."""

import random
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from serang.applicants.models import Applicant, Relative
from serang.audit import operations
from serang.audit.models import Act, Change
from serang.common.refusals import Conflict
from serang.db import as_json, db
from serang.documents.models import Document
from serang.settings.models import Kelurahan
from serang.stages.models import StageMove
from serang.web.clock import now

NAMES = ["Siti Aminah", 'Ni\'mah "Ani"', "M. Yusuf", "Nur Hidayah", "Dewi"]
TEXTS = [None, "", "Serang", 'kata "dalam" \\ baris\nbaru', "Jl. Raya №5 – 서울 🌾", "null"]
DAY = timedelta(days=1)
STAMP = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)


def wards():
    return [None, *db.session.scalars(select(Kelurahan.code).order_by(Kelurahan.code).limit(3))]


def choices() -> dict[str, list]:
    """Fields of a person, and what each may be."""
    return {
        "full_name": NAMES, "hangul_name": [None, "홍길동", "김 철수"], "passport_name": [None, "SITI AMINAH"],
        "phone": [None, "+628123456789", "0254 123"], "kelurahan_code": wards(), "note": TEXTS, "own_3": TEXTS, "birth_place": TEXTS,
        "education": [None, "SMA", "S1"], "height_cm": [None, 0, 155], "birth_date": [None, date(1999, 2, 28)],
        "flight_on": [None, date(2027, 1, 1)], "eps_score": [None, 120], "disagrees": [True, False],
    }  # fmt: skip


def written(act_id: int, table: str, ids: list[int]) -> list[tuple]:
    """The lines of an act over rows of one table, each row by its place among `ids`."""
    places = {str(id_): at for at, id_ in enumerate(ids)}
    rows = db.session.scalars(select(Change).where(Change.act_id == act_id, Change.table == table))
    return sorted(
        (places[one.row_id], one.kind, one.field, repr(one.old), repr(one.new), one.version, _whom(table, one)) for one in rows.all()
    )


def _whom(table, change) -> str:
    """Whether the line speaks of the row's own person."""
    model = {"applicants": Applicant, "relatives": Relative, "stage_moves": StageMove}[table]
    return "own" if change.about_applicant == getattr(db.session.get(model, int(change.row_id)), model.__about__) else "other"


def stored(model, ids: list[int], without=("id", "number", "applicant_id", "created_at")) -> list[dict]:
    db.session.expire_all()
    columns = [column.key for column in model.__table__.columns if column.key not in without]
    return [{name: as_json(getattr(db.session.get(model, id_), name)) for name in columns} for id_ in ids]


def one_by_one(model, rows: dict[int, dict], at=None) -> int | None:
    """The reference: the mapper."""
    operations.act("test")
    for id_, values in rows.items():
        row = db.session.get(model, id_)
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            if at:
                row.updated_at = at
    db.session.flush()
    number = operations.act_id()
    db.session.commit()
    return number


def at_once(model, rows: dict[int, dict], at=None) -> int | None:
    operations.act("test")
    operations.update_each(model, rows, at=at)
    number = operations.act_id()
    db.session.commit()
    return number


def twins(make, dice, count=12):
    """Two sets of people that are the same but for their numbers."""
    options = choices()
    first, second = [], []
    for _ in range(count):
        values = {name: dice.choice(some) for name, some in options.items()}
        first.append(make.applicant(**values).id)
        second.append(make.applicant(**values).id)
    return first, second


@pytest.mark.parametrize("seed", range(6))
def test_each_row_gets_its_own_values_as_the_mapper_would_write_them(make, seed):
    dice, options = random.Random(seed), choices()
    ours, theirs = twins(make, dice)
    wanted = [{name: dice.choice(options[name]) for name in dice.sample(list(options), dice.randint(1, 4))} for _ in ours]

    expected = one_by_one(Applicant, dict(zip(theirs, wanted, strict=True)), at=STAMP)
    act = at_once(Applicant, dict(zip(ours, wanted, strict=True)), at=STAMP)

    assert written(act, "applicants", ours) == written(expected, "applicants", theirs)
    assert stored(Applicant, ours) == stored(Applicant, theirs)


@pytest.mark.parametrize("field", ["education", "note", "kelurahan_code", "birth_date", "height_cm", "own_3", "phone", "full_name"])
def test_all_rows_get_one_value_as_the_mapper_would_write_it(make, field):
    dice = random.Random(field)
    ours, theirs = twins(make, dice)
    for value in choices()[field]:
        if field == "full_name" and not value:
            continue
        expected = one_by_one(Applicant, dict.fromkeys(theirs, {field: value}), at=STAMP)
        operations.act("test")
        changed = operations.update_many(Applicant, ours + ours[:2] + [999_999], {field: value}, at=STAMP)
        act = operations.act_id()
        db.session.commit()

        assert written(act, "applicants", ours) == written(expected, "applicants", theirs)
        assert stored(Applicant, ours) == stored(Applicant, theirs)
        assert changed == len({line[0] for line in written(act, "applicants", ours)})


def test_moments_yes_and_no_and_whom_a_row_speaks_of(make):
    person, another = [make.applicant().id for _ in range(2)]
    moments = [STAMP, STAMP + timedelta(microseconds=120_000), STAMP + timedelta(microseconds=7)]
    moves = [[_kept(StageMove, person, stage="verified", on=date(2026, 1, 1), at=STAMP - DAY) for _ in moments] for _ in "ab"]
    family = [[_kept(Relative, person, relation="father", name="Bapak") for _ in moments] for _ in "ab"]

    for model, (ours, theirs), wanted in (
        (StageMove, moves, [{"at": one, "reason": text} for one, text in zip(moments, TEXTS[2:], strict=False)]),
        (StageMove, moves, [{"at": one, "reason": None} for one in reversed(moments)]),
        (Relative, family, [{"consents": True}, {"consents": False, "birth_date": date(1970, 1, 2)}, {"applicant_id": another}]),
    ):
        expected = one_by_one(model, dict(zip(theirs, wanted, strict=True)))
        act = at_once(model, dict(zip(ours, wanted, strict=True)))

        assert written(act, model.__tablename__, ours) == written(expected, model.__tablename__, theirs) != []
        assert stored(model, ours) == stored(model, theirs)


def _kept(model, id_, **values) -> int:
    row = model(applicant_id=id_, **values)
    db.session.add(row)
    db.session.commit()
    return row.id


def test_what_is_there_already_is_no_act(make):
    person = make.applicant(education="SMA")

    assert operations.update_many(Applicant, [person.id], {"education": "SMA"}, at=STAMP) == 0
    assert operations.act_id() is None
    assert (person.version, person.updated_at) == (1, None)


def test_what_has_more_to_do_when_it_changes_is_refused(make):
    paper = make.document(make.applicant())

    with pytest.raises(TypeError, match="Document"):
        operations.update_many(Document, [paper.id], {"number": "X"})
    with pytest.raises(TypeError, match="JSON"):
        operations.update_many(StageMove, [1], {"still_open": []})


@pytest.mark.parametrize("reason", [None, 'dasar "BA 12"\nserah terima – 서울'])
def test_rows_alike_are_inserted_as_one_by_one(make, account, reason):
    people = [make.applicant().id for _ in range(4)]
    values = {
        "stage": "verified",
        "on": date(2026, 2, 3),
        "at": STAMP,
        "account_id": account("officer").id,
        "reason": reason,
        "still_open": [],
    }
    operations.act("test")
    expected = [StageMove(applicant_id=id_, **values) for id_ in people]
    db.session.add_all(expected)
    db.session.flush()
    theirs, one = [row.id for row in expected], operations.act_id()
    db.session.commit()

    operations.act("test")
    operations.insert_alike(StageMove, "applicant_id", people, values)
    other = operations.act_id()
    db.session.commit()

    ours = sorted(set(db.session.scalars(select(StageMove.id))) - set(theirs))
    assert stored(StageMove, ours, without=("id",)) == stored(StageMove, theirs, without=("id",))
    assert created(other, ours) == created(one, theirs)
    assert operations.undo(db.session.get(Act, other), today_at=now()) == []
    db.session.commit()
    assert sorted(db.session.scalars(select(StageMove.id))) == theirs
    with pytest.raises(TypeError):
        operations.insert_alike(Document, "applicant_id", people, {"kind": "ktp"})


@pytest.mark.parametrize("many", [1, 10_000])
def test_many_rows_that_came_are_removed_as_one_by_one(make, monkeypatch, many):
    monkeypatch.setattr(sys.modules[operations.undo.__module__], "MANY", many)
    people = [make.applicant().id for _ in range(6)]
    operations.act("test")
    values = {"stage": "verified", "on": date(2026, 2, 3), "at": STAMP, "reason": "x", "still_open": [{"rule": "field"}]}
    operations.insert_alike(StageMove, "applicant_id", people, values)
    act = operations.act_id()
    db.session.commit()
    rows = list(db.session.scalars(select(StageMove).order_by(StageMove.id)))
    numbers = [row.id for row in rows]
    rows[1].reason = "y"
    db.session.commit()
    db.session.delete(rows[2])
    db.session.commit()

    stayed = operations.undo(db.session.get(Act, act), today_at=now())
    back = operations.act_id()
    db.session.commit()

    assert {(reason.code, reason.values.get("row")) for reason in stayed} == {("row_changed_since", str(numbers[1])), ("row_gone", None)}
    assert list(db.session.scalars(select(StageMove.id))) == [numbers[1]]
    lines = db.session.scalars(select(Change).where(Change.act_id == back).order_by(Change.row_id)).all()
    told = {
        "stage": "verified",
        "on": "2026-02-03",
        "at": STAMP.isoformat(),
        "account_id": None,
        "reason": "x",
        "still_open": [{"rule": "field"}],
    }
    assert [(one.kind, one.field, one.old, one.new, one.version, one.about_applicant) for one in lines] == [
        ("removed", "", {"id": number, "applicant_id": person, **told}, None, None, person)
        for number, person in zip(numbers, people, strict=True)
        if number not in numbers[1:3]
    ]
    assert operations.undo(db.session.get(Act, back), today_at=now()) == []
    db.session.commit()
    assert db.session.get(StageMove, numbers[5]).still_open == [{"rule": "field"}]


def created(act_id, ids):
    """The lines of an act that made rows, without the rows' own numbers."""
    rows = db.session.scalars(select(Change).where(Change.act_id == act_id).order_by(Change.id)).all()
    assert [int(row.row_id) for row in rows] == [row.new.pop("id") for row in rows] == ids
    return [(row.table, row.kind, row.field, row.old, row.new, row.version, row.about_applicant) for row in rows]


def test_what_is_loaded_is_read_anew(make):
    person = make.applicant(education="SMA")
    assert person.education == "SMA"

    operations.update_many(Applicant, [person.id], {"education": "S1"})

    assert (person.education, person.version) == ("S1", 2)


# ---- taking back ----


def play(people: list[int], script: list[tuple], many: int, monkeypatch) -> list:
    """Acts one after the other; gives of each that was taken back who stayed and what was written."""
    monkeypatch.setattr(sys.modules[operations.undo.__module__], "MANY", many)
    acts, told = [], []
    for what, content in script:
        if what == "change":
            acts.append(in_steps([content], people))
        elif what == "twice":
            acts.append(in_steps(content, people))
        elif content < len(acts) and acts[content] is not None:
            act, said = take_back(acts[content], people)
            acts.append(act)
            told.append(said)
    return told


def in_steps(steps: list[dict], people: list[int]) -> int | None:
    """One act that writes several times."""
    operations.act("test")
    for step in steps:
        for at, values in step.items():
            row = db.session.get(Applicant, people[at])
            for name, value in values.items():
                setattr(row, name, value)
        db.session.flush()
    number = operations.act_id()
    db.session.commit()
    return number


def take_back(number: int, people: list[int]):
    try:
        stayed = operations.undo(db.session.get(Act, number), today_at=now())
        act = operations.act_id()
        db.session.commit()
    except Conflict as no:
        db.session.rollback()
        return None, no.reason.code
    places = {str(id_): at for at, id_ in enumerate(people)}
    return act, ([(one.code, one.values.get("field"), places.get(one.values.get("row"))) for one in stayed],
                 [line[:5] for line in written(act, "applicants", people)])  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_many_go_back_as_each_would_by_itself(make, monkeypatch, seed):
    dice, options = random.Random(seed), choices()
    one_way, other_way = twins(make, dice, 6)
    fields = dice.sample(list(options), 5)

    def some():
        return {at: {name: dice.choice(options[name]) for name in dice.sample(fields, 2)} for at in dice.sample(range(6), 4)}

    script = []
    for _ in range(12):
        what = dice.choice(["change", "change", "twice", "back"])
        script.append((what, {"change": some, "twice": lambda: [some(), some()], "back": lambda: dice.randrange(8)}[what]()))

    slowly = play(one_way, script, 10_000, monkeypatch)
    quickly = play(other_way, script, 1, monkeypatch)

    assert quickly == slowly
    assert stored(Applicant, other_way) == stored(Applicant, one_way)

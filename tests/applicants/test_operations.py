"""People taken in and changed, also by two at once; many changed at once."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import select

from serang.applicants import operations, queries
from serang.applicants.models import Applicant
from serang.audit.models import Act, Change
from serang.audit.operations import act_id, undo
from serang.common.refusals import Conflict
from serang.db import as_json, db
from serang.web.clock import now, today

FIELDS = {
    "full_name": ["Siti", "Siti Aminah", "Siti Aminah Rahmah"],
    "phone": ["+6281111111111", "+6282222222222", None],
    "education": ["SMA", "SMK", "S1"],
    "height_cm": [150, 160, None],
    "kelurahan_code": ["36.73.01.1002", "36.73.02.1001", None],
    "birth_date": [date(2000, 1, 1), date(2000, 1, 2), None],
    "note": ["a", "b", None],
}


def _register(**values) -> Applicant:
    person = operations.register(**{"full_name": "Siti", "officer_id": None, "at": now(), "on": today(), **values})
    db.session.commit()
    return person


def test_a_name_is_enough(app):
    person = _register()

    assert person.number == f"P-{today():%y}-0001"
    assert (person.stage, person.version, person.search, person.papers) == ("registered", 1, "siti", "lacking")


def test_everything_else_is_kept(app):
    person = _register(nik="3673994502010001", kelurahan_code="36.73.01.1002", phone="+6281234567890", wishes=["welder", "care_worker"])

    assert [wish.occupation for wish in person.wishes] == ["welder", "care_worker"]
    assert (person.kecamatan_code, person.phone_digits) == ("36.73.01", "81234567890")


def test_the_same_nik_names_who_has_it(app):
    first = _register(nik="3673994502010001")

    with pytest.raises(Conflict) as told:
        _register(full_name="Budi", nik="3673994502010001")

    assert told.value.reason.values == {"id": first.id, "name": "Siti", "number": first.number}


def test_the_same_nik_by_a_change_too(app):
    first, second = _register(nik="3673994502010001"), _register(full_name="Budi")

    with pytest.raises(Conflict, match="nik_taken"):
        operations.change(second, version=1, at=now(), nik=first.nik)


def test_different_fields_of_two_people_come_together(app):
    person = _register(phone="+6281111111111")

    operations.change(person, version=1, at=now(), full_name="Siti", phone="+6282222222222", note=None)
    db.session.commit()
    changed = operations.change(person, version=1, at=now(), full_name="Siti Aminah", phone="+6281111111111", note=None)
    db.session.commit()

    assert (changed.full_name, changed.phone, changed.version) == ("Siti Aminah", "+6282222222222", 3)


def test_the_same_field_of_two_people_is_asked_about(app):
    person = _register(phone="+6281111111111")
    operations.change(person, version=1, at=now(), phone="+6282222222222")
    db.session.commit()

    with pytest.raises(operations.ChangedMeanwhile) as told:
        operations.change(person, version=1, at=now(), phone="+6283333333333")

    clash = told.value.clashes[0]
    assert (clash.field, clash.base, clash.now, clash.typed) == (
        "phone",
        "+6281111111111",
        "+6282222222222",
        "+6283333333333",
    )


def test_the_same_value_by_two_people_is_no_conflict(app):
    person = _register()
    operations.change(person, version=1, at=now(), phone="+6282222222222")
    db.session.commit()

    assert operations.change(person, version=1, at=now(), phone="+6282222222222").version == 2


def test_wishes_of_two_people(app):
    person = _register(wishes=["welder"])
    operations.change(person, version=1, at=now(), wishes=["care_worker"], wishes_were=["welder"])
    db.session.commit()

    kept = operations.change(person, version=1, at=now(), wishes=["welder"], wishes_were=["welder"], note="x")
    db.session.commit()
    assert [wish.occupation for wish in kept.wishes] == ["care_worker"]
    with pytest.raises(operations.ChangedMeanwhile):
        operations.change(person, version=2, at=now(), wishes=["electrician"], wishes_were=["welder"])


@pytest.mark.parametrize("seed", range(25))
def test_no_accepted_value_of_two_editors_is_missing_from_the_history(app, seed):
    """Forty random interleavings per seed: what was accepted stands in the history, and the row is its end."""
    rng = Random(seed)
    for _round in range(40):
        _replay(rng)


def _replay(rng):
    start = {name: rng.choice(values) for name, values in FIELDS.items()}
    person = operations.register(**start, officer_id=None, at=now(), on=today())
    db.session.commit()
    seen = {editor: (person.version, dict(start)) for editor in "AB"}
    accepted, stored = [], dict(start)
    for _step in range(rng.randint(2, 5)):
        editor = rng.choice("AB")
        if rng.random() < 0.3:
            seen[editor] = (person.version, dict(stored))
        version, base = seen[editor]
        typed = base | {name: rng.choice(FIELDS[name]) for name in rng.sample(list(FIELDS), rng.randint(1, 3))}
        try:
            operations.change(person, version=version, at=now(), **typed)
            db.session.commit()
        except operations.ChangedMeanwhile as conflict:
            db.session.rollback()
            fields = {clash.field for clash in conflict.clashes}
            assert all(typed[name] not in (base[name], stored[name]) for name in fields)
            continue
        touched = {name: value for name, value in typed.items() if value != base[name]}
        accepted.append((touched, person.version))
        stored.update(touched)
        seen[editor] = (person.version, dict(stored))
    db.session.expire_all()
    person = db.session.get(Applicant, person.id)
    assert {name: getattr(person, name) for name in FIELDS} == stored
    history = list(
        db.session.scalars(
            select(Change)
            .where(Change.table == "applicants", Change.row_id == str(person.id), Change.kind == "changed")
            .order_by(Change.id)
        )
    )
    for touched, _version in accepted:
        for name, value in touched.items():
            known = [as_json(start[name])] + [change.new for change in history if change.field == name]
            assert as_json(value) in known, (name, value)
    replayed = {name: as_json(value) for name, value in start.items()}
    for change in history:
        assert replayed[change.field] == change.old
        replayed[change.field] = change.new
    assert replayed == {name: as_json(value) for name, value in stored.items()}


def test_many_are_changed_in_one_act(app, account):
    people = [_register(full_name=f"Orang {n}", education="SMA" if n % 4 == 0 else None) for n in range(12)]
    gone = _register(full_name="Pergi")
    ids = [person.id for person in people] + [gone.id, people[0].id]
    db.session.delete(gone)
    db.session.commit()

    expected = operations.forecast(ids, name="education", value="SMA")
    report = operations.change_many(ids, name="education", value="SMA", at=now())
    act = act_id()
    db.session.commit()

    assert report == expected == operations.Report(changed=9, same=3, gone=1)
    assert db.session.query(Change).filter_by(act_id=act, field="education").count() == 9
    assert {person.education for person in db.session.query(Applicant)} == {"SMA"}
    assert undo(db.session.get(Act, act), today_at=now()) == []
    db.session.commit()
    assert db.session.query(Applicant).filter_by(education="SMA").count() == 3


def test_what_is_not_changed_in_bulk_is_refused(app):
    person = _register()

    with pytest.raises(Conflict, match="bulk_field"):
        operations.change_many([person.id], name="stage", value="departed", at=now())
    with pytest.raises(Conflict, match="nobody_chosen"):
        operations.change_many([], name="education", value="SMA", at=now())


def test_views(app, account):
    mine, other = account("officer"), account("head")
    view = operations.save_view(owner_id=mine.id, name="Siap las", query="stage=ready", shared=False, pinned=True, at=now())
    operations.save_view(owner_id=other.id, name="Kantor", query="", shared=True, pinned=False, at=now())

    assert [one.name for one in queries.views_of(mine)] == ["Kantor", "Siap las"]
    assert [one.name for one in queries.views_of(other)] == ["Kantor"]
    assert queries.pinned_views(mine) == [view]

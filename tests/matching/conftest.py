"""A small office for the tests of matching."""

from datetime import date

import pytest

LANGUAGE = [{"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 120}]}}]


@pytest.fixture
def office(make):
    """An order of two places for EPS-TOPIK 120, and three people ready for it: 180, 150, 130; one with 100."""
    order = make.order(quota=2, reserves=1, requirements=LANGUAGE, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    people = []
    for name, score in (("Ahmad Fauzan", 180), ("Galih Permana", 150), ("Eka Prasetya", 130), ("Saepudin", 100)):
        person = make.applicant(full_name=name, stage="ready", sex="L", birth_date=date(2000, 1, 1))
        make.wish(person)
        make.language(person, score=score, valid_until=date(2099, 6, 1))
        people.append(person)
    return order, people

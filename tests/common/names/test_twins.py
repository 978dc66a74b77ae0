"""People entered twice are found, people who merely share something are not."""

from datetime import date, timedelta
from random import Random
from time import process_time

import pytest

from serang.common.rules import names
from serang.common.rules.names.twins import compare
from serang.common.rules.reasons import Reason

BORN = date(1999, 3, 5)
NIK = "3673990503990001"
PHONE = "+6281234567890"


def found(*people, **limits):
    everyone = [names.Person(number, *facts) for number, facts in enumerate(people, 1)]
    return [(pair.first, pair.second) for pair in names.pairs(everyone, **limits)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Rahmat Hidayat", BORN), ("ROCHMAT HIDAJAT", BORN), True),
        (("Rahmat Hidayat", BORN), ("Hidayat Rahmat", date(1999, 5, 3)), True),
        (("Rahmat Hidayat", BORN), ("Rahmat Hidayat", date(1998, 3, 5)), True),
        (("Rahmat Hidayat", BORN), ("Rahmat Hidayat",), True),
        (("Rahmat Hidayat", BORN, PHONE), ("Rahmat Hidyat", date(1998, 3, 5), PHONE), True),
        (("Rahmat", None, None, NIK), ("Siti Aminah", None, None, NIK), True),
        (("Dwi Cahyo", BORN), ("Dwicahyo", BORN), True),
        (("Rahmat Hidayat", BORN), ("Rahmat Hidayat", date(1987, 11, 21)), False),
        (("Rahmat Hidayat", BORN), ("Siti Aminah", BORN), False),
        (("Rahmat Hidayat", None, PHONE), ("Siti Aminah", None, PHONE), False),
        (("Muhammad Rizki", BORN), ("Muhammad Fauzi", BORN), False),
        (("Muhammad Rizki", BORN, None, NIK), ("Muhammad Rizki", BORN, None, "3604010503990417"), False),
        (("Muhammad Rizki", BORN, None, NIK), ("Muhammad Rizki", BORN, None, "3673990503980001"), True),
        (("", BORN), ("", BORN), False),
    ],
)
def test_pairs(one, other, same):
    assert found(one, other) == ([(1, 2)] if same else [])


def test_a_pair_says_why():
    (pair,) = names.pairs([
        names.Person(7, "M. Rizki", BORN, PHONE),
        names.Person(3, "Muhammad Rizqi", BORN, PHONE),
    ])  # fmt: skip

    assert (pair.first, pair.second) == (3, 7)
    assert pair.reasons == (Reason("same_name"), Reason("same_birth", day=BORN), Reason("same_phone"))
    assert all(reason.code in names.REASONS for reason in pair.reasons)


def test_only_the_same_nik_is_certain():
    twin = names.Person(1, "Rahmat", BORN, PHONE, None), names.Person(2, "Rahmat", BORN, PHONE, None)

    assert compare(*twin)[0] < 100
    assert compare(names.Person(1, "Rahmat", nik=NIK), names.Person(2, "Budi", nik=NIK))[0] == 100


def test_comparing_does_not_ask_who_is_first():
    one, other = names.Person(1, "Rahmat H", BORN, PHONE, NIK), names.Person(2, "Rahmad Hidayat", date(1999, 5, 3))

    assert compare(one, other)[0] == compare(other, one)[0]


def test_everyone_of_a_family_is_left_alone():
    family = [(name, None, PHONE) for name in ("Asep Sunandar", "Euis Kurniasih", "Galih Permana", "Wulan Sari")]

    assert found(*family) == []


def test_a_birth_date_shared_by_thousands_is_still_searched():
    chance = Random(1)
    crowd = [("".join(chance.choices("bdghklmnprst", k=4)) + "a " + "".join(chance.choices("aiuenglt", k=7)), BORN)
             for _ in range(3500)]  # fmt: skip

    assert (3501, 3502) in found(*crowd, ("Rahmat Hidayat", BORN), ("Rohmat Hidayat", BORN))


def test_twenty_thousand_people_take_seconds():
    chance = Random(2)
    people = [("".join(chance.choices("bdgjklmnprst", k=5)) + " " + "".join(chance.choices("aiuenglt", k=7)),
               date(1986, 1, 1) + timedelta(days=chance.randrange(7600))) for _ in range(20_000)]  # fmt: skip
    twins = [(second + " " + first, born) for name, born in people[:200] for first, second in [name.split()]]

    started = process_time()
    pairs = set(found(*people, *twins))

    assert {(number, 20_000 + number) for number in range(1, 201)} <= pairs
    assert process_time() - started < 20

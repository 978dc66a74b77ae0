"""Sessions, attendance, marks, results, places, grants, cells: pure thought."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.common.rules.reasons import Reason
from serang.trainings.rules import attendance, cells, grants, marks, places, results, sessions

MONDAY = date(2026, 11, 2)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def test_a_weekly_pattern_gives_its_days_without_the_holidays():
    days = sessions.sessions_from_pattern(MONDAY, date(2026, 11, 13), [0, 2, 4], [date(2026, 11, 4)])

    assert [day.day for day in days] == [2, 6, 9, 11, 13]


@pytest.mark.parametrize("end", [date(2026, 11, 1), date(2031, 1, 1)])
def test_a_batch_that_ends_before_it_starts_or_lasts_for_years_is_no_batch(end):
    with pytest.raises(ValueError, match="no length"):
        sessions.sessions_from_pattern(MONDAY, end, [0])


@given(DAYS, st.integers(1, 600))
def test_a_class_begins_on_the_last_day_on_which_its_hours_still_fit(end, hours):
    start = sessions.begins_by(end, hours)

    assert sessions.too_few(hours, start, end) is None
    assert sessions.too_few(hours, start + timedelta(1), end).needed == -(-hours // sessions.HOURS_A_DAY)


def test_without_hours_every_class_is_long_enough():
    assert sessions.too_few(None, MONDAY, MONDAY) is None


@given(DAYS, st.integers(0, 300), st.sets(st.integers(0, 6)), st.lists(DAYS, max_size=20))
def test_every_session_is_a_wanted_weekday_inside_the_batch_and_none_is_left_out(start, length, weekdays, holidays):
    end = start + timedelta(length)

    days = sessions.sessions_from_pattern(start, end, weekdays, holidays)

    assert days == sorted(set(days))
    every = {start + timedelta(n) for n in range(length + 1)}
    assert set(days) == {day for day in every if day.weekday() in weekdays} - set(holidays)


@given(st.sets(DAYS, max_size=12), st.sets(DAYS, max_size=12), st.sets(DAYS, max_size=12))
def test_a_new_pattern_leaves_what_was_changed_by_hand(present, old, new):
    add, drop = sessions.changed_days(present, old, new)
    after = (present | set(add)) - set(drop)

    assert not set(add) & present
    assert set(drop) <= present
    assert (present - old) <= after, "a day added by hand was dropped"
    assert not (old & new) - present & after, "a day removed by hand came back"


def test_the_week_of_a_day_begins_on_monday():
    assert sessions.week_of(date(2026, 11, 25), weeks=2) == (date(2026, 11, 16), date(2026, 11, 29))
    assert sessions.nearest([date(2026, 11, 2), date(2026, 11, 9)], date(2026, 11, 5)) == date(2026, 11, 2)
    assert sessions.nearest([date(2026, 11, 9)], date(2026, 11, 5)) == date(2026, 11, 9)
    assert sessions.nearest([], date(2026, 11, 5)) is None


def test_sick_and_excused_days_count_as_absent_unless_forgiven():
    strict, kind = attendance.count("HHHHSIAH"), attendance.count("HHHHSIAH", forgiven=True)

    assert (strict.counted, strict.share) == (8, 62.5)
    assert (kind.counted, kind.share) == (6, 83.3)


def test_a_share_is_never_rounded_up_over_the_limit():
    almost = attendance.count("H" * 799 + "A" * 201)

    assert almost.share == 79.9
    assert not almost.reaches(80)
    assert almost.days_short(80) == 1


MARKS = st.lists(st.sampled_from("HSIA"), max_size=60)


@given(MARKS, st.integers(0, 20), st.integers(0, 20), st.booleans(), st.integers(0, 100))
def test_shares_stay_between_nothing_and_all_and_agree_with_the_limit(letters, unmarked, to_come, forgiven, least):
    one = attendance.count(letters, unmarked=unmarked, to_come=to_come, forgiven=forgiven)

    if one.share is not None:
        assert 0 <= one.share <= 100
        assert one.best >= one.share
    assert one.reaches(least) == (one.days_short(least) == 0)
    assert one.can_reach(least) or not one.reaches(least)
    assert attendance.count([*letters, "H"], forgiven=forgiven).present == one.present + 1


@pytest.mark.parametrize(("typed", "letter"), [("h", "H"), (" S ", "S"), ("", ""), (None, "")])
def test_letters_are_read_in_any_case(typed, letter):
    assert attendance.read(typed) == letter


@pytest.mark.parametrize("typed", ["X", "HH", "1", "<b>"])
def test_other_letters_are_no_attendance(typed):
    with pytest.raises(ValueError):  # noqa: PT011 the letter itself is the message
        attendance.read(typed)


@pytest.mark.parametrize(("typed", "value"), [("87,5", 87.5), ("87.5", 87.5), ("0", 0), ("100", 100), ("", None), (" 9 ", 9)])
def test_marks_are_read_with_comma_or_point(typed, value):
    assert marks.read(typed, 100) == value


@pytest.mark.parametrize("typed", ["101", "100,01", "-1", "8o", "1e2", "7,555", "NaN", "inf", "٣"])
def test_what_is_no_mark_is_refused_and_never_altered(typed):
    with pytest.raises(marks.NotAMark):
        marks.read(typed, 100)


@given(st.integers(0, 20000))
def test_a_mark_shown_reads_as_itself(hundredths):
    value = hundredths / 100

    assert marks.read(marks.show(value), 200) == value


def test_the_final_mark_weighs_per_cents_of_the_maxima():
    parts = [marks.Part("Tugas", 20, 1, 15), marks.Part("Ujian", 100, 3, 90)]

    assert marks.final(parts) == 86.25


def test_there_is_no_final_mark_until_every_counting_mark_is_there():
    parts = [marks.Part("Tugas", 20, 1, 15), marks.Part("Ujian", 100, 3), marks.Part("Latihan", 10, 0)]

    assert marks.final(parts) is None
    assert marks.so_far(parts) == 75
    assert marks.missing(parts) == ["Ujian"]


PARTS = st.lists(
    st.builds(marks.Part, st.just("a"), st.integers(1, 200), st.integers(0, 9), st.one_of(st.none(), st.just(1))),
    max_size=6,
)


@given(PARTS, st.data())
def test_a_final_mark_lies_between_the_lowest_and_the_highest(parts, data):
    parts = [marks.Part(p.name, p.maximum, p.weight, None if p.value is None else data.draw(st.integers(0, p.maximum))) for p in parts]
    shares = [100 * p.value / p.maximum for p in parts if p.weight and p.value is not None]
    now, best = marks.so_far(parts), marks.best(parts)

    assert (now is None) == (not shares)
    if shares:
        assert min(shares) - 0.01 <= now <= max(shares) + 0.01
        assert best >= marks.best([*parts, marks.Part("b", 10, 5, 0)]) - 0.01


def _result(letters, value, *, unmarked=0, to_come=0, least=80, mark_min=60):
    part = [marks.Part("Ujian", 100, 1, value)]
    return results.result(attendance.count(letters, unmarked=unmarked, to_come=to_come), part, attendance_min=least, mark_min=mark_min)


def test_exactly_the_minimum_passes():
    assert _result("HHHHA", 60).passed
    assert _result("HHHHA", 60).lacking == ()


def test_what_is_lacking_is_named_with_its_numbers():
    lacking = _result("HHHAA", 59.5).lacking

    assert lacking == (
        Reason("attendance_below", share=60.0, least=80, present=3, counted=5, short=1),
        Reason("mark_below", mark=59.5, least=60),
    )


def test_what_is_not_entered_leaves_it_open():
    assert _result("HHHH", None).verdict == results.OPEN
    assert _result("HHHH", 90, unmarked=1).lacking == (Reason("attendance_unmarked", days=1),)
    assert _result("", 90).lacking == (Reason("attendance_none"),)


def test_who_cannot_pass_any_more_has_failed_although_marks_are_missing():
    assert _result("HAAAA", None).verdict == results.FAILED


@given(MARKS, st.one_of(st.none(), st.integers(0, 100)), st.integers(0, 5), st.integers(0, 100), st.integers(0, 100))
def test_passed_means_that_nothing_is_lacking(letters, value, unmarked, least, mark_min):
    one = _result(letters, value, unmarked=unmarked, least=least, mark_min=mark_min)

    assert one.passed == (not one.lacking)


@pytest.mark.parametrize(
    ("letters", "value", "to_come", "code"),
    [
        ("HHHH", None, 10, "on_track"),
        ("HA", None, 10, "below_attendance"),
        ("AAAA", None, 2, "cannot_pass"),
        ("HHHH", 55, 1, "below_mark"),
        ("HHHH", 60, 1, "on_track"),
    ],
)
def test_how_a_person_stands_on_the_way(letters, value, to_come, code):
    part = [marks.Part("Ujian", 100, 1, value)]

    assert results.standing(attendance.count(letters, to_come=to_come), part, attendance_min=80, mark_min=60).code == code


def test_a_low_mark_that_can_be_made_good_is_below_but_not_lost():
    parts = [marks.Part("Tes 1", 100, 1, 40), marks.Part("Tes 2", 100, 1)]

    assert results.standing(attendance.count("H"), parts, attendance_min=80, mark_min=60) == Reason("below_mark", least=60)


def _places(states, free, waiting=0, **kwargs):
    found = places.forecast(
        [places.Candidate(n, **one) for n, one in enumerate(states, 1)],
        free=free,
        waiting=waiting,
        days=[MONDAY],
        **kwargs,
    )
    return [(place.verdict, place.reason.code if place.reason else None) for place in found]


def test_places_go_in_order_and_the_rest_waits():
    assert _places([{}, {"exited": True}, {}, {"state": "waiting"}, {"state": "passed"}, {"state": "withdrawn"}], 1) == [
        ("enrolled", None),
        ("refused", "has_left"),
        ("waiting", "waiting_number"),
        ("already", "already_in"),
        ("already", "already_in"),
        ("waiting", "waiting_number"),
    ]


def test_who_waits_already_comes_before_who_comes_now():
    assert _places([{}], 1, waiting=2) == [("waiting", "waiting_number")]
    assert _places([{}], 0, waiting_ok=False) == [("refused", "batch_full")]


@given(
    st.lists(st.sampled_from([None, "waiting", "enrolled", "withdrawn"]), max_size=30),
    st.integers(-2, 20),
    st.integers(0, 5),
)
def test_never_more_people_than_places(states, free, waiting):
    found = _places([{"state": state} for state in states], free, waiting)
    new = sum(verdict == "enrolled" for verdict, _reason in found)

    assert len(found) == len(states)
    assert new <= max(0, free)
    assert not waiting or not new


def test_a_second_class_on_the_same_days_is_warned_of():
    one = places.Candidate(1, busy=(("BK-01", MONDAY), ("BK-01", MONDAY + timedelta(1))), held=True)

    assert places.forecast([one], free=1, waiting=0, days=[MONDAY])[0].warnings == (
        Reason("busy_elsewhere", batch="BK-01", days=1),
        Reason("on_hold"),
    )


def test_passing_gives_a_language_result_and_a_certificate():
    language, certificate = grants.given(
        [
            {"type": "language", "test": "EPS_TOPIK", "from_mark": True},
            {"type": "certificate", "code": "caregiver", "name": "Pengasuh", "months": 24},
        ],
        final=80,
        on=date(2026, 11, 30),
    )

    assert (language.score, language.valid_until) == (160, date(2028, 11, 30))
    assert (certificate.code, certificate.valid_until, certificate.mark) == ("caregiver", date(2028, 11, 30), 80)


def test_a_fixed_level_stays_and_a_score_without_mark_is_left_out():
    wanted = [
        {"type": "language", "test": "JLPT", "level": 4},
        {"type": "language", "test": "EPS_TOPIK", "from_mark": True},
    ]

    assert [one.level for one in grants.given(wanted, final=None, on=MONDAY)] == ["4"]


@given(st.floats(0, 100), st.sampled_from(["EPS_TOPIK", "JFT"]))
def test_points_from_a_mark_stay_inside_the_test(final, test):
    kind = grants.languages.TESTS[test]

    assert kind.lowest <= grants.score_from_mark(test, final) <= kind.highest


CELLS = st.dictionaries(st.integers(0, 6), st.sampled_from(["H", "A", ""]))


@given(CELLS, CELLS, CELLS)
def test_a_cell_not_touched_here_is_never_written_and_no_foreign_change_is_lost(base, typed, stored):
    places_ = set(base) | set(typed)
    grid = {at: cells.Cell(typed.get(at, ""), base.get(at, "")) for at in places_}

    writes, clashes = cells.settle(grid, stored, "")

    assert not set(writes) & set(clashes)
    for at, cell in grid.items():
        now = stored.get(at, "")
        touched, foreign = cell.typed != cell.base, now != cell.base
        assert (at in writes) == (touched and not foreign)
        assert (at in clashes) == (touched and foreign and cell.typed != now)


def test_without_a_base_what_was_typed_wins():
    assert cells.settle({1: cells.Cell("A", known=False), 2: cells.Cell("H", known=False)}, {1: "H", 2: "H"}, "") == (
        {1: "A"},
        {},
    )


@pytest.mark.parametrize(
    "on, begun, since",
    [
        (date(2026, 10, 1), False, date(2026, 10, 1)),  # before it starts
        (date(2026, 11, 20), False, date(2026, 11, 2)),  # a class that is entered afterwards
        (date(2026, 11, 20), True, date(2026, 11, 20)),  # somebody joins a running class
        (date(2027, 1, 5), False, date(2026, 11, 2)),
        (date(2027, 1, 5), True, date(2026, 12, 18)),
    ],
)
def test_who_is_enrolled_takes_part_from_a_day_of_the_class(on, begun, since):
    class_of = {"starts_on": date(2026, 11, 2), "ends_on": date(2026, 12, 18)}

    assert places.takes_part_from(on, **class_of, register_begun=begun) == since


def test_who_is_not_selected_yet_is_enrolled_with_a_word():
    (place,) = places.forecast([places.Candidate(1, early="registered")], free=1, waiting=0, days=[])

    assert (place.verdict, [one.code for one in place.warnings]) == ("enrolled", ["not_selected_yet"])

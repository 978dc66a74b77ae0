"""A partner's answers as people write them: what is read, what is left to the reader, and that no denial becomes a yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.matching.rules.answers import read, understand, whom

pytestmark = pytest.mark.pure

PEOPLE = [
    (1, "P-26-0001", "Ahmad Fauzan"),
    (2, "P-26-0002", "Doni Saputra"),
    (3, "P-26-0003", "Siti Aminah"),
    (4, "P-26-0004", "Siti Aminah"),
]

READ = {
    "accepted": (
        "P-26-0001 diterima", "p-26-0001 LULUS", "Ahmad Fauzan: lolos", "1. Ahmad Fauzan diterima", "Ahmad Fauzan accepted",
        "Ahmad Fauzan - passed the interview", "Ahmad Fauzan 합격", "Ahmad Fauzan 최종합격", "Ahmad Fauzan 합격입니다", "Ahmad Fauzan 合格",
        "Ahmad Fauzan lulus wawancara", "No. 4 P-26-0001 lulus", "1\tAhmad Fauzan\tlulus", "1;Ahmad Fauzan;L;lulus",
        "12 Ahmad Fauzan lulus", "Lulus: Ahmad Fauzan", "Ahmad Fauzan dinyatakan lulus", "3\tP-26-0001\tAhmad Fauzan\t12-05-2000\tditerima", "7\tAhmad Fauzan\t12-05-2000\tditerima",
    ),
    "rejected": (
        "P-26-0001 tdk lulus", "P-26-0001 did not pass", "Ahmad Fauzan tidak lulus", "Ahmad Fauzan TIDAK DITERIMA", "Ahmad Fauzan gak lulus",
        "Ahmad Fauzan nggak lolos", "Ahmad Fauzan tdk. lulus", "Ahmad Fauzan tidak-lulus", "Ahmad Fauzan tidaklulus",
        "Ahmad Fauzan tidak dapat diterima", "Ahmad Fauzan teu lulus", "P-26-0001 g lulus", "P-26-0001 ndak lolos", "Ahmad Fauzan tidak dinyatakan lulus", "Ahmad Fauzan ditolak", "Ahmad Fauzan gagal wawancara",
        "Ahmad Fauzan didn't pass", "Ahmad Fauzan was not selected", "Ahmad Fauzan has not been accepted", "Ahmad Fauzan failed to pass",
        "Ahmad Fauzan 불합격", "Ahmad Fauzan 합격하지 못했습니다", "Ahmad Fauzan 不合格", "Ahmad Fauzan ditolak karena tidak ada paspor",
        "Ahmad Fauzan ditolak, tidak lulus kesehatan", "1\tAhmad Fauzan\ttidak lulus", "wawancara Ahmad Fauzan tidak lulus",
    ),
    "reserve": ("Ahmad Fauzan cadangan", "Ahmad Fauzan waiting list", "Ahmad Fauzan 예비 2번"),
    "interviewed": ("Ahmad Fauzan sudah wawancara", "Ahmad Fauzan 면접"),
}  # fmt: skip
UNCLEAR = (
    "P-26-0001 belum lulus", "P-26-0001 blm lulus", "P-26-0001 bukan lulus", "P-26-0001 not yet passed", "P-26-0001 lulus? tidak",
    "P-26-0001 lulus/tidak lulus", "P-26-0001 tidak gagal", "P-26-0001 belum ditolak", "P-26-0001 diterima sebagai cadangan",
    "P-26-0001 batal diterima", "P-26-0001 belum wawancara", "P-26-0001 lulus, belum ada paspor", "P-26-0001\ttidak\tlulus",
    "P-26-0001 합격 아님, 합격", "P-26-0001 안 합격", "P-26-0001 未合格", "P-26-0001 hampir lulus", "P-26-0001 lulus?",
)  # fmt: skip


@pytest.mark.parametrize(("answer", "text"), [(answer, text) for answer, texts in READ.items() for text in texts])
def test_what_is_plain_is_read(answer, text):
    (line,) = read(text)

    assert line.answer == answer
    if not text.startswith("wawancara"):
        assert whom(line, PEOPLE) == [1]


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_may_be_misread_is_left_to_the_reader(text):
    found = understand(read(text), PEOPLE, {})

    assert found.answers == {}
    assert [reason.code for _line, reason in found.unread] == ["line_unclear"]


DENIALS = (
    "tidak",
    "tdk",
    "gak",
    "ga",
    "g",
    "nggak",
    "teu",
    "belum",
    "blm",
    "bukan",
    "batal",
    "not",
    "didn't",
    "never",
    "못",
    "안",
    "않음",
    "未",
    "不",
)
BETWEEN = ("dapat", "hari", "ini", "wawancara", "pass", "cadangan", "ditolak", "-", ",", "\t", "yang", "yet")


@given(
    st.sampled_from(DENIALS),
    st.sampled_from(("diterima", "lulus", "lolos", "accepted", "passed", "합격", "合格")),
    st.lists(st.sampled_from(BETWEEN), max_size=3),
    st.permutations(range(2)),
)
def test_a_line_that_denies_is_never_a_yes(denial, yes, between, turn):
    said = [denial, *between, yes] if turn[0] else [yes, *between, denial]

    (line,) = read(f"P-26-0001 {' '.join(said)}")

    assert line.answer != "accepted"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Orang Lain lulus", ["line_of_nobody"]),
        ("P-26-0009 lulus", ["line_of_nobody"]),
        ("Siti Aminah lulus", ["line_of_many"]),
        ("Doni Saputra", ["line_no_answer"]),
        ("P-26-0002 Ahmad Fauzan lulus", ["line_of_other"]),
        ("P-26-0002 Doni nyaris lulus", ["line_of_other"]),
        ("Doni Saputra nyaris lulus", ["line_of_nobody"]),
        ("3\tP-26-0002\tDoni Saputra\tL\t12-05-2000\tlulus", []),
        ("P-26-0002 Doni lulus", []),
        ("Doni Saputra lulus\nDoni Saputra tidak lulus", ["line_contradicted", "line_contradicted"]),
        ("Doni Saputra lulus\nP-26-0002 lulus", []),
    ],
)
def test_why_a_line_is_not_read_is_told(text, codes):
    found = understand(read(text), PEOPLE, {})

    assert [reason.code for _line, reason in found.unread] == codes
    assert set(found.answers) == (set() if codes else {2})


def test_what_was_chosen_by_hand_stays():
    found = understand(read("Doni Saputra lulus\nAhmad Fauzan lulus"), PEOPLE, {1: "rejected"})

    assert [(line.name, reason.code) for line, reason in found.unread] == [("Ahmad Fauzan", "line_chosen_otherwise")]
    assert set(found.answers) == {2}


def test_unread_lines_keep_their_order():
    text = "Doni Saputra lulus\nOrang Lain lulus\nDoni Saputra gagal\nSiti Aminah gagal"

    assert [line.text for line, _reason in understand(read(text), PEOPLE, {}).unread] == text.splitlines()


CALLED = [(1, "P-26-0001", "Budi Santoso"), (2, "P-26-0002", "Ahmad Fauzan"), (3, "P-26-0003", "Lulus Prasetyo")]


@pytest.mark.parametrize(
    "said",
    [
        "합격 취소", "합격 포기", "diterima, dicabut", "lulus (dibatalkan)", "accepted -> withdrawn", "accepted, offer declined",
        "diterima, kemudian mundur", "passed away", "최종 합격 예정", "합격 辞退",
    ],
)  # fmt: skip
def test_what_is_taken_back_is_not_taken_for_a_yes(said):
    """A yes that the same line takes back was read as a yes."""
    found = understand(read(f"P-26-0001\t{said}"), CALLED, {})

    assert (found.answers, len(found.unread)) == ({}, 1)


@pytest.mark.parametrize(
    "line", ["P-26-0001, P-26-0002: diterima", "Budi Santoso lulus; Ahmad Fauzan lulus", "P-26-0001 lulus, P-26-0009 lulus"]
)
def test_a_line_of_two_people_is_left_to_the_reader(line):
    """Of two people in one line the first was answered and the second lost without a word."""
    found = understand(read(line), CALLED, {})

    assert (found.answers, [reason.code for _line, reason in found.unread]) == ({}, ["line_of_many"])


def test_a_name_is_no_answer():
    """Somebody whose name means passed was accepted by a line without an answer."""
    found = understand(read("P-26-0003\tLulus Prasetyo\t"), CALLED, {})
    other = understand(read("P-26-0003\tLulus Prasetyo\tditolak"), CALLED, {})

    assert found.answers == {}
    assert other.answers[3].answer == "rejected"

"""A partner's answers as pasted from a sheet or letter: each line names a person and says yes, no or reserve.

What might be misread is left to the reader: a line that denies something other than plainly, that says two things, or that
another line about the same person contradicts. Never is a denial taken for a yes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from serang.common.rules import names
from serang.common.rules.reasons import Reason

WORDS = {
    "rejected": r"(?:di)?tolak|gagal|gugur|reject(?:ed)?|fail(?:ed)?(?: to pass)?|불합격|미합격|탈락|不合格|不採用",
    "accepted": r"(?:di)?terima|lulus|lolos|accept(?:ed)?|pass(?:ed)?|selected|(?:최종\s?)?합격(?:자|함|입니다|했습니다)?|合格|採用",
    "reserve": r"cadangan|reserve|waiting|예비|補欠",
    "interviewed": r"(?:di)?wawancara|interview(?:ed)?|면접|面接",
}
DENIED = (
    r"tid?ak|tida|tdk\.?|tak|tk|gak|ga|gk|g|ng+ak|ng+a|eng+ak?|kagak?|e?ndak|nda|ndk|ora|teu|henteu"
    r"|not|non|no(?!\.|\s*:?\s*\d)|never|cannot|can['’]?t|won['’]?t"
    r"|(?:did|does|do|was|were|is|are|has|have|had|could|would)n['’]?t"
)
BETWEEN = r"(?:(?:dapat|bisa|jadi|sempat|dinyatakan|be|been)[\s-]+)*"
DOUBTFUL = (
    r"belum|belom|blm|blum|bukan|tanpa|jangan|hampir|kecuali|kalau|jika|bila|without|unless|except|almost|if"
    r"|(?:di|pem)?batal(?:kan|an|nya)?|(?:di)?cabut|(?:meng)?undur(?:kan)?|mundur|meninggal|wafat"
    r"|withdr(?:ew|aw|awn)|declined?|revoked?|cancel(?:l?ed)?|away|deceased"
)
# Written without spaces, so found inside of words too.
DENIED_EAST = (
    r"취소|포기|철회|사퇴|사망|보류|예정|辞退|取消|取り消|保留"
    r"|못|않|아니|아님|아닙|안\s?[됨됐되]|(?<!\w)안(?!\w)|[未不無]|ない|ません|せず|\?"
)
_SAYS = re.compile(
    rf"(?P<refused>(?<!\w)(?:{DENIED})[\s-]*{BETWEEN}(?:{WORDS['accepted']})(?!\w)|합격(?:하지|은|이)?\s?(?:못|않|아니|아님|아닙)\w*)"
    + "".join(rf"|(?P<{code}>(?<!\w)(?:{words})(?!\w))" for code, words in WORDS.items())
    + rf"|(?P<denial>(?<!\w)(?:{DENIED}|{DOUBTFUL})(?!\w)|{DENIED_EAST})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\bP-\d{2}-\d{3,6}\b", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"^\W*(?:no\.?\s*)?\d{1,4}(?:\s*[.):;,-]\s*|\s+)", re.IGNORECASE)
_HELPING = re.compile(r"(?:(?<!\w)(?:sudah|telah|dinyatakan|is|was|has|have|been|did|does)\W*)+$", re.IGNORECASE)
_ROUND = " ;,:.-|()"


@dataclass(frozen=True)
class Line:
    """One line pasted: the person's number or name, the answer (None: there is none, or `unclear` what is meant), and what
    stands after it.
    """

    text: str
    number: str
    name: str
    answer: str | None
    note: str
    unclear: bool = False


@dataclass(frozen=True)
class Reading:
    """What lines say: the line that counts for each person (id), and those that are left to the reader, with why."""

    answers: dict[int, Line]
    unread: list[tuple[Line, Reason]]


def read(text: str) -> list[Line]:
    """The lines of a pasted answer; empty ones are left out."""
    return [_line(" ".join(raw.replace("\t", " ; ").split())) for raw in text.splitlines() if raw.strip(" \t;")]


def understand(lines: Iterable[Line], people: list[tuple[int, str, str]], chosen: Mapping[int, str]) -> Reading:
    """Whom of the people (id, number, name) the lines answer. `chosen`: answers given by hand, which no line changes."""
    answers, meant, called = {}, {}, {one: name for one, _number, name in people}
    lines = [_without_name(line, _called(line, people)) for line in lines]
    found = [ids and [*ids, *_others(line, ids, people)] for line in lines for ids in [whom(line, people)]]
    why_not = [_why_unread(line, [called.get(one, "") for one in ids]) for line, ids in zip(lines, found, strict=True)]
    for n, ids in enumerate(found):
        if not why_not[n]:
            meant.setdefault(ids[0], []).append(n)
    for person, about in meant.items():
        first, *others = dict.fromkeys(lines[n].answer for n in about)
        if not others and chosen.get(person, first) == first:
            answers[person] = lines[about[0]]
            continue
        for n in about:
            why_not[n] = Reason("line_contradicted" if others else "line_chosen_otherwise")
    return Reading(answers, [(line, reason) for line, reason in zip(lines, why_not, strict=True) if reason])


def whom(line: Line, people: list[tuple[int, str, str]]) -> list[int]:
    """Which of the people (id, number, name) a line means: by number, else by name in any spelling, alone or in a cell."""
    if line.number:
        return [one for one, number, _name in people if number.upper() == line.number]
    keys = {names.spelling_key(part) for part in (line.name, *re.split("[;,|]", line.name))} - {""}
    return [one for one, _number, name in people if names.spelling_key(name) in keys]


def _called(line, people) -> str:
    """The name of whom the number of a line means; empty when it means nobody here."""
    return next((name for _one, number, name in people if number.upper() == line.number), "")


def _without_name(line, name) -> Line:
    """A line read again without the person's name where that name says something itself (Lulus Prasetyo)."""
    if not name or not _SAYS.search(name):
        return line
    rest, times = re.subn(re.escape(name), " ", line.text, flags=re.IGNORECASE)
    return _line(rest) if times else replace(line, answer=None, unclear=True)


def _others(line, ids, people) -> list[int]:
    """People besides whom a line names, by another number (0: of nobody here) or in what stands after the answer."""
    after = set(names.spelling_key(line.note).split())
    numbers = {number.upper() for number in _NUMBER.findall(line.text)} - {line.number}
    by_number = [one for one, number, _name in people if one not in ids and number.upper() in numbers]
    called = [(one, set(names.spelling_key(name).split())) for one, _number, name in people if one not in ids]
    by_name = [one for one, name in called if name and name <= after]
    return by_number + by_name + [0] * (len(numbers) - len(by_number))


def _line(text):
    said = list(_SAYS.finditer(text))
    answer, at = _answer(said)
    before, after = (text[: said[0].start()], text[at.end() :]) if said else (text, "")
    number = _NUMBER.search(text)
    name, note = _HELPING.sub("", _LIST_NUMBER.sub("", _NUMBER.sub("", before))).strip(_ROUND), after.strip(_ROUND)
    if not name and not number:  # `Lulus: Siti Aminah`
        name, note = note, ""
    return Line(text, number[0].upper() if number else "", name, answer, note, unclear=bool(said) and not answer)


def _answer(said) -> tuple[str | None, re.Match | None]:
    """The one answer of a line and where it stands; None when it denies or says more than one thing."""
    kinds = ["rejected" if one.lastgroup == "refused" else one.lastgroup for one in said]
    plain = set(kinds) - {"denial", "interviewed"} or set(kinds) - {"denial"}
    if len(plain) != 1:
        return None, said[-1] if said else None
    answer = plain.pop()
    at = kinds.index(answer)
    denied = "denial" in (kinds[:at] if answer == "rejected" else kinds)
    return None if denied else answer, said[at]


def _why_unread(line, found) -> Reason | None:
    """Why a line does not count, given the names of whom it may mean."""
    if not line.answer:
        return Reason("line_unclear" if line.unclear else "line_no_answer")
    if len(found) != 1:
        return Reason("line_of_many" if found else "line_of_nobody", who=line.number or line.name)
    return None if not line.number or _fits(line, found[0]) else Reason("line_of_other", who=found[0])


def _fits(line, name) -> bool:
    """Whether what stands beside the number is the person's name or part of it; nothing will do."""
    own = set(names.spelling_key(name).split())
    beside = [set(names.spelling_key(part).split()) for part in re.split("[;,|]", line.name) if re.search(r"[^\W\d_]{2}", part)]
    return not beside or any(part and part <= own for part in beside)

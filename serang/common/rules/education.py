"""Levels of schooling, from primary school to doctorate, and the ways they are written."""

import re
from collections.abc import Iterable

LADDER = ("SD", "SMP", "SMA", "SMK", "D1", "D2", "D3", "D4", "S1", "S2", "S3")
# SMA and SMK open the same doors, and so do D4 and S1.
_RANKS = {"SD": 1, "SMP": 2, "SMA": 3, "SMK": 3, "D1": 4, "D2": 5, "D3": 6, "D4": 7, "S1": 7, "S2": 8, "S3": 9}

# By rung: the rank of each level, 0 first for none.
RANKS = (0, *(_RANKS[code] for code in LADDER))

_STEPS = {"1": 1, "i": 1, "2": 2, "ii": 2, "3": 3, "iii": 3, "4": 4, "iv": 4}
_STEP = re.compile(r"\b(d|diploma|s|strata)[\s.\-]*(iv|i{1,3}|[1-4])\b")
_NOT_FINISHED = re.compile(r"\b(tidak|tdk|belum|blm|putus|drop)\b")

# The first that is found counts, so the narrower writing stands first.
_WRITINGS = [(code, re.compile(rf"\b(?:{pattern})\b")) for code, pattern in [
    ("SMA", r"pac?ket\s*c|(?:sma|slta) smk|smk (?:sma|slta)"), ("SMP", r"pac?ket\s*b"), ("SD", r"pac?ket\s*a"),
    ("D4", r"sarjana terapan|s\s?tr"), ("D3", r"sarjana muda|akademi|a\s?md|associate|전문대졸"),
    ("S3", r"doktor|doctor|s3|ph\s?d"), ("S2", r"magister|pas[ck]a\s?sarjana|master|대학원졸"),
    ("SMK", r"smkn?|mak|stm|smea|smkk|smip|slta kejuruan|(?:sekolah )?menengah kejuruan|vocational(?: high school)?"),
    ("SMP", r"smpn?|smpit|mtsn?|m ts|sltp|tsanawiyah|(?:sekolah )?menengah pertama|junior high(?: school)?|중졸"),
    ("SMA", r"sman?|smait|smun?|slta|man?|aliyah|(?:sekolah )?menengah (?:atas|umum)|(?:senior )?high school|고졸"),
    ("S1", r"sarjana|bachelor|대졸"),
    ("SD", r"sdn?|sdit|min?|ibtidaiyah|sekolah dasar|elementary|primary(?: school)?|초졸"),
]]  # fmt: skip


def rank(code: str | None) -> int:
    """The place on the ladder, 1 (SD) to 9 (S3), SMA like SMK and D4 like S1; 0 for none or an unknown code."""
    return _RANKS.get(code or "", 0)


def rung(code: str | None) -> int:
    """The level as a number of its own, 1 (SD) to 11 (S3), which `at_rung` reads back; 0 for none or an unknown code."""
    return LADDER.index(code) + 1 if code in LADDER else 0


def at_rung(number: int) -> str | None:
    """The code of a rung; None for 0."""
    return LADDER[number - 1] if number else None


def reaches(code: str | None, minimum: str | None) -> bool:
    """Whether a level is at least the minimum; without a minimum everyone reaches it."""
    return rank(code) >= rank(minimum)


def raised(stated: str | None, schools: Iterable[tuple[str | None, int | None]]) -> str | None:
    """The highest level that schools (level, year finished) show beyond the stated one, else the stated one.

    A school that was not finished says something only when nothing else is known.
    """
    rows = list(schools)
    shown = [level for level, year in rows if year] or [level for level, _year in rows if not rank(stated)]
    highest = max(shown, key=rank, default=None)
    return highest if rank(highest) > rank(stated) else stated


def unproven(stated: str | None, levels: Iterable[str | None]) -> bool:
    """Whether a stated level is higher than that of every school."""
    return rank(stated) > max(map(rank, levels), default=0)


def read(text: str | None) -> str | None:
    """The code for any usual writing: SLTA, MA, Paket C, `SMK TKJ`, `S-1`, Sarjana, `D.III`; None when it is unclear.

    A school that was not finished (`tidak tamat SD`) gives no code.
    """
    low = " ".join(re.sub(r"[()/,;:]+", " ", (text or "").lower()).split())
    if _NOT_FINISHED.search(low):
        return None
    if found := _STEP.search(low):
        code = f"{found[1][0].upper()}{_STEPS[found[2]]}"
        return code if code in _RANKS else None
    words = " ".join(re.sub(r"[.\-]+", " ", low).split())
    return next((code for code, pattern in _WRITINGS if pattern.search(words)), None)

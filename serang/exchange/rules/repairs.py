"""Kinds of repair: faults that are mended the same way stand together on the screen."""

from collections.abc import Iterable

from serang.exchange.rules.plan import REFUSED, Verdict
from serang.exchange.rules.reading import Problem

KINDS = {
    "lacking": ("lacks",),
    "rounded": ("nik_rounded",),
    "nik": ("nik_not_digits", "nik_length", "nik_impossible_month", "nik_impossible_day", "nik_sequence_zero"),
    "double": ("twice_in_file", "matched_twice", "several_match", "key_of_another", "key_of_another_row"),
    "day": ("no_day", "impossible_day", "impossible_month", "unclear_day", "unlikely_year", "birth_in_future", "unusual_age", "own_no_day"),
    "range": ("beyond_bounds", "not_a_number", "too_long", "no_name", "own_no_number", "own_too_long"),
    "area": ("area_unknown", "area_unclear"),
    "occupation": ("occupation_unknown",),
    "code": ("unread_sex", "unread_education", "unread_marital", "own_no_choice", "own_no_yes"),
    "phone": ("phone_doubtful", "phone_more", "phone_either_country"),
    "namesake": ("namesake", "namesake_in_file"),
    "nik_differs": ("nik_other_birth", "nik_other_sex", "nik_other_area"),
}  # fmt: skip
_KIND_OF = {code: kind for kind, codes in KINDS.items() for code in codes}
FAULT, WARNING = "fault", "warning"


def kind_of(problem: Problem) -> str:
    """The kind of repair a problem asks for. Raises KeyError for a code that no kind holds."""
    return _KIND_OF[problem.reason.code]


def marks(verdict: Verdict) -> str:
    """The kinds of a row between commas, faults as f.kind and warnings as w.kind; empty when nothing is wrong."""
    found = [f"f.{kind_of(one)}" for one in verdict.reasons] + [f"w.{kind_of(one)}" for one in verdict.warnings]
    return f",{','.join(dict.fromkeys(found))}," if found else ""


def tally(verdicts: Iterable[Verdict]) -> dict[str, dict[str, int]]:
    """Rows by kind of repair: of refused rows by their faults, of the others by their warnings."""
    counts = {FAULT: dict.fromkeys(KINDS, 0), WARNING: dict.fromkeys(KINDS, 0)}
    for verdict in verdicts:
        side, problems = (FAULT, verdict.reasons) if verdict.verdict == REFUSED else (WARNING, verdict.warnings)
        for kind in {kind_of(one) for one in problems}:
            counts[side][kind] += 1
    return {side: {kind: n for kind, n in kinds.items() if n} for side, kinds in counts.items()}

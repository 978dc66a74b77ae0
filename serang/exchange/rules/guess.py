"""What the columns of a list mean: by their headings, and where these fail by what stands in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from serang.exchange.rules.columns import KNOWN_FROM, Column, best, likeness
from serang.exchange.rules.lines import means_applicant, text_of
from serang.exchange.rules.table import Table

SAMPLE = 200
ENOUGH = 0.8
LEAST = 0.4

_DAY = (
    r"(?:\d{1,2}[\s./\-]+(?:\d{1,2}|[^\W\d_]{3,12})[\s./\-,]+(?:\d{4}|\d{2})"
    r"|\d{4}[\-./]\d{1,2}[\-./]\d{1,2}(?:T.*)?)"
)
# What the cells of a kind look like; only to tell columns apart, reading them is another matter.
LOOKS = {
    "nik": re.compile(r"['’`\s]*(?:\d[\s.\-]*){16}|\d[.,]\d{3,}E\+?15", re.IGNORECASE),
    "phone": re.compile(r"['\s]*(?:\+?62|\+?82|0|\(0|8)(?:[\s.\-()]*\d){7,13}(?:\s*[/,;].*)?"),
    "place_and_day": re.compile(rf"[^\W\d_][^\d]{{2,40}}[,./\s\-]\s*{_DAY}", re.DOTALL),
    "day": re.compile(_DAY),
    "sex": re.compile(r"[lpmf]|lk|pr|laki(?:[\s\-]*laki)?|perempuan|wanita|pria|male|female|[남여][자성]?", re.IGNORECASE),
    "education": re.compile(r"(?:sd|mi|smp|sltp|mts|sma|smu|slta|smk|stm|ma|d\W?[1-4i]+v?|s\W?[1-3])(?:\W.*)?", re.IGNORECASE),
    "area": re.compile(r".*\b(?:kel(?:urahan)?|desa)\b.*\bkec(?:amatan)?\b.*", re.IGNORECASE | re.DOTALL),
    "name": re.compile(r"[^\W\d_][^\W\d_.'’,`\-]+(?:[\s.'’,`\-]+[^\W\d_]+){0,6}[\s.]*"),
    "height": re.compile(r"(?:1[3-9]\d|20\d)(?:[.,]\d+)?\s*(?:cm)?", re.IGNORECASE),
    "score": re.compile(r"\d{1,3}(?:[.,]\d+)?(?:\s*/\s*\d{1,3})?"),
    "weight": re.compile(r"(?:[3-9]\d|1[0-4]\d)(?:[.,]\d+)?\s*(?:kg)?", re.IGNORECASE),
}
# Told by content alone, the most telling first; names and places need a heading unless the list has none at all.
BY_CONTENT = ("place_and_day", "nik", "area", "phone", "sex")
WITHOUT_HEADINGS = BY_CONTENT + ("day", "education", "height", "weight", "name")


@dataclass(frozen=True)
class Guess:
    """What one column of the list seems to be.

    at: position from 0; field: None when nothing fits; surety: 0 to 1; by: "heading", "content" or "nothing".
    known: the heading names something that is never taken (running number, family card).
    """

    at: int
    heading: str
    field: str | None
    surety: float = 0.0
    by: str = "nothing"
    known: bool = False
    examples: tuple[str, ...] = ()


def guess(table: Table, columns: Iterable[Column], remembered: Mapping[str, str] | None = None) -> list[Guess]:
    """One guess for each column of the list, in order; no field is given twice.

    remembered: heading → field as an officer settled it before ("" for not taken); it goes before any guess.
    """
    columns = tuple(columns)
    samples = _samples(table)
    pairs = list(zip_longest(table.headings, samples, fillvalue=""))
    claims = [
        claim
        for at, (heading, texts) in enumerate(pairs)
        for claim in _claims(at, heading, texts, columns, remembered or {}, bool(table.heading_rows))
    ]
    taken = _settled(claims)
    return [taken.get(at) or _none(at, heading, texts, columns) for at, (heading, texts) in enumerate(pairs)]


def mapping(guesses: Iterable[Guess]) -> dict[int, str]:
    """Column position → field, for the columns that have one."""
    return {one.at: one.field for one in guesses if one.field}


def share(kind: str, texts: list[str]) -> float:
    """How many of the texts look like the kind, from 0 to 1."""
    look = LOOKS.get(kind)
    return sum(bool(look.fullmatch(text)) for text in texts) / len(texts) if look and texts else 0.0


def _samples(table):
    samples = [[] for _ in range(table.width)]
    for row in table.rows[: SAMPLE * 5]:
        for at, cell in enumerate(row.cells):
            if cell.text and not cell.merged and len(samples[at]) < SAMPLE and (text := text_of(cell)):
                samples[at].append(text[:200])
    return samples


def _claims(at, heading, texts, columns, remembered, has_headings):
    examples = tuple(dict.fromkeys(texts))[:3]
    if (settled := remembered.get(heading)) is not None:
        return [Guess(at, heading, settled, 2.0, "heading", False, examples)] if settled else []
    named = [Guess(at, heading, column.field, _weighed(surety, column, texts), "heading", not column.field, examples)
             for column in columns if (surety := likeness(heading, column)) >= KNOWN_FROM * 0.86]  # fmt: skip
    named = [one for one in named if one.surety >= LEAST]
    if any(one.surety > 0.6 for one in named) or not means_applicant(heading):
        return named
    return named + _by_content(at, heading, texts, columns, has_headings, examples)


def _weighed(surety, column, texts):
    """A heading is believed less when nothing below it looks like that."""
    if column.kind in LOOKS and len(texts) >= 3 and column.kind not in ("education", "name"):
        looks = share(column.kind, texts)
        return surety * (0.45 if looks < 0.1 else 1.0)
    if column.kind == "place" and share("place_and_day", texts) > 0.5:
        return surety * 0.45
    return surety


def _by_content(at, heading, texts, columns, has_headings, examples):
    fields = {column.kind: column.field for column in reversed(columns) if column.field}
    kinds = BY_CONTENT if has_headings else WITHOUT_HEADINGS
    found = [(kind, share(kind, texts)) for kind in kinds if kind in fields]
    return [Guess(at, heading, fields[kind], round(looks * (0.6 - 0.02 * rank), 3), "content", False, examples)
            for rank, (kind, looks) in enumerate(found) if looks >= ENOUGH and _telling(kind, texts)]  # fmt: skip


def _telling(kind, texts):
    """Names differ from row to row; a column of one repeated word is something else."""
    if kind != "name":
        return True
    return len(set(texts)) > 0.5 * len(texts) and sum(" " in text for text in texts) >= 0.3 * len(texts)


def _settled(claims):
    taken, used = {}, set()
    for claim in sorted(claims, key=lambda one: (-one.surety, one.at)):
        if claim.at not in taken and (claim.known or claim.field not in used):
            taken[claim.at] = Guess(claim.at, claim.heading, claim.field or None, min(claim.surety, 1.0), claim.by,
                                    claim.known, claim.examples)  # fmt: skip
            used.add(claim.field)
    return taken


def _none(at, heading, texts, columns):
    column, surety = best(heading, columns)
    known = bool(column) and surety >= KNOWN_FROM and not column.field
    return Guess(at, heading, None, 0.0, "nothing", known, tuple(dict.fromkeys(texts))[:3])

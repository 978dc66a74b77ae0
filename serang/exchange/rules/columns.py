"""Columns a list may have, and how a heading in Indonesian, English or Korean is recognised."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

EXACT, WITHIN, ALIKE = 1.0, 0.8, 0.7
KNOWN_FROM = 0.7

_SIGNS = re.compile(r"[^\w가-힣]+|_")
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]|\*|:.*$")
_KOREAN = re.compile(r"[가-힣]")
# The same words, but of somebody else: a father's name is not the applicant's.
OF_OTHERS = {
    "ayah", "ibu", "bapak", "bpk", "suami", "istri", "pasangan", "ortu", "orangtua", "orang", "wali", "anak",
    "saudara", "keluarga", "kontak", "darurat", "kerabat", "pendamping", "sponsor", "perusahaan", "pt", "sekolah",
    "universitas", "kampus", "lembaga", "bank", "rekening", "pemilik", "petugas", "pendaftar", "father", "mother",
    "husband", "wife", "spouse", "parent", "parents", "guardian", "emergency", "company", "school", "family",
    "아버지", "어머니", "부모", "배우자", "보호자", "회사", "학교", "비상",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column that a list may have.

    field: where its value goes; "" for a column that is known but never taken (running number, family card).
    label: the field whose word the screen shows; the same as `field` unless one column fills several fields.
    headings: how offices write it, in any language; `kind` tells what its cells look like (see guess.LOOKS).
    in_title: its value may also stand above the table ("Kelurahan: Banten") or name the sheet, for all rows.
    """

    field: str
    headings: tuple[str, ...]
    kind: str = "text"
    label: str = ""
    in_title: bool = False

    @property
    def label_code(self) -> str:
        """The code of the word the screen shows for this column."""
        return self.label or self.field


def plain(heading: str) -> str:
    """A heading for comparison: small letters without accents and signs, single blanks ("No. KTP " → "no ktp")."""
    text = unicodedata.normalize("NFKD", heading).casefold()
    text = unicodedata.normalize("NFC", "".join(sign for sign in text if not unicodedata.combining(sign)))
    return " ".join(_SIGNS.sub(" ", text).split())


def likeness(heading: str, column: Column) -> float:
    """How surely the heading names the column: 1 for a known writing, 0.8 for one within it, 0.7 for a slip, else 0."""
    return _likeness(heading[:200], column.headings)


def best(heading: str, columns: Iterable[Column]) -> tuple[Column | None, float]:
    """The column a heading names most surely; (None, 0) when it names none."""
    found, surety = None, 0.0
    for column in columns:
        if (now := likeness(heading, column)) > surety:
            found, surety = column, now
    return found, surety


@lru_cache(maxsize=50_000)
def _likeness(heading, aliases):
    whole, bare = plain(heading), plain(_IN_BRACKETS.sub(" ", heading))
    if not whole:
        return 0.0
    known = _plain_all(aliases)
    if whole in known:
        return EXACT
    if bare in known:
        return EXACT - 0.05
    if OF_OTHERS.intersection(whole.split()):
        return 0.0
    return max((max(_within(alias, whole), _slip(alias, bare or whole)) for alias in known), default=0.0)


@lru_cache(maxsize=1_000)
def _plain_all(aliases):
    return tuple(dict.fromkeys(filter(None, map(plain, aliases))))


def _within(alias, heading):
    """Longer writings that cover more of the heading win; a single short word inside a long heading says nothing."""
    if _KOREAN.search(alias):
        inside = len(alias) > 1 and alias.replace(" ", "") in heading.replace(" ", "")
    else:
        inside = len(alias) > 2 and f" {alias} " in f" {heading} "
    share = len(alias) / len(heading)
    return WITHIN * (0.85 + 0.15 * share) if inside and share >= 0.3 else 0.0


def _slip(alias, heading):
    if len(alias) < 5 or abs(len(alias) - len(heading)) > 3 or alias[0] != heading[0]:
        return 0.0
    ratio = SequenceMatcher(None, alias, heading, autojunk=False).ratio()
    return ALIKE * ratio if ratio >= 0.86 else 0.0

"""The kelurahan of the city: recognised by code or name, in the spellings people use. Codes are those of Kemendagri."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from serang.common.rules.names import search_key

# Where the official list and the district offices differ. Spacing (Kotabaru, Kota Baru) needs no entry.
ALIASES = {
    "36.73.04.1003": ("Kamanisan",),
    "36.73.03.1004": ("Pengampelan",),
    "36.73.02.1002": ("Priyayi", "Masjid Priyayi"),
    "36.73.05.1001": ("Cipocok",),
    "36.73.01.1011": ("Trondol",),
    "36.73.03.1010": ("Tritih",),
    "36.73.06.1008": ("Derangong",),
}

_CODE = re.compile(r"3673\d{6}")
_END = r"(?=$|[,/;()\n|]|\s[-–]\s|\bkec|\bkel|\bk(?:ota|ab)\b\.?\s+serang)"
_KECAMATAN = re.compile(rf"\bkec(?:amatan)?\b\.?\s*:?\s*(.*?){_END}", re.IGNORECASE)
_KELURAHAN = re.compile(rf"\b(?:kel(?:urahan)?|desa|ds)\b\.?\s*:?\s*(.*?){_END}", re.IGNORECASE)
_APART = re.compile(r"[,/;()\n|]|\s[-–]\s")
_CITY = re.compile(r"\b(?:kota|kab|kabupaten)\.?\s+serang\b", re.IGNORECASE)


@dataclass(frozen=True)
class Kelurahan:
    """One kelurahan with its kecamatan. The code is the key, because two kelurahan are called Sukawana."""

    code: str
    name: str
    kecamatan: str
    kecamatan_code: str
    aliases: tuple[str, ...] = ()


def rows(lines: Iterable[str]) -> list[Kelurahan]:
    """The list from the lines of its CSV file: kecamatan_code, kecamatan, kelurahan_code, kelurahan."""
    return [
        Kelurahan(
            line["kelurahan_code"], line["kelurahan"], line["kecamatan"], line["kecamatan_code"],
            ALIASES.get(line["kelurahan_code"], ()),
        )
        for line in csv.DictReader(lines)
    ]  # fmt: skip


def match(text: str | None, rows: Sequence[Kelurahan], *, kecamatan: str | None = None) -> Kelurahan | None:
    """The kelurahan that a code, a name or an address part means, or None when that is unclear.

    Reads `36.73.01.1004`, `Kotabaru`, `Kel. Kota Baru Kec. Serang`, `Sukawana, Curug`. A kecamatan, in the text or
    given beside it, decides between namesakes and must agree with the name.
    """
    found = candidates(text, rows, kecamatan=kecamatan)
    return found[0] if len(found) == 1 else None


def candidates(text: str | None, rows: Sequence[Kelurahan], *, kecamatan: str | None = None) -> list[Kelurahan]:
    """All kelurahan the text may mean: none when unknown, two for a bare `Sukawana`."""
    typed = (text or "").strip()
    if _CODE.fullmatch(code := re.sub(r"\D", "", typed)):
        return [row for row in rows if re.sub(r"\D", "", row.code) == code]
    name, beside = _taken_apart(typed)
    if not name:
        return []
    wanted = [row for row in rows if name in _names(row)]
    where = [_district(part) for part in (beside, kecamatan) if part and _district(part)]
    return [row for row in wanted if all(_plain(row.kecamatan) == part for part in where)]


def _taken_apart(text: str) -> tuple[str, str]:
    """The name of the kelurahan and that of the kecamatan, as far as the text has them."""
    district = _KECAMATAN.search(text)
    bare = _CITY.sub(",", _KECAMATAN.sub(",", text))
    marked = _KELURAHAN.search(bare)
    parts = [part for part in _APART.split(marked[1] if marked else bare) if _plain(part)]
    beside = district[1] if district else (parts[1] if len(parts) > 1 else "")
    return (_plain(parts[0]) if parts else "", beside)


def _names(row: Kelurahan) -> set[str]:
    return {_plain(name) for name in (row.name, *row.aliases)}


def _district(text: str) -> str:
    name = _plain(re.sub(r"\bkec(?:amatan)?\b", " ", text, flags=re.IGNORECASE))
    return "cipocokjaya" if name == "cipocok" else name


def _plain(text: str) -> str:
    return search_key(text).replace(" ", "")

"""What a single line of a sheet is: numbering, total, signature, or words about the lines below it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from serang.exchange.rules.columns import OF_OTHERS, plain

_TOTAL = re.compile(r"(?:sub|grand)?[\s\-]*(?:jumlah|jml|total|합계|총계|소계)\b[\s:=.]*.{0,40}", re.IGNORECASE | re.DOTALL)
_FOOTER = re.compile(
    r"(?:mengetahui|menyetujui|disahkan|dibuat\s+oleh|yang\s+membuat|pembuat\s+daftar|kepala\s+(?:dinas|bidang|seksi|desa|"
    r"kelurahan|sekolah|upt)|(?:plt\W+)?(?:lurah|camat|sekretaris|ketua)\b|a\W?n\W+kepala|nip\b[\s.:]*\d|sumber\s*:|"
    r"catatan\s*:|keterangan\s*:|[^\W\d_][\w\s.]{2,30},\s*(?:tanggal\s*)?\d{1,2}\s+[^\W\d_]{3,10}\s+\d{4}$|"
    r"[^\W\d_][\w\s]{2,30},\s*[.…_][.…_\s]{2,})",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\(?\s*(\d{1,3})\s*\)?\.?")
_NOT_A_PLACE = re.compile(r"\d|^(?:dan|se|per|di|yang|atau|asal|masing|tahun|bulan|kabupaten|nama|rekap)\b", re.IGNORECASE)
_END_OF_PLACE = re.compile(r"[,;|/()\n]|\s[-–]\s|\s(?:kota\s+serang|kab|kabupaten|tahun|provinsi|prov|bulan|periode|th)\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{9,}")


@dataclass(frozen=True)
class Told:
    """A cell that stands in no file: what a title or a tick says."""

    text: str
    kind: str = "text"
    merged: bool = False


NOTHING = Told("", "empty")


def at(row, column: int):
    """The cell of a column, an empty one behind the end of the row."""
    return row[column] if column < len(row) else NOTHING


def text_of(cell) -> str:
    """The text of a cell with single blanks."""
    return " ".join(cell.text.split())


def own(row) -> list:
    """The filled cells of a line, without those that only repeat a merged neighbour."""
    return [cell for cell in row if cell.text and not cell.merged and not cell.text.isspace()]


def spans(row) -> bool:
    """Whether one value is merged over several columns."""
    return any(cell.merged for cell in row)


def only_repeats(row) -> bool:
    """Whether the line has cells of merged areas only, as below a heading that is two lines high."""
    return not own(row) and any(cell.merged for cell in row)


def could_be_second_heading(row) -> bool:
    """Whether the line holds only short words: neither numbers nor days."""
    cells = [cell for cell in row if cell.text.strip()]
    return bool(cells) and all(
        cell.kind == "text" and len(cell.text) <= 60 and sum(sign.isdigit() for sign in cell.text) <= 2 for cell in cells
    )


def means_applicant(heading: str) -> bool:
    """Whether a group heading speaks of the applicant and not of a parent, school or employer."""
    return not OF_OTHERS.intersection(plain(heading).split())


def is_numbering(cells) -> bool:
    """The line (1) (2) (3) that forms put below their headings."""
    numbers = [found and int(found[1]) for found in (_NUMBERING.fullmatch(text_of(cell)) for cell in cells)]
    return len(numbers) > 2 and None not in numbers and all(b == a + 1 for a, b in pairwise(numbers))


def is_total(cells) -> bool:
    """A line "JUMLAH 48": a word for the sum, beside it numbers and hardly another word."""
    words = [cell for cell in cells if any(sign.isalpha() for sign in cell.text)]
    first = text_of(words[0]) if words else ""
    counts = 0 < len(words) <= 2 and bool(_TOTAL.fullmatch(first))
    return counts and not any(_LONG_NUMBER.search(cell.text) for cell in cells)


def opens_footer(cells) -> bool:
    """A line of the signatures or notes below a list."""
    return any(_FOOTER.match(text_of(cell)) for cell in cells)


def context_of(cells, columns, known) -> dict[str, str]:
    """What a line says of all lines below it: {"kelurahan": "Banten"} for "Kelurahan : Banten"."""
    return _said(" ".join(text_of(cell) for cell in cells), columns, known)


def context_of_sheet(name: str, columns, known) -> dict[str, str]:
    """What the name of a sheet says: "Kel. Banten", or "Banten" alone when that is known to exist."""
    if said := _said(name, columns, known):
        return said
    bare = " ".join(re.sub(r"\(\d+\)$|^\d+[.\s]+", "", name).split())
    fields = [column.field for column in columns if bare and column.field in known and known[column.field](bare)]
    return {fields[0]: bare} if fields else {}


def _said(text, columns, known):
    if len(text) > 300:
        return {}
    marks = sorted((found for column in columns for found in _labels(text, column)), key=lambda mark: mark[0])
    said = {}
    for number, (_, end, field) in enumerate(marks):
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        value = _END_OF_PLACE.split(text[end:stop].strip(" .:=,-"))[0].strip(" .:=,-")
        fine = 2 < len(value) <= 40 and not _NOT_A_PLACE.search(value)
        if fine and (known[field](value) if field in known else len(value.split()) <= 3):
            said.setdefault(field, value)
    return said


def _labels(text, column):
    """Where the text names the column: (start, end, field); longer names first, none inside another."""
    names = sorted({plain(heading) for heading in column.headings}, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(re.escape(name).replace(r"\ ", r"\W+") for name in names) + r")\b"
    return [(found.start(), found.end(), column.field) for found in re.finditer(pattern, text, re.IGNORECASE)]

"""What stands on a printed sheet, before anyone decides how it looks: print page and PDF come from the same plain data.

Every text is already formatted and in the language of the reader; the two templates add no word of their own.
What a reader may not see (full NIK, home address, religion, marital status) is a row that is not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass

LANGUAGES = ("id", "ko", "id+ko", "en")
PAPERS = ("a4", "f4")

NAME_LIST_COLUMNS = ("no", "name", "sex_short", "birth", "education", "language_score", "score", "status", "reason")
NAME_LIST_WIDTHS = (10.0, 46.0, 11.0, 42.0, 22.0, 30.0, 14.0, 27.0, 71.0)


@dataclass(frozen=True)
class Words:
    """A text and the same in a second language ('' when the sheet has one); `below` puts the second on its own line."""

    first: str
    second: str = ""
    below: bool = False


@dataclass(frozen=True)
class Row:
    """A label with its value. `wide` takes the whole breadth where others stand two abreast."""

    label: Words
    value: Words
    wide: bool = False


@dataclass(frozen=True)
class Table:
    """Column heads, relative column widths and cells; `centred` for short measures."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...] = ()
    centred: bool = False


@dataclass(frozen=True)
class Section:
    """One part of a sheet: a title (None for none), then a table, then labelled rows."""

    title: Words | None = None
    table: Table | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs: 'Serang, 24 November 2026', the role, the name and, below it, a number of service or ''."""

    place_and_day: str
    role: Words
    name: str
    note: str = ""


@dataclass(frozen=True)
class Page:
    """The sheet of one person, in the order of the Korean iryeokseo.

    `number` is the file number of the person, `day` the day of printing as written. `photo` and `qr` are names of
    pictures handed over beside the data; '' leaves a frame for the photo to be glued in, and no code. `personal` stands
    beside the photo. `statements` say what was checked; `foot` is repeated at the foot of each paper page.
    """

    title: Words
    name: Row
    number: str = ""
    day: str = ""
    photo: str = ""
    personal: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()
    statements: tuple[Words, ...] = ()
    signature: Signature | None = None
    foot: tuple[Row, ...] = ()
    qr: str = ""


@dataclass(frozen=True)
class NameList:
    """The daftar nominatif of one job order: facts of the order, the people, the summary below, who signs."""

    title: Words
    table: Table
    number: str = ""
    day: str = ""
    facts: tuple[Row, ...] = ()
    statements: tuple[Words, ...] = ()
    signatures: tuple[Signature, ...] = ()
    foot: tuple[Row, ...] = ()
    qr: str = ""


@dataclass(frozen=True)
class Choices:
    """What was chosen on the print page; `full_nik` is a wish, whether it is granted is decided by the right."""

    language: str = "id+ko"
    paper: str = "a4"
    photo: bool = True
    ink_saving: bool = True
    full_nik: bool = False


def choices(args: Mapping[str, str]) -> Choices:
    """The choices in an address (`lang`, `paper`, and `photo`, `ink`, `nik` as ticks once `chosen` is there).

    What is unknown falls back to the usual, so that a mistyped address still prints.
    """
    usual = Choices()
    language, paper = args.get("lang", "").replace(" ", "+"), args.get("paper", "")
    chosen = "chosen" in args
    return Choices(
        language=language if language in LANGUAGES else usual.language,
        paper=paper if paper in PAPERS else usual.paper,
        photo="photo" in args if chosen else usual.photo,
        ink_saving="ink" in args if chosen else usual.ink_saving,
        full_nik=args.get("nik") == "1",
    )


def as_args(chosen: Choices) -> dict[str, str]:
    """The choices as an address carries them; `choices` reads them back."""
    ticks = {"photo": chosen.photo, "ink": chosen.ink_saving, "nik": chosen.full_nik}
    ticked = {name: "1" for name, on in ticks.items() if on}
    return {"chosen": "1", "lang": chosen.language, "paper": chosen.paper, **ticked}


def sheet(pages: Iterable[Page], **settings: object) -> dict:
    """Plain data of the applicants' sheets, one person after the other, for the PDF and for the print page.

    The settings are those of `frame`. Raises ValueError for an unknown language or paper.
    """
    return {**frame(**settings), "people": [asdict(page) for page in pages]}


def name_list(page: NameList, **settings: object) -> dict:
    """Plain data of a daftar nominatif, for the PDF and for the print page; settings and errors like `sheet`."""
    return {**frame(**settings), "list": asdict(page)}


def frame(*, labels: dict[str, Words], language: str, office: Words, paper: str = "a4", ink_saving: bool = False) -> dict:
    """What both kinds of sheet share.

    `labels` are the frame's own words: 'photo' (in the empty frame), 'continued' (head of a second page).
    `office` is its name in both languages; `ink_saving` leaves the heads of tables white.
    """
    if language not in LANGUAGES or paper not in PAPERS:
        raise ValueError(f"no sheet in language {language!r} on paper {paper!r}")
    spoken = {code: asdict(words) for code, words in labels.items()}
    return {
        "labels": spoken,
        "language": language,
        "office": asdict(office),
        "paper": paper,
        "ink_saving": ink_saving,
    }


def words(page: Page | NameList) -> list[str]:
    """Every word of the sheet in reading order, the names of pictures left out."""
    return [word for text in texts(page) for word in text.split()]


def lacking(page: Page | NameList, text: str) -> list[str]:
    """Words of the sheet that a drawn page does not show; spaces and line breaks do not count."""
    shown = "".join(text.split())
    return [word for word in words(page) if word not in shown]


def texts(part: object) -> Iterator[str]:
    """The texts inside a part of a sheet."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for piece in part:
            yield from texts(piece)
    elif is_dataclass(part):
        for field in part.__dataclass_fields__:
            if field not in ("photo", "qr"):
                yield from texts(getattr(part, field))

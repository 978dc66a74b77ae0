"""What a list shows, as a workbook: the same columns, order and people, numbers of identity as text."""

from datetime import date
from functools import partial

from serang.applicants import queries, words
from serang.common.rules.days import age_on
from serang.settings import queries as settings
from serang.settings import rules as own
from serang.settings import words as codes
from serang.sheets.write import DAY, NUMBER, Head, Page
from serang.sheets.write import workbook as written

KINDS = {"age": NUMBER, "eps": NUMBER, "height_cm": NUMBER, "weight_kg": NUMBER, "birth_date": DAY, "stage_on": DAY}
OWN_KINDS = {own.TEXT: "text", own.NUMBER: NUMBER, own.DAY: DAY, own.YES_NO: "text", own.CHOICE: "text"}
WIDTHS = {"address": 40, "note": 40, "phone": 18, "nik_full": 20, "nik": 20, "stage": 20, "email": 28}


def workbook(filters, *, sort: str, columns: list[str], reader, on: date, officers: dict[str, str]) -> tuple[bytes, int]:
    """The file and how many people are in it."""
    rows = queries.every(filters, reader=reader, on=on, sort=sort, columns=columns)
    shown = ["number", *(name for name in columns if name != "number")]
    named, kinds = words.columns(), KINDS | {field.slot: OWN_KINDS[field.kind] for field in settings.own_fields()}
    heads = [Head(named["number"](), width=14), Head(words.name_word(), width=30)]
    heads += [Head(named[name](), kinds.get(name, "text"), WIDTHS.get(name)) for name in shown[1:]]
    heads += [Head(words.FACETS["state"]())]
    values = _values(on, officers)
    lines = ([row.number, row.full_name, *(values[name](row) for name in shown[1:]), _state(row)] for row in rows)
    return written([Page(words.VIEWS["all"](), heads, lines)]), len(rows)


def _values(on, officers) -> dict:
    """How each column is written."""
    stages, pathways, occupations = (
        dict(words.stages()),
        dict(codes.choices("pathway")),
        dict(codes.choices("occupation")),
    )
    wards = {row.code: row for row in settings.kelurahan()}
    plain = {
        name: (lambda row, key=name: getattr(row, key))
        for name in (
            "birth_date",
            "birth_place",
            "address",
            "stage_on",
            "email",
            "education",
            "major",
            "height_cm",
            "weight_kg",
            "hangul_name",
            "passport_name",
            "note",
        )
    }
    return plain | {
        "age": lambda row: age_on(row.birth_date, on) if row.birth_date else None,
        "sex": lambda row: words.sex(row.sex),
        "kecamatan": lambda row: next((ward.kecamatan for ward in wards.values() if ward.kecamatan_code == row.kecamatan_code), None),
        "kelurahan": lambda row: wards[row.kelurahan_code].name if row.kelurahan_code in wards else None,
        "stage": lambda row: stages.get(row.stage, row.stage),
        "eps": lambda row: row.eps_score,
        "papers": lambda row: words.papers(row.papers),
        "phone": lambda row: words.phone(row.phone),
        "marital_status": lambda row: words.marital(row.marital_status),
        "occupation": lambda row: occupations.get(row.occupation, row.occupation),
        "pathway": lambda row: pathways.get(row.pathway, row.pathway),
        "officer": lambda row: officers.get(str(row.officer_id)),
        **{field.slot: partial(_own, field) for field in settings.own_fields()},
        "nik": lambda row: row.nik_masked,
        "nik_full": lambda row: row.nik,
    }


def _own(field, row):
    """A value of an own field as the cell holds it."""
    kept = getattr(row, field.slot)
    if not kept or field.kind in (own.TEXT, own.CHOICE):
        return kept
    if field.kind == own.DAY:
        return date.fromisoformat(kept)
    return float(kept) if field.kind == own.NUMBER else codes.own_value(field.slot, kept)


def _state(row) -> str:
    return words.state("out" if row.exit_reason else ("held" if row.hold_reason else "active"))

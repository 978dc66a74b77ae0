"""The columns a list of people can show, and who may see which."""

from collections.abc import Sequence

from sqlalchemy import func, select

from serang.accounts.models import Account
from serang.applicants.models import Applicant, Wish
from serang.applicants.queries.person import may
from serang.common.rules import nik
from serang.settings import queries as settings
from serang.settings.rules import SLOTS

ALWAYS = (
    Applicant.id,
    Applicant.number,
    Applicant.full_name,
    Applicant.version,
    Applicant.exit_reason,
    Applicant.hold_reason,
)
_WISH = select(Wish.occupation).where(Wish.applicant_id == Applicant.id, Wish.rank == 1).correlate(Applicant).scalar_subquery()
_MASKED = func.substr(Applicant.nik, 1, nik.SHOWN).concat(nik.HIDDEN)
COLUMNS = {
    "age": [Applicant.birth_date, Applicant.sex],
    "birth_date": [Applicant.birth_date],
    "birth_place": [Applicant.birth_place],
    "sex": [Applicant.sex],
    "kecamatan": [Applicant.kecamatan_code],
    "kelurahan": [Applicant.kelurahan_code],
    "address": [Applicant.address],
    "stage": [Applicant.stage],
    "stage_on": [Applicant.stage_on],
    "number": [],
    "eps": [Applicant.eps_score],
    "papers": [Applicant.papers, Applicant.papers_next_on],
    "phone": [Applicant.phone],
    "email": [Applicant.email],
    "officer": [Applicant.officer_id],
    "education": [Applicant.education],
    "major": [Applicant.major],
    "marital_status": [Applicant.marital_status],
    "height_cm": [Applicant.height_cm],
    "weight_kg": [Applicant.weight_kg],
    "occupation": [_WISH.label("occupation")],
    "pathway": [Applicant.pathway],
    "nik": [_MASKED.label("nik_masked")],
    "nik_full": [Applicant.nik],
    "hangul_name": [Applicant.hangul_name],
    "passport_name": [Applicant.passport_name],
    "note": [Applicant.note],
} | {slot: [getattr(Applicant, slot)] for slot in SLOTS}
RIGHTS = {
    "phone": "applicants.phone",
    "address": "applicants.contact",
    "email": "applicants.contact",
    "nik_full": "applicants.identity",
}


def shown_to(reader: Account, columns: Sequence[str]) -> list[str]:
    """Of these columns, those there are and the reader may see, each once."""
    own = {field.slot for field in settings.own_fields()}
    return [
        name
        for name in dict.fromkeys(columns)
        if name in COLUMNS and (name in own or name not in SLOTS) and (name not in RIGHTS or may(reader, RIGHTS[name]))
    ]


def wanted(columns: Sequence[str]) -> list:
    """What is to be selected for these columns, besides ALWAYS."""
    known = {column.key: column for name in columns for column in COLUMNS.get(name, [])}
    return [column for name, column in known.items() if name not in {always.key for always in ALWAYS}]

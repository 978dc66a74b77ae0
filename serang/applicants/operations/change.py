"""A person's data changed, also when two people edit at once; wishes with them."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from serang.applicants import rules
from serang.applicants.models import Applicant, Wish
from serang.applicants.queries import person
from serang.audit.operations import act
from serang.audit.queries import Clash, merge
from serang.common import refusals
from serang.common.refusals import Conflict
from serang.db import db

WISHES = "wishes"


class ChangedMeanwhile(refusals.ChangedMeanwhile):
    """Somebody else stored the same fields first; `clashes` holds both values of each."""

    def __init__(self, clashes: list[Clash]):
        super().__init__(clash.field for clash in clashes)
        self.clashes = clashes


def change(
    applicant: Applicant,
    *,
    version: int | None,
    at: datetime,
    wishes: list[str] | None = None,
    wishes_were: list[str] | None = None,
    held: bool = False,
    **values,
) -> Applicant:
    """New values of a person, typed over that version (None: over what is stored now).

    What somebody else changed meanwhile stays where it is another field. Raises ChangedMeanwhile for the same field,
    Conflict nik_taken(id, name, number) when another person has the NIK. `wishes`: codes (rules.wish_code), first wish
    first; `wishes_were` those that the editor saw, of which a form shows the first few.
    `held`: the person comes from `queries.locked` in this transaction.
    """
    act("applicants.change", number=applicant.number)
    applicant = applicant if held else person.locked(applicant.id)
    wanted, clashes = merge("applicants", applicant, version or applicant.version, values)
    new_wishes, clash = _merged_wishes(applicant, wishes, wishes_were)
    if clashes or clash:
        raise ChangedMeanwhile([*clashes, *([clash] if clash else [])])
    refuse_double_nik(wanted.get("nik"), besides=applicant.id)
    for name, value in wanted.items():
        setattr(applicant, name, value)
    if wanted:
        applicant.updated_at = at
    if new_wishes is not None:
        set_wishes(applicant, new_wishes)
    flush(wanted.get("nik"), besides=applicant.id)
    return applicant


def set_wishes(applicant: Applicant, codes: list[str]):
    """What is wanted, by the codes of rules.wish_code, first wish first."""
    rows = {wish.rank: wish for wish in applicant.wishes}
    for rank, code in enumerate(codes, 1):
        occupation, country = rules.wish_parts(code)
        row = rows.pop(rank, None)
        if row is None:
            applicant.wishes.append(Wish(rank=rank, occupation=occupation, country=country))
        elif (row.occupation, row.country) != (occupation, country):
            row.occupation, row.country = occupation, country
    for row in rows.values():
        applicant.wishes.remove(row)


def refuse_double_nik(nik_number: str | None, *, besides: int | None = None):
    """Raise Conflict nik_taken when somebody else has the number."""
    if holder := person.holder_of(nik_number, besides=besides):
        raise Conflict("nik_taken", id=holder[0], number=holder[1], name=holder[2])


def flush(nik_number: str | None = None, *, besides: int | None = None):
    """Write; what the database refuses is a Conflict, and one about the NIK names who has it."""
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        refuse_double_nik(nik_number, besides=besides)
        raise Conflict("applicant_collides") from error


def _merged_wishes(applicant, wishes, were) -> tuple[list[str] | None, Clash | None]:
    """What the wishes become (None: stay), or the clash when they were changed by two. Those no form shows stay behind."""
    if wishes is None:
        return None, None
    stored = person.wish_codes(applicant)
    shown, hidden = stored[: rules.WISHES], stored[rules.WISHES :]
    if wishes in (_once(shown), were and _once(were)):
        return None, None
    if were is not None and were != shown:
        return None, Clash(WISHES, were, shown, wishes, None, applicant.updated_at)
    return _once([*wishes, *hidden]), None


def _once(codes):
    return list(dict.fromkeys(codes))

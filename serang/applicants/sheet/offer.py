"""What exchange needs to know of people: see exchange.rules.offer.Offer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from serang.applicants.sheet import existing, readers, writing
from serang.applicants.sheet.existing import Found
from serang.applicants.sheet.places import Occupations, Places
from serang.common.rules import phones
from serang.exchange.rules.columns import Column, plain
from serang.exchange.rules.people import PEOPLE, Identity
from serang.exchange.rules.plan import REFUSED, Change, Verdict, same_text
from serang.exchange.rules.reading import Problem
from serang.settings import queries as settings

GROWING = {"note": "\n", "phone_more": "; "}
SEVERAL = ("eps_topik_score", "wished_occupation")


class People:
    """A list of people. Made anew for every task, since it remembers the wards and occupations of the moment."""

    noun = "applicants"
    identity = Identity()
    required = ("full_name",)
    days = ("birth_date",)
    tables = ("applicants", "language_results", "wishes", "codes", "own_fields")

    def __init__(self):
        self.own = settings.own_fields()
        self.columns = PEOPLE + tuple(Column(field.slot, _headings(field)) for field in self.own)
        self.places = Places()
        self.on = None

    def known(self) -> Mapping:
        """Wards and districts that exist, so that a title naming one counts for the rows below it."""
        return {"kelurahan": self.places.is_kelurahan, "kecamatan": self.places.is_kecamatan}

    def readers(self, on: date) -> Mapping:
        """What reads each column."""
        self.on = on
        own = {field.slot: partial(readers.read_own, field=field, on=on) for field in self.own}
        return {**readers.readers(on, self.places, Occupations()), **own}

    def together(self, values: Mapping[str, object]):
        """The whole row."""
        return readers.together(values, on=self.on, places=self.places)

    def lookup(self, records: Sequence) -> Found:
        """The people we have already."""
        return Found(records)

    def equal(self, name: str, old, new) -> bool:
        """Whether the list says nothing new: a note that holds the words, a phone in another writing, a known result."""
        if name == "note":
            return not _added(old, new)
        if name in SEVERAL:
            return new in (old or ())
        if name == "phone_more":
            return _digits(new) in _digits(old or "")
        if name == "phone":
            return same_text(name, old, new) or bool(old and phones.digits(old) == phones.digits(new) != "")
        return same_text(name, old, new)

    def settled(self, verdict: Verdict) -> Verdict:
        """Notes and further phones grow, they are never replaced; a row that would make one too long stays out."""
        changes = tuple(_grown(one) if one.field in GROWING else one for one in verdict.changes)
        growing = [one for one in changes if one.field in GROWING]
        problems = tuple(Problem(reason, one.field) for one in growing for reason in readers.too_long(one.field, one.new))
        return replace(verdict, verdict=REFUSED, changes=(), reasons=problems) if problems else replace(verdict, changes=changes)

    def prepare(self, verdicts: Sequence[Verdict]) -> writing.Prepared:
        """What can be made ready before writing."""
        return writing.prepare(verdicts)

    def write(self, ready: writing.Prepared, *, account_id: int | None, at, on: date) -> dict[int, int]:
        """Register the new ones and change the others; the id of each by row number."""
        return writing.write(ready, officer_id=account_id, at=at, on=on)

    def there(self, run_id: int) -> Mapping[str, int]:
        """People whom the import wrote and who are there now, by verdict."""
        return existing.there(run_id)

    def names(self, reasons: Sequence[dict]) -> dict[int, str]:
        """Names of the people that reasons of an undo speak of."""
        rows = {str(one["values"].get("row", "")) for one in reasons if one["values"].get("table") == "applicants"}
        return existing.names([int(row) for row in rows if row.isdigit()])


def _headings(field) -> tuple[str, ...]:
    return tuple(plain(words) for words in (field.label, field.label_en, field.label_ko) if words)


def _grown(change: Change) -> Change:
    added = _added(change.old, change.new) if change.field == "note" else [change.new]
    return replace(change, new=GROWING[change.field].join(filter(None, [change.old, *added])))


def _added(old: str | None, new: str) -> list[str]:
    there = {" ".join(line.split()).casefold() for line in (old or "").splitlines()}
    return [line for line in new.splitlines() if " ".join(line.split()).casefold() not in there]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def people() -> People:
    """The offer, fresh."""
    return People()

"""The people we already have, found for all rows of a list at once."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from sqlalchemy import func, select

from serang.applicants.models import Applicant, LanguageResult, Wish
from serang.common.rules.names import spelling_key
from serang.db import db
from serang.exchange.models import ImportRow
from serang.exchange.rules.people import Identity
from serang.exchange.rules.plan import CHANGED, NEW, Existing
from serang.exchange.rules.reading import Record
from serang.settings import queries as settings

AT_ONCE = 500
# Field of a list → column of a person, where both have another name.
COLUMNS = {"kelurahan": "kelurahan_code"}
FIELDS = ("full_name", "nik", "birth_place", "birth_date", "sex", "phone", "phone_more", "kelurahan", "address", "education",
          "marital_status", "height_cm", "weight_kg", "note")  # fmt: skip


def fields() -> tuple[str, ...]:
    """The fields of a list that are columns of a person, the office's own ones with them."""
    return FIELDS + tuple(field.slot for field in settings.own_fields())


class Found:
    """A lookup for exchange.rules.plan over the people whom these records may mean."""

    def __init__(self, records: Sequence[Record]):
        self.fields = fields()
        keys = {key for record in records for key in Identity().keys(record.values)}
        spellings = {key if by == "name" else key[0] for by, key in keys if by != "nik"}
        self.by_key = defaultdict(dict)
        for some in _helpings(sorted(key for by, key in keys if by == "nik")):
            self._take(Applicant.nik.in_(some))
        for some in _helpings(sorted(spellings)):
            self._take(Applicant.spelling.in_(some))

    def __call__(self, by: str, key: Hashable) -> Sequence[Existing]:
        return list(self.by_key.get((by, key), {}).values())

    def _take(self, condition):
        columns = [getattr(Applicant, COLUMNS.get(name, name)) for name in self.fields]
        rows = db.session.execute(select(Applicant.id, *columns).where(condition)).all()
        ids = [row[0] for row in rows]
        scores, wishes = _scores(ids), _wishes(ids)
        for id_, *values in rows:
            known = dict(zip(self.fields, values, strict=True))
            self._remember(Existing(id_, {**known, "eps_topik_score": scores.get(id_), "wished_occupation": wishes.get(id_)}))

    def _remember(self, one: Existing):
        name, birth, number = (one.values[field] for field in ("full_name", "birth_date", "nik"))
        spelling = spelling_key(name)
        keys = [("name", spelling), number and ("nik", number), birth and ("name_and_birth", (spelling, birth))]
        for key in filter(None, keys):
            self.by_key[key][one.id] = one


def there(run_id: int) -> dict[str, int]:
    """People whom an import wrote and who are there now, by verdict."""
    query = select(ImportRow.verdict, func.count()).join(Applicant, Applicant.id == ImportRow.target_id)
    written = ImportRow.verdict.in_((NEW, CHANGED))
    return dict(db.session.execute(query.where(ImportRow.import_id == run_id, written).group_by(ImportRow.verdict)).all())


def names(ids: Sequence[int]) -> dict[int, str]:
    """Names of people by id."""
    return dict(db.session.execute(select(Applicant.id, Applicant.full_name).where(Applicant.id.in_(ids))).all())


def _scores(ids) -> dict[int, tuple[int, ...]]:
    return _lists(ids, LanguageResult.score, LanguageResult, LanguageResult.test == "EPS_TOPIK", LanguageResult.score.is_not(None))


def _wishes(ids) -> dict[int, tuple[str, ...]]:
    return _lists(ids, Wish.occupation, Wish, Wish.occupation.is_not(None))


def _lists(ids, column, model, *conditions):
    found = defaultdict(list)
    for some in _helpings(ids):
        query = select(model.applicant_id, column).where(model.applicant_id.in_(some), *conditions).order_by(model.id)
        for id_, value in db.session.execute(query):
            found[id_].append(value)
    return {id_: tuple(values) for id_, values in found.items()}


def _helpings(items):
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))

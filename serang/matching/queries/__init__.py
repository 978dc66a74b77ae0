"""What can be asked of matching: the input of a run, runs and their proposals, places on orders."""

from serang.matching.queries import training
from serang.matching.queries.gather import ALL, READY, WHOM, beside, problem, size
from serang.matching.queries.places import (
    Instead,
    Line,
    OfApplicant,
    OfOrder,
    active,
    cannot,
    fits_of,
    forecast,
    instead,
    lock,
    locks_of,
    locks_of_person,
    many,
    next_reserve,
    of,
    of_applicant,
    of_order,
    on_order,
    places_left,
    proposal,
    room,
    unavailable,
    waiting_job,
    with_places,
)
from serang.matching.queries.places import (
    get as match,
)
from serang.matching.queries.plans import (
    Change,
    Comparison,
    Recheck,
    again,
    compare,
    first_test,
    kind_of,
    people_of,
    what_if,
)
from serang.matching.queries.runs import (
    DONE,
    PAGE,
    Fill,
    before,
    explanation,
    fills,
    find,
    finished,
    get,
    is_absent,
    job_of,
    latest,
    line,
    of_kind,
    of_person,
    order,
    orders_of,
    out,
    shortest_ways,
    stored,
    why_absent,
)
from serang.matching.queries.training import Outlook, names, outlook

latest_run = latest

__all__ = [
    "ALL", "DONE", "PAGE", "READY", "WHOM", "Change", "Comparison", "Fill", "Instead", "Line", "OfApplicant", "OfOrder", "Outlook", "Recheck", "active", "again", "before", "beside",
    "cannot", "explanation", "compare", "fills", "first_test", "kind_of", "names", "outlook", "people_of", "what_if", "find", "finished", "fits_of", "forecast", "get", "instead", "is_absent", "job_of",
    "latest", "latest_run", "line", "lock", "locks_of", "locks_of_person", "many", "match", "next_reserve", "of",
    "of_applicant", "of_kind", "of_order", "of_person", "on_order", "order", "orders_of", "out", "places_left", "problem",
    "proposal", "room", "shortest_ways", "size", "stored", "training", "unavailable", "waiting_job", "why_absent", "with_places",
]  # fmt: skip

"""What is asked about people: one of them, or a list."""

from serang.applicants.queries import twins
from serang.applicants.queries.lists import (
    COLUMNS,
    SIZES,
    SORTS,
    Filters,
    Found,
    among,
    count,
    every,
    facets,
    find,
    ids,
    options,
    own_facets,
    rows_of,
    shown_to,
)
from serang.applicants.queries.person import (
    get,
    holder_of,
    locked,
    look_alikes,
    may,
    next_numbers,
    stages,
    visible_to,
)
from serang.applicants.queries.views import Looked, look_up, pinned_views, view, views_of

__all__ = [
    "COLUMNS", "SIZES", "SORTS", "Filters", "Found", "Looked", "among", "count", "every", "facets", "find", "own_facets",
    "get", "holder_of", "ids", "locked", "look_alikes", "look_up", "may", "next_numbers", "options", "pinned_views", "rows_of",
    "shown_to", "stages", "twins", "view", "views_of", "visible_to",
]  # fmt: skip

"""Names of people: how they are kept, searched, compared across spellings, and found twice."""

from serang.common.rules.names.likeness import alike, likeness
from serang.common.rules.names.spelling import block_keys, spelling_key
from serang.common.rules.names.twins import REASONS, Pair, Person, compare, pairs
from serang.common.rules.names.writing import clean, initials, passport_form, search_key, title_case

__all__ = [
    "REASONS", "Pair", "Person", "alike", "block_keys", "clean", "compare", "initials", "likeness", "pairs",
    "passport_form", "search_key", "spelling_key", "title_case",
]  # fmt: skip

"""How alike two names are. The only door to rapidfuzz."""

from functools import lru_cache
from itertools import permutations

import numpy
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from serang.common.rules.names.spelling import spelling_key, telling

ALIKE = 85
# What a word weighs that one paper has and the other has not; that both have differently; that tells little.
MISSING = 0.3
OTHER = 0.75
PLAIN = 0.35
INITIAL = 0.9
SAME_WORD = 0.8
# Only one telling word in common, and one of the names has more.
THIN = 0.9
STRICT = 1.2
SAME_LETTERS = 92


def likeness(a: str | None, b: str | None) -> float:
    """How alike two names are, 0 to 100. Spelling, titles and the order of words do not count; 0 when one is empty."""
    return likeness_of_keys(spelling_key(a), spelling_key(b))


def alike(a: str | None, b: str | None) -> bool:
    """Whether two names may be one person's; a name alone never proves it."""
    return likeness(a, b) >= ALIKE


def likeness_of_keys(a: str, b: str) -> float:
    """The same for two spelling keys that are already at hand."""
    if not a or not b:
        return 0.0
    return 100.0 if a == b else _likeness(*sorted((a, b)))


def near(keys: list[str], least: float) -> list[tuple[int, int]]:
    """Index pairs of keys that may be alike, found in one go; a coarse sieve, `likeness_of_keys` decides."""
    letters = ["".join(sorted(key.replace(" ", ""))) for key in keys]
    words = process.cdist(keys, keys, scorer=fuzz.token_set_ratio, score_cutoff=least, dtype=numpy.uint8)
    joined = process.cdist(letters, letters, scorer=fuzz.ratio, score_cutoff=SAME_LETTERS, dtype=numpy.uint8)
    first, second = numpy.nonzero(numpy.triu(words | joined, 1))
    return list(zip(first.tolist(), second.tolist(), strict=True))


@lru_cache(maxsize=65536)
def _likeness(a: str, b: str) -> float:
    one, other = _joined(a.split(), b.split()), _joined(b.split(), a.split())
    single = max(sum(map(telling, one)), sum(map(telling, other))) < 2
    matched, left = _matched(one, other, _same_single if single else _same)
    got = sum(same * weight for same, weight, _ in matched)
    missing = sum(map(_weight, left[0] + left[1])) * (OTHER if left[0] and left[1] else MISSING)
    firm = sum(told for _, _, told in matched)
    thin = firm < 2 and any(map(telling, left[0] + left[1]))
    whole = sum(weight for _, weight, _ in matched) + missing
    return round(100 * got / whole * (THIN if thin else 1), 1) if whole else 0.0


def _joined(words: list[str], others: list[str]) -> list[str]:
    """The words, with two of them made one where the other name writes them so: Permata Sari, Permatasari."""
    if len(words) <= len(others):
        return words
    pair = next(((one, two) for one, two in permutations(words, 2) if one + two in others), None)
    if not pair:
        return words
    rest = list(words)
    rest.remove(pair[0])
    rest.remove(pair[1])
    return _joined([*rest, "".join(pair)], others)


def _matched(a: list[str], b: list[str], same) -> tuple[list[tuple[float, float, bool]], tuple[list[str], list[str]]]:
    """Words that found their best partner, as likeness, weight and whether both tell; and what stays alone."""
    left, right, matched = list(a), list(b), []
    couples = [(same(one, other), one, other) for one in a for other in b]
    for found, one, other in sorted(couples, key=lambda couple: (-couple[0], sorted(couple[1:]))):
        if found >= SAME_WORD and one in left and other in right:
            left.remove(one)
            right.remove(other)
            matched.append((found, (_weight(one) + _weight(other)) / 2, telling(one) and telling(other)))
    return matched, (left, right)


def _same(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    return min(JaroWinkler.normalized_similarity(one, other), fuzz.ratio(one, other) / 100 + 0.06)


def _same_single(one: str, other: str) -> float:
    """Stricter, for names of one word: Mulyadi and Mulyani are two people."""
    if not (telling(one) and telling(other)):
        return _same(one, other)
    return 1 - STRICT * (1 - fuzz.ratio(one, other) / 100)


def _weight(word: str) -> float:
    return 1.0 if telling(word) else PLAIN

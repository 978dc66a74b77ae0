"""What a person may wish: an occupation, in one country or anywhere."""

from collections.abc import Iterable

from serang.applicants import rules, words
from serang.settings import words as settings


def wish_choices(stored: Iterable[str], typed: Iterable[str]) -> list[tuple[str, str]]:
    """The occupations; beside them the wishes that the person has, and those that were chosen from an older form.

    Wishes are codes of rules.wish_code. The parts of one that the person no longer has must be on the lists.
    """
    occupations, countries = settings.choices("occupation"), dict(settings.choices("country"))
    offered = {None, *dict(occupations)}

    def is_known(code):
        occupation, country = rules.wish_parts(code)
        return occupation in offered and country in {None, *countries}

    more = [code for code in dict.fromkeys([*stored, *filter(is_known, typed)]) if code not in offered]
    return [*occupations, *((code, words.wish(*rules.wish_parts(code))) for code in more)]

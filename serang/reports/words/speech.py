"""The languages of a printed sheet: one or two of Indonesian, English and Korean, whatever the reader's own."""

from collections.abc import Callable
from datetime import date

from serang.common.rules.labels import LABELS, said
from serang.common.rules.sheetpage import Row, Words
from serang.i18n import day, speaking

PAIRS = {"id+ko": ("id", "ko")}
LONG = {"id": "d MMMM y", "en": "d MMMM y", "ko": "y년 M월 d일"}
MONTH = {"id": "MMM y", "en": "MMM y", "ko": "y. M."}


class Speech:
    """What is said in the language of a sheet, and in its second one when it has two."""

    def __init__(self, language: str):
        self.language = language
        self.first, self.second = PAIRS.get(language, (language, ""))

    def label(self, code: str, **values) -> Words:
        """A word of printed sheets by its code."""
        return Words(*said(code, self.language, **values))

    def coded(self, group: str, code: str | None) -> Words:
        """The word of a code of one group (`sex.L`); what has none is shown as it is."""
        name = f"{group}.{code}"
        return self.label(name) if name in LABELS else Words(code or "")

    def both(self, tell: Callable[[str], str], *, below: bool = False) -> Words:
        """What `tell(language)` says in each language; the second only when it is something else."""
        first = self._in(self.first, tell)
        second = self._in(self.second, tell) if self.second else ""
        return Words(first, second if second != first else "", below)

    def one(self, tell: Callable[[str], str]) -> str:
        """What `tell(language)` says in the first language alone."""
        return self._in(self.first, tell)

    def row(self, code: str, value: Words | str, *, wide: bool = False) -> Row:
        """A labelled value."""
        return Row(self.label(code), value if isinstance(value, Words) else Words(value), wide)

    def heads(self, *codes: str) -> tuple[Words, ...]:
        """The heads of a table."""
        return tuple(map(self.label, codes))

    @staticmethod
    def _in(language, tell) -> str:
        with speaking(language):
            return tell(language)


def word(code: str, language: str, **values) -> str:
    """A word of printed sheets in one language."""
    return said(code, language, **values)[0]


def long_day(value: date | None, language: str) -> str:
    """`24 November 2026`, in Korean `2026년 11월 24일`."""
    return day(value, LONG[language])


def month(value: date | None, language: str) -> str:
    """`Agu 2021`, in Korean `2021. 8.`."""
    return day(value, MONTH[language])


def duration(months: int, language: str) -> str:
    """`2 tahun 4 bulan`."""
    years, rest = divmod(months, 12)
    parts = [word("years", language, n=years)] if years else []
    return " ".join(parts + ([word("months", language, n=rest)] if rest or not years else []))

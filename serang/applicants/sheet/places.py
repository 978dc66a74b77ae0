"""Wards and occupations as a list writes them, found among those the office knows."""

import re

from serang.common.rules import areas
from serang.common.rules.reasons import Reason
from serang.settings import queries as settings

_WORDS = re.compile(r"[^\W\d_]+")
# Words that say only that it is work.
_EMPTY_WORDS = {"juru", "tenaga", "petugas", "pekerja", "tukang", "operator", "staf", "bagian", "bidang", "kerja", "dan", "jabatan"}


class Places:
    """The wards of the city; remembers what it was asked, since lists repeat themselves."""

    def __init__(self):
        rows = settings.kelurahan()
        self.rows = [areas.Kelurahan(row.code, row.name, row.kecamatan, row.kecamatan_code, areas.ALIASES.get(row.code, ()))
                     for row in rows]  # fmt: skip
        self.districts = {areas.search_key(row.kecamatan).replace(" ", "") for row in rows}
        self.asked = {}

    def is_kelurahan(self, text: str) -> bool:
        """Whether a ward of that name exists."""
        return bool(areas.candidates(text, self.rows))

    def is_kecamatan(self, text: str) -> bool:
        """Whether a district of that name exists."""
        return areas.search_key(text).replace(" ", "") in self.districts

    def settle(self, kelurahan: str | None, kecamatan: str | None) -> tuple[dict, list[Reason]]:
        """The ward by its code, or the words for the note and why: unknown, or not clear which."""
        key = (kelurahan, kecamatan)
        if key not in self.asked:
            self.asked[key] = self._settled(kelurahan, kecamatan)
        values, reasons = self.asked[key]
        return dict(values), list(reasons)

    def _settled(self, kelurahan, kecamatan):
        gone = {"kelurahan": None, "kecamatan": None}
        if not kelurahan and not kecamatan:
            return {}, []
        if kelurahan and (found := areas.match(kelurahan, self.rows, kecamatan=kecamatan)):
            return {**gone, "kelurahan": found.code}, []
        told = ", ".join(filter(None, [kelurahan and f"Kelurahan: {kelurahan}", kecamatan and f"Kecamatan: {kecamatan}"]))
        unclear = not kelurahan or self.is_kelurahan(kelurahan)
        found = " / ".join(filter(None, [kelurahan, kecamatan]))
        return {**gone, "note:area": told}, [Reason("area_unclear" if unclear else "area_unknown", found=found[:120])]


class Occupations:
    """The occupations of the office's list; `occupations("tenaga kebersihan")` gives a code or None."""

    def __init__(self):
        entries = settings.codes("occupation")
        self.names = [(entry.code, _words(name)) for entry in entries
                      for name in (entry.label, entry.label_en, entry.label_ko, entry.code) if name]  # fmt: skip
        self.asked = {}

    def __call__(self, text: str) -> str | None:
        if text not in self.asked:
            self.asked[text] = self._found(_words(text.replace("_", " ")))
        return self.asked[text]

    def _found(self, wanted):
        exact = {code for code, words in self.names if words == wanted}
        if len(exact) == 1:
            return exact.pop()
        told = wanted - _EMPTY_WORDS
        within = {code for code, words in self.names if told and told <= words}
        return within.pop() if len(within) == 1 else None


def _words(text):
    return frozenset(word.casefold() for word in _WORDS.findall(text.replace("_", " ")))

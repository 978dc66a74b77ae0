"""Days: age, months, and the many writings of a date. Nothing here looks at the clock."""

import calendar
import re
from datetime import date, timedelta

from serang.common.rules.reasons import Reason

REASONS = ("no_day", "impossible_day", "impossible_month", "unclear_day", "unlikely_year")

# A two-digit year may lie this far ahead; beyond, it belongs to the last century.
AHEAD = 20
YEARS = range(1900, 2101)
# Excel counts days from here (its wrong leap day of 1900 included), for dates since March 1900.
EXCEL_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 73_415)  # 1927 to 2100

_MONTHS = {
    1: "januari january jan jnr", 2: "februari february pebruari feb peb febr", 3: "maret march mar mrt",
    4: "april apr", 5: "mei may", 6: "juni june jun", 7: "juli july jul", 8: "agustus august aug agu agt ags agust",
    9: "september sep sept", 10: "oktober october okt oct", 11: "november nopember nov nop",
    12: "desember december des dec",
}  # fmt: skip
MONTHS = {name: month for month, names in _MONTHS.items() for name in names.split()}

_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_KOREAN = re.compile(r"(\d{4})\s*[년.]\s*(\d{1,2})\s*[월.]\s*(\d{1,2})\s*[일.]?")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+0{1,2}[:.]00(?:[:.]00)?)?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_RUN_ISO = re.compile(r"((?:19|20)\d{2})(0\d|1[0-2])(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s./,]*([a-z]+)\.?[-\s./,']*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_WEEKDAY = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[,\s]+")
_PLACE = re.compile(r"(?P<place>[^\d,/]*?)\s*(?:,|/|;|\s)?\s*(?P<day>(?:tgl\.?|tanggal)?\s*\d.*)", re.DOTALL)


class NotADay(ValueError):
    """A text that is no day. `reason` says why."""

    def __init__(self, reason: Reason):
        super().__init__(repr(reason))
        self.reason = reason


def age_on(birth: date, day: date) -> int:
    """Completed years on that day; who is born on 29 February is a year older from 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier); the last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Completed months from the first day to the last; below zero when the last comes first."""
    if last < first:
        return -months_between(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (add_months(first, months) > last)


def parse_day(text: str | date, *, today: date) -> date:
    """The day of a text: ISO, dd/mm/yyyy, dd-mm-yy, `12 Maret 1999`, `12 Mar 99`, `1999.3.12`, an Excel serial number.

    03/04 is 3 April. A two-digit year lies at most 20 years ahead of today. Raises NotADay with the reason:
    no_day, unclear_day(text), impossible_month(month, text), impossible_day(day, month, year, text),
    unlikely_year(year, text), where text is what was typed.
    """
    if isinstance(text, date):
        return date(text.year, text.month, text.day)
    low = " ".join(str(text or "").replace("\u00a0", " ").replace("\u200b", "").split()).strip(" '\"").lower()
    if not low or low in {"-", "0"}:
        raise NotADay(Reason("no_day"))
    day, month, year = _numbers(_WEEKDAY.sub("", low), today) or _unclear(str(text))
    return _real(day, month, year, str(text))


def split_place_and_day(text: str, *, today: date) -> tuple[str, date | None]:
    """`Serang, 12-03-1999` → place and day. Without a day the whole text is the place and the day is None.

    Raises NotADay when something stands there that should be a day but is none.
    """
    tidy = " ".join((text or "").split())
    found = _PLACE.fullmatch(tidy)
    if not found:
        return tidy.strip(" ,"), None
    day = re.sub(r"^(?:tgl\.?|tanggal)\s*", "", found["day"], flags=re.IGNORECASE)
    place = re.sub(r"[\s,]*(?:tgl\.?|tanggal)$", "", found["place"].strip(" ,;/-"), flags=re.IGNORECASE)
    return place, parse_day(day, today=today)


def _numbers(text: str, today: date) -> tuple[int, int, int] | None:
    """Day, month and year as written."""
    if found := _ISO.fullmatch(text) or _KOREAN.fullmatch(text) or _RUN_ISO.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMBERS.fullmatch(text) or _RUN.fullmatch(text):
        return int(found[1]), int(found[2]), _year(found[3], today)
    if (found := _DAY_FIRST.fullmatch(text)) and found[2] in MONTHS:
        return int(found[1]), MONTHS[found[2]], _year(found[3], today)
    if (found := _MONTH_FIRST.fullmatch(text)) and found[1] in MONTHS:
        return int(found[2]), MONTHS[found[1]], int(found[3])
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in EXCEL_DAYS:
        day = EXCEL_ZERO + timedelta(days=int(found[1]))
        return day.day, day.month, day.year
    return None


def _unclear(text: str):
    raise NotADay(Reason("unclear_day", text=_short(text)))


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    near = today.year - today.year % 100 + int(text)
    return near - 100 if near > today.year + AHEAD else near


def _real(day: int, month: int, year: int, text: str) -> date:
    if not 1 <= month <= 12:
        raise NotADay(Reason("impossible_month", month=month, text=_short(text)))
    if year not in YEARS:
        raise NotADay(Reason("unlikely_year", year=year, text=_short(text)))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise NotADay(Reason("impossible_day", day=day, month=month, year=year, text=_short(text)))
    return date(year, month, day)

"""What is typed into the search box becomes a set of applicants: parts of names, NIK, phone or number."""

import re
from itertools import combinations

from sqlalchemy import ColumnElement, Select, and_, column, false, literal, or_, select, table

from serang.accounts import rules as rights
from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.common.rules import names, phones
from serang.common.rules.names.spelling import key_words, telling
from serang.db import is_sqlite

TRIGRAM = 3
WHOLE_PHONE = 8
FTS = table("applicants_fts", column("rowid"), column("applicants_fts"))
_NUMBER = re.compile(r"p[\s-]?(\d{2})(?:[\s-]?(\d{1,6}))?", re.IGNORECASE)
_DIGITS = re.compile(r"[+\d][\d\s().+/\-]*")


def hits(q: str | None, reader: Account) -> Select | None:
    """The ids that match every word of the text, or None when nothing to search for was typed.

    Words of three letters and more match anywhere in the name, shorter ones the beginning of a word; a common other
    spelling is found too. Digits match NIK and phone. Who may not see phones finds a whole one; who may not see a NIK finds none,
    since whole ones could be tried until one fits.
    """
    typed = " ".join((q or "").split())
    if not typed:
        return None
    if number := _NUMBER.fullmatch(typed):
        return select(Applicant.id).where(Applicant.number.like(f"P-{number[1]}-{number[2] or ''}%"))
    parts = [typed] if _DIGITS.fullmatch(typed) else _parts(typed)
    if not parts:
        return select(Applicant.id).where(false())
    return _ids([_part(part, reader) for part in parts])


def sharing_words(key: str) -> ColumnElement | None:
    """Applicants whose spelling key holds two telling words of the key, or its only one."""
    words = [word for word in key.split() if telling(word) and len(word) >= TRIGRAM][:5]
    if not words:
        return None
    pairs = list(combinations(words, 2)) or [tuple(words)]
    if is_sqlite():
        wanted = " OR ".join(f"({' AND '.join(_phrase('spelling', f' {word} ') for word in pair)})" for pair in pairs)
        return Applicant.id.in_(_fts(wanted))
    return or_(*(and_(*(_padded(Applicant.spelling).like(f"% {word} %") for word in pair)) for pair in pairs))


def _parts(typed: str) -> list[str]:
    """The words, numbers kept whole."""
    return [part for word in typed.split() for part in ([word] if _DIGITS.fullmatch(word) else names.search_key(word).split())]


def _part(part: str, reader: Account):
    return _number(part, reader) if _DIGITS.fullmatch(part) and any(map(str.isdigit, part)) else _word(part)


def _word(word: str):
    """A word of a name; on SQLite a piece of an FTS5 question, else a condition."""
    short = len(word) < TRIGRAM
    variants = [] if short else [key for key in key_words(word) if len(key) >= TRIGRAM and key != word]
    if is_sqlite():
        begin = {1: "  ", 2: " "}.get(len(word), "")
        either = [_phrase("search", begin + word)] + [_phrase("spelling", f" {key} ") for key in variants]
        return f"({' OR '.join(either)})"
    sought = f"% {word}%" if short else f"%{word}%"
    return or_(_padded(Applicant.search).like(sought), *(_padded(Applicant.spelling).like(f"% {key} %") for key in variants))


def _number(typed: str, reader: Account):
    """Digits of a NIK or phone, in any writing."""
    bare, national = re.sub(r"\D", "", typed), phones.digits(typed)
    if is_sqlite() and min(len(bare), len(national)) >= TRIGRAM and _sees(reader, "identity") and _sees(reader, "phone"):
        return f"({_phrase('nik', bare)} OR {_phrase('phone_digits', national)})"
    found = []
    if _sees(reader, "identity"):
        found.append(_holds_digits("nik", bare))
    if _sees(reader, "phone"):
        found.append(_holds_digits("phone_digits", national))
    elif len(national) >= WHOLE_PHONE:
        found.append(Applicant.phone_digits == national)
    return or_(false(), *found)


def _sees(reader: Account, what: str) -> bool:
    return rights.may(reader.roles, reader.sensitive, f"applicants.{what}")


def _holds_digits(name: str, digits: str) -> ColumnElement:
    kept = getattr(Applicant, name)
    if not digits:
        return false()
    if len(digits) < TRIGRAM:
        return and_(kept >= digits, kept < digits + "z")
    return Applicant.id.in_(_fts(_phrase(name, digits))) if is_sqlite() else kept.like(f"%{digits}%")


def _ids(parts: list) -> Select:
    """All pieces at once: those for the trigram index in one question, the rest beside it."""
    words = [part for part in parts if isinstance(part, str)]
    rest = [part for part in parts if not isinstance(part, str)]
    if words and not rest:
        return _fts(" AND ".join(words))
    found = select(Applicant.id).where(*rest)
    return found.where(Applicant.id.in_(_fts(" AND ".join(words)))) if words else found


def _fts(question: str) -> Select:
    return select(FTS.c.rowid.label("id")).where(FTS.c.applicants_fts.op("MATCH")(question))


def _phrase(name: str, words: str) -> str:
    return f'{name} : "{words.replace(chr(34), "")}"'


def _padded(kept) -> ColumnElement:
    return literal(" ", literal_execute=True).concat(kept).concat(literal(" ", literal_execute=True))

"""What every printed sheet says of itself: the office, who signs, who printed it when, and the check code."""

from dataclasses import dataclass
from datetime import date, datetime

from serang.common.rules.labels import LABELS
from serang.common.rules.sheetpage import Choices, Row, Signature, Words
from serang.i18n import moment
from serang.reports.words.speech import Speech, long_day


@dataclass(frozen=True)
class Print:
    """One print: the office's data, who prints, the day and moment, and the code by which it can be checked."""

    office: dict
    by: str
    on: date
    at: datetime
    code: str


def settings(speech: Speech, chosen: Choices, of: Print) -> dict:
    """The settings of a sheet: its language and paper, and the words of its frame."""
    return {
        "labels": {code: speech.label(code) for code in ("photo", "continued")},
        "language": chosen.language,
        "paper": chosen.paper,
        "ink_saving": chosen.ink_saving,
        "office": office_name(speech, of.office),
    }


def office_name(speech: Speech, office: dict) -> Words:
    """The office's full name; Indonesian where the office has none in that language."""
    names = {"id": office["office_full_name"], "en": office["office_name_en"], "ko": office["office_name_ko"]}
    return speech.both(lambda language: names[language] or names["id"])


def signature(speech: Speech, of: Print) -> Signature:
    """The office's signatory, with place and day."""
    role, office = Words(of.office["signatory_position"]), of.office
    if role.first == LABELS["head_of_office"][0]:
        role = speech.label("head_of_office")
    place_and_day = f"{office['city']}, {speech.one(lambda language: long_day(of.on, language))}"
    return Signature(
        place_and_day,
        role,
        office["signatory_name"],
        f"NIP {office['signatory_nip']}" if office["signatory_nip"] else "",
    )


def foot(speech: Speech, of: Print) -> tuple[Row, ...]:
    """Who printed the sheet, when, and its check code."""
    return (
        speech.row("printed_by", f"{of.by}, {speech.one(lambda _language: moment(of.at))}"),
        speech.row("check_code", of.code),
    )

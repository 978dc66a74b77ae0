"""What stands in the rows of the list. A frame (templates/applicants/_rows.html) is drawn once and filled for each row, and a
stored value becomes words once, however many rows hold it: lists are long."""

import re
from functools import cache, partial
from itertools import count
from operator import attrgetter

from flask import current_app
from markupsafe import Markup, escape

from serang.applicants import words
from serang.applicants.routes.frame import officers
from serang.i18n import _, day
from serang.settings import queries as settings
from serang.settings import words as codes
from serang.settings.rules import SLOTS
from serang.web.clock import today

NAMED = re.compile(r"%\((\w+)\)s")
NAME = "\0"
PLAIN = (
    "id", "full_name", "number", "birth_place", "address", "email", "education", "major", "hangul_name", "passport_name", "note",
    "height_cm", "weight_kg",
)  # fmt: skip


class Once(dict):
    """The words of each value, made when it first comes."""

    def __init__(self, word):
        self.word = word

    def __missing__(self, value):
        self[value] = made = escape(self.word(value))
        return made


class Around:
    """A sentence around a name, for controls that are many: its words stand once on the page, and `before` and `after` the
    id of the name make the list of ids that names one control."""

    def __init__(self, id: str, sentence: str):
        self.parts = sentence.split(NAME)
        self.words = [(f"{id}{n}", part) for n, part in enumerate(self.parts) if part.strip()]
        self.before = f"{id}0 " if self.parts[0].strip() else ""
        self.after = f" {id}1" if self.parts[1].strip() else ""

    def around(self, name: str) -> str:
        """The sentence with that name."""
        return name.join(self.parts)


class Look:
    """What rows of the list need besides their values."""

    numbers = words.NUMBERS

    def __init__(self):
        self.heads = words.columns()
        self.pick = Around("p", _("Pilih %(name)s", name=NAME))
        self.change = Around("e", _("Edit baris %(name)s", name=NAME))
        self._said = {name: (attrgetter(*stored), Once(word)) for name, *stored, word in _columns()}

    def fill(self, frame: str, rows, first: int = 0) -> Markup:
        """The frame once for each row, its `%(column)s` filled; `%(at)s` is the place, `first` that of the first row."""
        places = count(first)
        said = self._said | {"at": (lambda row: next(places), Once(str))}
        parts, line = [said[name] for name in NAMED.findall(frame)], NAMED.sub("%s", str(frame))
        return Markup("".join([line % tuple([word[stored(row)] for stored, word in parts]) for row in rows]))


def _columns():
    """(name in a frame, columns that are stored, word of their value)."""
    on, badge = today(), current_app.jinja_env.globals["ui"].badge
    order = [code for code, _word in words.stages()]
    wards = cache(lambda: {row.code: row.name for row in settings.kelurahan()})
    return [
        *((name, name, _plain) for name in PLAIN),
        ("state", "exit_reason", "hold_reason", partial(_state, badge)),
        ("age", "birth_date", lambda born: words.age(born, on)),
        ("birth_date", "birth_date", day),
        ("sex_letter", "sex", words.sex_letter),
        ("sex", "sex", words.sex),
        ("kecamatan", "kecamatan_code", lambda code: dict(settings.kecamatan()).get(code, "")),
        ("kelurahan", "kelurahan_code", lambda code: wards().get(code, "")),
        ("stage", "stage", words.stage),
        ("step", "stage", lambda code: order.index(code) + 1 if code in order else 0),
        ("stage_on", "stage_on", day),
        ("eps", "eps_score", lambda score: "" if score is None else score),
        ("papers", "papers", lambda state: badge(words.papers(state), words.papers_kind(state))),
        ("phone", "phone", words.phone),
        ("officer", "officer_id", lambda number: words.short_name(officers().get(str(number), ""))),
        ("marital_status", "marital_status", words.marital),
        ("occupation", "occupation", partial(codes.code_label, "occupation")),
        ("pathway", "pathway", partial(codes.code_label, "pathway")),
        ("nik", "nik_masked", _plain),
        ("nik_full", "nik", _plain),
        *((slot, slot, partial(codes.own_value, slot)) for slot in SLOTS),
    ]


def _plain(value):
    return value or ""


def _state(badge, left_and_held) -> str:
    left, held = left_and_held
    return badge(words.state("out"), icon=False) if left else (badge(words.state("held"), "warn", icon=False) if held else "")

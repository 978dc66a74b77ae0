"""Invented evidence: language results, certificates and papers, as far as a person has come."""

from datetime import date, timedelta
from random import Random

from serang.common.rules import days, languages
from serang.upkeep.rules.journey import Way
from serang.upkeep.rules.lists import WORK, chance

# From which stage on a paper is there, and in how many of a hundred cases it is there before or at that stage.
FROM = {
    "ktp": ("verified", 60, 100),
    "kk": ("verified", 45, 100),
    "consent": ("verified", 30, 100),
    "diploma": ("selected", 35, 100),
    "birth_certificate": ("ready", 10, 55),
    "ak1": ("selected", 15, 60),
    "family_permit": ("ready", 6, 92),
    "medical": ("ready", 2, 88),
    "passport": ("ready", 7, 90),
    "skck": ("preparing", 2, 96),
    "insurance": ("contracted", 0, 98),
    "placement_agreement": ("contracted", 0, 100),
    "employment_contract": ("contracted", 0, 100),
    "visa": ("departed", 0, 100),
    "orientation": ("departed", 0, 100),
    "ticket": ("departed", 0, 100),
}
ISSUERS = {
    "ktp": "Disdukcapil Kota Serang",
    "kk": "Disdukcapil Kota Serang",
    "birth_certificate": "Disdukcapil Kota Serang",
    "ak1": "Disnakertrans Kota Serang",
    "medical": "Klinik Contoh Medika",
    "skck": "Polres Contoh",
    "passport": "Kantor Imigrasi Contoh",
    "insurance": "BPJS Ketenagakerjaan",
}
LASTING = {"passport": 120, "employment_contract": 36, "visa": 39, "insurance": 42}
# Made anew when the stage is entered; before that they lie at hand for longer.
FRESH = {
    "medical": (3, 60),
    "skck": (5, 60),
    "visa": (3, 20),
    "ticket": (2, 10),
    "orientation": (2, 12),
    "insurance": (1, 15),
    "family_permit": (5, 200),
    "ak1": (5, 500),
    "placement_agreement": (0, 3),
    "employment_contract": (0, 3),
    "passport": (20, 900),
}


def documents(rng: Random, way: Way, person: dict, *, months: dict[str, int | None], today: date) -> list[dict]:
    """The papers of one person; `months` gives how long each kind with fixed validity lasts. Some have run out."""
    found = []
    for kind, (stage, before, after) in FROM.items():
        after = 100 if kind == "passport" and way.order else after
        if kind not in months or not chance(rng, after if way.reached(stage) else before):
            continue
        anchor = way.on(stage) if way.reached(stage) else way.moves[0][1]
        issued = (anchor or way.moves[-1][1]) - timedelta(days=rng.randint(*FRESH.get(kind, (200, 2500))))
        if kind == "medical" and way.reached("ready") and _worn(rng, way, today, issued):
            found.append(_paper(rng, kind, issued, months[kind], person, current=False))
            issued = today - timedelta(days=rng.randint(2, 85))
        found.append(_paper(rng, kind, issued, months[kind], person, current=True))
    return found


def _worn(rng, way, today, issued) -> bool:
    """Whether an examination that no longer counts has been made again: nearly always for who is about to leave."""
    if way.reached("departed") or days.add_months(issued, 3) >= today:
        return False
    return chance(rng, 97 if way.reached("accepted") else 70)


def _paper(rng, kind, issued, months, person, *, current) -> dict:
    until = days.add_months(issued, months) if months else (days.add_months(issued, LASTING[kind]) if kind in LASTING else None)
    if kind == "passport" and chance(rng, 3):
        until = days.add_months(issued, 60)
    slip = kind == "diploma" and chance(rng, 2)
    named = kind in ("ktp", "diploma", "passport", "birth_certificate")
    return {
        "kind": kind,
        "number": _number(rng, kind, person),
        "issuer": ISSUERS.get(kind),
        "issued_on": issued,
        "valid_until": until,
        "current": current,
        "name_on_it": (person["full_name"].replace("a", "", 1) if slip else person["full_name"]) if named else None,
        "birth_date_on_it": person["birth_date"] if named else None,
        "wording": 1 if kind == "consent" else None,
        "version": 1,
    }


def _number(rng, kind, person) -> str | None:
    if kind == "ktp":
        return person["nik"]
    if kind == "kk":
        return person["kk_number"]
    if kind in ("consent", "ticket", "family_permit"):
        return None
    # Passports of Indonesia carry one letter; X with four noughts is nobody's.
    return f"X0000{rng.randint(0, 999):03}" if kind == "passport" else f"{kind[:3].upper()}/{rng.randint(1, 9999):04}/CONTOH"


def results(rng: Random, way: Way, today: date) -> list[dict]:
    """Language results: enough for whoever is ready or further, anything for those before."""
    likely = {"registered": 15, "verified": 20, "selected": 28, "training": 35}
    if not chance(rng, likely.get(way.stage, 100 if way.order else 93)):
        return []
    enough = way.reached("ready") or chance(rng, 30)
    taken = _taken_on(rng, way, today)
    found = [_result(rng, way, taken, enough)]
    if enough and chance(rng, 18):
        found.append(_result(rng, way, taken - timedelta(days=rng.randint(120, 320)), False))
    return found


def _taken_on(rng, way, today) -> date:
    """Before the person was ready; within the life of the result, except for a few of those who wait long."""
    last = way.on("ready") or min(way.moves[-1][1], today)
    return last - timedelta(days=rng.randint(8, 240 if way.order else 500))


def _result(rng, way, taken, enough) -> dict:
    work = WORK[way.trade]
    if work["country"] == "JP":
        test, score, level = rng.choice(
            [
                ("JLPT", None, "N4" if enough else "N5"),
                ("JFT", rng.randint(200, 245) if enough else rng.randint(120, 195), None),
            ]
        )
    elif work["pathway"] == "e7" and chance(rng, 35):
        test, score, level = "TOPIK", None, str(rng.choice([2, 2, 3]) if enough else 1)
    else:
        test, level = "EPS_TOPIK", None
        points = way.order.points if way.order else work["points"]
        score = min(200, points + round(rng.random() ** 1.6 * (195 - points))) if enough else rng.randint(50, work["points"] - 1)
    return {
        "test": test,
        "score": score,
        "level": level,
        "taken_on": taken,
        "valid_until": languages.valid_until(test, taken),
        "certificate_no": f"{test[:3]}-{rng.randint(1, 99999):05}-CONTOH",
        "enrolment_id": None,
    }


def certificates(rng: Random, way: Way) -> list[dict]:
    """The certificate of the trade, brought along from elsewhere (those of our own classes come with the class)."""
    work = WORK[way.trade]
    likely = 100 if way.order else (85 if way.reached("ready") else 12)
    if not work["certificate"] or not chance(rng, likely):
        return []
    issued = (way.on("ready") or way.moves[0][1]) - timedelta(days=rng.randint(10, 300))
    return [
        {
            "code": work["certificate"],
            "name": work["certificate_name"],
            "number": f"LSP/{rng.randint(1, 99999):05}/CONTOH",
            "issuer": "LSP Contoh",
            "issued_on": issued,
            "valid_until": days.add_months(issued, 36),
            "mark": rng.randint(65, 95),
            "enrolment_id": None,
        }
    ]

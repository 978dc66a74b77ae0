"""What a stage asks of a person before it is entered: each rule is met, or open, and by how much.

The kinds of a gate and their values, as they stand in stages.json and can be edited (settings):

    field      {"field": "nik"}                                    the field is filled in
    documents  {"checked": true}                                   every kind of paper that names the stage is there and
                                                                   valid on the day; with `checked` an officer looked at it
    language   {"any": [{"test": "EPS_TOPIK", "min": 110}]}        one of them; without `any`: some valid result
    skill      {"months": 12}                                      a valid certificate, or so many months of work
    enrolled   {}                                                  a place in a training, now or passed
    match      {"states": ["accepted", "contracted"]}              the person's place on a job order has come so far
    reason     {}                                                  somebody writes down why
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from serang.common.rules import languages
from serang.common.rules.reasons import Reason
from serang.documents import rules as documents
from serang.documents.rules import Kind, Paper

KINDS = ("field", "documents", "language", "skill", "enrolled", "match", "reason")
FIELDS = (
    "nik",
    "birth_date",
    "sex",
    "phone",
    "kelurahan_code",
    "address",
    "education",
    "height_cm",
    "weight_kg",
    "passport_name",
    "pathway",
    "photo",
    "flight_on",
)
SKILL_MONTHS = 12
TRAINING = "training"
# What a training would give: with both a person need not be trained.
TAUGHT = ("language", "skill")
# What a paper is worth on the day, and how a gate says so.
PAPERS = {
    "missing": "gate_paper_missing",
    "undated": "gate_paper_end_unknown",
    "expired": "gate_paper_expired",
    "short": "gate_paper_short",
}


@dataclass(frozen=True)
class Step:
    """One stage: its place in the order and what its gate asks."""

    code: str
    position: int
    gate: tuple[Mapping, ...] = ()


@dataclass(frozen=True)
class Result:
    """A language result: points or level as a number (see languages), and the last day it counts."""

    test: str
    value: int
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of one person, as a gate needs it."""

    stage: str = "registered"
    fields: Mapping[str, object] = field(default_factory=dict)
    pathway: str | None = None
    papers: tuple[Paper, ...] = ()
    results: tuple[Result, ...] = ()
    certificates: tuple[date | None, ...] = ()
    months: int = 0
    enrolled: bool = False
    match: str | None = None
    departs_on: date | None = None
    held: str | None = None
    gone: str | None = None
    reason: bool = False


@dataclass(frozen=True)
class Check:
    """One rule looked at. `subject`: the field or kind of paper; `missing`: nothing is there yet (else it falls short).

    `final`: no right passes it over. `asked`: open only until somebody writes it while moving.
    """

    rule: str
    ok: bool
    reason: Reason
    subject: str = ""
    missing: bool = False
    sensitive: bool = False
    final: bool = False
    asked: bool = False


def check(steps: Sequence[Step], kinds: Iterable[Kind], facts: Facts, to: str, on: date) -> list[Check]:
    """Everything that is asked before the person enters that stage on that day, in the order of the stages.

    A step over several stages asks what each of them asks; a training only when it is entered itself. A step back asks
    for a reason alone. Raises KeyError for an unknown stage.
    """
    places = {step.code: step.position for step in steps}
    here, there = places[facts.stage], places[to]
    closed = _closed(facts, to)
    if there <= here:
        return closed + _on_order(steps, facts, to) + [_reason(facts, "stage_back")]
    passed = [step for step in steps if here < step.position <= there and (step.code != TRAINING or step.code == to)]
    return closed + _latest(look(step, kinds, facts, on) for step in passed)


def look(step: Step, kinds: Iterable[Kind], facts: Facts, on: date) -> list[Check]:
    """What the gate of one stage says of a person on a day."""
    found: list[Check] = []
    for rule in step.gate:
        found += CHECKS[rule["rule"]](rule, step, tuple(kinds), facts, on)
    return found


def next_stage(steps: Sequence[Step], kinds: Iterable[Kind], facts: Facts, on: date) -> str | None:
    """The stage that comes next; the training is left out for who has what it would give, unless a place was taken."""
    ahead = [step for step in sorted(steps, key=lambda step: step.position) if step.position > _position(steps, facts.stage)]
    if ahead and ahead[0].code == TRAINING and len(ahead) > 1 and not facts.enrolled and _taught(ahead[1], kinds, facts, on):
        ahead = ahead[1:]
    return ahead[0].code if ahead else None


def open_checks(checks: Iterable[Check]) -> list[Check]:
    """What is not met and cannot be met by writing a reason."""
    return [one for one in checks if not one.ok and not one.asked]


def asks_reason(checks: Iterable[Check]) -> bool:
    """Whether a reason must be written."""
    return any(one.rule == "reason" for one in checks)


def problems(gate: object) -> list[Reason]:
    """What is wrong with a gate somebody wrote; empty when it can be used."""
    if not isinstance(gate, list):
        return [Reason("gate_not_list")]
    return [reason for rule in gate for reason in _rule_problems(rule)]


def _closed(facts, to) -> list[Check]:
    found = []
    if facts.gone:
        found.append(Check("exit", False, Reason("stage_gone", why=facts.gone), final=True))
    if facts.held:
        found.append(Check("hold", False, Reason("stage_held", why=facts.held), final=True))
    if facts.stage == to:
        found.append(Check("there", False, Reason("stage_there", stage=to), final=True))
    return found


def _on_order(steps, facts, to) -> list[Check]:
    """Whoever has a place on a job order does not step back before the stages that follow it."""
    following = {step.code for step in steps if any(rule["rule"] == "match" for rule in step.gate)}
    if facts.match and facts.stage in following and to not in following:
        return [Check("match", False, Reason("stage_on_order", state=facts.match), final=True)]
    return []


def _latest(gates: Iterable[list[Check]]) -> list[Check]:
    """Each rule once: what a later stage says of the same subject counts, and one reason serves all."""
    found: dict[tuple, Check] = {}
    for gate in gates:
        for one in gate:
            key = (one.rule, one.subject)
            earlier = found.pop(key, None)
            found[key] = earlier if earlier and not earlier.ok and one.ok else one
    return list(found.values())


def _field(rule, step, kinds, facts, on):
    name = rule["field"]
    there = facts.fields.get(name) not in (None, "")
    return [Check("field", there, Reason("gate_field" if there else "gate_field_missing", field=name), name, missing=not there)]


def _documents(rule, step, kinds, facts, on):
    wanted = [kind for kind in kinds if step.code in kind.stages and documents.on_pathway(kind, facts.pathway)]
    papers = {paper.kind: paper for paper in facts.papers}
    return [_paper(kind, papers.get(kind.code), facts, on, rule.get("checked", False)) for kind in wanted]


def _paper(kind, paper, facts, on, checked) -> Check:
    def said(code, ok=False, missing=False, **values):
        return Check("documents", ok, Reason(code, kind=kind.code, **values), kind.code, missing, kind.sensitive)

    found = documents.state(kind, paper, on, facts.departs_on)
    if found.code in PAPERS:
        return said(PAPERS[found.code], missing=paper is None, **_figures(found))
    if checked and not paper.verified:
        return said("gate_paper_unchecked")
    return said("gate_paper", True, until=found.until) if found.until else said("gate_paper_there", True)


def _figures(found) -> dict:
    """The days that a reason about a paper names."""
    named = {"until": found.until, "needed": found.needed, "days": found.days}
    return {name: value for name, value in named.items() if value is not None}


def _language(rule, step, kinds, facts, on):
    wanted = rule.get("any") or []
    valid = [one for one in facts.results if (one.until or date.max) >= on]
    tests = [one["test"] for one in wanted] or list(languages.TESTS)
    enough = [one for one in valid if one.test in tests and _meets(one, wanted)]
    if enough:
        best = max(enough, key=lambda one: (one.until or date.max, one.value))
        return [Check("language", True, _said("gate_language", best, until=best.until))]
    return [Check("language", False, *_language_lack(facts.results, valid, wanted, tests, on))]


def _meets(one, wanted) -> bool:
    return not wanted or any(w["test"] == one.test and languages.meets(one.test, one.value, w.get("min")) for w in wanted)


def _language_lack(results, valid, wanted, tests, on) -> tuple:
    """The reason, no subject, and whether there is nothing at all: what ended, what falls short of the nearest test."""
    own = [one for one in results if one.test in tests]
    ended = [one for one in own if one not in valid and _meets(one, wanted)]
    if ended:
        last = max(ended, key=lambda one: one.until)
        return _said("gate_language_ended", last, until=last.until, days=(on - last.until).days), "", False
    short = [(languages.shortfall(one.test, one.value, w.get("min")), one, w) for one in valid for w in wanted if w["test"] == one.test]
    if short:
        by, one, w = min(short, key=lambda found: (_weight(found[1].test, found[0]), found[1].test))
        return _said("gate_language_short", one, minimum=languages.show(one.test, w["min"]), by=by), "", False
    first = wanted[0] if wanted else {}
    return (
        Reason(
            "gate_language_missing",
            test=first.get("test", ""),
            minimum=languages.show(first["test"], first["min"]) if first.get("min") is not None else "",
        ),
        "",
        True,
    )


def _weight(test, by) -> float:
    """How much of a test is lacking, to compare points with levels."""
    return by / (languages.TESTS[test].highest or 1)


def _said(code, one, **values) -> Reason:
    return Reason(code, test=one.test, has=languages.show(one.test, one.value), **values)


def _skill(rule, step, kinds, facts, on):
    months = rule.get("months", SKILL_MONTHS)
    if any(until is None or until >= on for until in facts.certificates):
        return [Check("skill", True, Reason("gate_certificate"))]
    if facts.months >= months:
        return [Check("skill", True, Reason("gate_experience", has=facts.months))]
    if facts.certificates and not facts.months:
        last = max(until for until in facts.certificates if until)
        return [Check("skill", False, Reason("gate_certificate_ended", until=last, days=(on - last).days))]
    if facts.months:
        return [Check("skill", False, Reason("gate_experience_short", has=facts.months, minimum=months, by=months - facts.months))]
    return [Check("skill", False, Reason("gate_skill_missing", months=months), missing=True)]


def _enrolled(rule, step, kinds, facts, on):
    return [
        Check(
            "enrolled", facts.enrolled, Reason("gate_enrolled" if facts.enrolled else "gate_enrolled_missing"), missing=not facts.enrolled
        )
    ]


def _match(rule, step, kinds, facts, on):
    ok = facts.match in rule["states"]
    if ok:
        return [Check("match", True, Reason("gate_match", state=facts.match))]
    if facts.match:
        return [Check("match", False, Reason("gate_match_early", state=facts.match, needed=rule["states"][0]))]
    return [Check("match", False, Reason("gate_match_missing"), missing=True)]


def _written(rule, step, kinds, facts, on):
    return [_reason(facts, "gate_reason")]


def _reason(facts, code) -> Check:
    return Check("reason", facts.reason, Reason(f"{code}_written" if facts.reason else code), missing=not facts.reason, asked=True)


CHECKS = {
    "field": _field,
    "documents": _documents,
    "language": _language,
    "skill": _skill,
    "enrolled": _enrolled,
    "match": _match,
    "reason": _written,
}


def _position(steps, code) -> int:
    return next(step.position for step in steps if step.code == code)


def _taught(step, kinds, facts, on) -> bool:
    """Whether what the next stage asks of language and skill is there; false when it asks neither."""
    asked = [one for one in look(step, kinds, facts, on) if one.rule in TAUGHT]
    return bool(asked) and all(one.ok for one in asked)


def _rule_problems(rule) -> list[Reason]:
    if not isinstance(rule, dict) or rule.get("rule") not in KINDS:
        return [Reason("gate_rule_unknown", rule=str(rule.get("rule", "") if isinstance(rule, dict) else rule)[:40])]
    if rule["rule"] == "field" and rule.get("field") not in FIELDS:
        return [Reason("gate_rule_unknown", rule=str(rule.get("field", ""))[:40])]
    if rule["rule"] == "language":
        return [
            Reason("gate_rule_unknown", rule=str(one)[:40])
            for one in rule.get("any") or []
            if not isinstance(one, dict) or one.get("test") not in languages.TESTS
        ]
    if rule["rule"] == "match" and not rule.get("states"):
        return [Reason("gate_rule_unknown", rule="match")]
    return []

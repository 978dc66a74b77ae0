"""The kinds of papers an office asks for."""

from sqlalchemy import func, select

from serang.accounts import rules as rights
from serang.accounts.models import Account
from serang.common.refusals import Missing
from serang.db import db
from serang.documents import rules
from serang.documents.models import Document, DocumentKind, Wording
from serang.stages.models import Stage


def kinds(reader: Account | None = None) -> list[DocumentKind]:
    """The kinds in use, in their order; read once per transaction. With a reader: those that one may see."""
    return [kind for kind in every_kind() if kind.active and (reader is None or open_to(kind, reader))]


def every_kind() -> list[DocumentKind]:
    """All kinds, also those out of use, in their order; read once per transaction."""
    return _once(
        "document_kinds",
        lambda: list(db.session.scalars(select(DocumentKind).order_by(DocumentKind.position, DocumentKind.id))),
    )


def kind(code: str) -> DocumentKind:
    """One kind of paper. Raises Missing."""
    for row in every_kind():
        if row.code == code:
            return row
    raise Missing("no_paper_kind")


def wordings(code: str) -> list[Wording]:
    """The versions of the text that is signed on papers of the kind, newest first; read once per transaction."""
    every = _once("wordings", lambda: list(db.session.scalars(select(Wording).order_by(Wording.version.desc()))))
    return [one for one in every if one.kind == code]


def newest_wording(code: str) -> Wording | None:
    """The text that is signed now; None when the kind has none."""
    return next(iter(wordings(code)), None)


def signed(code: str) -> dict[int | None, int]:
    """How many people have a paper of the kind, by the version they signed (None: not known which)."""
    query = select(Document.wording, func.count()).where(Document.kind == code, Document.current)
    return dict(db.session.execute(query.group_by(Document.wording)).all())


def open_to(kind: DocumentKind, reader: Account) -> bool:
    """Whether the reader may see papers of the kind: health and police ones only with that right."""
    return not kind.sensitive or rights.may(reader.roles, reader.sensitive, "applicants.health")


def rule(kind: DocumentKind) -> rules.Kind:
    """The kind as the rules see it."""
    return rules.Kind(
        kind.code,
        kind.validity,
        kind.months,
        kind.months_after_departure,
        kind.warn_days,
        tuple(kind.stages or ()),
        tuple(kind.pathways or ()),
        kind.sensitive,
    )


def stage_codes() -> list[str]:
    """The stages in their order."""
    return _once("stage_codes", lambda: list(db.session.scalars(select(Stage.code).order_by(Stage.position))))


def asked(stage: str, pathway: str | None) -> list[rules.Kind]:
    """The kinds that are asked of who stands at the stage, up to the gate of the next one, in their order."""
    return [kind for kind in asked_by_stage().get(stage, ()) if rules.on_pathway(kind, pathway)]


def asked_by_stage() -> dict[str, tuple[rules.Kind, ...]]:
    """Of each stage the kinds asked up to the next gate, on whatever pathway; read once per transaction."""
    return _once("asked_papers", lambda: rules.asked_by_stage([rule(kind) for kind in kinds()], stage_codes()))


def _once(name, read):
    kept = db.session.info.setdefault("settings", {})
    if name not in kept:
        kept[name] = read()
    return kept[name]

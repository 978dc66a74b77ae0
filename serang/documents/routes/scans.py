"""/applicants/<id>/documents/scans: several files at once, each with its kind to confirm.

Between the two steps the browser holds what was kept, signed and for one hour: nobody can name a file of somebody else.
"""

from flask import current_app, redirect, request, url_for
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from serang import files
from serang.applicants import queries as applicants
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.documents import operations, queries, rules, words
from serang.documents.forms import ScansForm
from serang.documents.routes.frame import bp, done, keep, person_page, trouble
from serang.i18n import ngettext
from serang.web.clock import now
from serang.web.guard import allow
from serang.web.page import page

MOST = 20
SECONDS = 3600


@bp.post("/applicants/<int:id>/documents/scans")
@allow("documents.edit")
def upload(id):
    """Keep the files; what cannot be kept is said, the rest goes on to be confirmed."""
    applicant, form = applicants.get(id, current_user), ScansForm()
    sent = [one for one in form.scans.data or () if getattr(one, "filename", "")]
    if not sent or len(sent) > MOST:
        form.scans.errors = [say(Reason("scans_many", most=MOST) if sent else Reason("scans_none"))]
        return person_page(applicant, 422, scans_form=form)
    tokens, refused = [], []
    for one in sent:
        try:
            kept = keep(one)
            tokens.append(_signer().dumps([id, kept.name, kept.type, kept.size, rules.plain_name(one.filename)]))
        except files.BadFile as error:
            refused.append((rules.plain_name(one.filename), trouble(error)))
    if not refused:
        return redirect(url_for(".confirm", id=id, scan=tokens), 303)
    return _confirm(applicant, tokens, 422, refused)


@bp.get("/applicants/<int:id>/documents/scans")
@allow("documents.edit")
def confirm(id):
    """Which kind of paper each file is, guessed from its name."""
    return _confirm(applicants.get(id, current_user), request.args.getlist("scan"))


@bp.post("/applicants/<int:id>/documents/filed")
@allow("documents.edit")
def file_scans(id):
    """Put each file to its paper."""
    applicant = applicants.get(id, current_user)
    tokens = request.form.getlist("scan")
    chosen = [request.form.get(f"kind_{n}", "") for n in range(len(tokens))]
    known = {code for code, _word in words.kind_choices(current_user)}
    if not tokens or any(code and code not in known for code in chosen):
        return _confirm(applicant, tokens, 422)
    scans = [(code, *_scan(id, token)) for code, token in zip(chosen, tokens, strict=True) if code]
    if not scans:
        return _confirm(applicant, tokens, 422)
    papers = operations.file_scans(applicant, scans, at=now())
    return done(id, ngettext("%(num)s pindaian disimpan.", "%(num)s pindaian disimpan.", len(papers)))


def _confirm(applicant, tokens, status=200, refused=()):
    scans = [_scan(applicant.id, token) for token in tokens[:MOST]]
    known = {kind.code for kind in queries.kinds(current_user)}
    rows = [
        (token, kept, name, request.form.get(f"kind_{n}") or rules.guess(name, known) or "")
        for n, (token, (kept, name)) in enumerate(zip(tokens, scans, strict=False))
    ]
    return page(
        "documents/scans.html",
        status,
        applicant=applicant,
        rows=rows,
        refused=refused,
        choices=words.kind_choices(current_user),
        asked=status == 422 and not refused,
    )


def _scan(applicant_id: int, token: str) -> tuple[files.Kept, str]:
    """The file a token stands for, and its name. Raises Conflict for a token that is old or of somebody else."""
    try:
        whose, name, type_, size, filename = _signer().loads(token, max_age=SECONDS)
    except BadSignature as error:
        raise Conflict("scans_old") from error
    if whose != applicant_id:
        raise Conflict("scans_old")
    return files.Kept(name, type_, size), filename


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key, salt="scans")

"""/login, /logout, /accounts; the drafts of every form."""

from flask import Blueprint, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user

from serang.accounts import operations, queries, rules, words
from serang.accounts.forms import AccountForm, LoginForm, NewAccountForm, PasswordForm, PreferencesForm, ResetForm
from serang.audit.operations import set_actor
from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.common.words import say
from serang.i18n import _
from serang.web.back import asked_next
from serang.web.clock import now
from serang.web.errors import DRAFT_KEPT
from serang.web.forms import show_newer
from serang.web.guard import allow
from serang.web.page import page
from serang.web.session import afterwards
from serang.web.toasts import toast

bp = Blueprint("accounts", __name__)


def init_sign_in(app, manager):
    """Let the cookie's sign-in number find its row; note when it was last seen, at most once a minute."""
    manager.session_protection = None

    @manager.user_loader
    def load(number):
        at = now()
        row = queries.living_sign_in(number, at=at, hours=app.config["SESSION_HOURS"])
        if row is None:
            return None
        g.sign_in = row
        if (at - row.last_seen_at).total_seconds() > 60 and request.endpoint != "static":
            afterwards(lambda: _seen_quietly(number, at))
        row.account.get_id = lambda: number
        return row.account

    @app.before_request
    def act_as():
        if request.endpoint == "static":
            return None
        set_actor(current_user.id if current_user.is_authenticated else None)
        must_change = current_user.is_authenticated and current_user.must_change_password
        if must_change and request.endpoint not in ("accounts.password", "accounts.logout", "static"):
            g.refused = True
            return redirect(url_for("accounts.password"), 303)
        return None


def init_drafts(app):
    """Let every form offer what its reader typed in it before. A saved form drops its draft, a refused one becomes it."""
    app.jinja_env.globals["draft_of"] = _draft_of

    @app.after_request
    def drop_or_keep(answer):
        status = answer.status_code
        if request.method != "POST" or request.endpoint == "accounts.draft" or (status >= 400 and status not in DRAFT_KEPT):
            return answer
        place = request.form.get("draft")
        if not place or not current_user.is_authenticated:
            return answer
        account_id, at, sent = current_user.id, now(), request.form
        if status in DRAFT_KEPT:
            afterwards(lambda: _keep_draft(account_id, sent, at))
        elif not g.get("refused"):
            operations.drop_draft(account_id=account_id, place=place)
        return answer


def _draft_of(place):
    """What the reader typed there and has not saved, for a page that is opened; the answer to a sent form shows its words anyway."""
    if request.method != "GET" or not current_user.is_authenticated:
        return None
    if "drafts" not in g:
        g.drafts = queries.drafts(current_user.id)
    return g.drafts.get(place)


def _keep_draft(account_id, sent, at) -> bool:
    place, typed = sent.get("draft", ""), rules.worth_keeping(sent.to_dict(flat=False))
    fits = 0 < len(place) <= rules.DRAFT_PLACE and (request.content_length or 0) <= rules.DRAFT_LARGEST
    if fits and typed:
        operations.keep_draft(account_id=account_id, place=place, typed=typed, at=at)
    elif fits:
        operations.drop_draft(account_id=account_id, place=place)
    return fits


def _seen_quietly(number, at):
    from sqlalchemy.exc import SQLAlchemyError

    try:
        operations.seen(number, at=at)
    except SQLAlchemyError:
        current_app.logger.info("last_seen not written")


@bp.route("/login", methods=["GET", "POST"])
@allow("public")
def login():
    """Sign in; go on to where one wanted to be."""
    form = LoginForm()
    if request.method == "GET":
        if current_user.is_authenticated:
            return redirect(_next())
        return page("accounts/login.html", form=form, fresh=not queries.any_account(), trouble=None)
    username, address = (form.username.data or "").strip(), request.remote_addr or ""
    wait = queries.seconds_to_wait(username, address, at=now())
    if wait:
        return page("accounts/login.html", 429, form=form, fresh=False, trouble=words.wait(wait))
    row = form.validate() and operations.sign_in(username, form.password.data, address=address, at=now())
    if not row:
        at = now()
        afterwards(lambda: operations.note_failure(username, address=address, at=at))
        return page(
            "accounts/login.html", 422, form=form, fresh=not queries.any_account(), trouble=_("Nama pengguna atau kata sandi tidak cocok.")
        )
    if form.only.data and form.only.data != str(row.account_id):
        operations.sign_out(row.id, at=now())
        return page("accounts/login.html", 422, form=form, fresh=False, trouble=_("Halaman ini dibuka akun lain. Muat ulang, lalu masuk."))
    session.clear()
    row.account.get_id = lambda: row.id
    login_user(row.account)
    if request.form.get("undone"):
        toast(_("Yang Anda tekan sebelum masuk belum dilakukan. Tekan lagi bila masih perlu."), kind="warn")
    return redirect(_next(), 303)


@bp.post("/logout")
@allow("public")
def logout():
    """Sign out here; the sign-in's row ends, so that a copy of the cookie is worth nothing."""
    if current_user.is_authenticated:
        operations.sign_out(g.sign_in.id, at=now())
    logout_user()
    session.clear()
    return redirect(url_for("accounts.login"), 303)


@bp.route("/accounts/password", methods=["GET", "POST"])
@allow("signed_in")
def password():
    """Change one's own password."""
    form = PasswordForm()
    if request.method == "GET":
        return page("accounts/password.html", form=form)
    if form.validate() and not operations.password_fits(current_user, form.old.data):
        form.old.errors = [_("Kata sandi sekarang tidak cocok.")]
    if form.errors or not _set_password(form, current_user, by_owner=True):
        return page("accounts/password.html", 422, form=form)
    toast(_("Kata sandi diganti."))
    return redirect(url_for("home.index"), 303)


@bp.post("/settings/preferences")
@allow("signed_in")
def preferences():
    """Language, theme, density, shortcuts of the reader."""
    form = PreferencesForm()
    if form.validate():
        operations.set_preferences(current_user, **form.wanted)
    return redirect(_next(), 303)


@bp.post("/accounts/draft")
@allow("signed_in")
def draft():
    """What is typed in a form now, kept until the form is saved; a form without words is thrown away."""
    if not _keep_draft(current_user.id, request.form, now()):
        abort(413)
    return "", 204


@bp.get("/accounts")
@allow("accounts.edit")
def index():
    """Who works here."""
    return page("accounts/index.html", accounts=queries.everyone(), role=words.role)


@bp.get("/accounts/new")
@allow("accounts.edit")
def new():
    """An empty form."""
    return _edit(NewAccountForm(), None)


@bp.post("/accounts")
@allow("accounts.edit")
def create():
    """A new account; its first password must be changed at the first sign-in."""
    form = NewAccountForm()
    try:
        if form.validate():
            values = {name: getattr(form, name).data for name in ("username", "name", "password", "roles", "sensitive")}
            account = operations.create(**values, at=now())
            toast(_("Akun %(name)s dibuat.", name=account.name))
            return redirect(url_for(".index"), 303)
    except Conflict as error:
        _blame(form, error)
    return _edit(form, None, 422)


@bp.get("/accounts/<int:id>/edit")
@allow("accounts.edit")
def edit(id):
    """The account's form."""
    account = queries.get(id)
    return _edit(AccountForm(obj=account).opened(account), account)


@bp.post("/accounts/<int:id>")
@allow("accounts.edit")
def update(id):
    """New name, roles or state; what two administrators changed at once is asked about."""
    account, form = queries.get(id), AccountForm()
    if not form.validate():
        return _edit(form, account, 422)
    try:
        operations.change(account, **form.values, seen=form.seen.data, at=now())
    except ChangedMeanwhile as error:
        show_newer(form, AccountForm(formdata=None, obj=account), **error.reason.values)
        return _edit(form.opened(account), account, 409)
    toast(_("Akun %(name)s disimpan.", name=account.name))
    return redirect(url_for(".index"), 303)


@bp.route("/accounts/<int:id>/password", methods=["GET", "POST"])
@allow("accounts.edit")
def reset(id):
    """A new password for somebody, to be changed at the next sign-in."""
    account, form = queries.get(id), ResetForm()
    if request.method == "GET" or not form.validate() or not _set_password(form, account, by_owner=False):
        return page("accounts/reset.html", 200 if request.method == "GET" else 422, form=form, account=account)
    toast(_("Kata sandi %(name)s diganti.", name=account.name))
    return redirect(url_for(".index"), 303)


def _edit(form, account, status=200):
    return page("accounts/edit.html", status, form=form, account=account, help=words.ROLE_HELP)


def _set_password(form, account, *, by_owner) -> bool:
    keep = g.sign_in.id if by_owner else None
    try:
        operations.set_password(account, password=form.password.data, at=now(), by_owner=by_owner, keep=keep)
    except Conflict as error:
        form.password.errors = [say(error.reason)]
    return not form.errors


def _blame(form, error: Conflict):
    field = form.username if error.reason.code == "username_taken" else form.password
    field.errors = [*field.errors, say(error.reason)]


def _next() -> str:
    """Where to go on: a page of ours that was asked for, else home."""
    wanted = asked_next()
    return wanted if wanted and not wanted.startswith("/login") else url_for("home.index")

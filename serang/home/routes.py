"""Today's page, health, help."""

from urllib.parse import parse_qsl

from flask import Blueprint, jsonify, redirect, url_for
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import MultiDict

from serang.applicants import queries as applicants
from serang.applicants.forms import SearchForm
from serang.db import db
from serang.documents import queries as papers
from serang.home.queries import guide
from serang.partnerships import queries as partnerships
from serang.reports import queries, words
from serang.settings.words import code_label, label
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import page

bp = Blueprint("home", __name__)


@bp.get("/")
@allow("home.read")
def index():
    """How far from the target, and what to do next."""
    if not may("reports.read"):
        return redirect(url_for("settings.index" if may("settings.edit") else "trainings.index"))
    on = today()
    numbers = queries.target(on, current_user)
    open_orders, orders_total = queries.open_orders(on)
    return page(
        "home/index.html",
        numbers=numbers,
        forecast=queries.forecast(numbers, on),
        steps=queries.funnel(on),
        passports=papers.passport_groups(on, current_user),
        todo=queries.todo(on, current_user),
        months=queries.by_month(on.year),
        trades=queries.by_occupation(),
        sexes=queries.departed_by_sex(),
        open_orders=open_orders,
        orders_total=orders_total,
        partners=partnerships.find(size=4)[0],
        views=_pinned(on),
        groups=queries.GROUPS,
        still_here=queries.STILL_HERE,
        on_the_way=queries.ON_THE_WAY,
        words=words,
        label=label,
        code_label=code_label,
        on=on,
        at=now(),
    )


def _pinned(on):
    """The pinned lists with their counts."""
    views = applicants.pinned_views(current_user)
    filters = [SearchForm(MultiDict(parse_qsl(view.query))).filters for view in views]
    return [(view, applicants.count(one, reader=current_user, on=on)) for view, one in zip(views, filters, strict=True)]


@bp.get("/help")
@allow("signed_in")
def help_page():
    """The staff guide."""
    return page("home/help.html", parts=guide())


@bp.get("/help/keys")
@allow("signed_in")
def keys():
    """All keys, as a page or as a dialog over one."""
    return page("home/keys.html")


@bp.get("/healthz")
@allow("public")
def health():
    """200 when the database answers, else 503."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="down", database="down"), 503
    return jsonify(status="ok", database="ok")

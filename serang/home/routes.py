"""Today's page, the search over all nouns, health and help."""

from flask import Blueprint, jsonify, redirect, url_for
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from serang.db import db
from serang.web.guard import allow, may
from serang.web.page import page

bp = Blueprint("home", __name__)


@bp.get("/")
@allow("home.read")
def index():
    """How far from the target, and what to do next."""
    if not may("reports.read"):
        return redirect(url_for("settings.index" if may("settings.edit") else "trainings.index"))
    return page("home/index.html")


@bp.get("/healthz")
@allow("public")
def health():
    """200 when the database answers, else 503."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="down", database="down"), 503
    return jsonify(status="ok", database="ok")

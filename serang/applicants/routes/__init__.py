"""/applicants: the list, one person's page, the person's evidence."""

from flask import Blueprint

bp = Blueprint("applicants", __name__)

"""What the pages of reports share."""

from flask import Blueprint

bp = Blueprint("reports", __name__)

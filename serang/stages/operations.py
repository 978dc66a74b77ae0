"""The stages put in, and (with gates) people moved along them."""

import json
from pathlib import Path

from sqlalchemy import select

from serang.db import db
from serang.stages.models import Stage

HERE = Path(__file__).parent


def seed():
    """Put in the first stages and their gates, where there are none."""
    if db.session.scalar(select(Stage.code).limit(1)) is None:
        entries = json.loads((HERE / "stages.json").read_text("utf-8"))
        db.session.add_all(Stage(position=n, **entry) for n, entry in enumerate(entries, 1))
        db.session.flush()

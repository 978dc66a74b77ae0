"""Values of the act log that the database makes itself, the same as Python would write."""

import json
from collections.abc import Mapping

from sqlalchemy import JSON, Boolean, String, Time, case, cast, func, literal, literal_column
from sqlalchemy.dialects.postgresql import JSONB

from serang.audit.models import Change
from serang.db import MomentType, is_sqlite

KEPT = Change.__table__.c.new.type


def nothing():
    """No value."""
    return func.json("null", type_=KEPT) if is_sqlite() else literal_column("'null'::jsonb", KEPT)


def in_json(value):
    """A value of a column as the log keeps it (see `as_json`), made by the database."""
    kind = value.type
    if isinstance(kind, MomentType | Time):
        clock = "HH24:MI:SS.US" if isinstance(kind, Time) else 'YYYY-MM-DD"T"HH24:MI:SS.US'
        text = func.replace(value, " ", "T") if is_sqlite() else func.to_char(value, clock)
        value = func.replace(text, ".000000", "", type_=String).concat("+00:00" if isinstance(kind, MomentType) else "")
    if not is_sqlite():
        return func.coalesce(func.to_jsonb(value), nothing(), type_=KEPT)
    if isinstance(kind, JSON):
        return func.coalesce(func.json(value), nothing(), type_=KEPT)
    if isinstance(kind, Boolean):
        return func.json(case((value.is_(None), "null"), (value, "true"), else_="false"), type_=KEPT)
    return func.json_quote(value, type_=KEPT)


def row_in_json(columns: Mapping):
    """A whole row."""
    parts = [part for name, value in columns.items() for part in (name if is_sqlite() else cast(name, String), in_json(value))]
    return func.json_object(*parts, type_=KEPT) if is_sqlite() else func.jsonb_build_object(*parts, type_=KEPT)


def with_own(same: dict, own: Mapping):
    """A row of the log: what all rows have, as JSON, and what each has for its own."""
    own = [part for name, value in own.items() for part in (f"$.{name}" if is_sqlite() else cast(name, String), value)]
    if is_sqlite():
        return func.json_set(func.json(json.dumps(same)), *own, type_=KEPT)
    return cast(literal(json.dumps(same)), JSONB).op("||")(func.jsonb_build_object(*own))

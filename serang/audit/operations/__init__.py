"""Writes the act log, at every flush and for many rows at once; and takes an act back."""

from serang.audit.operations.log import act, act_id, opened, opened_of, set_actor, watch
from serang.audit.operations.many import insert_alike, insert_many, update_each, update_many, when_updated
from serang.audit.operations.undo import UNDO_DAYS, around_undo, around_undo_of, check_undo, lines_of, never_undone, undo

__all__ = [
    "UNDO_DAYS", "act", "act_id", "around_undo", "around_undo_of", "check_undo", "insert_alike", "insert_many", "lines_of",
    "never_undone", "opened", "opened_of", "set_actor", "undo", "update_each", "update_many", "watch", "when_updated",
]  # fmt: skip

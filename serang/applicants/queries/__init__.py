"""What is asked about people: one of them, or a list."""

from serang.applicants.queries.person import get, holder_of, locked, look_alikes, may, next_numbers, stages, visible_to

__all__ = ["get", "holder_of", "locked", "look_alikes", "may", "next_numbers", "stages", "visible_to"]

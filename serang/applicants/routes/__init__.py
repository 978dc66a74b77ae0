"""/applicants: the list, one person's page, the person's evidence."""

from serang.applicants.routes import bulk, edit, evidence, lists, person, rows, twins, views
from serang.applicants.routes.frame import bp

__all__ = ["bp", "bulk", "edit", "evidence", "lists", "person", "rows", "twins", "views"]

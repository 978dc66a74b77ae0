"""/documents: work lists; the papers of a person and their scans; /settings/documents: the kinds."""

from serang.documents.routes import kinds, lists, papers, person, scans
from serang.documents.routes.frame import bp

__all__ = ["bp", "kinds", "lists", "papers", "person", "scans"]

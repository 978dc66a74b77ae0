"""/trainings: batches, courses, people, registers and marks, results, papers."""

from serang.trainings.routes import batches, courses, grids, papers, people, results
from serang.trainings.routes.frame import bp

__all__ = ["batches", "bp", "courses", "grids", "papers", "people", "results"]

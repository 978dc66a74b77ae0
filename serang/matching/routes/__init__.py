"""/matching: runs of the engine, what they propose and why, and the people of each order."""

from serang.matching.routes import answers, on_orders, people, plans, runs, training  # noqa: F401 - they put their addresses into bp
from serang.matching.routes.frame import bp

__all__ = ["bp"]

"""What is asked about the stages: what stands before a person, and what a move of many would do."""

from serang.stages.queries.gates import (
    active_order,
    all,
    asked_papers,
    facts_of,
    fingerprint,
    gate,
    get,
    kinds,
    moves,
    next_gate,
    ready_ids,
    reasons_of,
    steps,
    still_open,
)
from serang.stages.queries.many import Forecast, Line, forecast, usual_next

__all__ = [
    "Forecast", "Line", "active_order", "all", "asked_papers", "facts_of", "fingerprint", "forecast", "gate", "get",
    "kinds", "moves", "next_gate", "ready_ids", "reasons_of", "steps", "still_open", "usual_next",
]  # fmt: skip

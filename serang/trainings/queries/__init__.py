"""What can be asked of training: courses and batches, how each person stands, who would get a place."""

from serang.trainings.queries.batches import (
    BatchRow,
    Open,
    assessed,
    attends,
    batch_counts,
    course,
    courses,
    enrolment,
    find,
    get,
    open_batches,
    session,
    teaching,
    visible_to,
)
from serang.trainings.queries.people import Forecast, TrainingFacts, facts_for, forecast, of, waiting
from serang.trainings.queries.standings import Standing, class_of, held_ids, last_hand, standings, summary

__all__ = [
    "assessed",
    "BatchRow",
    "Forecast",
    "Open",
    "Standing",
    "TrainingFacts",
    "attends",
    "batch_counts",
    "class_of",
    "course",
    "courses",
    "enrolment",
    "facts_for",
    "find",
    "forecast",
    "get",
    "held_ids",
    "last_hand",
    "of",
    "open_batches",
    "session",
    "standings",
    "summary",
    "teaching",
    "visible_to",
    "waiting",
]

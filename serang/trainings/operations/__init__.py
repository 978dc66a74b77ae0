"""What can be done in training: courses, batches and their days, people, registers and marks, completion."""

from serang.trainings.operations.batches import (
    add_batch,
    add_day,
    cancel,
    change_batch,
    remove_day,
    set_assessments,
    set_topic,
    start,
)
from serang.trainings.operations.completion import Completed, certificate_numbers, complete, reopen
from serang.trainings.operations.courses import add_course, change_course
from serang.trainings.operations.grids import Clash, save_marks, save_register
from serang.trainings.operations.people import enrol, promote, replace, start_from, withdraw

__all__ = [
    "start_from",
    "Clash",
    "Completed",
    "add_batch",
    "add_course",
    "add_day",
    "cancel",
    "certificate_numbers",
    "change_batch",
    "change_course",
    "complete",
    "enrol",
    "promote",
    "remove_day",
    "reopen",
    "replace",
    "save_marks",
    "save_register",
    "set_assessments",
    "set_topic",
    "start",
    "withdraw",
]

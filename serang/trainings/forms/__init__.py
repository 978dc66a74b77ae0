"""Forms of training: text in, typed values out."""

from serang.trainings.forms.batches import BatchForm, DayForm, FilterForm, TopicForm, batch_form
from serang.trainings.forms.courses import CourseForm, blank_rows, course_form, newer_assessments, read_assessments
from serang.trainings.forms.grids import PasteForm, read_marks, read_register
from serang.trainings.forms.people import CompleteForm, EnrolManyForm, StartForm, WithdrawForm

__all__ = [
    "BatchForm",
    "CompleteForm",
    "CourseForm",
    "DayForm",
    "EnrolManyForm",
    "FilterForm",
    "PasteForm",
    "StartForm",
    "TopicForm",
    "WithdrawForm",
    "batch_form",
    "blank_rows",
    "course_form",
    "newer_assessments",
    "read_assessments",
    "read_marks",
    "read_register",
]

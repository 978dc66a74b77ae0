"""What is asked over all nouns: numbers, and the people of a print."""

from serang.reports.queries.checked import Checked, print_of
from serang.reports.queries.listed import Listed, Place, listed
from serang.reports.queries.numbers import (
    GONE,
    GROUPS,
    ON_THE_WAY,
    STILL_HERE,
    Step,
    Target,
    Todo,
    by_area,
    by_month,
    by_occupation,
    by_schooling,
    departed_by_sex,
    exits,
    flights,
    forecast,
    funnel,
    open_orders,
    order_fill,
    target,
    todo,
    trainings,
)
from serang.reports.queries.printed import Printed, printed

__all__ = [
    "GONE", "GROUPS", "ON_THE_WAY", "STILL_HERE", "Checked", "Listed", "Place", "Printed", "Step", "Target", "Todo",
    "by_area", "by_month", "by_occupation", "by_schooling", "departed_by_sex", "exits", "flights", "forecast",
    "funnel", "listed", "open_orders", "order_fill", "print_of", "printed", "target", "todo", "trainings",
]  # fmt: skip

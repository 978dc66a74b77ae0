"""What is asked over all nouns: numbers, and the people of a print."""

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

__all__ = [
    "GONE", "GROUPS", "ON_THE_WAY", "STILL_HERE", "Step", "Target", "Todo", "by_area", "by_month", "by_occupation", "by_schooling", "departed_by_sex",
    "exits", "flights", "forecast", "funnel", "open_orders", "order_fill", "target", "todo", "trainings",
]  # fmt: skip

"""Invented people, orders and trainings for the demo: plain rows, the same for the same seed and day. Nobody is real."""

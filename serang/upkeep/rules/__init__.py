"""Invented people, orders and classes for the demo: plain rows, the same for the same seed and day. Nobody is real."""

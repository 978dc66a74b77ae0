"""On the terminal: reports."""

from flask.cli import AppGroup

group = AppGroup("reports")

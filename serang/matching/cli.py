"""On the terminal: matching."""

from flask.cli import AppGroup

group = AppGroup("matching")

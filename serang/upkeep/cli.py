"""On the terminal: upkeep."""

from flask.cli import AppGroup

group = AppGroup("upkeep")

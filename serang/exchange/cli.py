"""On the terminal: exchange."""

from flask.cli import AppGroup

group = AppGroup("exchange")

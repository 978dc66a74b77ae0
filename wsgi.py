"""The door for every server and for the command line: `flask --app wsgi ...`."""

from serang.app import create_app

app = create_app()

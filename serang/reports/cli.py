"""On the terminal: how far the office is from its target."""

import json
from dataclasses import asdict

import click
from flask.cli import AppGroup

from serang.accounts.models import Account
from serang.reports import queries
from serang.web.clock import today

group = AppGroup("reports", help="Numbers over all applicants, trainings and orders.")


@group.command("target")
@click.option("--json", "as_json", is_flag=True)
def target(as_json):
    """How many have departed, are scheduled, ready, in training and registered, beside the target."""
    numbers = asdict(queries.target(today(), Account(roles=["head"], sensitive=False)))
    click.echo(json.dumps(numbers) if as_json else "\n".join(f"{name:12} {n}" for name, n in numbers.items()))

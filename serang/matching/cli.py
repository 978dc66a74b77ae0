"""On the terminal: run the matching."""

import json

import click
from flask.cli import AppGroup

from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.db import db
from serang.i18n import _
from serang.matching import operations, queries, words
from serang.web.clock import now, today

group = AppGroup("matching", help="Who goes where.")


@group.command("run")
@click.option("--all", "everybody", is_flag=True, help="Everybody who has not left, not only those ready.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def run(everybody, as_json):
    """Run the matching over all open orders and keep what it proposes; nothing is applied."""
    made = operations.propose(on=today(), at=now(), account_id=None, whom=queries.ALL if everybody else queries.READY)
    db.session.commit()
    _problem, plan = queries.stored(made)
    answer = {name: getattr(made, name) for name in ("people", "orders", "places", "placed", "score", "proven", "greedy_placed")}
    pairs = [{"applicant": person, "order": order} for person, order in plan.pairs.tolist()]
    problems = [say(Reason.from_dict(one["reason"])) for one in made.problems]
    click.echo(json.dumps({"run": made.id, **answer, "problems": problems, "plan": pairs}) if as_json else _told(made))


def _told(made) -> str:
    lines = [
        _(
            "%(placed)s dari %(people)s orang mendapat tempat (%(places)s tempat kosong), %(gap)s.",
            placed=made.placed,
            people=made.people,
            places=made.places,
            gap=words.gap(made),
        )
    ]
    lines.append(_("Terbukti optimal.") if made.proven else _("Belum terbukti optimal."))
    return "\n".join(lines + [words.note(one) for one in made.problems])

"""Background work of matching: a run too large to wait for, and the questions that solve one anew."""

from datetime import date

from serang.db import db, reading
from serang.jobs.operations import kind
from serang.matching import operations, queries


@kind(operations.JOB)
def run(job, progress):
    """Run the engine and keep what it found."""
    done = operations.work(job.inputs["run"], progress)
    return {"run": done.id, "placed": done.placed}


@kind(queries.training.JOB)
def training(job, progress):
    """Find the next classes; nothing is written but the answer."""
    asked = {
        "ends_on": date.fromisoformat(job.inputs["ends_on"]),
        "capacity": job.inputs["capacity"],
        "number": job.inputs["number"],
    }
    return _looked(job, progress, "matching.training", lambda run: queries.training.kept(queries.outlook(run, **asked)))


@kind(queries.WHAT_IF)
def what_if(job, progress):
    """The plan as it would be with orders changed; nothing is written but the answer."""
    changes = queries.changes.read_back(job.inputs)
    return _looked(job, progress, "matching.solving", lambda run: queries.what_if(run, changes).kept())


@kind(queries.CHECK)
def check(job, progress):
    """The stored run solved once more; nothing is written but the answer."""
    return _looked(job, progress, "matching.solving", lambda run: queries.again(run).kept())


def _looked(job, progress, step, answer):
    """The answer to a question about a run, found while others write."""
    run_id = job.inputs["run"]
    progress(0, 1, step)
    with reading():
        found = answer(queries.get(run_id))
        db.session.rollback()
    return found

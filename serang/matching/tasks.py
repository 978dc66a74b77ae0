"""Background work of matching: a run too large to wait for, and the training plan on top of one."""

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
    run_id = job.inputs["run"]
    progress(0, 1, "matching.training")
    with reading():
        found = queries.training.kept(queries.outlook(queries.get(run_id), **asked))
        db.session.rollback()
    return found

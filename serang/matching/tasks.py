"""Background work of matching: a run too large to wait for."""

from serang.jobs.operations import kind
from serang.matching import operations


@kind(operations.JOB)
def run(job, progress):
    """Run the engine and keep what it found."""
    done = operations.work(job.inputs["run"], progress)
    return {"run": done.id, "placed": done.placed}

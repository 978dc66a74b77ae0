"""Work on long lists beside the pages: reading the file, the dry run, writing, taking back."""

from serang.applicants import sheet as applicants
from serang.exchange import operations, queries
from serang.jobs.operations import kind
from serang.sheets.cells import Unreadable
from serang.sheets.read import read, read_text
from serang.web.clock import now, today

OFFERS = {"applicants": applicants.people}


@kind("exchange.read")
def read_file(job, progress):
    """Read the file that was kept for it, and propose what it is."""
    run = queries.get(job.inputs["run"])
    if run.state != "waiting":
        return {"state": run.state}
    content, filename = run.content, run.filename
    progress(0, 1, "exchange.reading")
    try:
        book = read(content, filename) if filename else read_text(content.decode())
        operations.keep(run, book, OFFERS[run.noun](), between=progress)
    except Unreadable as no:
        operations.unreadable(run, no)
    return {"state": run.state}


@kind("exchange.plan")
def try_out(job, progress):
    """The dry run."""
    run = queries.get(job.inputs["run"])
    return operations.try_out(run, OFFERS[run.noun](), on=today(), between=progress).counts


@kind("exchange.apply")
def apply(job, progress):
    """Write in one transaction; a second try after a crash finds it done or not begun."""
    run = queries.get(job.inputs["run"])
    if run.state == "applied":
        return {"state": "applied"}
    operations.apply(run, OFFERS[run.noun](), plan_no=job.inputs["plan_no"], account_id=job.account_id, at=now(), on=today(),
                     between=progress)  # fmt: skip
    return {"state": run.state}


@kind("exchange.undo")
def undo(job, progress):
    """Take the import back."""
    run = queries.get(job.inputs["run"])
    progress(0, 1, "exchange.undoing")
    return {"stayed": len(operations.undo(run, at=now()))}

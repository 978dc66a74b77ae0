"""The background worker: takes up jobs and does them, one at a time; started and stopped with the server.

python -m serang.worker
"""

import logging
import os
import signal
import sys
import time
from datetime import timedelta

from serang.common.refusals import Refusal
from serang.common.rules.reasons import Reason
from serang.db import db, trace
from serang.jobs import operations as jobs
from serang.web.clock import now, today

log = logging.getLogger("serang.worker")
NAP = 0.3
LOOK_FOR_BACKUP = timedelta(minutes=20)


def work_off(limit: int | None = None) -> int:
    """Do waiting jobs until none is left (or that many); gives how many were done. Needs an app context."""
    done = 0
    while (limit is None or done < limit) and (job := jobs.take(at=now())):
        do(job)
        done += 1
    return done


def do(job):
    """Do one job that was taken; whatever happens, its row says how it ended."""
    job_id = job.id
    db.session.info["actor"] = job.account_id

    def progress(done, total, step=""):
        jobs.move_on(job_id, at=now(), done=done, total=total, step=step)

    try:
        result = jobs.KINDS[job.kind](job, progress)
        outcome = {"result": result or {}}
    except Refusal as refusal:
        db.session.rollback()
        reason = refusal.reason or Reason("refused")
        outcome = {"error": reason.code, "result": {"reason": reason.as_dict()}}
    except Exception as error:
        log.error("job %s failed\n%s", job_id, trace(error))
        db.session.rollback()
        outcome = {"error": "unexpected"}
    job = db.session.get(jobs.Job, job_id)
    if job.state == "running":
        jobs.end(job, at=now(), **outcome)
    db.session.commit()


def nightly_due(last: str | None) -> bool:
    """Whether the nightly work of today is still to be done."""
    return last != today().isoformat()


def main():
    """Run until told to stop or the parent is gone."""
    from serang.app import create_app
    from serang.upkeep.operations import nightly
    from serang.upkeep.operations.keeping import keep_daily

    app, parent, stop = create_app(), os.getppid(), []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    signal.signal(signal.SIGINT, lambda *_: stop.append(True))
    last_night, next_look = None, now()
    while not stop and os.getppid() == parent:
        try:
            with app.app_context():
                if nightly_due(last_night):
                    nightly(on=today())
                    db.session.commit()
                    last_night = today().isoformat()
                if now() >= next_look:
                    next_look = now() + LOOK_FOR_BACKUP
                    keep_daily(at=now())
                idle = work_off(limit=1) == 0
        except Exception as error:
            log.error("worker\n%s", trace(error))
            idle = True
        if idle:
            time.sleep(NAP)


if __name__ == "__main__":
    sys.exit(main())

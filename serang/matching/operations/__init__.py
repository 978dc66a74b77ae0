"""What can be done in matching: a run, places given and refused, people fixed."""

from serang.matching.operations.giving import Given, accept, decline, lock, nominate, unlock
from serang.matching.operations.runs import AT_ONCE, JOB, propose, propose_later, work

__all__ = ["AT_ONCE", "JOB", "Given", "accept", "decline", "lock", "nominate", "propose", "propose_later", "unlock", "work"]

"""What can be done in matching: a run, places given, moved on and ended, people fixed."""

from serang.matching.operations import undoing  # noqa: F401 - what it does stands around every undo
from serang.matching.operations.classes import open_class
from serang.matching.operations.giving import AboutPerson, Given, OrderFull, accept, decline, lock, nominate, unlock
from serang.matching.operations.leaving import cancel_order, release, withdraw
from serang.matching.operations.moving import Answer, AnsweredMeanwhile, Moved, advance, answer, set_flight
from serang.matching.operations.runs import AT_ONCE, JOB, ask_later, forget_old, propose, propose_later, think, work
from serang.matching.operations.sealing import seal, unseal

__all__ = [
    "AT_ONCE", "AboutPerson", "Answer", "AnsweredMeanwhile", "Given", "JOB", "Moved", "OrderFull", "accept", "advance", "answer",
    "ask_later", "cancel_order", "decline", "forget_old", "lock", "nominate", "open_class", "propose", "propose_later", "release", "seal",
    "set_flight", "think", "unlock", "unseal", "withdraw", "work",
]  # fmt: skip

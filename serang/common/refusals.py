"""Why something may not be: raised by operations and queries, answered by the web as 401, 403, 404, 409."""

from serang.common.rules.reasons import Reason


class Refusal(Exception):
    """A no with a reason: a code with values, made a sentence by words."""

    def __init__(self, code: str | None = None, /, **values):
        super().__init__(code)
        self.reason = Reason(code, **values) if code else None


class Missing(Refusal):
    """There is no such thing, or not for this reader."""


class Forbidden(Refusal):
    """The reader lacks the right."""


class NotSignedIn(Refusal):
    """Nobody is signed in."""


class Conflict(Refusal):
    """It may not be, as things stand: quota full, changed meanwhile, already there."""


class ChangedMeanwhile(Conflict):
    """Somebody else stored the same `fields` first; `kept` are those that they changed and that were not touched here."""

    def __init__(self, fields=(), kept=()):
        super().__init__("changed_meanwhile", fields=list(fields), kept=list(kept))

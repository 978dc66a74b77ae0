"""Papers in words."""

from serang.documents import queries
from serang.settings.words import label


def kind_label(code: str) -> str:
    """The word of a kind of paper, as the office named it."""
    return next((label(kind) for kind in queries.kinds() if kind.code == code), code)

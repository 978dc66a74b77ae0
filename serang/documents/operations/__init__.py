"""What is done to papers and their kinds."""

from serang.documents.operations.kinds import add_kind, change_kind, reword, seed
from serang.documents.operations.papers import (
    PaperChanged,
    add,
    attach,
    change,
    file_scans,
    remove,
    renew,
    unverify,
    verify,
)
from serang.documents.operations.refresh import mark_stale, nightly, refresh_behind, refresh_papers, refresh_stale

__all__ = [
    "PaperChanged", "add", "add_kind", "attach", "change", "change_kind", "file_scans", "nightly", "refresh_papers",
    "mark_stale", "refresh_behind", "refresh_stale", "remove", "renew", "reword", "seed", "unverify", "verify",
]  # fmt: skip

"""What is done to papers and their kinds."""

from serang.documents.operations.kinds import seed

__all__ = ["seed"]

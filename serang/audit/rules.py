"""Who reads what of the act log: a right for each table, another one for some of its fields, none for numbers."""

from collections.abc import Callable

TABLES = {
    "applicants": "applicants.read",
    "wishes": "applicants.read",
    "language_results": "applicants.read",
    "certificates": "applicants.read",
    "experiences": "applicants.read",
    "schools": "applicants.read",
    "relatives": "applicants.contact",
    "notes": "applicants.read",
    "mergers": "applicants.read",
    "stage_moves": "applicants.read",
    "views": "applicants.read",
    "documents": "documents.read",
    "courses": "trainings.read",
    "batches": "trainings.read",
    "sessions": "trainings.read",
    "enrolments": "trainings.read",
    "attendance": "trainings.read",
    "assessments": "trainings.read",
    "marks": "trainings.read",
    "job_orders": "orders.read",
    "order_requirements": "orders.read",
    "matches": "matching.read",
    "locks": "matching.read",
    "partnerships": "partnerships.read",
    "document_kinds": "audit.acts",
    "wordings": "audit.acts",
    "stages": "audit.acts",
    "settings": "audit.acts",
    "codes": "audit.acts",
    "own_fields": "audit.acts",
    "accounts": "audit.acts",
}
FIELDS = {
    ("applicants", "phone"): "applicants.phone",
    ("applicants", "phone_more"): "applicants.phone",
    ("applicants", "email"): "applicants.contact",
    ("applicants", "address"): "applicants.contact",
}
# Shown on asking alone, on the page of the person, where that is noted.
NUMBERS = {("applicants", "nik"), ("applicants", "kk_number"), ("documents", "number")}


def tables(may: Callable[[str], bool]) -> list[str]:
    """The tables whose changes are read by who has these rights."""
    return [table for table, right in TABLES.items() if may(right)]


def shown(table: str, field: str, may: Callable[[str], bool]) -> bool:
    """Whether who has these rights, and may read the table, reads the values of the field."""
    return (table, field) not in NUMBERS and ((table, field) not in FIELDS or may(FIELDS[table, field]))

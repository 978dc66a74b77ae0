"""Further phone numbers of a person beside the first one; before, an import put all of them into the note."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PEOPLE = sa.table("applicants", sa.column("id"), sa.column("note"), sa.column("phone_more"))
MARK, LONGEST = "No. HP: ", 200


def upgrade():
    # Not in batch mode: SQLite would make the table anew, and views and triggers of the search hang on it.
    op.add_column("applicants", sa.Column("phone_more", sa.String(length=200), nullable=True))
    found = op.get_bind().execute(sa.select(PEOPLE.c.id, PEOPLE.c.note).where(PEOPLE.c.note.contains(MARK))).all()
    for id_, note in found:
        lines = note.split("\n")
        phones = "; ".join(line.removeprefix(MARK) for line in lines if line.startswith(MARK))
        rest = "\n".join(line for line in lines if not line.startswith(MARK))
        if phones and len(phones) <= LONGEST:
            op.execute(sa.update(PEOPLE).where(PEOPLE.c.id == id_).values(note=rest or None, phone_more=phones))


def downgrade():
    op.drop_column("applicants", "phone_more")

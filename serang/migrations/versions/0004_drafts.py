"""Drafts of every form: the place of one is its address, which may be longer than the names of the two forms before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.alter_column("place", existing_type=sa.String(length=40), type_=sa.String(length=200), existing_nullable=False)
    op.execute("UPDATE drafts SET place = '/applicants' WHERE place = 'applicants.new'")
    op.execute("UPDATE drafts SET place = replace(place, 'applicants.', '/applicants/') WHERE place LIKE 'applicants.%'")


def downgrade():
    op.execute("DELETE FROM drafts")
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.alter_column("place", existing_type=sa.String(length=200), type_=sa.String(length=40), existing_nullable=False)

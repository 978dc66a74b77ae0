"""Indexes for the numbers of the first page: how long people stand at their stage, and who has a flight."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    flying = sa.text("flight_on IS NOT NULL")
    op.create_index("ix_applicants_stages", "applicants", ["stage", "stage_on", "exit_reason"])
    op.create_index("ix_applicants_flight", "applicants", ["flight_on"], sqlite_where=flying, postgresql_where=flying)


def downgrade():
    op.drop_index("ix_applicants_flight", table_name="applicants")
    op.drop_index("ix_applicants_stages", table_name="applicants")

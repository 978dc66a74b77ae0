"""What rows that are gone were called is found at once: a number given once is not given again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    gone = sa.text("kind = 'removed'")
    op.create_index("ix_changes_removed", "changes", ["table"], sqlite_where=gone, postgresql_where=gone)


def downgrade():
    op.drop_index("ix_changes_removed", table_name="changes")

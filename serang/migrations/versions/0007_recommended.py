"""The number at which the training plan recommended a person for a class."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("enrolments", sa.Column("recommended", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("enrolments", "recommended")

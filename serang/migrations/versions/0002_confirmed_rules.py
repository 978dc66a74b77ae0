"""Rules that treat people unequally count once the head has confirmed them."""

import sqlalchemy as sa
from alembic import op

import serang.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = "fk_order_requirements_confirmed_by_id_accounts"


def upgrade():
    op.add_column("order_requirements", sa.Column("confirmed_at", serang.db.MomentType(), nullable=True))
    # In one statement: to add the key apart, SQLite would have to make the table anew.
    op.execute(f"ALTER TABLE order_requirements ADD COLUMN confirmed_by_id INTEGER CONSTRAINT {KEY} REFERENCES accounts (id)")


def downgrade():
    with op.batch_alter_table("order_requirements") as table:
        table.drop_constraint(op.f(KEY), type_="foreignkey")
        table.drop_column("confirmed_by_id")
        table.drop_column("confirmed_at")

"""What a run says of people is written and read with less: the parts of a score are one number instead of a text, the rows stand by
number, and so an order is found without an index of its own.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MARKS = ("locked", "open")
PARTS = ("language", "experience", "training", "wish", "documents", "preferred")
SAME = ("run_id", "id", "applicant_id", "order_id", "kind", "rank", "score", "lacks", "decision")
AS_TEXT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade():
    parts = sa.column("parts", AS_TEXT)
    number = sa.literal(0, sa.BigInteger)
    for at, name in enumerate(MARKS):
        number += sa.case((parts[name].as_boolean(), 1 << at), else_=0)
    for at, name in enumerate(PARTS):
        number += sa.func.coalesce(parts[name].as_integer() + 1, 0) * sa.literal(_place(at), sa.BigInteger)
    _rebuild(sa.BigInteger(), number, sqlite_with_rowid=False)


def downgrade():
    number = sa.column("parts", sa.BigInteger)
    said = [(name, sa.func.nullif(number // _place(at) % 128, 0) - 1) for at, name in enumerate(PARTS)]
    said += [(name, sa.case((number // (1 << at) % 2 == 1, "true"))) for at, name in enumerate(MARKS)]
    _rebuild(AS_TEXT, _written(said))
    op.create_index("ix_proposals_order", "proposals", ["run_id", "order_id", "kind", "rank"])


def _place(at):
    """What a number of one part counts in the number of all."""
    return 1 << len(MARKS) + 7 * at


def _written(said):
    """An object as JSON, without what is NULL."""
    text = sa.literal("")
    for name, value in said:
        text += sa.func.coalesce(sa.literal(f'"{name}": ') + sa.cast(value, sa.String) + ", ", "")
    text = "{" + sa.func.rtrim(text, ", ") + "}"
    return sa.cast(text, postgresql.JSONB) if op.get_bind().dialect.name == "postgresql" else text


def _rebuild(kind, parts, **table):
    """The table anew with `parts` of this kind, from what it holds."""
    op.execute("CREATE TABLE proposals_before AS SELECT * FROM proposals")
    op.drop_table("proposals")
    op.create_table(
        "proposals",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("parts", kind, nullable=False),
        sa.Column("lacks", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_proposals_applicant_id_applicants")),
        sa.ForeignKeyConstraint(["order_id"], ["job_orders.id"], name=op.f("fk_proposals_order_id_job_orders")),
        sa.ForeignKeyConstraint(["run_id"], ["match_runs.id"], name=op.f("fk_proposals_run_id_match_runs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "id", name=op.f("pk_proposals")),
        **table,
    )
    rows = sa.select(*map(sa.column, SAME), parts).select_from(sa.table("proposals_before")).order_by("run_id", "id")
    columns = [*SAME, "parts"]
    op.execute(sa.table("proposals", *map(sa.column, columns)).insert().from_select(columns, rows))
    op.drop_table("proposals_before")
    op.create_index("ix_proposals_applicant", "proposals", ["applicant_id", "run_id"])

"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import serang.db

# revision identifiers, used by Alembic.
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("password_at", serang.db.MomentType(), nullable=True),
        sa.Column("roles", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("density", sa.String(length=40), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("columns", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", serang.db.MomentType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_username"), ["username"], unique=False)

    op.create_table(
        "codes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_ko", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        sa.UniqueConstraint("list", "code", name=op.f("uq_codes_list_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("teaches", sa.String(length=2000), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("grants", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("attendance_min", sa.Integer(), nullable=False),
        sa.Column("mark_min", sa.Integer(), nullable=False),
        sa.Column("forgive_excused", sa.Boolean(), nullable=False),
        sa.Column("assessments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("name", name=op.f("uq_courses_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "document_kinds",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_ko", sa.String(length=300), nullable=False),
        sa.Column("validity", sa.String(length=40), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("months_after_departure", sa.Integer(), nullable=False),
        sa.Column("warn_days", sa.Integer(), nullable=False),
        sa.Column("stages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("pathways", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("number_secret", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_kinds")),
        sa.UniqueConstraint("code", name=op.f("uq_document_kinds_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kelurahan",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kecamatan_code", sa.String(length=40), nullable=False),
        sa.Column("kecamatan", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_kelurahan")),
    )
    with op.batch_alter_table("kelurahan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kelurahan_kecamatan_code"), ["kecamatan_code"], unique=False)

    op.create_table(
        "own_fields",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_ko", sa.String(length=300), nullable=False),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_fields")),
        sa.UniqueConstraint("label", name=op.f("uq_own_fields_label")),
        sa.UniqueConstraint("slot", name=op.f("uq_own_fields_slot")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "partnerships",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_ko", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("agreement_no", sa.String(length=300), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnerships")),
        sa.UniqueConstraint("name", name=op.f("uq_partnerships_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "stages",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_ko", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("gate", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stages")),
    )
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_acts_account_id_accounts")),
        sa.ForeignKeyConstraint(["undoes_id"], ["acts.id"], name=op.f("fk_acts_undoes_id_acts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_acts_undoes_id")),
    )
    with op.batch_alter_table("acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acts_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acts_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_acts_title"), ["title"], unique=False)

    op.create_table(
        "applicants",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("full_name", sa.String(length=150), nullable=False),
        sa.Column("passport_name", sa.String(length=150), nullable=True),
        sa.Column("hangul_name", sa.String(length=60), nullable=True),
        sa.Column("nik", sa.String(length=16), nullable=True),
        sa.Column("kk_number", sa.String(length=16), nullable=True),
        sa.Column("birth_place", sa.String(length=100), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=150), nullable=True),
        sa.Column("kelurahan_code", sa.String(length=40), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("education", sa.String(length=40), nullable=True),
        sa.Column("major", sa.String(length=100), nullable=True),
        sa.Column("marital_status", sa.String(length=40), nullable=True),
        sa.Column("height_cm", sa.Integer(), nullable=True),
        sa.Column("weight_kg", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("photo", sa.String(length=100), nullable=True),
        sa.Column("pathway", sa.String(length=40), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_on", sa.Date(), nullable=False),
        sa.Column("hold_reason", sa.String(length=40), nullable=True),
        sa.Column("hold_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(length=40), nullable=True),
        sa.Column("exit_on", sa.Date(), nullable=True),
        sa.Column("exit_note", sa.String(length=500), nullable=True),
        sa.Column("flight_on", sa.Date(), nullable=True),
        sa.Column("created_at", serang.db.MomentType(), nullable=False),
        sa.Column("updated_at", serang.db.MomentType(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search", sa.String(length=300), nullable=False),
        sa.Column("spelling", sa.String(length=200), nullable=False),
        sa.Column("phone_digits", sa.String(length=20), nullable=True),
        sa.Column("kecamatan_code", sa.String(length=8), nullable=True),
        sa.Column("eps_score", sa.Integer(), nullable=True),
        sa.Column("papers", sa.String(length=40), nullable=False),
        sa.Column("papers_next_on", sa.Date(), nullable=True),
        sa.Column("disagrees", sa.Boolean(), nullable=False),
        sa.Column("own_1", sa.String(length=200), nullable=True),
        sa.Column("own_2", sa.String(length=200), nullable=True),
        sa.Column("own_3", sa.String(length=200), nullable=True),
        sa.Column("own_4", sa.String(length=200), nullable=True),
        sa.Column("own_5", sa.String(length=200), nullable=True),
        sa.Column("own_6", sa.String(length=200), nullable=True),
        sa.Column("own_7", sa.String(length=200), nullable=True),
        sa.Column("own_8", sa.String(length=200), nullable=True),
        sa.Column("own_9", sa.String(length=200), nullable=True),
        sa.Column("own_10", sa.String(length=200), nullable=True),
        sa.Column("own_11", sa.String(length=200), nullable=True),
        sa.Column("own_12", sa.String(length=200), nullable=True),
        sa.Column("own_13", sa.String(length=200), nullable=True),
        sa.Column("own_14", sa.String(length=200), nullable=True),
        sa.Column("own_15", sa.String(length=200), nullable=True),
        sa.Column("own_16", sa.String(length=200), nullable=True),
        sa.Column("own_17", sa.String(length=200), nullable=True),
        sa.Column("own_18", sa.String(length=200), nullable=True),
        sa.Column("own_19", sa.String(length=200), nullable=True),
        sa.Column("own_20", sa.String(length=200), nullable=True),
        sa.CheckConstraint("sex IN ('L', 'P')", name=op.f("ck_applicants_sex")),
        sa.CheckConstraint("length(full_name) > 0", name=op.f("ck_applicants_named")),
        sa.CheckConstraint("nik IS NULL OR length(nik) = 16", name=op.f("ck_applicants_nik_length")),
        sa.ForeignKeyConstraint(["kelurahan_code"], ["kelurahan.code"], name=op.f("fk_applicants_kelurahan_code_kelurahan")),
        sa.ForeignKeyConstraint(["officer_id"], ["accounts.id"], name=op.f("fk_applicants_officer_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicants")),
        sa.UniqueConstraint("nik", name=op.f("uq_applicants_nik")),
        sa.UniqueConstraint("number", name=op.f("uq_applicants_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("applicants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applicants_birth_date"), ["birth_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_disagrees"), ["disagrees"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_eps_score"), ["eps_score"], unique=False)
        batch_op.create_index(
            "ix_applicants_facets",
            ["stage", "sex", "education", "kecamatan_code", "papers", "officer_id", "exit_reason", "hold_reason"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_applicants_kecamatan_code"), ["kecamatan_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_kelurahan_code"), ["kelurahan_code"], unique=False)
        batch_op.create_index("ix_applicants_name", ["full_name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(
            "ix_applicants_own_1",
            ["own_1"],
            unique=False,
            sqlite_where=sa.text("own_1 IS NOT NULL"),
            postgresql_where=sa.text("own_1 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_10",
            ["own_10"],
            unique=False,
            sqlite_where=sa.text("own_10 IS NOT NULL"),
            postgresql_where=sa.text("own_10 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_11",
            ["own_11"],
            unique=False,
            sqlite_where=sa.text("own_11 IS NOT NULL"),
            postgresql_where=sa.text("own_11 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_12",
            ["own_12"],
            unique=False,
            sqlite_where=sa.text("own_12 IS NOT NULL"),
            postgresql_where=sa.text("own_12 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_13",
            ["own_13"],
            unique=False,
            sqlite_where=sa.text("own_13 IS NOT NULL"),
            postgresql_where=sa.text("own_13 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_14",
            ["own_14"],
            unique=False,
            sqlite_where=sa.text("own_14 IS NOT NULL"),
            postgresql_where=sa.text("own_14 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_15",
            ["own_15"],
            unique=False,
            sqlite_where=sa.text("own_15 IS NOT NULL"),
            postgresql_where=sa.text("own_15 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_16",
            ["own_16"],
            unique=False,
            sqlite_where=sa.text("own_16 IS NOT NULL"),
            postgresql_where=sa.text("own_16 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_17",
            ["own_17"],
            unique=False,
            sqlite_where=sa.text("own_17 IS NOT NULL"),
            postgresql_where=sa.text("own_17 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_18",
            ["own_18"],
            unique=False,
            sqlite_where=sa.text("own_18 IS NOT NULL"),
            postgresql_where=sa.text("own_18 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_19",
            ["own_19"],
            unique=False,
            sqlite_where=sa.text("own_19 IS NOT NULL"),
            postgresql_where=sa.text("own_19 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_2",
            ["own_2"],
            unique=False,
            sqlite_where=sa.text("own_2 IS NOT NULL"),
            postgresql_where=sa.text("own_2 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_20",
            ["own_20"],
            unique=False,
            sqlite_where=sa.text("own_20 IS NOT NULL"),
            postgresql_where=sa.text("own_20 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_3",
            ["own_3"],
            unique=False,
            sqlite_where=sa.text("own_3 IS NOT NULL"),
            postgresql_where=sa.text("own_3 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_4",
            ["own_4"],
            unique=False,
            sqlite_where=sa.text("own_4 IS NOT NULL"),
            postgresql_where=sa.text("own_4 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_5",
            ["own_5"],
            unique=False,
            sqlite_where=sa.text("own_5 IS NOT NULL"),
            postgresql_where=sa.text("own_5 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_6",
            ["own_6"],
            unique=False,
            sqlite_where=sa.text("own_6 IS NOT NULL"),
            postgresql_where=sa.text("own_6 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_7",
            ["own_7"],
            unique=False,
            sqlite_where=sa.text("own_7 IS NOT NULL"),
            postgresql_where=sa.text("own_7 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_8",
            ["own_8"],
            unique=False,
            sqlite_where=sa.text("own_8 IS NOT NULL"),
            postgresql_where=sa.text("own_8 IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_applicants_own_9",
            ["own_9"],
            unique=False,
            sqlite_where=sa.text("own_9 IS NOT NULL"),
            postgresql_where=sa.text("own_9 IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_applicants_papers_next_on"), ["papers_next_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_phone_digits"), ["phone_digits"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_search"), ["search"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_spelling"), ["spelling"], unique=False)

    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("provider", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("fund", sa.String(length=40), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_batches_capacity")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_batches_days")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_batches_course_id_courses")),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name=op.f("fk_batches_trainer_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("number", name=op.f("uq_batches_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batches_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_batches_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_batches_trainer_id"), ["trainer_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("typed", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id_accounts"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("account_id", "place", name=op.f("uq_drafts_account_id_place")),
    )
    op.create_table(
        "job_orders",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("letter_no", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("employer", sa.String(length=300), nullable=False),
        sa.Column("employer_ko", sa.String(length=300), nullable=True),
        sa.Column("workplace", sa.String(length=300), nullable=True),
        sa.Column("country", sa.String(length=40), nullable=False),
        sa.Column("occupation", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.String(length=300), nullable=True),
        sa.Column("visa_type", sa.String(length=40), nullable=True),
        sa.Column("visa_confirmed", sa.Boolean(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("quota_male", sa.Integer(), nullable=True),
        sa.Column("quota_female", sa.Integer(), nullable=True),
        sa.Column("reserves", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("interview_on", sa.Date(), nullable=True),
        sa.Column("departs_on", sa.Date(), nullable=True),
        sa.Column("contract_months", sa.Integer(), nullable=True),
        sa.Column("wage", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("weights", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("sealed_at", serang.db.MomentType(), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quota >= 0", name=op.f("ck_job_orders_quota")),
        sa.CheckConstraint("quota_female IS NULL OR quota_female >= 0", name=op.f("ck_job_orders_quota_female")),
        sa.CheckConstraint("quota_male IS NULL OR quota_male >= 0", name=op.f("ck_job_orders_quota_male")),
        sa.CheckConstraint("reserves >= 0", name=op.f("ck_job_orders_reserves")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_job_orders_partnership_id_partnerships")),
        sa.ForeignKeyConstraint(["sealed_by_id"], ["accounts.id"], name=op.f("fk_job_orders_sealed_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_job_orders_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("job_orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_orders_occupation"), ["occupation"], unique=False)
        batch_op.create_index("ix_job_orders_state", ["state", "closes_on"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("inputs", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("result", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_until", serang.db.MomentType(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("queued_at", serang.db.MomentType(), nullable=False),
        sa.Column("started_at", serang.db.MomentType(), nullable=True),
        sa.Column("ended_at", serang.db.MomentType(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_jobs_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_state"), ["state"], unique=False)

    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("about_applicant", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_openings_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_openings_about_applicant"), ["about_applicant"], unique=False)
        batch_op.create_index(batch_op.f("ix_openings_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_openings_at"), ["at"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("started_at", serang.db.MomentType(), nullable=False),
        sa.Column("last_seen_at", serang.db.MomentType(), nullable=False),
        sa.Column("ended_at", serang.db.MomentType(), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id_accounts"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_account_id"), ["account_id"], unique=False)

    op.create_table(
        "twin_pairs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("decided", sa.String(length=40), nullable=True),
        sa.Column("at", serang.db.MomentType(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("decided IN ('different', 'merged')", name=op.f("ck_twin_pairs_decided")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_twin_pairs_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_twin_pairs_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twin_pairs")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_twin_pairs_first_id_second_id")),
    )
    with op.batch_alter_table("twin_pairs", schema=None) as batch_op:
        batch_op.create_index("ix_twin_pairs_order", ["score", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_twin_pairs_second_id"), ["second_id"], unique=False)

    op.create_table(
        "views",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("created_at", serang.db.MomentType(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_views_owner_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_views")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("views", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_views_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "wordings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.ForeignKeyConstraint(["kind"], ["document_kinds.code"], name=op.f("fk_wordings_kind_document_kinds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_wordings_kind_version")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("maximum > 0", name=op.f("ck_assessments_maximum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_assessments_batch_id_batches"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessments_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("new", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("about_applicant", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_changes_act_id_acts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index("ix_changes_about", ["about_applicant", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_changes_act_id"), ["act_id"], unique=False)
        batch_op.create_index("ix_changes_row", ["table", "row_id", "version"], unique=False)

    op.create_table(
        "documents",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("name_on_it", sa.String(length=150), nullable=True),
        sa.Column("birth_date_on_it", sa.Date(), nullable=True),
        sa.Column("birth_place_on_it", sa.String(length=100), nullable=True),
        sa.Column("sex_on_it", sa.String(length=1), nullable=True),
        sa.Column("file", sa.String(length=100), nullable=True),
        sa.Column("file_type", sa.String(length=60), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", serang.db.MomentType(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("wording", sa.Integer(), nullable=True),
        sa.Column("created_at", serang.db.MomentType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_documents_applicant_id_applicants"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["kind"], ["document_kinds.code"], name=op.f("fk_documents_kind_document_kinds")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["accounts.id"], name=op.f("fk_documents_verified_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index("ix_documents_kind", ["kind", "current", "valid_until"], unique=False)
        batch_op.create_index("ix_documents_of", ["applicant_id", "kind", "current", "valid_until"], unique=False)
        batch_op.create_index(
            "ix_documents_unverified",
            ["current", "kind", "applicant_id"],
            unique=False,
            sqlite_where=sa.text("verified_at IS NULL"),
            postgresql_where=sa.text("verified_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_documents_valid_until"), ["valid_until"], unique=False)

    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("certificate_no", sa.String(length=60), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_enrolments_applicant_id_applicants")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_enrolments_batch_id_batches")),
        sa.ForeignKeyConstraint(["replaces_id"], ["enrolments.id"], name=op.f("fk_enrolments_replaces_id_enrolments"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("batch_id", "applicant_id", name=op.f("uq_enrolments_batch_id_applicant_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolments_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolments_replaces_id"), ["replaces_id"], unique=False)
        batch_op.create_index("ix_enrolments_state", ["state", "batch_id"], unique=False)

    op.create_table(
        "experiences",
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=300), nullable=True),
        sa.Column("position", sa.String(length=300), nullable=True),
        sa.Column("country", sa.String(length=40), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("months >= 0", name=op.f("ck_experiences_months")),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicants.id"], name=op.f("fk_experiences_applicant_id_applicants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiences")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("experiences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experiences_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_experiences_field"), ["field"], unique=False)

    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sheets", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("chosen", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("headings_at", sa.Integer(), nullable=True),
        sa.Column("columns", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("mapping", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("settled", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("last_change", sa.Integer(), nullable=False),
        sa.Column("error", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("created_at", serang.db.MomentType(), nullable=False),
        sa.Column("applied_at", serang.db.MomentType(), nullable=True),
        sa.Column("forgotten_at", serang.db.MomentType(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_imports_account_id_accounts")),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_imports_act_id_acts")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_imports_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imports_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_imports_state"), ["state"], unique=False)

    op.create_table(
        "locks",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.CheckConstraint("kind IN ('lock', 'ban')", name=op.f("ck_locks_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_locks_account_id_accounts")),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_locks_applicant_id_applicants"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["order_id"], ["job_orders.id"], name=op.f("fk_locks_order_id_job_orders"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locks")),
        sa.UniqueConstraint("applicant_id", "order_id", name=op.f("uq_locks_applicant_id_order_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("locks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_locks_order_id"), ["order_id"], unique=False)

    op.create_table(
        "match_runs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unknown_allowed", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.LargeBinary(), nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("placed", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("greedy_placed", sa.Integer(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("problems", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("accepted_at", serang.db.MomentType(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_match_runs_account_id_accounts")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_match_runs_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_runs")),
    )
    op.create_table(
        "mergers",
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("gone_number", sa.String(length=20), nullable=False),
        sa.Column("gone_name", sa.String(length=150), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.Column("unlogged", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_mergers_applicant_id_applicants"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mergers")),
        sa.UniqueConstraint("gone_id", name=op.f("uq_mergers_gone_id")),
        sa.UniqueConstraint("gone_number", name=op.f("uq_mergers_gone_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mergers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mergers_applicant_id"), ["applicant_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notes_account_id_accounts")),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_notes_applicant_id_applicants"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_applicant_id"), ["applicant_id"], unique=False)

    op.create_table(
        "order_requirements",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("strength", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("strength IN ('must', 'wish')", name=op.f("ck_order_requirements_strength")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["job_orders.id"], name=op.f("fk_order_requirements_order_id_job_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_requirements")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("order_requirements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_requirements_order_id"), ["order_id"], unique=False)

    op.create_table(
        "relatives",
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("consents", sa.Boolean(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_relatives_applicant_id_applicants"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relatives")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("relatives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relatives_applicant_id"), ["applicant_id"], unique=False)

    op.create_table(
        "schools",
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("school", sa.String(length=300), nullable=False),
        sa.Column("major", sa.String(length=100), nullable=True),
        sa.Column("started_year", sa.Integer(), nullable=True),
        sa.Column("finished_year", sa.Integer(), nullable=True),
        sa.Column("diploma_no", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_schools_applicant_id_applicants"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schools_applicant_id"), ["applicant_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=True),
        sa.Column("saved_at", serang.db.MomentType(), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_sessions_batch_id_batches"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["saved_by_id"], ["accounts.id"], name=op.f("fk_sessions_saved_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("batch_id", "on", name=op.f("uq_sessions_batch_id_on")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_saved_by_id"), ["saved_by_id"], unique=False)

    op.create_table(
        "stage_moves",
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", serang.db.MomentType(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("still_open", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_stage_moves_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicants.id"], name=op.f("fk_stage_moves_applicant_id_applicants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_moves")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stage_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_moves_applicant_id"), ["applicant_id"], unique=False)

    op.create_table(
        "wishes",
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("occupation", sa.String(length=40), nullable=True),
        sa.Column("country", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_wishes_applicant_id_applicants"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("applicant_id", "rank", name=op.f("uq_wishes_applicant_id_rank")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wishes_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wishes_occupation"), ["occupation"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=1), nullable=False),
        sa.CheckConstraint("mark IN ('H', 'S', 'I', 'A')", name=op.f("ck_attendance_mark")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_attendance_enrolment_id_enrolments"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_attendance_session_id_sessions"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "enrolment_id", name=op.f("uq_attendance_session_id_enrolment_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicants.id"], name=op.f("fk_certificates_applicant_id_applicants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_certificates_enrolment_id_enrolments"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificates_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificates_code"), ["code"], unique=False)

    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("fixes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("values", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("changes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("problems", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("marks", sa.String(length=300), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id_imports"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint("import_id", "number", name=op.f("uq_import_rows_import_id_number")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index("ix_import_rows_verdict", ["import_id", "verdict", "number"], unique=False)

    op.create_table(
        "language_results",
        sa.Column("test", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("certificate_no", sa.String(length=60), nullable=True),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("score IS NOT NULL OR level IS NOT NULL", name=op.f("ck_language_results_has_result")),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicants.id"], name=op.f("fk_language_results_applicant_id_applicants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_language_results_enrolment_id_enrolments"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_results")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("language_results", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_language_results_applicant_id"), ["applicant_id"], unique=False)

    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=6, scale=2, asdecimal=False), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_marks_value")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], name=op.f("fk_marks_assessment_id_assessments"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_marks_enrolment_id_enrolments"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
        sa.UniqueConstraint("assessment_id", "enrolment_id", name=op.f("uq_marks_assessment_id_enrolment_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marks_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "matches",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("reserve_rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("reason_note", sa.String(length=500), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("flight_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_matches_applicant_id_applicants")),
        sa.ForeignKeyConstraint(["order_id"], ["job_orders.id"], name=op.f("fk_matches_order_id_job_orders")),
        sa.ForeignKeyConstraint(["run_id"], ["match_runs.id"], name=op.f("fk_matches_run_id_match_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matches_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index("ix_matches_order", ["order_id", "state"], unique=False)
        batch_op.create_index(
            "uq_matches_one_active", ["applicant_id"], unique=True, sqlite_where=sa.text("active"), postgresql_where=sa.text("active")
        )

    op.create_table(
        "proposals",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("parts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("lacks", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["applicant_id"], ["applicants.id"], name=op.f("fk_proposals_applicant_id_applicants")),
        sa.ForeignKeyConstraint(["order_id"], ["job_orders.id"], name=op.f("fk_proposals_order_id_job_orders")),
        sa.ForeignKeyConstraint(["run_id"], ["match_runs.id"], name=op.f("fk_proposals_run_id_match_runs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_applicant", ["applicant_id", "run_id"], unique=False)
        batch_op.create_index("ix_proposals_order", ["run_id", "order_id", "kind", "rank"], unique=False)

    _search_index()


def downgrade():
    _drop_search_index()
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_proposals_order")
        batch_op.drop_index("ix_proposals_applicant")

    op.drop_table("proposals")
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.drop_index("uq_matches_one_active", sqlite_where=sa.text("active"), postgresql_where=sa.text("active"))
        batch_op.drop_index("ix_matches_order")
        batch_op.drop_index(batch_op.f("ix_matches_applicant_id"))

    op.drop_table("matches")
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_marks_enrolment_id"))

    op.drop_table("marks")
    with op.batch_alter_table("language_results", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_language_results_applicant_id"))

    op.drop_table("language_results")
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.drop_index("ix_import_rows_verdict")

    op.drop_table("import_rows")
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificates_code"))
        batch_op.drop_index(batch_op.f("ix_certificates_applicant_id"))

    op.drop_table("certificates")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_enrolment_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wishes_occupation"))
        batch_op.drop_index(batch_op.f("ix_wishes_applicant_id"))

    op.drop_table("wishes")
    with op.batch_alter_table("stage_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_moves_applicant_id"))

    op.drop_table("stage_moves")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_saved_by_id"))

    op.drop_table("sessions")
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schools_applicant_id"))

    op.drop_table("schools")
    with op.batch_alter_table("relatives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relatives_applicant_id"))

    op.drop_table("relatives")
    with op.batch_alter_table("order_requirements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_requirements_order_id"))

    op.drop_table("order_requirements")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notes_applicant_id"))

    op.drop_table("notes")
    with op.batch_alter_table("mergers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mergers_applicant_id"))

    op.drop_table("mergers")
    op.drop_table("match_runs")
    with op.batch_alter_table("locks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_locks_order_id"))

    op.drop_table("locks")
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imports_state"))
        batch_op.drop_index(batch_op.f("ix_imports_created_at"))

    op.drop_table("imports")
    with op.batch_alter_table("experiences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_experiences_field"))
        batch_op.drop_index(batch_op.f("ix_experiences_applicant_id"))

    op.drop_table("experiences")
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolments_state")
        batch_op.drop_index(batch_op.f("ix_enrolments_replaces_id"))
        batch_op.drop_index(batch_op.f("ix_enrolments_applicant_id"))

    op.drop_table("enrolments")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_valid_until"))
        batch_op.drop_index(
            "ix_documents_unverified", sqlite_where=sa.text("verified_at IS NULL"), postgresql_where=sa.text("verified_at IS NULL")
        )
        batch_op.drop_index("ix_documents_of")
        batch_op.drop_index("ix_documents_kind")
        batch_op.drop_index(batch_op.f("ix_documents_applicant_id"))

    op.drop_table("documents")
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_index("ix_changes_row")
        batch_op.drop_index(batch_op.f("ix_changes_act_id"))
        batch_op.drop_index("ix_changes_about")

    op.drop_table("changes")
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessments_batch_id"))

    op.drop_table("assessments")
    op.drop_table("wordings")
    with op.batch_alter_table("views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_views_owner_id"))

    op.drop_table("views")
    with op.batch_alter_table("twin_pairs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twin_pairs_second_id"))
        batch_op.drop_index("ix_twin_pairs_order")

    op.drop_table("twin_pairs")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_account_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_openings_at"))
        batch_op.drop_index(batch_op.f("ix_openings_account_id"))
        batch_op.drop_index(batch_op.f("ix_openings_about_applicant"))

    op.drop_table("openings")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_state"))
        batch_op.drop_index(batch_op.f("ix_jobs_kind"))

    op.drop_table("jobs")
    with op.batch_alter_table("job_orders", schema=None) as batch_op:
        batch_op.drop_index("ix_job_orders_state")
        batch_op.drop_index(batch_op.f("ix_job_orders_occupation"))

    op.drop_table("job_orders")
    op.drop_table("drafts")
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batches_trainer_id"))
        batch_op.drop_index(batch_op.f("ix_batches_state"))
        batch_op.drop_index(batch_op.f("ix_batches_course_id"))

    op.drop_table("batches")
    with op.batch_alter_table("applicants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applicants_spelling"))
        batch_op.drop_index(batch_op.f("ix_applicants_search"))
        batch_op.drop_index(batch_op.f("ix_applicants_phone_digits"))
        batch_op.drop_index(batch_op.f("ix_applicants_papers_next_on"))
        batch_op.drop_index("ix_applicants_own_9", sqlite_where=sa.text("own_9 IS NOT NULL"), postgresql_where=sa.text("own_9 IS NOT NULL"))
        batch_op.drop_index("ix_applicants_own_8", sqlite_where=sa.text("own_8 IS NOT NULL"), postgresql_where=sa.text("own_8 IS NOT NULL"))
        batch_op.drop_index("ix_applicants_own_7", sqlite_where=sa.text("own_7 IS NOT NULL"), postgresql_where=sa.text("own_7 IS NOT NULL"))
        batch_op.drop_index("ix_applicants_own_6", sqlite_where=sa.text("own_6 IS NOT NULL"), postgresql_where=sa.text("own_6 IS NOT NULL"))
        batch_op.drop_index("ix_applicants_own_5", sqlite_where=sa.text("own_5 IS NOT NULL"), postgresql_where=sa.text("own_5 IS NOT NULL"))
        batch_op.drop_index("ix_applicants_own_4", sqlite_where=sa.text("own_4 IS NOT NULL"), postgresql_where=sa.text("own_4 IS NOT NULL"))
        batch_op.drop_index("ix_applicants_own_3", sqlite_where=sa.text("own_3 IS NOT NULL"), postgresql_where=sa.text("own_3 IS NOT NULL"))
        batch_op.drop_index(
            "ix_applicants_own_20", sqlite_where=sa.text("own_20 IS NOT NULL"), postgresql_where=sa.text("own_20 IS NOT NULL")
        )
        batch_op.drop_index("ix_applicants_own_2", sqlite_where=sa.text("own_2 IS NOT NULL"), postgresql_where=sa.text("own_2 IS NOT NULL"))
        batch_op.drop_index(
            "ix_applicants_own_19", sqlite_where=sa.text("own_19 IS NOT NULL"), postgresql_where=sa.text("own_19 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_18", sqlite_where=sa.text("own_18 IS NOT NULL"), postgresql_where=sa.text("own_18 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_17", sqlite_where=sa.text("own_17 IS NOT NULL"), postgresql_where=sa.text("own_17 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_16", sqlite_where=sa.text("own_16 IS NOT NULL"), postgresql_where=sa.text("own_16 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_15", sqlite_where=sa.text("own_15 IS NOT NULL"), postgresql_where=sa.text("own_15 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_14", sqlite_where=sa.text("own_14 IS NOT NULL"), postgresql_where=sa.text("own_14 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_13", sqlite_where=sa.text("own_13 IS NOT NULL"), postgresql_where=sa.text("own_13 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_12", sqlite_where=sa.text("own_12 IS NOT NULL"), postgresql_where=sa.text("own_12 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_11", sqlite_where=sa.text("own_11 IS NOT NULL"), postgresql_where=sa.text("own_11 IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_applicants_own_10", sqlite_where=sa.text("own_10 IS NOT NULL"), postgresql_where=sa.text("own_10 IS NOT NULL")
        )
        batch_op.drop_index("ix_applicants_own_1", sqlite_where=sa.text("own_1 IS NOT NULL"), postgresql_where=sa.text("own_1 IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_applicants_officer_id"))
        batch_op.drop_index("ix_applicants_name")
        batch_op.drop_index(batch_op.f("ix_applicants_kelurahan_code"))
        batch_op.drop_index(batch_op.f("ix_applicants_kecamatan_code"))
        batch_op.drop_index("ix_applicants_facets")
        batch_op.drop_index(batch_op.f("ix_applicants_eps_score"))
        batch_op.drop_index(batch_op.f("ix_applicants_disagrees"))
        batch_op.drop_index(batch_op.f("ix_applicants_birth_date"))

    op.drop_table("applicants")
    with op.batch_alter_table("acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acts_title"))
        batch_op.drop_index(batch_op.f("ix_acts_at"))
        batch_op.drop_index(batch_op.f("ix_acts_account_id"))

    op.drop_table("acts")
    op.drop_table("stages")
    op.drop_table("settings")
    op.drop_table("partnerships")
    op.drop_table("own_fields")
    with op.batch_alter_table("kelurahan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kelurahan_kecamatan_code"))

    op.drop_table("kelurahan")
    op.drop_table("document_kinds")
    op.drop_table("courses")
    op.drop_table("codes")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_username"))
        batch_op.drop_index(batch_op.f("ix_attempts_at"))
        batch_op.drop_index(batch_op.f("ix_attempts_address"))

    op.drop_table("attempts")
    op.drop_table("accounts")


SEARCHED = {
    "search": "'  ' || replace({0}search, ' ', '  ') || '  '",
    "spelling": "'  ' || replace({0}spelling, ' ', '  ') || '  '",
    "nik": "{0}nik",
    "phone_digits": "{0}phone_digits",
}


def _search_index():
    """Parts of names and numbers are found by three letters: FTS5 on SQLite, pg_trgm on PostgreSQL.

    Words stand between two blanks, so that their beginning (one or two letters) is three letters too.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for column in SEARCHED:
            kept = column if column in ("nik", "phone_digits") else f"(' ' || {column} || ' ')"
            op.execute(f"CREATE INDEX ix_applicants_trigram_{column} ON applicants USING gin ({kept} gin_trgm_ops)")
        return
    names = ", ".join(SEARCHED)
    stored = ", ".join(f"{written.format('')} AS {column}" for column, written in SEARCHED.items())
    gone, come = (", ".join(written.format(row) for written in SEARCHED.values()) for row in ("old.", "new."))
    op.execute(f"CREATE VIEW applicants_searched AS SELECT id, {stored} FROM applicants")
    op.execute(
        f"CREATE VIRTUAL TABLE applicants_fts USING fts5({names}, content='applicants_searched', content_rowid='id', "
        "tokenize='trigram', detail='full')"
    )
    drop = f"INSERT INTO applicants_fts(applicants_fts, rowid, {names}) VALUES ('delete', old.id, {gone});"
    put = f"INSERT INTO applicants_fts(rowid, {names}) VALUES (new.id, {come});"
    op.execute(f"CREATE TRIGGER applicants_fts_insert AFTER INSERT ON applicants BEGIN {put} END")
    op.execute(f"CREATE TRIGGER applicants_fts_delete AFTER DELETE ON applicants BEGIN {drop} END")
    op.execute(f"CREATE TRIGGER applicants_fts_update AFTER UPDATE OF {names} ON applicants BEGIN {drop} {put} END")


def _drop_search_index():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE applicants_fts")
        op.execute("DROP VIEW applicants_searched")

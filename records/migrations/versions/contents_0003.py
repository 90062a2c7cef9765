"""What pages say beside their dates, and since when they have said it"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_table("page_date")
    with op.batch_alter_table("version") as version:
        version.drop_column("dates_reader")
        version.add_column(sa.Column("content_reader", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "content",
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_content")),
    )
    op.create_table(
        "clock",
        sa.Column("address_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.Float(), nullable=False),
        sa.Column("same_since", sa.Float(), nullable=False),
        sa.Column("before_id", sa.BigInteger()),
        sa.Column("before_since", sa.Float()),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_clock")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "volatile",
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("shape", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "shape", name=op.f("pk_volatile")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index("ix_review_address_id", "review", ["address_id"])

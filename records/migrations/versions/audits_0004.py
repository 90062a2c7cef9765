"""Audits keep the page as it stood and what trying it showed, and are carried over to later runs"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("audit") as audit:
        audit.add_column(sa.Column("ran", sa.String(), nullable=False, server_default="axe"))
        audit.add_column(sa.Column("drawn", sa.LargeBinary()))
        audit.add_column(sa.Column("trials", sa.LargeBinary()))
        audit.add_column(sa.Column("template", sa.BigInteger(), nullable=False, server_default="0"))
        audit.add_column(sa.Column("inputs", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("content") as content:
        content.add_column(sa.Column("looks", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "carried",
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("run.id", name=op.f("fk_carried_run_id")), nullable=False),
        sa.Column("address_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_run", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "address_id", name=op.f("pk_carried")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "picture",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("page_url", sa.String(), nullable=False),
        sa.Column("taken_at", sa.Float(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_picture")),
    )

"""What a fetch saw beside its status, places in pages, and what servers give to tell whether a page has changed"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_index("ix_frontier_queue", "frontier")
    op.create_index("ix_frontier_queue", "frontier", ["run_id", "state", "host", "tries", "depth"])
    with op.batch_alter_table("fetch") as fetch:
        fetch.add_column(sa.Column("is_plain", sa.Integer(), nullable=False, server_default="0"))
        fetch.add_column(sa.Column("seen", sa.JSON()))
    op.execute("UPDATE fetch SET is_plain = 1 WHERE outcome = 'answered' AND status = 200 AND final_url = ''")
    with op.batch_alter_table("version") as version:
        version.add_column(sa.Column("media", sa.String(), nullable=False, server_default="html"))
    with op.batch_alter_table("link") as link:
        link.add_column(sa.Column("fragment", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "anchor",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fragment", sa.String(), nullable=False),
        sa.Column("is_there", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_anchor_run_id")),
        sa.PrimaryKeyConstraint("run_id", "address_id", "fragment", name=op.f("pk_anchor")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "validator",
        sa.Column("address_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("last_modified", sa.String(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_validator")),
        sqlite_with_rowid=False,
    )

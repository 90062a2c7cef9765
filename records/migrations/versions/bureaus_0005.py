"""Issues have numbers, a log of their flips, waivers and owners; a mail waits for each of its addresses by itself"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="weekly"))
    with op.batch_alter_table("content") as content:
        content.add_column(sa.Column("owner", sa.JSON()))
    _number_issues()
    _keep_every_flip()
    _let_people_speak()
    _part_deliveries()


def _number_issues() -> None:
    with op.batch_alter_table("issue") as issue:
        issue.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        issue.add_column(sa.Column("reopened", sa.Integer(), nullable=False, server_default="0"))
        issue.add_column(sa.Column("seen_in", sa.Integer(), nullable=False, server_default="0"))
        issue.add_column(sa.Column("clean_in", sa.Integer()))
    connection = op.get_bind()
    oldest_first = connection.execute(
        sa.text("SELECT fingerprint FROM issue ORDER BY opened_at, fingerprint")
    ).scalars()
    numbers = [{"number": number, "name": name} for number, name in enumerate(oldest_first.all(), 1)]
    if numbers:
        connection.execute(sa.text("UPDATE issue SET number = :number WHERE fingerprint = :name"), numbers)
    op.create_index("ix_issue_number", "issue", ["number"], unique=True)


def _keep_every_flip() -> None:
    op.rename_table("flip", "old_flip")
    op.create_table(
        "flip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer()),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("old", sa.String()),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False, server_default=""),
        sa.Column("note", sa.String(), nullable=False, server_default=""),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_flip_run_id")),
        sa.ForeignKeyConstraint(["fingerprint"], ["issue.fingerprint"], name=op.f("fk_flip_fingerprint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flip")),
    )
    op.create_index("ix_flip_run_id", "flip", ["run_id"])
    op.create_index("ix_flip_fingerprint", "flip", ["fingerprint"])
    op.execute(
        "INSERT INTO flip (run_id, fingerprint, old, new, reason, at) "
        "SELECT run_id, fingerprint, old, new, reason, at FROM old_flip ORDER BY at, run_id, fingerprint"
    )
    op.drop_table("old_flip")
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER flip_no_{change.lower()} BEFORE {change} ON flip "
                "BEGIN SELECT RAISE(ABORT, 'the log of flips is never changed'); END"
            )


def _let_people_speak() -> None:
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_table(
        "step",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("opened_at", sa.Float(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("done_at", sa.Float(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fingerprint"], ["issue.fingerprint"], name=op.f("fk_step_fingerprint")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_step_run_id")),
        sa.PrimaryKeyConstraint("fingerprint", "opened_at", "kind", name=op.f("pk_step")),
    )
    counts = ("open", "overdue", "new", "fixed", "in_time", "reopened", "waived")
    op.create_table(
        "tally",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_tally_run_id")),
        sa.PrimaryKeyConstraint("run_id", "bureau", "site_id", name=op.f("pk_tally")),
    )
    op.create_table(
        "answer_by_mail",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_answer_by_mail")),
    )


def _part_deliveries() -> None:
    named = 'id AS notice_id, "to" AS address, state, 1 AS tries, at AS not_before, sent_at, error'
    letters = op.get_bind().execute(sa.text(f"SELECT {named} FROM notice ORDER BY id")).mappings().all()
    with op.batch_alter_table("notice") as notice:
        for name in ("to", "state", "sent_at", "error"):
            notice.drop_column(name)
    delivery = op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("sent_at", sa.Float()),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_delivery_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("notice_id", "address", name=op.f("uq_delivery_notice_id")),
    )
    op.create_index("ix_delivery_state", "delivery", ["state"])
    op.bulk_insert(delivery, [dict(letter) for letter in letters])

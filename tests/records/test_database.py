"""Opening the database: empty, older, newer, damaged, and full."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

import records
from records import tables
from records.database import HEAD, StoreError, open_database, saying_what_failed
from records.issue_store import history, known_issues
from records.issues import Status
from records.outbox import Delivery, eml_of, letters


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def test_the_migrations_lead_to_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    engine = open_database(address(tmp_path / "new.db"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_the_newest_migration_is_the_one_that_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(records.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    open_database(address(tmp_path / "a.db")).dispose()
    engine = open_database(address(tmp_path / "a.db"))
    assert set(tables.metadata.tables) < set(inspect(engine).get_table_names())


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    open_database(address(path)).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer version of SitePatrol"):
        open_database(address(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all " * 100)
    with pytest.raises(StoreError, match="is not a database of SitePatrol"):
        open_database(address(tmp_path / "notes.txt"))


def test_a_full_disk_is_one_sentence_and_what_was_stored_stays(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    open_database(address(path)).dispose()
    engine = create_engine(address(path))
    with engine.begin() as connection:
        connection.execute(tables.body.insert(), {"hash": b"kept", "content": b"x", "size": 1})
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(StoreError, match="no space left"), saying_what_failed(str(path)):
            connection.execute(tables.body.insert(), {"hash": b"big", "content": bytes(100_000), "size": 1})
        connection.rollback()
    with engine.connect() as connection:
        assert connection.execute(tables.body.select()).scalars().all() == [b"kept"]


OLD = """
INSERT INTO run (id, state, started_at, versions) VALUES (1, 'closed', 100.0, '{}'), (2, 'closed', 200.0, '{}');
INSERT INTO issue (fingerprint, check_id, status, severity, finding, opened_at, last_seen_at) VALUES
    ('b', 'broken-link', 'open', 'serious', '%s', 200.0, 200.0),
    ('a', 'broken-link', 'fixed', 'serious', '%s', 100.0, 100.0);
INSERT INTO flip (run_id, fingerprint, old, new, reason, at) VALUES
    (1, 'a', NULL, 'open', 'found', 101.0), (2, 'a', 'open', 'fixed', 'not found any more', 201.0),
    (2, 'b', NULL, 'open', 'found', 201.0);
INSERT INTO notice (id, run_id, recipient, kind, "to", message_id, eml, sha256, state, at, sent_at, error) VALUES
    (7, 1, 'it', 'weekly', 'it@county.example', '<1@x>', x'6D61696C', '', 'sent', 102.0, 103.0, '');
"""
FINDING = (
    '{"page_url": "https://a.example/", "message": {"text": "t", "values": {}}, "detail": "d", "rule": "", '
    '"severity": null, "places": [], "wcag": [], "codes": {}}'
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database as the version before bureaus left it."""
    path = tmp_path / "older.db"
    config = Config()
    config.set_main_option("script_location", str(Path(records.__file__).parent / "migrations"))
    with create_engine(address(path)).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for statement in OLD.replace("%s", FINDING).split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.commit()
    return path


def test_issues_of_an_older_database_get_numbers_by_age_and_keep_their_flips(older: Path) -> None:
    with open_database(address(older)).connect() as connection:
        issues = {issue.fingerprint: issue for issue in known_issues(connection)}
        assert {name: issue.number for name, issue in issues.items()} == {"a": 1, "b": 2}
        log = history(connection, list(issues.values()))
    assert [(flip.old, flip.new, flip.run_id) for flip in log["a"]] == [
        (None, Status.OPEN, 1),
        (Status.OPEN, Status.FIXED, 2),
    ]
    assert "b" not in log, "of what has had but one flip there is nothing to tell"


def test_mails_of_an_older_database_keep_what_became_of_them(older: Path) -> None:
    with open_database(address(older)).connect() as connection:
        [letter] = letters(connection, *Delivery)
        assert (letter.address, letter.state, letter.run_id) == ("it@county.example", Delivery.SENT, 1)
        assert eml_of(connection, letter) == b"mail"


@pytest.mark.parametrize("change", ["UPDATE flip SET reason = ''", "DELETE FROM flip"])
def test_the_log_of_flips_cannot_be_changed(older: Path, change: str) -> None:
    with open_database(address(older)).connect() as connection, pytest.raises(IntegrityError, match="never changed"):
        connection.execute(text(change))

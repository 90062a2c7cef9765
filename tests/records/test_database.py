"""Opening the database: empty, older, newer, damaged, and full."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

import records
from records import tables
from records.database import HEAD, StoreError, open_database, saying_what_failed


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

"""Open the database: SQLite in WAL mode by default, whatever SQLAlchemy knows by address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from records.answers import Message

HEAD = "0005"
"""The newest migration; a test holds it against Alembic's own head."""


class StoreError(Exception):
    """The database cannot be used; `message` says in one sentence why, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def open_database(address: str) -> Engine:
    """Connect, and bring an empty or older database to this version's tables.

    Raises StoreError if it is of a newer version, is no database, or cannot be written.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
    try:
        with saying_what_failed(engine.url.database or ""), engine.connect() as connection:
            _migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


DISK_FULL = Message(
    "There is no space left on the disk for the database {name}. Make room and run the same command again; "
    "nothing stored so far is lost."
)
NO_DATABASE = Message(
    "{name} is not a database of SitePatrol, or it is damaged. Restore it from a copy, or name another place."
)
LOCKED = Message(
    "Another program holds the database {name}. Wait until it has finished and run the same command again."
)
NOT_WRITABLE = Message(
    "The database {name} cannot be opened or written: {error}. "
    "Check that its folder exists and that you may write there."
)
TOO_NEW = Message(
    "The database {name} was written by a newer version of SitePatrol ({here}; this one knows {head}). "
    "Install that version, or name another database."
)


@contextmanager
def saying_what_failed(name: str) -> Iterator[None]:
    """Turn the database's own errors into StoreError: a full disk, a broken file, a lock held by another."""
    try:
        yield
    except DatabaseError as error:
        said = str(error.orig).lower()
        if "full" in said:
            message = DISK_FULL
        elif "not a database" in said or "malformed" in said:
            message = NO_DATABASE
        elif "locked" in said:
            message = LOCKED
        elif isinstance(error, OperationalError):
            message = NOT_WRITABLE
        else:
            raise
        raise StoreError(Message(message.text, {"name": name, "error": str(error.orig)})) from error


def _configure_sqlite(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")
    connection.execute("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection) -> None:
    tables = inspect(connection).get_table_names()
    here = None
    if "alembic_version" in tables:
        here = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if here == HEAD:
        return
    if here is not None and here > HEAD:
        values = {"name": str(connection.engine.url.database), "here": here, "head": HEAD}
        raise StoreError(Message(TOO_NEW.text, values))
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    connection.commit()

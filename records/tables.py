"""The database's tables. Addresses, bodies and page versions are stored once; runs point at them.

An address's id is a 64-bit hash of it, so that facts can be written without asking for ids first.
Times are POSIX seconds, UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


def _run_id() -> Column[int]:
    return Column("run_id", Integer, ForeignKey("run.id"), primary_key=True)


def _address_id(name: str = "address_id", *, key: bool = True) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, autoincrement=False, nullable=False)


run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False, server_default="weekly"),
    Column("state", String, nullable=False),
    Column("started_at", Float, nullable=False),
    Column("crawled_at", Float),
    Column("judged_at", Float),
    Column("closed_at", Float),
    Column("versions", JSON, nullable=False),
)

address = Table(
    "address",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("url", String, nullable=False),
)

frontier = Table(
    "frontier",
    metadata,
    _run_id(),
    _address_id(),
    Column("host", String, nullable=False),
    Column("site_id", String, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("state", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Index("ix_frontier_queue", "run_id", "state", "host", "tries", "depth"),
    sqlite_with_rowid=False,
)

fetch = Table(
    "fetch",
    metadata,
    _run_id(),
    _address_id(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("via", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("status", Integer),
    Column("final_url", String, nullable=False),
    Column("content_type", String, nullable=False),
    Column("error", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("is_plain", Integer, nullable=False),
    # 1: a good answer about which nothing more is to be said; -1: just what the host answers where nothing is
    Column("seen", JSON(none_as_null=True)),  # hops, title, signature, marks, tls, retry_after, where there are any
    sqlite_with_rowid=False,
)

body = Table(
    "body",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    _address_id(key=False),
    Column("body_hash", LargeBinary, nullable=False),
    Column("media", String, nullable=False),
    Column("encoding", String, nullable=False),
    Column("title", String, nullable=False),
    Column("is_login", Integer, nullable=False),
    Column("reader", Integer, nullable=False),
    Column("content_reader", Integer, nullable=False),
)

page = Table(
    "page",
    metadata,
    _run_id(),
    _address_id(),
    Column("version_id", BigInteger, nullable=False),
    Column("site_id", String, nullable=False),
    Column("read_at", Float, nullable=False),
    sqlite_with_rowid=False,
)

link = Table(
    "link",
    metadata,
    Column("version_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("target_id", BigInteger, nullable=False),
    Column("href", String, nullable=False),
    Column("element", String, nullable=False),
    Column("text", String, nullable=False),
    Column("region", String, nullable=False),
    Column("flaw", String, nullable=False),
    Column("fragment", String, nullable=False),
    sqlite_with_rowid=False,
)

anchor = Table(
    "anchor",
    metadata,
    _run_id(),
    _address_id(),
    Column("fragment", String, primary_key=True),
    Column("is_there", Integer, nullable=False),
    sqlite_with_rowid=False,
)

validator = Table(
    "validator",
    metadata,
    _address_id(),
    Column("etag", String, nullable=False),
    Column("last_modified", String, nullable=False),
    Column("version_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

content = Table(
    "content",
    metadata,
    Column("version_id", BigInteger, primary_key=True, autoincrement=False),
    Column("said", LargeBinary, nullable=False),  # records.contents
    Column("lines", LargeBinary, nullable=False),  # crawler.clock
    Column("looks", BigInteger, nullable=False),  # crawler.extract.looks
    Column("owner", JSON(none_as_null=True)),  # records.ownership: who the page says keeps it
)

clock = Table(
    "clock",
    metadata,
    _address_id(),
    Column("version_id", BigInteger, nullable=False),  # of the last read
    Column("first_at", Float, nullable=False),
    Column("same_since", Float, nullable=False),  # the first read since which its text has been the same
    Column("before_id", BigInteger),  # the version whose text was another, and since when that had stood
    Column("before_since", Float),
    sqlite_with_rowid=False,
)

volatile = Table(
    "volatile",
    metadata,
    Column("site_id", String, primary_key=True),
    Column("shape", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    _address_id(key=False),
    Column("by", String, nullable=False),
    Column("on", String, nullable=False),
    Column("until", String, nullable=False),
    Index("ix_review_address_id", "address_id"),
)

audit = Table(
    "audit",
    metadata,
    _run_id(),
    _address_id(),
    Column("outcome", String, nullable=False),
    Column("error", String, nullable=False),
    Column("engine", String, nullable=False),
    Column("browser", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("results", LargeBinary, nullable=False),
    Column("ran", String, nullable=False),  # names of what ran to its end (records.kinds), apart by commas
    Column("drawn", LargeBinary),  # crawler.browser.rendering
    Column("trials", LargeBinary),  # records.trial_store
    Column("template", BigInteger, nullable=False),  # crawler.browser.template; 0 where it is not known
    Column("inputs", BigInteger, nullable=False),  # a number of all that the audit depended on; 0 where it is not known
    sqlite_with_rowid=False,
)

carried = Table(  # pages whose audit of an earlier run still holds, since nothing that it depended on has changed
    "carried",
    metadata,
    _run_id(),
    _address_id(),
    Column("from_run", Integer, nullable=False),
    sqlite_with_rowid=False,
)

picture = Table(
    "picture",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("page_url", String, nullable=False),
    Column("taken_at", Float, nullable=False),
    Column("image", LargeBinary, nullable=False),  # JPEG
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

limit_hit = Table(
    "limit_hit",
    metadata,
    _run_id(),
    Column("site_id", String, primary_key=True),
    Column("limit", String, primary_key=True),
    Column("value", Float, nullable=False),
    Column("count", Integer, nullable=False),
    Column("example", String, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    _run_id(),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("check_id", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("sure", Integer, nullable=False),
    Column("page_url", String, nullable=False),
    Column("content", JSON, nullable=False),
)

crash = Table(
    "crash",
    metadata,
    _run_id(),
    Column("check_id", String, primary_key=True),
    Column("page_url", String, primary_key=True),
    Column("error", String, nullable=False),
)

illness = Table(
    "illness",
    metadata,
    _run_id(),
    Column("name", String, primary_key=True),
    Column("message", JSON, nullable=False),
)

issue = Table(
    "issue",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("number", Integer, nullable=False, server_default="0"),  # what people call it by
    Column("check_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("finding", JSON, nullable=False),
    Column("opened_at", Float, nullable=False),
    Column("last_seen_at", Float, nullable=False),
    Column("fixed_at", Float),
    Column("reopened", Integer, nullable=False, server_default="0"),
    Column("seen_in", Integer, nullable=False, server_default="0"),  # the run that last found it
    Column("clean_in", Integer),  # the run that has looked since then and not found it
    Index("ix_issue_number", "number", unique=True),
)

flip = Table(  # of which no row is ever changed or deleted
    "flip",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("run.id")),
    Column("fingerprint", String, ForeignKey("issue.fingerprint"), nullable=False),
    Column("old", String),
    Column("new", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String, nullable=False, server_default=""),  # empty: the program
    Column("note", String, nullable=False, server_default=""),
    Column("at", Float, nullable=False),
    Index("ix_flip_run_id", "run_id"),
    Index("ix_flip_fingerprint", "fingerprint"),
)

waiver = Table(
    "waiver",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("check_id", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("site_id", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("ground", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("until", String, nullable=False),
    Column("places", JSON, nullable=False),
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String, nullable=False),  # a page's address, or an issue's fingerprint
    Column("bureau", String, nullable=False),  # empty: no longer assigned
    Column("reason", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", Float, nullable=False),
)

step = Table(  # what was done about an issue that is not mended: when it was due, and when it was done
    "step",
    metadata,
    Column("fingerprint", String, ForeignKey("issue.fingerprint"), primary_key=True),
    Column("opened_at", Float, primary_key=True, autoincrement=False),  # the issue's, for it may open again
    Column("kind", String, primary_key=True),
    Column("due", String, nullable=False),
    Column("done_at", Float, nullable=False),
    Column("run_id", Integer, ForeignKey("run.id"), nullable=False),
)

tally = Table(  # what each bureau had on each site when a run was closed
    "tally",
    metadata,
    _run_id(),
    Column("bureau", String, primary_key=True),
    Column("site_id", String, primary_key=True),
    Column("open", Integer, nullable=False),
    Column("overdue", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("fixed", Integer, nullable=False),
    Column("in_time", Integer, nullable=False),  # of the fixed ones
    Column("reopened", Integer, nullable=False),
    Column("waived", Integer, nullable=False),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("run.id"), nullable=False),
    Column("recipient", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("eml", LargeBinary, nullable=False),
    Column("sha256", String, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("run_id", "recipient", "kind"),
)

delivery = Table(  # of a notice to one of its addresses
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("notice_id", Integer, ForeignKey("notice.id"), nullable=False),
    Column("address", String, nullable=False),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("sent_at", Float),
    Column("error", String, nullable=False),
    UniqueConstraint("notice_id", "address"),
    Index("ix_delivery_state", "state"),
)

answer_by_mail = Table(  # replies of bureaus that were read, so that none is read twice
    "answer_by_mail",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("sender", String, nullable=False),
    Column("number", Integer, nullable=False),  # of the issue
    Column("at", Float, nullable=False),
    Column("said", String, nullable=False),  # what came of it
)

"""Alembic's migrations: the road from any older database to this version's tables."""

"""A small county of our own, served on loopback: for the first run and for tests."""

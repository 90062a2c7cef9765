"""Pure functions from the bytes of an answer to facts: text, addresses, links, dates. No network, no disk, no clock."""

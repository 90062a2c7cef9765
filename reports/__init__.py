"""Put issues into words for the bureau that owns them: who owns what, the static report, and the mails."""

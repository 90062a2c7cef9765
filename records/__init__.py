"""What SitePatrol knows: facts, answers, issues, notices, the county's configuration; and the database below."""

"""What SitePatrol knows: facts, answers, issues and notices, the county's configuration, and the database under them."""

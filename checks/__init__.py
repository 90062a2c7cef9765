"""Judge facts. One file per check; each says what is wrong, or what it could not tell, and touches nothing else."""

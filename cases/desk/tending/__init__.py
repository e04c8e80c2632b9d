"""What published cases need as time goes by: what became stale, and whether their sources can still be read."""

"""Taking away: every search as a table, as JSON and as a feed, and an edition as data."""

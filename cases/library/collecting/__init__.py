"""A reading list that needs no account: its address carries it."""

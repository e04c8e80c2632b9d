"""The pages on which organisations keep their people, and the one on which invitations are accepted."""

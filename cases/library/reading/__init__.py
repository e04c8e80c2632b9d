"""Reading a case, an older edition of it, or one of its lessons."""

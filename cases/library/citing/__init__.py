"""Citing a case, an edition of it or a single lesson."""

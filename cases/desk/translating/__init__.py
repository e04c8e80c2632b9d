"""Translating a case: how far each language is."""

"""Reviewing a case: what people say of it, and the steps to the public."""

"""The desk of a partnership: its work plan, its figures and what happened, kept while it runs."""

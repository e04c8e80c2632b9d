"""From finished HTML to an accessible PDF. Importing `writing` is slow: only the worker needs it."""

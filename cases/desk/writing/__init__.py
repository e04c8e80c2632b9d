"""Writing a case: one form per section, saved by its button or by itself."""

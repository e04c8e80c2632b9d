"""Finding cases and lessons: results beside their facets, as a list or on a map."""

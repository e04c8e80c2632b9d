"""Compendia as PDFs: many cases between one cover, with contents, lessons across cases, indexes and one list of sources."""

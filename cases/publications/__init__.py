"""Publications: the PDFs that are made of editions, kept, and given out."""

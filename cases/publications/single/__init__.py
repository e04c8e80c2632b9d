"""Publications of one pair: a case as a document, and its brochure."""

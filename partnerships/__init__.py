"""Who learns with whom: cities, organisations, programmes, partnerships, their plans and people."""

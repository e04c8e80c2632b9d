"""What hangs together: themes, cities, organisations, partnerships and programmes."""

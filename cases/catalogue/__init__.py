"""The published index: what finding knows of each case's current edition."""

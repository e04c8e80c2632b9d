"""A plan as a spreadsheet."""

"""The progress report of a programme as a PDF: for its coordinators, over any period, in one language."""

"""Where staff work: their cases, the form of each section, review and publishing."""

"""What every form at the desk shares: translated names, rich text, pictures. Knows no subject."""

"""The desk of designs: an organisation sets how its publications look, and sees it at once."""

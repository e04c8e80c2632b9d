"""What a case was before: its history, what changed, what was taken out."""

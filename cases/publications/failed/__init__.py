"""What staff see of publications that could not be made, and trying again."""

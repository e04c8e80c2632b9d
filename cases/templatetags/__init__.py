"""What templates may ask beyond `if` and `for`."""

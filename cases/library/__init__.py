"""What the public sees: pages of cases and lessons, and of all that hangs together with them."""

"""Following the partnerships of a programme: the values, the dashboard, its table, and what the public sees."""

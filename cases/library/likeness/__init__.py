"""What is like what: cities like mine, two cases side by side."""

"""Whatever is written into an address or asked of it: a page that says what happened, never an error of ours."""

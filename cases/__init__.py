"""What cities learnt: cases, from the desk to the page and the printed publication."""

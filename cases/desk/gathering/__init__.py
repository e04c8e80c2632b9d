"""Compendia at the desk: cases gathered from what the library finds, arranged, and published as an edition."""

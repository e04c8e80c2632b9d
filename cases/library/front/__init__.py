"""The front of the library: home and about, and what machines ask for."""

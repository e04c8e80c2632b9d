"""Measurements of the site on this machine, printed by `script/bench`; nothing here is a test."""

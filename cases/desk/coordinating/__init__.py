"""Coordinating: how all partnerships of a programme get on, at a glance and as a table to take away."""

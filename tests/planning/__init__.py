"""Tests of the desk of a partnership."""

"""The case, its writer and their browser, as at the desk."""

from tests.desk.conftest import association, case, desk, enter, logged_in, writer

__all__ = ["association", "case", "desk", "enter", "logged_in", "writer"]

"""Processes beside the test's own, which work on its database."""

from django.db import connection


def database_url() -> str:
    """The address of the database that a test works on."""
    values = connection.get_connection_params()
    host = str(values["host"]).replace("/", "%2F")
    user, password = values["user"], values.get("password", "")
    return f"postgres://{user}:{password}@{host}:{values.get('port', '')}/{values['dbname']}"

"""A live server that knows whether anybody is still connected to it."""

import socket
import threading
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer

PATIENCE = 60  # seconds until what is being answered must have ended


class CountingServer(ThreadedWSGIServer):
    """Counts connections from being taken to being closed, and the threads' own use of the database with them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = 0
        self.changed = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._count(1)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._count(-1)

    def settle(self) -> None:
        """Waits until nobody is connected. Who came before our own connection has been taken when it has been."""
        with socket.create_connection(("localhost", self.server_port)) as last:
            last.sendall(b"GET /static/ HTTP/1.0\r\n\r\n")
            while last.recv(4096):
                pass
        with self.changed:
            assert self.changed.wait_for(lambda: self.open == 0, PATIENCE), (
                f"{self.open} connections stay open"
            )

    def _count(self, more: int) -> None:
        with self.changed:
            self.open += more
            self.changed.notify_all()

"""Asking whether something answers at a web address, politely and of the public internet only.

Addresses come from what people typed. So a name is resolved here, what it resolves to is looked at, and that
very machine is called: a name that changes its mind in between reaches nobody else. The same for every step of
a redirect. No body is read.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import SHUT_RDWR, SOCK_STREAM, create_connection, getaddrinfo, socket
from threading import Timer
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from ...models import SourceAddress

type MayReach = Callable[[str, int], bool]
"""Whether a machine (its number) may be called at a port."""

PATIENCE = 8
"""Seconds to wait for a connection, and for each piece of an answer."""
AT_MOST = 15
"""Seconds for a whole answer, however slowly it drips."""
STEPS = 5
"""Redirects that are followed."""
PORTS = {80, 443, 8080, 8443}
GONE = {404, 410}
_NAT64 = IPv6Network("64:ff9b::/96")
Failure = SourceAddress.Failure


@dataclass(frozen=True)
class Answer:
    """What came of asking; neither a status nor a failure: the address was not one to ask."""

    status: int | None = None
    failure: str = ""

    @property
    def was_asked(self) -> bool:
        return self.status is not None or bool(self.failure)


class NotPublic(Exception):
    """The address leads to a machine that is nobody's business."""


def is_public(machine: str, port: int) -> bool:
    """A machine of the public internet, at a port of the web; also behind the disguises that IPv6 knows."""
    number = ip_address(machine.partition("%")[0])
    return port in PORTS and all(each.is_global and not each.is_multicast for each in _faces(number))


def _faces(number: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The number itself, and the IPv4 number that is wrapped in it; a mapped one is that number."""
    if isinstance(number, IPv4Address):
        return [number]
    if number.ipv4_mapped:
        return [number.ipv4_mapped]
    wrapped = number.sixtofour or (number.teredo and number.teredo[1])
    if number in _NAT64:
        wrapped = IPv4Address(int(number) & 0xFFFFFFFF)
    return [number, wrapped] if wrapped else [number]


def ask(address: str, *, may_reach: MayReach = is_public) -> Answer:
    """HEAD, then GET where that is not welcome. Whatever happens comes back as an answer."""
    try:
        status = _status("HEAD", address, may_reach)
    except NotPublic:
        return Answer()
    except (OSError, HTTPException, ValueError):
        status = 0
    if 0 < status < 400:
        return Answer(status)
    try:
        status = _status("GET", address, may_reach)
    except NotPublic:
        return Answer()
    except ssl.SSLCertVerificationError:
        return Answer(failure=Failure.UNSAFE)
    except (OSError, HTTPException, ValueError):
        return Answer(failure=Failure.SILENT)
    return Answer(status, _verdict(status))


def _verdict(status: int) -> str:
    """Who refuses us (401, 403, 429) is there all the same, for readers with a browser."""
    if status in GONE:
        return Failure.GONE
    return Failure.FAULT if status >= 500 else ""


def _status(method: str, address: str, may_reach: MayReach) -> int:
    """The status at the end of the redirects; of more than a few, that of the last one looked at."""
    status = 0
    for _step in range(STEPS + 1):
        status, onward = _one_answer(method, address, may_reach)
        if not 300 <= status < 400 or not onward:
            break
        address = urljoin(address, onward)
    return status


def _one_answer(method: str, address: str, may_reach: MayReach) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotPublic
    line = _Line(parts.hostname, parts.port, is_safe=parts.scheme == "https", may_reach=may_reach)
    limit = Timer(AT_MOST, line.hang_up)
    limit.daemon = True
    limit.start()
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
            "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~") if parts.query else ""
        )
        line.request(method, target, headers={"User-Agent": _agent(), "Accept": "*/*", "Connection": "close"})
        answer: HTTPResponse = line.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        limit.cancel()
        line.close()


def _agent() -> str:
    return f"Peerlearn/1.0 (checks that sources can be read; +{settings.PEERLEARN_ADDRESS})"


class _Line(HTTPConnection):
    """A connection to a machine that may be reached, and to no other."""

    def __init__(self, host: str, port: int | None, *, is_safe: bool, may_reach: MayReach) -> None:
        self.default_port = 443 if is_safe else 80
        self.is_safe, self.may_reach = is_safe, may_reach
        name = host if ":" in host else host.encode("idna").decode()
        super().__init__(name, port or self.default_port, timeout=PATIENCE)

    def connect(self) -> None:
        self.sock = self._called()
        if self.is_safe:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def _called(self) -> socket:
        found: list[Any] = getaddrinfo(self.host, self.port, type=SOCK_STREAM)
        numbers = list(dict.fromkeys(str(place[4][0]) for place in found))
        if not numbers or not all(self.may_reach(number, self.port) for number in numbers):
            raise NotPublic
        failed: OSError = OSError(self.host)
        for number in numbers[:2]:
            try:
                return create_connection((number, self.port), timeout=PATIENCE)
            except OSError as error:
                failed = error
        raise failed

    def hang_up(self) -> None:
        """Ends an answer that takes too long; whoever waits for it gets an error."""
        try:
            if self.sock:
                self.sock.shutdown(SHUT_RDWR)
        except OSError:
            pass

"""Addresses of sources: asked politely, of the public internet only, and called dead after three nights."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.desk.tending import asking
from cases.desk.tending.addresses import check_addresses, due_addresses, forget_addresses
from cases.desk.tending.asking import Answer, ask, is_public
from cases.document import Part, apply_document, case_document
from cases.models import Case, Source, SourceAddress
from tests.factories import make_case

TONIGHT = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)


def anything(_machine: str, _port: int) -> bool:
    return True


class Site(BaseHTTPRequestHandler):
    """Answers with the status that the path names; some paths do more."""

    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status, _slash, onward = self.path.removeprefix("/").partition("?")[0].partition("/")
        if status == "get-only":
            status = "405" if self.command == "HEAD" else "200"
        if status == "slow":
            while True:
                self.wfile.write(b"H")
                time.sleep(0.02)
        self.send_response(int(status))
        if onward:
            self.send_header("Location", onward)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{closed.getsockname()[1]}/"


# -- asking


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer(200)),
        ("/get-only", Answer(200)),
        ("/401", Answer(401)),
        ("/403", Answer(403)),
        ("/429", Answer(429)),
        ("/404", Answer(404, "gone")),
        ("/410", Answer(410, "gone")),
        ("/500", Answer(500, "fault")),
        ("/302//404", Answer(404, "gone")),
        ("/302//200", Answer(200)),
        ("/304", Answer(304)),
    ],
)
def test_answer_says_what_readers_would_find(site: str, path: str, answer: Answer) -> None:
    assert ask(site + path, may_reach=anything) == answer


def test_circle_of_redirects_ends(site: str) -> None:
    assert ask(f"{site}/302//302/", may_reach=anything).failure == ""
    Site.asked.clear()
    ask(f"{site}/302/302/302/302/302/302/302/302/302/302/302", may_reach=anything)
    assert len(Site.asked) <= 6


def test_questions_name_the_product_and_take_the_head_only(site: str, settings: Any) -> None:
    settings.PEERLEARN_ADDRESS = "https://learn.example"
    ask(f"{site}/200", may_reach=anything)
    assert Site.asked == [
        ("HEAD", "/200", "Peerlearn/1.0 (checks that sources can be read; +https://learn.example)")
    ]


def test_letters_outside_ascii_are_asked_for_as_browsers_do(site: str) -> None:
    ask(f"{site}/200?q=São Paulo&x=%C3%A9", may_reach=anything)
    assert Site.asked[0][1] == "/200?q=S%C3%A3o%20Paulo&x=%C3%A9"


def test_nobody_there_is_silent(nobody: str) -> None:
    assert ask(nobody, may_reach=anything) == Answer(failure="silent")


@pytest.mark.parametrize(
    "address", ["http://exa mple/", "http://[::1", "http://x:99999/", f"http://{'a' * 70}.org"]
)
def test_what_can_not_be_read_is_no_fault(address: str) -> None:
    assert ask(address, may_reach=anything).status is None


def test_answer_that_drips_is_ended(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "AT_MOST", 0.2)
    before = time.monotonic()
    assert ask(f"{site}/slow", may_reach=anything) == Answer(failure="silent")
    assert time.monotonic() - before < 3


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_machine_that_is_not_public_is_not_called(machine: str) -> None:
    assert is_public(machine, 80) is False


@pytest.mark.parametrize("machine", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_machine_is_called_at_ports_of_the_web(machine: str) -> None:
    assert [is_public(machine, port) for port in (80, 443, 22, 5432, 6379)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_guard_holds_unless_a_test_takes_it_away(site: str) -> None:
    assert ask(f"{site}/200") == Answer()
    assert ask(f"{site}/200".replace("127.0.0.1", "localhost")) == Answer()
    assert Site.asked == []


@pytest.mark.parametrize("onward", ["http://127.0.0.1:{port}/200", "file:///etc/passwd", "gopher://x/"])
def test_redirect_is_guarded_as_well(site: str, onward: str) -> None:
    """The first machine may be reached, the one it leads on to may not."""
    calls: list[str] = []

    def first_only(machine: str, port: int) -> bool:
        calls.append(machine)
        return len(calls) == 1

    port = site.rpartition(":")[2]
    assert ask(f"{site}/302/{onward.format(port=port)}", may_reach=first_only) == Answer()
    assert [path for _method, path, _agent in Site.asked if path == "/200"] == []


def test_name_that_also_leads_inside_is_not_called(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in ("127.0.0.1", "10.0.0.1")
    ]
    monkeypatch.setattr(asking, "getaddrinfo", lambda *_args, **_options: both)
    assert (
        ask(f"http://both.example:{port}/200", may_reach=lambda number, _port: number != "10.0.0.1")
        == Answer()
    )
    assert Site.asked == []


# -- remembering


@pytest.fixture
def named(db: None) -> Any:
    """Makes a case with sources at these addresses."""

    def name(*addresses: str, case: Case | None = None) -> Case:
        facts = {"title": "A source", "language": "en", "read_on": None}
        parts = [Part(uuid4(), "source", {**facts, "address": address}) for address in addresses]
        case = case or make_case()
        authored = case_document(case).authored
        apply_document(case, replace(authored, parts=(*authored.parts, *parts)))
        return case

    return name


def night(number: int) -> bool:
    return check_addresses(now=TONIGHT + timedelta(days=number), may_reach=anything, pause=0)


def test_address_is_dead_after_three_nights(named: Any, site: str) -> None:
    named(f"{site}/404", f"{site}/200")
    for number in range(2):
        night(number)
        assert SourceAddress.objects.dead().count() == 0
    night(2)
    (dead,) = SourceAddress.objects.dead()
    assert (dead.address, dead.status, dead.failure, dead.failing_since) == (
        f"{site}/404",
        404,
        "gone",
        TONIGHT,
    )


def test_address_that_answers_again_is_well(named: Any, site: str) -> None:
    named(f"{site}/200")
    SourceAddress.objects.create(
        address=f"{site}/200",
        checked_at=TONIGHT,
        status=404,
        failure="gone",
        failures=5,
        failing_since=TONIGHT,
    )
    night(1)
    (well,) = SourceAddress.objects.all()
    assert (well.failure, well.failures, well.failing_since) == ("", 0, None)


def test_address_is_asked_once_a_night(named: Any, site: str) -> None:
    named(f"{site}/404")
    named(f"{site}/404")
    night(0)
    check_addresses(now=TONIGHT + timedelta(hours=2), may_reach=anything, pause=0)
    assert SourceAddress.objects.get().failures == 1
    assert [method for method, _path, _agent in Site.asked] == ["HEAD", "GET"]


def test_without_a_line_nothing_is_remembered(named: Any, nobody: str, site: str) -> None:
    named(nobody)
    for number in range(4):
        assert night(number) is False
    assert SourceAddress.objects.count() == 0
    named(f"{site}/200")
    night(5)
    assert SourceAddress.objects.get(address=nobody).failure == "silent"


def test_address_that_may_not_be_asked_is_never_dead(named: Any, site: str) -> None:
    named(f"{site}/404")
    for number in range(4):
        check_addresses(now=TONIGHT + timedelta(days=number), pause=0)
    assert Site.asked == []
    assert SourceAddress.objects.get().failure == ""


def test_round_goes_on_until_all_are_asked(named: Any, site: str) -> None:
    named(*(f"{site}/200?{number}" for number in range(5)))
    rounds = [check_addresses(now=TONIGHT, may_reach=anything, pause=0, limit=2) for _round in range(3)]
    assert rounds == [True, True, False]
    assert due_addresses(now=TONIGHT) == []


def test_address_that_nobody_names_is_forgotten(named: Any, site: str) -> None:
    named(f"{site}/200")
    night(0)
    Source.objects.all().delete()
    forget_addresses()
    assert SourceAddress.objects.count() == 0


# -- showing


def dead_address(address: str) -> None:
    SourceAddress.objects.create(
        address=address, checked_at=TONIGHT, status=404, failure="gone", failures=3, failing_since=TONIGHT
    )


def test_dead_address_is_shown_beside_its_source(desk: Client, case: Case, named: Any) -> None:
    named("https://gone.example/a", "https://well.example/", case=case)
    address = reverse("desk:section", args=[case.uid, "sources"])
    assert desk.get(address).content.decode().count("the page is not there any more") == 0
    dead_address("https://gone.example/a")
    assert desk.get(address).content.decode().count("the page is not there any more") == 1


def test_home_leads_to_the_dead_source(desk: Client, case: Case, named: Any) -> None:
    named("https://gone.example/a", case=case)
    dead_address("https://gone.example/a")
    source = Source.objects.get()
    address = reverse("desk:section", args=[case.uid, "sources"])
    assert f"{address}?open={source.uid}#item-{source.uid}" in desk.get(reverse("desk:home")).content.decode()

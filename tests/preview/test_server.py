"""The live server: files and build events, on loopback and for this machine only."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from deckgen.errors import DeckgenError
from deckgen.preview.live import LiveSite
from deckgen.preview.server import LiveServer
from tests.conftest import MakeProject


@pytest.fixture
def server(project: MakeProject) -> Iterator[LiveServer]:
    site = LiveSite(project({"cards/a/x.yaml": "- {id: one, front: Q, back: A}\n"}).root.resolve())
    site.rebuild()
    with LiveServer(site, 0) as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield one
        one.shutdown()


def get(server: LiveServer, path: str, *, host: str | None = None) -> http.client.HTTPResponse:
    """A whole answer."""
    with asking(server, path, host=host) as response:
        response.read()
        return response


@contextmanager
def asking(server: LiveServer, path: str, *, host: str | None = None) -> Iterator[http.client.HTTPResponse]:
    """An answer that may go on; at the end the reader goes away."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    with closing(connection):
        connection.request("GET", path, headers={"Host": host} if host else {})
        with connection.getresponse() as response:
            yield response


def test_the_page_and_its_data_are_served_and_never_cached(server: LiveServer) -> None:
    page = get(server, "/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    data = get(server, "/data/cards-und.js?v=1")
    assert (data.status, data.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert data.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/deckgen.toml", "/../deckgen.toml", "/%2e%2e/deckgen.toml", "/cards/a/x.yaml", "/x"])
def test_nothing_but_the_site_is_served(server: LiveServer, path: str) -> None:
    assert get(server, path).status == 404


def test_a_page_of_another_site_gets_nothing_by_a_name_that_points_here(server: LiveServer) -> None:
    assert get(server, "/", host="evil.example:80").status == 403


def test_an_open_page_hears_of_each_build(server: LiveServer) -> None:
    with asking(server, "/events") as events:
        assert events.headers["Content-Type"] == "text/event-stream"
        assert [events.readline() for _ in range(3)] == [b"event: built\n", b"data: 1\n", b"\n"]
        server.site.rebuild()
        assert [events.readline() for _ in range(3)] == [b"event: built\n", b"data: 2\n", b"\n"]


def test_it_listens_on_loopback_only(server: LiveServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_an_error_with_a_hint(server: LiveServer) -> None:
    with pytest.raises(DeckgenError, match="cannot listen") as caught:
        LiveServer(server.site, server.server_address[1])
    assert "--port" in str(caught.value.hint)


def test_a_reader_that_goes_away_harms_nobody(server: LiveServer) -> None:
    with socket.create_connection(("127.0.0.1", server.server_address[1])) as gone:
        gone.sendall(b"GET /events HTTP/1.1\r\nHost: localhost:1\r\n\r\n")
        gone.recv(1)
    server.site.rebuild()
    assert get(server, "/").status == 200

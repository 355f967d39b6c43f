"""Serves a live site on loopback: files, and an event stream that tells open pages of each build."""

import mimetypes
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError
from deckgen.preview.live import LiveSite
from deckgen.preview.pages import INDEX

HOST = "127.0.0.1"
HEARTBEAT = 10.0
"""Seconds between signs of life, by which a page that is gone is noticed."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}


class LiveServer(ThreadingHTTPServer):
    """Listens on loopback only."""

    daemon_threads = True

    def __init__(self, site: LiveSite, port: int) -> None:
        self.site = site
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            hint = "another program uses it; choose one with --port, or 0 for any free one"
            raise DeckgenError(f"cannot listen on port {port}: {error.strerror}", hint=hint) from error

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that goes away is no error; anything else is a bug to be seen."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        # A page of another site could point a name of its own at this address; a browser then sends that name.
        if self.headers.get("Host", "").rpartition(":")[0] not in {HOST, "localhost"}:
            self.send_error(HTTPStatus.FORBIDDEN, "only for this machine")
            return
        path = unquote(urlsplit(self.path).path).lstrip("/") or INDEX
        if path == "events":
            self._tell_builds()
        else:
            self._send_file(path)

    def _send_file(self, path: str) -> None:
        make = self.server.site.files.get(path)
        try:
            data = make() if make else None
        except FileFaultError:  # a picture that was deleted a moment ago: the next build says so
            data = None
        if data is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _tell_builds(self) -> None:
        """`built` with the number of each build from now on; a page that shows an older one hears at once."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        site, told = self.server.site, -1
        try:
            while True:
                with site.changed:
                    if told == site.build:
                        site.changed.wait(HEARTBEAT)
                    build = site.build
                event = f"event: built\ndata: {build}\n\n" if build != told else ": still here\n\n"
                self.wfile.write(event.encode())
                self.wfile.flush()
                told = build
        except OSError:
            return  # the page was closed

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden method
        del format, args

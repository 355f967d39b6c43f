"""A page server on loopback, as Anki has one: some folders under prefixes."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


@contextmanager
def serving(folders: Mapping[str, Path]) -> Iterator[str]:
    """Serve each folder under its prefix ("/" or "/name/"; the longest that fits wins); gives "http://127.0.0.1:PORT"."""
    prefixes = sorted(folders, key=len, reverse=True)

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def translate_path(self, path: str) -> str:
            asked = unquote(urlsplit(path).path)
            prefix = next(prefix for prefix in prefixes if asked.startswith(prefix))
            target = (folders[prefix] / asked.removeprefix(prefix)).resolve()
            inside = target.is_relative_to(folders[prefix].resolve())
            return str(target if inside else folders[prefix] / "there is no such file")

        def end_headers(self) -> None:
            # Pages are written again and again within a second, which is all that Last-Modified can tell apart.
            self.send_header("Cache-Control", "max-age=3600" if self.path.startswith("/_anki/") else "no-store")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden method
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()

"""A hub of models on loopback, that may break off, lie or redirect as a test wants."""

import hashlib
import json
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class LoopbackHub:
    """Serves one repository, `owner/small`; `asked` has the ranges that were asked for, in order.

    `breaks` is how many downloads break off half way, `lies` whether the content is another than was said,
    `elsewhere` whether files are redirected.
    """

    def __init__(
        self, files: dict[str, bytes], *, breaks: int = 0, lies: bool = False, elsewhere: bool = False
    ) -> None:
        self.files, self.breaks, self.lies, self.elsewhere = files, breaks, lies, elsewhere
        self.asked: list[str] = []
        self.paths = Counter[str]()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_HEAD(self) -> None:
                hub._file(self, head=True)

            def do_GET(self) -> None:
                if self.path.startswith("/api/models/owner/small"):
                    return hub._listing(self)
                if self.path.startswith("/api/"):
                    return hub._answer(self, 404, {"X-Error-Code": "RepoNotFound"}, b"")
                return hub._file(self, head=False)

        return Handler

    def _listing(self, handler: BaseHTTPRequestHandler) -> None:
        siblings = [
            {
                "rfilename": name,
                "size": len(body),
                "blobId": "b",
                "lfs": {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "pointerSize": 134},
            }
            for name, body in self.files.items()
        ]
        told = {"id": "owner/small", "modelId": "owner/small", "sha": COMMIT, "siblings": siblings}
        self._answer(handler, 200, {"Content-Type": "application/json"}, json.dumps(told).encode())

    def _file(self, handler: BaseHTTPRequestHandler, *, head: bool) -> None:
        name = handler.path.rpartition("/")[2].partition("?")[0]
        self.paths[handler.path.split("/")[1]] += 1
        body = self.files.get(name)
        if body is None:
            return self._answer(handler, 404, {"X-Error-Code": "EntryNotFound"}, b"", head)
        said = {
            "X-Repo-Commit": COMMIT,
            "ETag": f'"{hashlib.sha256(body).hexdigest()}"',
            "X-Linked-Etag": f'"{hashlib.sha256(body).hexdigest()}"',
            "X-Linked-Size": str(len(body)),
            "Accept-Ranges": "bytes",
        }
        if self.elsewhere and not handler.path.startswith("/cdn/"):
            return self._answer(handler, 302, {**said, "Location": f"{self.address}/cdn/{name}"}, b"", head)
        if head:
            return self._answer(handler, 200, said, body, head)
        return self._content(handler, said, body)

    def _content(self, handler: BaseHTTPRequestHandler, said: dict[str, str], body: bytes) -> None:
        asked = handler.headers.get("Range", "")
        self.asked.append(asked)
        first = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
        whole = bytes(reversed(body)) if self.lies else body
        part = whole[first:]
        if first:
            said["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
        handler.send_response(206 if first else 200)
        for key, value in {**said, "Content-Length": str(len(part))}.items():
            handler.send_header(key, value)
        handler.end_headers()
        if self.breaks:
            self.breaks -= 1
            part = part[: len(part) // 2]
            handler.close_connection = True
        handler.wfile.write(part)

    @staticmethod
    def _answer(
        handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes, head: bool = False
    ) -> None:
        handler.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(key, value)
        handler.end_headers()
        if not head:
            handler.wfile.write(body)

"""A small web of our own: sites on loopback addresses that answer as a test wants."""

import contextlib
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

from crawler.site import Site

SENTENCE = "栖木-7B在C-Eval上的平均分为63.4，在CMMLU上的平均分为61.9，这是它第一次公布成绩。"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What a path answers."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tagged: bool = False  # whether it has an ETag, and answers 304 to whoever knows it


Fault = Callable[[BaseHTTPRequestHandler], object]


class Web:
    """One site on a loopback address of its own, while the `with` block lasts.

    `asked` counts a path's requests, `unchanged` those of them that were answered 304.
    """

    def __init__(self, name: str, address: str, answers: Mapping[str, Answer | Fault], **keys: Any) -> None:
        self.name, self.asked, self.unchanged = name, Counter[str](), Counter[str]()
        self._answers: dict[str, Answer | Fault] = {"/robots.txt": Answer(status=404), **answers}
        self._keys = keys
        self._server = ThreadingHTTPServer((address, 0), self._handler())
        self.home = f"http://{address}:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def site(self) -> Site:
        """The site as a file would describe it: private, in no hurry but for what the keys say."""
        keys = {"id": self.name, "name": self.name, "home": f"{self.home}/", "article": r"/a/\d+", "private": True}
        return Site.model_validate({**keys, "delay": 0.0, "lists": [f"{self.home}/list"], **self._absolute()})

    @property
    def articles_asked(self) -> int:
        """How many requests for articles came."""
        return sum(count for path, count in self.asked.items() if path.startswith("/a/"))

    def change(self, path: str, answer: Answer) -> None:
        """Let a path answer something else from now on."""
        self._answers[path] = answer

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        answer = self._answers.get(handler.path, Answer("<p>nothing here</p>", 404))
        if isinstance(answer, Answer):
            self._say(handler, answer)
        else:
            with contextlib.suppress(OSError):  # whoever asked had enough
                answer(handler)

    def _say(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        tag = f'"{zlib.crc32(body):x}"'
        if answer.tagged and handler.headers.get("If-None-Match") == tag:
            self.unchanged[handler.path] += 1
            answer, body = Answer(status=304), b""
        handler.send_response(answer.status)
        tags = {"ETag": tag} if answer.tagged else {}
        for name, value in {"Content-Type": HTML, "Content-Length": str(len(body)), **tags, **answer.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(body)

    def _absolute(self) -> dict[str, Any]:
        places = ("feeds", "lists", "sitemaps")
        return {key: [self.home + url for url in said] if key in places else said for key, said in self._keys.items()}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            wbufsize = 65536  # head and body in one piece: apart, each answer would wait 40 ms for an acknowledgement

            def do_GET(self) -> None:
                web.asked[self.path] += 1
                web._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def article(number: int, body: str = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>") -> Answer:
    title = f"栖木智能第{number}号报道"
    return Answer(f"<title>{title}_某站</title><h1>{title}</h1><span>2024-05-20 14:30</span><div>{body}</div>")


def articles(*numbers: int) -> dict[str, Answer]:
    return {f"/a/{number}": article(number) for number in numbers}


def listing(*links: int | str) -> Answer:
    urls = [f"/a/{link}" if isinstance(link, int) else link for link in links]
    return Answer("".join(f"<p><a href='{url}'>一篇文章</a></p>" for url in urls))


def feed(*numbers: int) -> Answer:
    text = f"<p>{SENTENCE}</p>" * 5
    items = (
        f"<item><title>第{n}号</title><link>/a/{n}</link><author>季棠</author>"
        f"<pubDate>Mon, 20 May 2024 14:30:00 +0800</pubDate><description><![CDATA[{text}]]></description></item>"
        for n in numbers
    )
    return Answer(f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>", headers={"Content-Type": "text/xml"})

"""A server of as many article pages as a bench wants, in a process of its own, quicker than anyone asks."""

import asyncio
import multiprocessing
import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n"
PARAGRAPH = re.compile("<p>[^<]{30,}")
COMMON = sorted(
    set("的一在有是人大为和中国新个上出分以学会高公业对可能发也过不工成动用要这多行时地作法方家智模型数开源测试结果")
)
LINKS = "".join(f'<li><a href="/x/{n}">另一篇文章的标题有这么长，第{n}号</a></li>' for n in range(150))
FRAME = f'<div class="side"><ul>{LINKS}</ul></div><script>var data = {list(range(4000))};</script>'
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def page(pages: list[bytes], number: int) -> bytes:
    """One of endlessly many pages: in size and markup like one of these, with a text of its own, in a site's frame."""
    text = pages[number % len(pages)].decode("utf-8", "replace")
    others = random.Random(number).sample(COMMON, len(COMMON))
    swapped = str.maketrans(dict(zip(COMMON, others, strict=True)))
    text = PARAGRAPH.sub(lambda found: found[0].translate(swapped), text)
    return text.replace("</body>", FRAME + "</body>").encode()


@contextmanager
def serving(pages: list[bytes], count: int, address: str) -> Iterator[str]:
    """The address of a site whose /list links to `count` articles, /a/0 and so on, which are these pages in turn."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    server = spawn.Process(target=_serve, args=(pages, count, address, theirs), daemon=True)
    server.start()
    try:
        yield f"http://{address}:{ours.recv()}"
    finally:
        server.kill()
        server.join()


def _serve(pages: list[bytes], count: int, address: str, tell: "multiprocessing.connection.Connection") -> None:
    listed = "".join(f'<p><a href="/a/{n}">{n}</a></p>' for n in range(count)).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readline():
            while (await reader.readline()).strip():
                pass
            path = head.split()[1].decode()
            body = listed if path == "/list" else page(pages, int(path[3:])) if path[:3] == "/a/" else None
            writer.write(MISSING if body is None else HEAD.format(len(body)).encode() + body)
            await writer.drain()

    async def serve() -> None:
        server = await asyncio.start_server(answer, address, 0)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    sys.stderr = None  # connections that are dropped at the end are no news
    asyncio.run(serve())

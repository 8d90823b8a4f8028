"""A server of as many article pages as a bench wants, in a process of its own, quicker than anyone asks."""

import asyncio
import multiprocessing
import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n"
SHOWN = re.compile(r">[^<]+")
LINKS = "".join(f'<li class="l"><a href="/x/{n}">另一篇文章的标题有这么长，{n}</a></li>' for n in range(400))
STYLE = "".join(f".c{n} .d{n}{{margin:0 {n}px;padding:{n}px 0;color:#{n:06x}}}" for n in range(800))
# What surrounds an article on a real page: 33 pages of 18 sites have 156 kB on average.
FRAME = (
    f'<style>{STYLE}</style><div class="side"><ul>{LINKS}</ul></div><script>var data = {list(range(8000))};</script>'
)
FIRST = 700_000  # the number of the first article
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def all_pages(pages: list[bytes], count: int) -> list[bytes]:
    """As many pages: in size and markup like these in turn, in a site's frame, each with a text of its own."""
    texts = [page.decode("utf-8", "replace") for page in pages]
    signs = sorted({sign for text in texts for sign in text if sign.isalnum()})
    return [_page(texts[number % len(texts)], signs, random.Random(number)) for number in range(count)]


def _page(text: str, signs: list[str], chance: random.Random) -> bytes:
    """The same page in other words: each letter and digit of its body is another one."""
    head, begin, body = text.partition("<body")
    swapped = str.maketrans(dict(zip(signs, chance.sample(signs, len(signs)), strict=True)))
    body = SHOWN.sub(lambda shown: shown[0].translate(swapped), body)
    return (head + begin + body).replace("</body>", FRAME + "</body>").encode()


@contextmanager
def serving(pages: list[bytes], count: int, address: str) -> Iterator[str]:
    """The address of a site whose /list links to `count` articles, which are these pages in turn."""
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
    bodies = all_pages(pages, count)
    listed = "".join(f'<p><a href="/archives/{FIRST + n}">{n}</a></p>' for n in range(count)).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readline():
            while (await reader.readline()).strip():
                pass
            path = head.split()[1].decode()
            body = listed if path == "/list" else bodies[int(path[10:]) - FIRST] if path[:10] == "/archives/" else None
            writer.write(MISSING if body is None else HEAD.format(len(body)).encode() + body)
            await writer.drain()

    async def serve() -> None:
        server = await asyncio.start_server(answer, address, 0)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    sys.stderr = None  # connections that are dropped at the end are no news
    asyncio.run(serve())

"""The process that crawls: takes a job, and tells its parent line by line how it goes.

Scrapy is imported only for the work: the processes that read pages import this module too, and need none of it.
"""

import json
import os
import sys
from typing import IO

from crawler.job import Job
from data.errors import BangyanError
from data.language import use_language


def main() -> None:
    """Do the job that the first line of input describes; say on standard output how it goes."""
    source = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 - unbuffered: a thread waits in it at exit
    job = Job.model_validate_json(source.readline())
    use_language(job.language)
    try:
        _crawl(job, source)
    except BangyanError as error:
        say_line({"fault": str(error)})


def say_line(said: dict[str, object]) -> None:
    """Say something to the parent, if it still listens."""
    try:
        print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201
    except BrokenPipeError:  # nobody listens any more; the end of our input says the same
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _crawl(job: Job, source: IO[bytes]) -> None:
    from crawler.reactor import crawl_all

    crawl_all(job, source, say_line)


if __name__ == "__main__":
    main()

"""The front door: the command line, and the conductor that runs crawl, extract and show."""

"""How patterns are put together from lists of words."""


def any_of(words: str) -> str:
    """An alternation of the words, the longest first, so that 研究院 is tried before 研究; the words are patterns."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"

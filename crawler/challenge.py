"""Whether an answer with status 200 is no page but a captcha, a challenge or a notice that machines are not welcome."""

import re

from data.language import say

# Marks of the page's code; scripts of this kind stand on good pages as well, so they count only where nothing was read.
CODE = re.compile(
    rb"challenge-platform|/cdn-cgi/challenge|acw_sc__v2|TTGCaptcha|verify_center|_cf_chl_opt|geetest|AliyunCaptcha|g-recaptcha"
)
WORDS = re.compile(
    "验证您是真人|确认您是真人|安全验证|人机验证|滑动验证|拖动滑块|完成验证|机器人验证|访问验证|·\\s*数据服务"
    "|Just a moment|Checking your browser|Verify you are human|Enable JavaScript and cookies"
    "|请开启\\s*(?:JavaScript|Cookie)"
)
TITLE = re.compile(rb"<title[^>]*>\s*(.{1,60}?)\s*</title", re.IGNORECASE | re.DOTALL)
SMALL = 20_000  # bytes; an article's page is larger, most often, and its title longer
SHORT = 200  # characters; what is read from a challenge page is no longer


def is_challenge(body: bytes | None) -> bool:
    """Whether a page from which nothing could be read is a challenge."""
    return bool(body) and bool(CODE.search(body or b"") or _says_so((body or b"").decode("utf-8", "replace")))


def is_plain_challenge(body: bytes) -> bool:
    """Whether a page says in its title that it wants a proof, so that no reading is needed to know."""
    title = TITLE.search(body[:SMALL]) if len(body) <= SMALL else None
    return bool(title) and _says_so((title[1] if title else b"").decode("utf-8", "replace"))


def reads_as_challenge(title: str | None, text: str) -> bool:
    """Whether what was read from a page is a challenge's own words: few, and asking for a proof."""
    return len(text) <= SHORT and _says_so(f"{title or ''}\n{text}")


def asks_for_proof(url: str) -> str:
    """What to say of a site that does."""
    return say(f"站点要求验证：'{url}'", f"site asks for a captcha: '{url}'")


def _says_so(text: str) -> bool:
    return bool(WORDS.search(text))

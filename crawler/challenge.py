"""Whether an answer with status 200 is no page but a captcha, a challenge or a notice that machines are not welcome."""

import re

# Marks of the page's code; scripts of this kind stand on good pages as well, so they count only where nothing was read.
CODE = re.compile(
    rb"challenge-platform|/cdn-cgi/challenge|acw_sc__v2|TTGCaptcha|verify_center|_cf_chl_opt|geetest|AliyunCaptcha|g-recaptcha"
)
WORDS = re.compile(
    "验证您是真人|确认您是真人|安全验证|人机验证|滑动验证|拖动滑块|完成验证|机器人验证|访问验证|数据服务"
    "|Just a moment|Checking your browser|Verify you are human|Enable JavaScript and cookies"
    "|请开启\\s*(?:JavaScript|Cookie)"
)
SHORT = 200  # characters; what is read from a challenge page is no longer


def is_challenge(body: bytes | None) -> bool:
    """Whether a page from which nothing could be read is a challenge."""
    return bool(body) and bool(CODE.search(body or b"") or _says_so((body or b"").decode("utf-8", "replace")))


def reads_as_challenge(title: str | None, text: str) -> bool:
    """Whether what was read from a page is a challenge's own words: few, and asking for a proof."""
    return len(text) <= SHORT and _says_so(f"{title or ''}\n{text}")


def _says_so(text: str) -> bool:
    return bool(WORDS.search(text))

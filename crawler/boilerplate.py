"""Which lines of a page's body are not the article's own: credits, notices, promotion, what stands after the end."""

import re
from dataclasses import dataclass

from crawler.byline import LONGEST_ORIGIN, author_in, editors_in, outlet_in, signed, source_in

MAX_LINE = 80  # characters; the same words stand inside real sentences, so a longer line is kept
HEAD_SHARE = 0.2  # of the lines: where the title, the time and the source are repeated
TAIL_SHARE = 0.5  # of the lines: from there on a heading such as 相关阅读 ends the article

CREDITS = re.compile(
    r"[【\[（(]?\s*(?:(?:本文|文章|稿件|信息|资料|图片|题图|头图|封面|封图|配图|视频)?来\s*源(?:于)?|作\s*者|编\s*辑|责\s*编|责任编辑|值班编辑"
    r"|校\s*对|审\s*核|编\s*审|监\s*制|撰\s*文|采\s*写|排\s*版|编\s*译|文|图|主编|制图|题图|头图|封面图?|出\s*品|原标题"
    r"|关键词|标签|发布时间|更新时间)"
    r"\s*[:：/／丨︱|｜@].*"
)
END_MARK = re.compile(r"[（(【\[]?\s*(?:全文)?完\s*[）)】\]]?")
NOTICES = re.compile(
    r".*(?:扫码|扫一扫|扫描(?:上方|下方)?二维码|长按(?:识别|二维码)|关注(?:我们|.{0,20}公众号)|公众号\s*[:：]|添加微信|加入.{0,8}群"
    r"|下载.{0,12}(?:APP|App|app|客户端)|打开.{0,6}(?:APP|App|app)|未经.{0,8}?(?:授权|许可|允许).{0,12}(?:转载|使用|不得)|转载请"
    r"|版权所有|版权归.{0,12}所有|本文(?:系|由|为).{0,30}(?:授权|转载|原创|首发|发布)|本文首发|授权转载|不代表.{0,20}(?:立场|观点)"
    r"|不构成.{0,10}建议|投资有风险|如有侵权|联系(?:我们|删除)|投稿(?:邮箱|请)|寻求报道|商务合作|点击(?:阅读原文|查看|这里|下载|关注)"
    r"|分享到|举报/?反馈|特别声明|风险提示|【本文结束】|欢迎.{0,12}(?:投稿|关注|订阅|交流)|阅读原文"
    r"|(?<!\w)(?:点赞|在看|转发)(?!\w)|点(?:个|亮|一下)[“”「]?在看).*"
)
ENDINGS = re.compile(
    r"[【\[■▎|｜\-—\s]*(?:猜你喜欢|相关(?:阅读|推荐|文章|新闻|报道|链接)|延伸阅读|推荐阅读|热门(?:文章|推荐|评论|新闻)"
    r"|更多(?:精彩|文章|新闻|阅读).{0,8}|免责声明.*|版权声明.*|大家都在看|精彩(?:推荐|评论)|相关标签|文章标签|发表评论|全部评论|最新评论"
    r"|网友评论|评论\s*\(?\d*\)?|END|The End|THE END|往期(?:精彩|回顾|推荐).{0,6}|[上下]一篇.*|编辑推荐"
    r"|今日(?:热点|推荐)|[为為]你推[荐薦])"
    r"[】\]■▎|｜\-—:：\s]*"
)
HEADERS = re.compile(
    r"(?:(?:发布|更新|发表)?(?:时间|于)?\s*[:：]?\s*)?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:\s*来源.*|\s*\S{0,12})?"
    r"|字号.*|分享|收藏|评论|打印|\d+\s*(?:阅读|评论|浏览|点赞|收藏)?|(?:阅读|浏览|评论|点击)(?:数|量|次数)?\s*[:：]?\s*\d*.{0,4}"
    r"|首页\s*>.*|当前位置.*|A[+-]|听新闻|全文共.{1,24}|立即打开APP|私信"
)


@dataclass(frozen=True)
class Trimmed:
    """The article's own paragraphs, and the source and author that its other lines named."""

    blocks: list[str]
    source: str | None = None
    author: str | None = None
    editors: frozenset[str] = frozenset()


def trim(blocks: list[str], title: str | None = None) -> Trimmed:
    """Leave out what is not the article's own; the ends are trimmed hard, the middle only of unmistakable notices."""
    ended = blocks[_start(blocks, title) : _end(blocks)]
    kept = [block for place, block in enumerate(ended) if not _is_foreign(block, place / max(len(ended), 1), title)]
    ends = dict.fromkeys([*blocks[:4], *ended[-4:], *blocks[-4:]])
    lines = [line for block in ends for line in block.split("\n")]
    short = [line for line in lines if len(line) <= MAX_LINE]
    source = source_in(line for line in lines if len(line) <= LONGEST_ORIGIN) or outlet_in(lines[:3])
    return Trimmed(kept, source, author_in(short) or signed(ended), frozenset(editors_in(lines)))


def _start(blocks: list[str], title: str | None) -> int:
    """After the title, where it is repeated early and what stands before it is no text."""
    head = [n for n, block in enumerate(blocks[: len(blocks) // 2 + 1]) if title and block.removeprefix("- ") == title]
    is_text = head and any(len(block) > MAX_LINE or block.endswith("。") for block in blocks[: head[-1]])
    return head[-1] + 1 if head and not is_text else 0


def _end(blocks: list[str]) -> int:
    start = int(len(blocks) * TAIL_SHARE)
    for place, block in enumerate(blocks[start:], start):
        if place and ENDINGS.fullmatch(block):
            return place
    return len(blocks)


def _is_foreign(block: str, share: float, title: str | None) -> bool:
    return not block.startswith("|") and all(_is_foreign_line(line, share, title) for line in block.split("\n"))


def _is_foreign_line(line: str, share: float, title: str | None) -> bool:
    if len(line) > MAX_LINE:
        return False
    if CREDITS.fullmatch(line) or END_MARK.fullmatch(line):
        return True
    if share <= HEAD_SHARE and (line == title or HEADERS.fullmatch(line)):
        return True
    return bool(NOTICES.fullmatch(line)) and not _is_sentence(line, share)


def _is_sentence(block: str, share: float) -> bool:
    """Whether a line with a notice's words is likelier the article's own: a full sentence in the middle."""
    return HEAD_SHARE < share < 1 - HEAD_SHARE and block.endswith(("。", "！", "？", "”"))

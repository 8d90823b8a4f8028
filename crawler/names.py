"""What the ids and classes of a page say about its parts: which hold an article, which hold something else."""

import re
from functools import lru_cache
from typing import Any

REMEMBERED = 4096
LONGEST_NAME = 400  # characters

ABSTRACT = re.compile(r"\s*[【\[]?(?:摘\s*要|导\s*[读语]|核心提示|编者按|简介|内容提要)")
# Shapes that the editors and systems behind Chinese sites share; a token may end in the hash of a build.
_END = r"(?:$|[-_]{1,2}(?=\w*[A-Z\d])\w{4,8}$|[-_]?(?:box|wrap|wrapper|inner|area|main|html|view|viewer|editor|v2)$)"
_SHAPED = re.compile(
    r"(?:^|[-_])(?:art(?:icle|ical|i)?|news|post|entry|story|blog|detail|single|info|arc|rm|cms|topic|chan|main)[-_]{0,2}"
    r"(?:detail|main|single|page)?[-_]{0,2}(?:contents?|body|text|txt|con|cont|zw)" + _END,
    re.IGNORECASE,
)
_SAID = """
    artibody endtext mp-editor p-detail js_content rich_media_content left_zw rwb_zw text_con contentmain contentbody
    content_area cnt_bd text_area main_content_val ucap-content pages_content vsb_content trs_editor trs_editor_view
    trs_ueditor custom_unionstyle trs_word zoomcon fontzoom content-article content_article articledetailcontent
    article-detail article-viewer article-style article-holder articlewrap newsdetail bbs-content t_f caas-body
    paragraph p_mainnew news_info cmsdiv lph-article-comview content_views cnblogs_post_body markdown-body
    theme-doc-markdown prosemirror ql-editor ck-content w-e-text fr-view richtext richtext_content rich-text rich_text
    contenttext contenttxt content_txt content-text content_text text-content content-detail content_detail
    content-body content_body maintext zwnr wznr zhengwen
"""
_KNOWN = frozenset(_SAID.split())
_HASHED = re.compile(
    r"^(?:index[-_](?:text|centent|content)|postmessage_\d|index-module_article|articlecontent|rm_txt)"
)
_LOOSE = re.compile(r"article|content|body|main|text|txt|news|post|detail|entry|story|正文")
_FOREIGN = re.compile(
    r"comment|(?:^|[-_])cmts?(?:$|[-_])|pinglun|footer|(?:^|[-_])foot(?:$|[-_\d])|copyright|statement|shen(?:g)?ming|disclaimer"
    r"|recomm[ea]nd|tuijian|related|relate(?:$|[-_s])|relevant|guess|hot[-_]?(?:news|list|rank|tab|article|spot|tag|$)|hot[-_]|most[-_]?read"
    r"|(?:^|[-_])rank|paihang|sidebar|(?:^|[-_])a?side(?:$|[-_])|right[-_]?(?:bar|side|col|box|part)|^shares?|[-_]shares?$|wxfollow|qr_?-?code|erweima"
    r"|breadcrumb|(?:^|[-_])crumbs?(?:$|[-_])|dibu|advert|(?:^|[-_])ads?(?:$|[-_\d])|login|popup|modal|dialog|toolbar"
    r"|(?:^|[-_])tags?(?:$|[-_]?(?:list|box|wrap|s)$)|pagination|(?:^|[-_])pager?(?:$|[-_]?(?:nav|list|box)$)|subscribe|newsletter"
    r"|(?:^|[-_])(?:nav|menu)(?:$|[-_])|author[-_]?(?:info|card|box|bio|desc|intro)|about[-_]?author"
    r"|prev[-_]?next|next[-_]?prev"
)
_STATES = re.compile(
    r"^(?:has|no|not|with|without|is|tag|category|cat|post_tag|page|layout|sidebar|format|type|status)[-_]"
)
_SUMMARY = re.compile(
    r"(?:^|[-_])(?:summary|abstract|digest|zhaiyao|daodu|guide|intro|lead|brief|desc|excerpt)(?:$|[-_])"
)
_WHOLE = frozenset({"html", "body", "main"})


def holds_article(node: Any) -> bool:
    """Whether an element is named as those that hold the body of an article, in systems that many sites share."""
    return node.get("itemprop") == "articleBody" or _names_known(node.get("id"), node.get("class"))


def may_hold_article(node: Any) -> bool:
    """Whether an element's name at least does not speak against it: content, main, news and the like."""
    return _names_loosely(node.get("id"), node.get("class"))


def is_foreign(node: Any) -> bool:
    """Whether an element is named as what surrounds articles: comments, lists of others, sharing, notices."""
    return node.tag not in _WHOLE and _names_foreign(node.get("id"), node.get("class"))


def is_summary(node: Any) -> bool:
    """Whether an element is named as the summary that stands before an article."""
    return _names_summary(node.get("id"), node.get("class"))


# A page has a few hundred names on its thousands of elements.


@lru_cache(maxsize=REMEMBERED)
def _names_known(identifier: str | None, classes: str | None) -> bool:
    return any(
        token.lower() in _KNOWN or _SHAPED.search(token) or _HASHED.search(token.lower())
        for token in _tokens(identifier, classes)
    )


@lru_cache(maxsize=REMEMBERED)
def _names_loosely(identifier: str | None, classes: str | None) -> bool:
    return any(_LOOSE.search(token.lower()) for token in _tokens(identifier, classes))


@lru_cache(maxsize=REMEMBERED)
def _names_foreign(identifier: str | None, classes: str | None) -> bool:
    return any(
        _FOREIGN.search(token.lower()) and not _STATES.search(token.lower()) for token in _tokens(identifier, classes)
    )


@lru_cache(maxsize=REMEMBERED)
def _names_summary(identifier: str | None, classes: str | None) -> bool:
    return any(_SUMMARY.search(token.lower()) for token in _tokens(identifier, classes))


def _tokens(identifier: str | None, classes: str | None) -> list[str]:
    return f"{identifier or ''} {classes or ''}"[:LONGEST_NAME].split()

"""A story as HTML: which of its articles is the original and why, and how each of the others was known as a reprint."""

from collections.abc import Iterator
from html import escape

from dashboard.cards import chip, link_to, original_link
from dashboard.names import counted, link_name, moment
from data.language import say
from data.stories import Member, Merge, Story, tell, tell_original


def story_card(story: Story, article_id: int) -> str:
    """What the story of an article is, and folded under it all its articles and why they are one."""
    count = len(story.members)
    fold = say(f"看这 {count} 篇，和归到一起的理由", f"its {count} articles, and why they are one")
    rows = "".join(_row(number, story, article_id) for number in range(1, count + 1))
    return (
        f'<div class="by-story"><div>{_head(story, article_id)}</div><details><summary>{fold}</summary>{rows}'
        f'<div class="by-soft">{_way_out(article_id)}</div></details></div>'
    )


def _head(story: Story, article_id: int) -> str:
    others = len(story.members) - 1
    if story.original == article_id:
        return say(f"这是首发，另有 {others} 篇转载", f"The original; there are {counted(others, 'reprint')}.")
    original = story.members[0]
    return say("这是转载，首发：", "A reprint of ") + _where(original) + link_to(original.article_id, original.title)


def _row(number: int, story: Story, article_id: int) -> str:
    member = story.members[number - 1]
    is_here = member.article_id == article_id
    here = chip(say("本篇", "this one"), "grey") if is_here else ""
    when = f'<span class="by-day">{number}. {escape(moment(member.published) or "–")}</span>'
    title = link_to(member.article_id, member.title)
    return (
        f'<div class="by-member">{when}{_where(member)}{title}{original_link(member.url)} {here}'
        f"<div>{''.join(_why(member, story))}</div></div>"
    )


def _why(member: Member, story: Story) -> Iterator[str]:
    if member.article_id == story.original:
        yield chip(say("首发", "original"), "blue") + _reason(tell_original(story.original_by))
    else:
        merges = story.reasons(member.article_id)
        yield from (chip(link_name(merge.kind), small=f"{merge.figure:.0%}") for merge in merges[:1])
        yield from (_reason(_merged(merge, member, story, is_first=not n)) for n, merge in enumerate(merges))
    if member.named:
        yield _reason(say(f"注明来源：{'、'.join(member.named)}", f"names as its source: {', '.join(member.named)}"))


def _merged(merge: Merge, member: Member, story: Story, *, is_first: bool) -> str:
    mate = merge.mate(member.article_id)
    number = next(n for n, one in enumerate(story.members, start=1) if one.article_id == mate)
    told = tell(merge) if is_first else f"{link_name(merge.kind)} {merge.figure:.0%}"
    return say(f"与第 {number} 篇：{told}", f"with article {number}: {told}")


def _way_out(article_id: int) -> str:
    command = f"<code>bangyan story {article_id} --part</code>"
    return say(
        f"不是同一篇？运行 {command}，把本篇永久分开。",
        f"Not one story? {command} takes this article out of it for good.",
    )


def _where(member: Member) -> str:
    return f'<span class="by-where">{escape(member.site)} · </span>' if member.site else ""


def _reason(text: str) -> str:
    return f'<span class="by-reason">{escape(text)}</span>'

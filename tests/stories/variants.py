"""How a text is reprinted: as it is, cut at one end or both, with a paper's additions, or spun with other words."""

import re
from collections.abc import Callable, Mapping

FIRST_WORDS = {
    "发布": "推出", "公布": "披露", "宣布": "对外宣布", "表示": "指出", "介绍": "透露", "目前": "当前", "已经": "已",
    "并且": "而且", "因此": "所以", "但是": "不过", "主要": "主要是", "提升": "提高", "进行": "开展", "团队": "小组",
    "公司": "企业", "模型": "大模型", "能力": "本领", "用户": "使用者", "使用": "采用", "认为": "觉得", "显示": "表明",
    "可以": "能够", "没有": "未", "今天": "今日", "同时": "与此同时", "最受关注": "最引人注意", "上一代": "前一代",
    "需要": "须要", "计划": "打算", "负责人": "主管", "参与": "参加", "成绩": "得分", "说，": "称，", "这一": "该",
    "以及": "和", "仍然": "依旧", "开始": "着手", "达到": "达", "完成": "做完", "支持": "支撑",
}  # fmt: skip
SECOND_WORDS = {
    "发布": "亮相", "公布": "公开", "宣布": "官宣", "表示": "说道", "介绍": "讲解说", "目前": "眼下", "如果": "倘若",
    "公司": "该公司", "模型": "语言模型", "没有": "并无", "可以": "可", "成绩": "表现", "超过": "高于",
    "低于": "不及", "团队": "研发团队", "技术": "工艺", "比较": "对比", "测试": "测评", "数据": "资料", "问题": "题目",
    "今年": "本年", "因为": "由于", "不过": "然而", "一个": "一款", "这些": "上述", "认为": "相信", "所有": "全部",
    "平均": "均值", "说，": "谈到，", "增加": "增多", "减少": "下降", "其中": "当中", "之后": "过后", "报告": "简报",
    "企业": "商户", "支持": "兼容", "第一": "头一", "选择": "挑选", "提供": "给出", "用户": "消费者",
}  # fmt: skip

Variant = Callable[[str], str]


def verbatim(text: str) -> str:
    return text


def cut_back(text: str) -> str:
    """The first three fifths, to a sentence's end."""
    sentences = _sentences(text)
    return "".join(sentences[: max(1, round(0.6 * len(sentences)))]).strip() + "（有删节）"


def cut_front(text: str) -> str:
    """The last two thirds, from a sentence's beginning."""
    sentences = _sentences(text)
    return "".join(sentences[len(sentences) // 3 :]).strip()


def with_additions(text: str) -> str:
    return (
        "来源：每日转报\n\n编者按：这篇报道值得一读，转给各位读者。\n\n"
        + text
        + "\n\n责任编辑：某某\n\n扫码关注我们，获取更多资讯\n\n声明：本文仅代表作者观点，不构成投资建议。"
    )


def with_remarks(text: str) -> str:
    """With a paragraph of the reprinter's own, which no list of notices knows."""
    return "小编今天看到一条消息，觉得挺有意思，拿来和大家一起聊聊。\n\n" + text + "\n\n各位怎么看？留言区等着你。"


def spun(words: Mapping[str, str], opening: str) -> Variant:
    """With other words in place of these, and every third sentence opened anew."""
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))

    def spin(text: str) -> str:
        sentences = _sentences(pattern.sub(lambda found: words[found[0]], text))
        return "".join(_open(part, opening) if i % 3 == 2 else part for i, part in enumerate(sentences))

    return spin


def _open(sentence: str, opening: str) -> str:
    return sentence if re.match(r"[\s|#“-]", sentence) else opening + sentence


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^。！？\n]*[。！？\n]+[”』」]?|[^。！？\n]+$", text)


FIRST = {
    "verbatim": verbatim,
    "cut_back": cut_back,
    "cut_front": cut_front,
    "with_additions": with_additions,
    "spun": spun(FIRST_WORDS, "据了解，"),
}
SECOND = {
    "verbatim": verbatim,
    "cut_back": cut_back,
    "cut_front": lambda text: cut_front(with_additions(text)),
    "with_remarks": with_remarks,
    "spun": spun(SECOND_WORDS, "值得一提的是，"),
    "spun_and_cut": lambda text: cut_front(spun(SECOND_WORDS, "另外，")(text)),
}

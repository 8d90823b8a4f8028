"""How time words look in Chinese text: one pattern a form, over text folded by `data.days.fold`."""

import re

N = r"(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})"
Y = r"(?:(?:19|20)\d{2}|[一二][〇零九][〇零一二三四五六七八九]{2})"
THEN = r"(?:今年|去年|明年|前年|同年|次年|翌年|当年|本年)"
EDGE = r"(?<![\d.〇零一二三四五六七八九十])"
LATIN_EDGE = r"(?<![A-Za-z0-9._/-])"
BLANKS, BLANK = r"\s{0,3}", r"\s{1,3}"
SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*"

FORMS: dict[str, re.Pattern[str]] = {
    "iso": re.compile(rf"{LATIN_EDGE}(?P<y>{Y})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?![\d.-])"),
    "slash": re.compile(r"(?<=\()(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=\))"),
    "english": re.compile(
        rf"(?<![A-Za-z])(?P<m>{SHORT_MONTH})\.?{BLANK}(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?{BLANK})?(?P<y>(?:19|20)\d\d)(?!\d)"
        rf"|(?<![\d.])(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?{BLANK})(?P<m2>{SHORT_MONTH})\.?,?{BLANK}(?P<y2>(?:19|20)\d\d)(?!\d)"
    ),
    "fiscal": re.compile(rf"{EDGE}{Y}{BLANKS}财年(?:{BLANKS}(?:第?[一二三四1-4]季度|Q[1-4]|[上下]半年))?"),
    "quarter": re.compile(
        rf"(?:{EDGE}(?P<y>{Y}){BLANKS}年?{BLANKS}|(?P<then>{THEN}){BLANKS}的?)(?:第?[一二三四1-4]季度|[一三]季报|Q[1-4](?![A-Za-z0-9_.-])|[上下]半年|H[12])"
        rf"|(?<![A-Za-z0-9])(?:Q[1-4]|H[12]){BLANKS}(?P<y2>20\d\d)(?!\d)"
        rf"|第?[一二三四]季度|第[1-4]季度|(?<![A-Za-z0-9])Q[1-4](?![A-Za-z0-9_.-])|(?<![一-鿿])[一三]季报|[上下]半年"
    ),
    "month": re.compile(
        rf"(?:{EDGE}(?P<y>{Y}|\d\d(?={BLANKS}年{BLANKS}\d)){BLANKS}年{BLANKS}|(?P<then>{THEN}){BLANKS}的?{BLANKS})?{EDGE}(?P<m>{N})(?:{BLANKS}[-~—–至到]{BLANKS}{N})?{BLANKS}月(?![亮球饼])份?{BLANKS}"
        rf"(?:(?P<d>{N}){BLANKS}(?:[日号](?![线均])|(?={BLANKS}[-~—–至到]{BLANKS}{N}{BLANKS}[日号]))"
        rf"(?:{BLANKS}[-~—–至到]{BLANKS}(?:{N}{BLANKS}月{BLANKS})?{N}{BLANKS}[日号])?|[初底末中](?!国)旬?|[上下]旬)?"
    ),
    "near_month": re.compile(
        rf"(?:本月|这个月|上个?月|下个?月|当月)(?!球)(?:(?P<d>{N}){BLANKS}[日号]|[初底末中]旬?|[上下]旬)?"
        r"|(?<![\d一-鿿])月[初底末]"
    ),
    "year": re.compile(
        rf"{EDGE}(?:(?:19|20)\d\d{BLANKS}[-~—–至到]{BLANKS})?(?P<y>{Y}){BLANKS}年(?![代级])(?:[初底末中](?!国)|年[初底末中])?"
    ),
    "since_year": re.compile(r"(?<=[自从])(?P<y>(?:19|20)\d\d)(?![\d年.-])(?=[一-鿿])"),
    "near_year": re.compile(
        r"(?P<which>今年|去年|明年|前年|次年|翌年|[这那]一年|当年(?!度))[初底末中]?|(?<![\d一-鿿])(?:年[初底末内])"
    ),
    "ago": re.compile(
        r"(?P<n>\d{1,3}|半|[一二两三四五六七八九十]{1,3})\s{0,3}个?(?P<unit>多?(?:天|日|周|星期|月|年))(?:之|以)?前"
    ),
    "weekday": re.compile(
        r"(?<![每一二三四五六七八九十两数几\d])(?:(?:上上|下下|[上本下这])个?(?:周|星期|礼拜)(?:[一二三四五六日天末])?"
        r"|周[一二三四五六日末](?![一二三四五六日年月鸿杰慧围岁])|(?:星期|礼拜)[一二三四五六日天])"
    ),
    "just_now": re.compile(r"刚刚(?![成创]立|起步|毕业|过去|开始|超过)|就在刚才"),
    "near_day": re.compile(
        r"大?前天|(?<![目提])前日(?!本)|今晨|[今昨明](?:日(?![头頭])|天|晚|早|夜|\s?\(\d{1,2}\)\s?日)|后天(?=[，,上下晚将\d])"
    ),
    "anchored": re.compile(r"(?P<which>当|同|次|翌|隔|(?<![一-鿿])第二(?=天))(?:[日天晚](?![然生])|夜)"),
    "recent": re.compile(r"近日|(?<![目\d])日前|近期|最近|近来|连日来|这几天|近几日|前几日"),
    "past": re.compile(
        r"前段时间|前段日子|前不久|不久前|前些日子|早些时候|早前|[几数多]个?(?:月|年|周|天|日)(?:之|以)?前"
        r"|(?:\d{1,3}|半|[几数多两三四五六七八九十])\s{0,3}个?(?:月|年|周|天|小时)(?:之|以)?后"
    ),
    "bare_day": re.compile(
        r"(?<![\d.月/〇零一二三四五六七八九十第-])(?P<d>\d{1,2})\s{0,3}日(?![内均游间龄活线本]|年化)"
    ),
}
SCAN = re.compile(
    "|".join(f"(?P<{name}>{re.sub(r'[?]P<[a-z0-9]+>', '?:', form.pattern)})" for name, form in FORMS.items())
)

# What a time word begins with, and what comes next: looking there only makes a text's dates five times as fast to find.
DIGIT = r"\d"
_NEXT = {
    DIGIT: r"\d{0,3}\s{0,3}[-~—–至到年月日号个多天周星半季财上下第QHJFMASONDsnrt]"
    r"|\d{3}[-/.]\d|\d?/\d|(?<=[自从]\d)\d{3}[一-鿿]",
    "〇零一二三四五六七八九十两": r"[〇零一二三四五六七八九十月年日号个多天周星半季财上下第QH/.~—–至到\s-]",
    "JFMASOND": "[a-z]{2}",
    "QH": "[1-4]",
    "第": r"[一二三四1-4]季|二天",
    "半": r"[\s个年月天日周星多]",
    "今明昨": r"[年日天晚早夜晨(\s]",
    "去": "年",
    "前": "[年天日段不些几]",
    "同次翌当隔": "[年月日天晚夜]",
    "本上下": "[年月个半周星礼上下旬]",
    "这": "[个一几月年周星礼]",
    "年月": "[初底末内]",
    "刚近最连日早就后大": "[刚日期来近在天前些]",
    "不": "久前",
    "几": "[天日个月年周]",
    "数多": "[个月年周天日]",
    "周": "[一二三四五六日末]",
    "星": "期",
    "礼": "拜",
}
# Numbers apart from words: `re` is quickest where all that a pattern may begin with are single letters.
BEGINS = (
    re.compile(rf"\d(?={_NEXT[DIGIT]})"),
    re.compile("|".join(f"{first}(?={then})" for one, then in _NEXT.items() if one != DIGIT for first in one)),
)

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.fields import EventFields
from data.lexicon import load_lexicon
from data.words import words
from nlp.document import parse
from nlp.events import find_events
from nlp.mentions import find_mentions

PUBLISHED = "2025-06-18"  # a Wednesday


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    words("一词")  # takes a second, once


def read(text: str, published: str | None = PUBLISHED) -> list[EventFields]:
    document = parse(text, None, published)
    return find_events(document, find_mentions(document, load_lexicon()))


@pytest.mark.parametrize(
    ("text", "type_", "date", "named"),
    [
        ("6月12日，瓦卢科技发布新一代大模型Zetan-3-72B。", "release", "2025-06-12", "Zetan-3-72B"),
        ("昨日，Zetan-3-72B正式上线。", "release", "2025-06-17", "Zetan-3-72B"),
        ("瓦卢科技推出编程模型Zetan3-Coder。", "release", "2025-06", "瓦卢科技"),
        ("近日，瓦卢科技宣布开源Zetan-3-72B。", "open_source", "2025-06", "Zetan-3-72B"),
        ("瓦卢科技今日完成3亿元A轮融资，由桑德资本领投。", "funding", "2025-06-18", "瓦卢科技"),
        ("本周一，瓦卢科技宣布收购桑德科技。", "acquisition", "2025-06-16", "桑德科技"),
        ("瓦卢科技6月10日向港交所递交招股书。", "ipo", "2025-06-10", "瓦卢科技"),
        ("瓦卢科技今日发布2025年第一季度财报，营收增长。", "earnings", "2025-06-18", "瓦卢科技"),
        ("日前，瓦卢科技与桑德科技达成战略合作。", "partnership", "2025-06", "瓦卢科技"),
        ("6月5日，瓦卢科技任命栾某某担任首席科学家。", "appointment", "2025-06-05", "瓦卢科技"),
        ("瓦卢科技的Zetan-3-72B昨日通过备案。", "regulation", "2025-06-17", "瓦卢科技"),
        ("6月15日，Zetan-3-72B登顶C-Eval榜首。", "leaderboard", "2025-06-15", "Zetan-3-72B"),
        ("瓦卢科技6月3日发布《大模型安全研究报告》。", "research", "2025-06-03", "《大模型安全研究报告》"),
        ("下周一（6月23日），瓦卢科技将举办夏季新品发布会。", "conference", "2025-06-23", "瓦卢科技"),
        ("6月2日，桑德科技完成对瓦卢科技全部股权的收购。", "acquisition", "2025-06-02", "瓦卢科技"),
        ("6月2日，瓦卢科技被桑德科技以3亿元收购。", "acquisition", "2025-06-02", "瓦卢科技"),
        ("本周二，桑德科技买下编程工具开发商Zorble。", "acquisition", "2025-06-17", "Zorble"),
        ("瓦卢科技6月9日通过港交所聆讯。", "ipo", "2025-06-09", "瓦卢科技"),
        ("6月9日，瓦卢科技在港交所提交上市申请。", "ipo", "2025-06-09", "瓦卢科技"),
        ("6月4日，瓦卢科技研究员周听雨宣布离开OpenAI。", "appointment", "2025-06-04", "周听雨"),
        ("瓦卢科技6月4日聘请陶远山，年薪百万。", "appointment", "2025-06-04", "陶远山"),
        ("6月11日，瓦卢科技向桑德科技发出律师函。", "regulation", "2025-06-11", "瓦卢科技"),
        ("6月11日，云州法院判决瓦卢科技赔偿300万元。", "regulation", "2025-06-11", "瓦卢科技"),
        ("工信部等四部门6月10日印发《人工智能终端分级指南》。", "regulation", "2025-06-10", "工信部"),
        ("6月12日，瓦卢科技被列入实体清单。", "regulation", "2025-06-12", "瓦卢科技"),
        ("瓦卢科技与桑德科技6月8日共同成立联合实验室。", "partnership", "2025-06-08", "桑德科技"),
        ("6月14日，2025云州机器人大会在云州会展中心开幕。", "conference", "2025-06-14", "2025云州机器人大会"),
        ("瓦卢科技6月13日公布5月营收，约为2.6亿元。", "earnings", "2025-06-13", "瓦卢科技"),
        ("瓦卢手机Walu X200 Ultra将于7月3日正式上市，瓦卢科技今日宣布。", "release", "2025-07-03", "瓦卢科技"),
        ("6月6日，瓦卢科技发布“山海”平台。", "release", "2025-06-06", "山海"),
        ("云州大学周听雨团队6月5日提出推理框架ZetaFlow。", "research", "2025-06-05", "云州大学"),
    ],
)
def test_each_type_is_told_by_its_verb_with_its_day_and_names(text: str, type_: str, date: str, named: str) -> None:
    event = next(event for event in read(text) if event.type == type_)

    assert event.date == date
    assert named in [*event.who, event.what or ""]


@pytest.mark.parametrize(
    "text",
    [
        "瓦卢科技尚未发布Zetan-3-72B。",
        "如果瓦卢科技推出Zetan-3-72B，市场会很高兴。",
        "瓦卢科技有望推出Zetan-3-72B。",
        "瓦卢科技计划推出Zetan-3-72B。",
        "Zetan-3-72B是一款开源模型，开源社区很喜欢。",
        "瓦卢科技会发布Zetan-3-72B吗？",
        "瓦卢科技的发布会很热闹。",
        "开发者认为Zetan-3-72B是最强模型。",
        "众多厂商纷纷推出Zetan-3-72B的同类。",
        "瓦卢科技通过收购桑德科技加快了布局。",
        "瓦卢科技回应了周听雨离职一事。",
        "周听雨毕业后入职瓦卢科技，任算法工程师。",
        "瓦卢科技已累计完成四次融资。",
        "开源模型Zetan-3-72B得分更高。",
        "瓦卢科技公布了对桑德科技的处罚结果。",
    ],
)
def test_opinions_plans_without_a_day_and_questions_are_no_events(text: str) -> None:
    assert read(text) == []


def test_what_is_looked_back_on_without_a_day_has_none() -> None:
    (event,) = read("瓦卢科技此前曾推出Zetan-2-7B。")

    assert event.date is None


def test_a_day_to_come_is_planned() -> None:
    (event,) = read("瓦卢科技将于7月1日发布Zetan-4-72B。")

    assert (event.date, event.planned) == ("2025-07-01", True)


def test_an_undated_article_gives_no_month() -> None:
    (event,) = read("瓦卢科技推出编程模型Zetan3-Coder。", None)

    assert event.date is None


def test_a_day_that_opens_a_paragraph_holds_for_its_next_sentence() -> None:
    events = read("6月9日，瓦卢科技举办夏季新品发布会。瓦卢科技推出编程模型Zetan3-Coder。")

    assert {event.date for event in events} == {"2025-06-09"}


def test_an_event_told_twice_is_one_at_its_dated_mention() -> None:
    text = "瓦卢科技发布了Zetan-3-72B。评论很多。6月12日，瓦卢科技发布Zetan-3-72B，并给出细节。"

    (event,) = read(text)

    assert (event.date, event.start) == ("2025-06-12", text.index("6月12日"))


def test_two_rounds_of_funding_are_two_events() -> None:
    events = read("瓦卢科技已完成8亿元B轮融资。去年9月，瓦卢科技完成1.2亿元A轮融资，估值为10亿元。")

    assert [(event.date, event.what) for event in events] == [(None, "8亿元 B轮"), ("2024-09", "1.2亿元 A轮")]


def test_a_company_nobody_has_heard_of_acts() -> None:
    (event,) = read("6月12日，栖霞数科在南京推出行业大模型Zetan-V1。")

    assert event.who == ["栖霞数科"]


def test_the_ranked_models_maker_acts_and_the_beaten_one_does_not() -> None:
    (event,) = read("瓦卢科技的Zetan-3-72B在C-Eval上超过GPT-4拿下榜首。")

    assert (event.who, event.what) == (["瓦卢科技"], "Zetan-3-72B")


def test_whoever_only_reports_it_does_not_act() -> None:
    (event,) = read("据桑德新闻报道，瓦卢科技发布Zetan-3-72B。")

    assert event.who == ["瓦卢科技"]


def test_a_sentence_that_is_too_long_is_cut_at_its_clauses() -> None:
    text = "其中提到很多无关的事情，" * 40 + "瓦卢科技发布Zetan-3-72B，" + "还有一些别的话题，" * 40 + "到此为止。"

    (event,) = read(text)

    assert len(event.evidence) <= 300
    assert "瓦卢科技发布Zetan-3-72B" in event.evidence
    assert text[event.start : event.end] == event.evidence


NAMES = ["6月12日", "昨日", "瓦卢科技", "小米", "Zetan-3-72B", "3亿元", "下周一", "財報", "７", "😀", "é"]
VERBS = [
    "发布",
    "推出",
    "榜首",
    "融资",
    "收购",
    "将于",
    "发布会",
    "發佈",
    "曾",
    "的",
    "，",
    "。",
    "“",
    "”",
    "(",
    ")",
    "\n",
]
PIECES = st.sampled_from([*NAMES, *VERBS])


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=30).map("".join), st.sampled_from([None, PUBLISHED]))
def test_every_event_is_proved_by_its_slice(text: str, published: str | None) -> None:
    events = read(text, published)

    assert all(text[event.start : event.end] == event.evidence for event in events)
    assert all(0 < len(event.evidence) <= 300 for event in events)
    assert all(one.start <= other.start for one, other in pairwise(events))


@pytest.mark.parametrize(
    "text",
    [
        "10月20日，云岭智能宣布完成15亿元C轮融资，由某基金领投，投后估值达到130亿元。",
        "10月20日，云岭智能宣布按130亿元估值完成C轮融资，金额15亿元。",
    ],
)
def test_a_funding_is_told_by_what_was_raised_not_by_the_valuation(text):
    document = parse(text, None, "2026-10-20")

    (event,) = find_events(document, find_mentions(document, load_lexicon()))

    assert (event.type, event.date, event.who) == ("funding", "2026-10-20", ["云岭智能"])
    assert event.what == "15亿元 C轮"


def test_a_company_bought_is_what_and_its_owner_is_passed_over() -> None:
    (event,) = read("6月2日，瓦卢科技宣布收购桑德科技旗下的Zetan-3-72B团队。")

    assert (event.who, event.what) == (["瓦卢科技"], "Zetan-3-72B")


def test_what_is_told_of_this_round_is_no_second_funding() -> None:
    text = "6月2日，瓦卢科技完成3亿元B轮融资。本轮融资由桑德资本领投，云州创投跟投。"

    (event,) = read(text)

    assert (event.who, event.what) == (["瓦卢科技"], "3亿元 B轮")


def test_a_car_that_goes_on_sale_is_no_company_that_goes_public() -> None:
    assert [event.type for event in read("6月2日，瓦卢科技的小米SU7正式上市。")] == ["release"]


def test_days_that_are_listed_begin_with_the_first() -> None:
    (event,) = read("6月8日和9日，瓦卢科技与桑德科技在港交所上市。")

    assert event.date == "2025-06-08"


def test_that_day_is_the_last_day_named() -> None:
    (event,) = read("6月3日的消息传得很快。2021年的旧账也被翻出，瓦卢科技亦于同日递表。")

    assert event.date == "2025-06-03"


def test_a_day_before_a_colon_holds_for_the_list_behind_it() -> None:
    events = read("6月3日的三件事：\n\n- 瓦卢科技发布Zetan-3-72B。")

    assert [event.date for event in events] == ["2025-06-03"]


def test_what_will_be_soon_has_no_day() -> None:
    assert read("6月18日消息，瓦卢科技的Zetan-3-72B也将在近期上线。") == []


def test_before_a_comma_is_looked_back_on_too() -> None:
    (event,) = read("此前，瓦卢科技发布了Zetan-2-7B。")

    assert event.date is None


def test_all_partners_of_a_clause_act() -> None:
    (event,) = read("6月5日，瓦卢科技宣布与桑德科技达成战略合作。")

    assert event.who == ["瓦卢科技", "桑德科技"]


def test_a_report_that_is_published_releases_nothing() -> None:
    (event,) = read("瓦卢科技研究院编写的《Zetan-3-72B评测报告》正式发布。")

    assert event.type == "research"


def test_a_fine_of_one_month_is_not_that_of_another() -> None:
    text = "2025年2月，云州市监管局对瓦卢科技处以300万元罚款。云州市监管局6月3日又启动了对瓦卢科技的反垄断调查。"

    assert [event.date for event in read(text) if event.type == "regulation"] == ["2025-02", "2025-06-03"]


@pytest.mark.parametrize(
    ("text", "type_", "date", "named"),
    [
        ("6月3日，瓦卢科技公布了最新一轮融资：金额超10亿元。", "funding", "2025-06-03", "瓦卢科技"),
        ("突发，瓦卢科技时隔20天又获新融资。", "funding", "2025-06", "瓦卢科技"),
        ("第二天的消息更多。6月9日很热。第二天，瓦卢科技完成数亿元融资。", "funding", "2025-06-10", "瓦卢科技"),
        ("周听雨于2023年加入OpenAI。", "appointment", "2023", "周听雨"),
        ("陶若鸣已于上周正式离开Meta。", "appointment", "2025-06", "陶若鸣"),
        ("6月3日，瓦卢科技以2亿元挖走桑德科技CEO周听雨。", "appointment", "2025-06-03", "周听雨"),
        ("2022年开源千亿级模型Zetan-130B，瓦卢科技由此成名。", "open_source", "2022", "Zetan-130B"),
        (
            "6月3日，瓦卢科技发布Zetan-4技术报告，并同步开源代码与模型权重。",
            "open_source",
            "2025-06-03",
            "Zetan-4",
        ),
        ("最初的Zetan-3-72B助手由OpenAI 于 2025 年 6 月 3 日推出。", "release", "2025-06-03", "OpenAI"),
        ("6月3日，瓦卢科技发布的正是Zetan-3-72B。", "release", "2025-06-03", "Zetan-3-72B"),
        ("6月3日，瓦卢科技发布对标GPT-4的大模型Zetan-3-72B。", "release", "2025-06-03", "Zetan-3-72B"),
        ("瓦卢科技今（18）日推出手机晶片。瓦卢科技昨（17）日推出Zetan-3-72B。", "release", "2025-06-17", "瓦卢科技"),
        ("瓦卢科技6月3日举办了一场发布会。", "conference", "2025-06-03", "瓦卢科技"),
        ("6月3日，云州国际声学博览会，在云州会展中心拉开帷幕。", "conference", "2025-06-03", "云州国际声学博览会"),
        ("2024年云州人工智能峰会上，瓦卢科技6月3日发布Zetan-3-72B。", "release", "2025-06-03", "Zetan-3-72B"),
        ("云州研究院6月3日发布人工智能50强，瓦卢科技位居榜首。", "leaderboard", "2025-06-03", "瓦卢科技"),
        ("6月3日，瓦卢科技横扫C-Eval全部四项。", "leaderboard", "2025-06-03", "瓦卢科技"),
        ("6月3日，瓦卢科技公布了与桑德科技的合作。", "partnership", "2025-06-03", "桑德科技"),
        ("6月3日，瓦卢科技与桑德科技先后向港交所递交招股书。", "ipo", "2025-06-03", "桑德科技"),
        ("云州大学的团队做了这项研究。论文发表于2025年1月，云州大学很自豪。", "research", "2025-01", "云州大学"),
        ("据瓦卢科技6月3日公布的财报，它赚得不多。", "earnings", "2025-06-03", "瓦卢科技"),
        ("Zetan-3-72B是瓦卢科技于2025年6月3日发布的模型，速度很快。", "release", "2025-06-03", "瓦卢科技"),
        ("骁龙8 Gen9于2025年6月3日推出。", "release", "2025-06-03", "骁龙8 Gen9"),
        ("6月3日发布的Zetan-3-72B被称为测试版。", "release", "2025-06-03", "Zetan-3-72B"),
        ("6月3日，瓦卢科技上榜云州研究院发布的百强名单。", "leaderboard", "2025-06-03", "瓦卢科技"),
        ("6月3日，瓦卢科技与桑德科技举行签约仪式。", "partnership", "2025-06-03", "桑德科技"),
        ("2018年，瓦卢科技CEO周听雨因分歧而离开。", "appointment", "2018", "周听雨"),
        ("Zetan-7B由瓦卢科技于6月3日推出。", "release", "2025-06-03", "瓦卢科技"),
        ("6月3日，瓦卢科技一口气发布了Zetan-7B、Zetan-72B和Zetan-VL-7B。", "release", "2025-06-03", "瓦卢科技"),
        ("6月3日，瓦卢科技推出了全新的智能座舱平台。", "release", "2025-06-03", "全新的智能座舱平台"),
        ("瓦卢科技Zetan-3-72B模型将于明年3月推出。", "release", "2026-03", "Zetan-3-72B"),
        ("6月3日，瓦卢科技公开了Zetan-7B的模型权重。", "open_source", "2025-06-03", "Zetan-7B"),
        ("瓦卢科技在最新一轮融资中筹得3亿元。", "funding", "2025-06", "瓦卢科技"),
        ("6月3日披露的是瓦卢科技投资桑德科技的3亿元。", "funding", "2025-06-03", "桑德科技"),
        ("6月3日，瓦卢科技斥资3亿元投资桑德科技。", "funding", "2025-06-03", "桑德科技"),
        ("桑德科技6月3日对瓦卢科技追加投资，总规模达3亿元。", "funding", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技在6月完成3亿元募资，估值翻番。", "funding", "2025-06", "瓦卢科技"),
        ("6月3日，桑德科技与瓦卢科技达成收购协议。", "acquisition", "2025-06-03", "瓦卢科技"),
        ("6月3日，桑德科技将初创公司Zorble收入麾下。", "acquisition", "2025-06-03", "Zorble"),
        ("6月3日，桑德科技宣布与瓦卢科技合并。", "acquisition", "2025-06-03", "瓦卢科技"),
        ("6月3日，桑德科技收购了一家初创公司。", "acquisition", "2025-06-03", "桑德科技"),
        ("6月3日，瓦卢科技在云州证券交易所上市。", "ipo", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技于6月3日在港交所发布招股书。", "ipo", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技6月3日公布截至3月31日的第四财季业绩。", "earnings", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技6月3日预计第二季度营收为50亿元。", "earnings", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技一季度净利润同比增长35%。", "earnings", "2025-06", "瓦卢科技"),
        ("6月3日，瓦卢科技扩大与桑德科技的合作。", "partnership", "2025-06-03", "桑德科技"),
        ("6月3日，瓦卢科技解除了CEO周听雨的职务。", "appointment", "2025-06-03", "周听雨"),
        ("6月3日，周听雨以首席科学家身份加入瓦卢科技。", "appointment", "2025-06-03", "周听雨"),
        ("6月3日，周听雨将担任瓦卢科技总裁。", "appointment", "2025-06-03", "周听雨"),
        ("6月3日，周听雨卸下CEO职务。", "appointment", "2025-06-03", "周听雨"),
        ("云州市场监管局6月3日对瓦卢科技开罚3亿元。", "regulation", "2025-06-03", "瓦卢科技"),
        ("云州网信办6月3日就《智能服务管理办法》公开征求意见。", "regulation", "2025-06-03", "网信办"),
        ("百度大模型6月3日通过备案。", "regulation", "2025-06-03", "百度大模型"),
        ("6月3日，瓦卢科技的Zetan-3-72B夺得C-Eval榜单冠军。", "leaderboard", "2025-06-03", "Zetan-3-72B"),
        ("6月3日，瓦卢科技入选云州科技50强榜单。", "leaderboard", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技6月3日发布《2024年大模型行业研究报告》。", "research", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技今（18）日举行法说会。", "conference", "2025-06-18", "瓦卢科技"),
        ("6月3日，瓦卢科技科创板IPO申请成功通过审议。", "ipo", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技在去年10月完成4亿元定向增发。", "funding", "2024-10", "瓦卢科技"),
        ("瓦卢科技2020年上市后很忙。", "ipo", "2020", "瓦卢科技"),
        ("瓦卢科技说，一款代号为Zorble的新模型将于明年3月推出。", "release", "2026-03", "Zorble"),
        ("6月3日，瓦卢科技连发两款模型，Zetan-3-72B和Zetan-VL-7B。", "release", "2025-06-03", "瓦卢科技"),
        ("瓦卢科技宣布周听雨将接替陶远山出任总裁，于7月1日生效。", "appointment", "2025-07-01", "周听雨"),
        ("瓦卢科技于6月30日（云州7月1日）举行新品发布会。", "conference", "2025-06-30", "瓦卢科技"),
        ("6月3日，瓦卢科技解除周听雨的总裁一职。", "appointment", "2025-06-03", "周听雨"),
        ("传闻称桑德科技要花30亿美元，6月3日瓦卢科技宣布了9亿美元新融资。", "funding", "2025-06-03", "9亿美元 新融资"),
        ("6月3日，刚刚成立的瓦卢科技完成2亿元A轮融资。", "funding", "2025-06-03", "瓦卢科技"),
    ],
)
def test_the_same_is_told_in_other_words(text: str, type_: str, date: str, named: str) -> None:
    told = [event for event in read(text) if event.type == type_ and event.date == date]

    assert any(named in [*event.who, event.what or ""] for event in told)


@pytest.mark.parametrize(
    "text",
    [
        "瓦卢科技给出九位数签约金，周听雨很满意。",
        "瓦卢科技的签约门店都能申请。",
        "瓦卢科技携手打造像手掌一样大的装置。",
        "女子在云州外滩占道直播引公愤。",
        "自Zetan-3-72B首次亮相至今，已过一年半。",
        "瓦卢科技的衍生模型下载量突破9万，位居全球第一。",
        "Zetan-3-72B稳居第一梯队。",
        "瓦卢科技一发布Zetan-3-72B，评论就来了。",
        "此次发布引起了广泛关注，瓦卢科技与Zetan-3-72B都上了热搜。",
        "周听雨重返创业舞台。",
        "瓦卢科技CEO周听雨见证签约。",
        "刚履新三个月的瓦卢科技CEO周听雨很忙。",
        "瓦卢科技的数字人在瓦卢采销直播间带货。",
        "瓦卢科技收购桑德科技的交易告吹。",
        "周听雨驳斥了有关瓦卢科技完成3亿美元融资的报道。",
        "瓦卢科技正筹备以3亿元估值进行IPO。",
        "Zetan-3-72B跻身主流大模型第一梯队，瓦卢科技很高兴。",
        "整体和Zetan-3-72B不相上下，在数学方面取得了SOTA的水准。",
        "OpenAI推出的两款开放权重语言模型很快。",
        "桑德科技正就收购瓦卢科技一事深入谈判。",
        "桑德科技说，这是一场“后门收购”。",
        "这项任命传达了桑德科技的决心。",
        "桑德科技将深化技术合作布局。",
        "周听雨签署了一份备忘录。",
        "良好的IPO环境会促进桑德科技的业务。",
        "桑德科技所提起的专利诉讼影响不大。",
        "桑德科技或首发骁龙8 Gen9。",
        "桑德科技原计划发布Zetan-5-72B。",
        "周听雨与十一人共同成立了一家公司。",
        "面对IPO的催促，桑德科技不着急。",
        "当桑德科技登陆港交所时，大家很高兴。",
        "桑德科技处于上市辅导阶段。",
        "桑德资本领投了本轮融资。",
        "桑德科技屡次出现法律禁止发布的信息，如Zetan-3-72B。",
        "桑德科技说，这相当于iPhone问世。",
        "传桑德科技将收购初创公司Zorble。",
        "有消息称桑德科技拟收购初创公司Zorble。",
        "法院可能判决桑德科技赔偿。",
        "俘获无数人的桑德科技不缺融资。",
        "对用户来说，这就是桑德科技的新品发布会。",
    ],
)
def test_words_that_only_look_like_a_verb_tell_nothing(text: str) -> None:
    assert [event for event in read(text) if event.type != "release" or "推出" in text] == []


def test_what_comes_after_another_launch_is_what_is_told() -> None:
    events = read("OpenAI发布ChatGPT后不久，2022年12月15日，瓦卢科技推出Zetan-1-7B。")

    assert [(event.who, event.what) for event in events] == [(["瓦卢科技"], "Zetan-1-7B")]


def test_members_behind_a_colon_are_launched_with_their_family() -> None:
    (event,) = read("6月3日，瓦卢科技发布新一代Zetan模型：Zetan-7B和Zetan-72B。")

    assert event.what is not None
    assert {"Zetan-7B", "Zetan-72B"} <= set(event.what.split("、"))


def test_a_speaker_tells_what_the_company_did() -> None:
    (event,) = read("瓦卢科技总裁周听雨表示，6月3日发布的正是Zetan-3-72B。")

    assert "瓦卢科技" in event.who


def test_the_day_of_another_clause_is_no_day_where_months_ago_is_said() -> None:
    (event,) = read("瓦卢科技昨日说，几个月前推出Zetan-3-72B。")

    assert event.date is None


def test_a_name_that_goes_on_is_another_thing() -> None:
    events = read("6月3日，瓦卢科技发布Zetan-3s。瓦卢科技此前发布了Zetan-3。")

    assert [event.what for event in events] == ["Zetan-3s", "Zetan-3"]


def test_what_was_launched_one_after_another_has_no_day() -> None:
    (event,) = read("旗下公司桑德科技先后推出了Zetan-1-7B和Zetan-2-7B。")

    assert (event.date, event.what) == (None, "Zetan-1-7B、Zetan-2-7B")


def test_two_meetings_with_names_of_their_own_are_two() -> None:
    text = "在云州开发者大会上，瓦卢科技谈了模型。瓦卢科技6月3日举办听雨技术论坛。"

    assert len([event for event in read(text) if event.type == "conference"]) == 2


def test_that_model_is_the_one_named_before() -> None:
    text = "6月3日，瓦卢科技发布Zetan-3-72B。据悉，该模型在桑德科技推出的C-Eval评测中排名第一。"

    (place,) = [event for event in read(text) if event.type == "leaderboard"]

    assert place.what == "Zetan-3-72B"


def test_two_purchases_of_one_company_are_two() -> None:
    events = read("6月3日，桑德科技收购初创公司Zorble。6月5日，桑德科技收购初创公司Quent。")

    assert [event.what for event in events] == ["Zorble", "Quent"]


def test_what_is_raised_by_going_public_is_no_round() -> None:
    (event,) = read("6月3日，瓦卢科技在港交所挂牌上市，发行价9港元，募资约4亿港元。")

    assert event.type == "ipo"


def test_each_part_between_semicolons_has_a_sum_of_its_own() -> None:
    events = read("6月3日，瓦卢科技完成3亿元A轮融资；6月5日，桑德科技完成2亿元B轮融资。")

    assert [(event.date, event.what) for event in events] == [("2025-06-03", "3亿元 A轮"), ("2025-06-05", "2亿元 B轮")]


def test_a_month_that_follows_another_year_is_of_that_year() -> None:
    events = read("2022年8月，瓦卢科技发布Zetan-1-7B；11月，瓦卢科技发布Zetan-2-7B。")

    assert [event.date for event in events] == ["2022-08", "2022-11"]


def test_a_purchase_that_is_signed_is_no_partnership() -> None:
    events = read("6月3日，桑德科技已签署最终协议，收购初创公司Zorble。")

    assert [(event.type, event.what) for event in events] == [("acquisition", "Zorble")]

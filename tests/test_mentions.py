import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.lexicon import load_lexicon
from data.words import words
from nlp.document import parse
from nlp.mentions import Mentions, find_mentions


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    words("一词")  # takes a second, once


def read(text: str) -> Mentions:
    return find_mentions(parse(text), load_lexicon())


def names(text: str, type_: str) -> list[str]:
    return [entity.name for entity in read(text).entities() if entity.type == type_]


def surfaces(text: str, name: str) -> set[str]:
    return {m.text for entity in read(text).entities() if entity.name == name for m in entity.mentions}


def test_a_declared_short_name_means_the_model_it_was_declared_for() -> None:
    text = "青柠科技的QMLM-7B（下称：青柠大模型）今日亮相。青柠大模型可以写诗。"

    mentions = read(text)

    assert {named.name for named in mentions.all if named.text == "青柠大模型"} == {"QMLM-7B"}
    (alias,) = mentions.aliases
    assert (alias.alias, alias.name, alias.type) == ("青柠大模型", "QMLM-7B", "model")
    assert text[alias.start : alias.end] == alias.evidence == "QMLM-7B（下称：青柠大模型）"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("瓦卢电信（Walu Telecom）与桑德银行合作，Walu Telecom随后开通服务。", "瓦卢电信", "Walu Telecom"),
        ("云杉大学（简称“云大”）发布报告。云大认为难度很高。", "云杉大学", "云大"),
        ("旗舰模型Zeta-Lightning(极光)上线，极光很快。", "Zeta-Lightning", "极光"),
    ],
)
def test_brackets_that_hold_another_name_declare_it(text: str, one: str, other: str) -> None:
    assert {one, other} <= surfaces(text, one)


def test_where_the_fuller_name_stands_in_brackets_the_one_before_it_is_the_alias() -> None:
    (alias,) = read("瓦卢公司发布山岚大模型（QMLM-7B）。").aliases

    assert (alias.alias, alias.name) == ("山岚大模型", "QMLM-7B")


@pytest.mark.parametrize("note", ["基准", "128K", "01810-HK", "最高", "2025年", "MoE"])
def test_brackets_that_hold_a_remark_declare_nothing(note: str) -> None:
    assert read(f"旗舰模型Zeta-7B（{note}）上线。").aliases == ()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("青柠科技董事长栾某在会上表示", None),
        ("青柠科技CEO吴泳某在财报会议上透露，订单很多。", "吴泳某"),
        ("卢伟某再次强调，公司会拥抱新技术。", "卢伟某"),
        ("公司任命栾剑某担任负责人，向主任汇报。", "栾剑某"),
        ("由欧阳青柠担任首席科学家。", "欧阳青柠"),
        ("本轮由 Daniel Hypothetical 领投。", "Daniel Hypothetical"),
        ("埃隆·瓦利德终于现身。", "埃隆·瓦利德"),
        ("使用者 @limeFan 分享了截图。", "@limeFan"),
    ],
)
def test_people_are_seen_by_title_verb_or_form(text: str, person: str | None) -> None:
    found = names(text, "person")

    assert found == ([person] if person else found)


@pytest.mark.parametrize(
    "text", ["高管表示，方面很多。", "项目方表示满意。", "向技术委员会汇报。", "成员说明书。", "万元起步，任何人都行。"]
)
def test_everyday_words_are_no_people(text: str) -> None:
    assert names(text, "person") == []


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("据瓦卢新闻报道，此事属实。", "瓦卢新闻"),
        ("他曾任青柠研究院研究员。", "青柠研究院"),
        ("论文来自卢比孔大学和其他机构。", "卢比孔大学"),
        ("来自 LimeAI 的研究者做了评测。", "LimeAI"),
        ("根據 Limezinga 的報告，增长很快。", "Limezinga"),
        ("微软工程院的专家说", "微软工程院"),
        ("北京瓦卢科技有限公司成立。", "北京瓦卢科技有限公司"),
        ("他曾在云杉置地管理有限公司担任主管。", "云杉置地管理有限公司"),
        ("Zetan-7B由瓦卢科技推出。", "瓦卢科技"),
        ("今日，Zorble宣布完成融资。", "Zorble"),
        ("Zorble 今日发布了新模型。", "Zorble"),
        ("霁川旗下的模型很快。", "霁川"),
        ("霁川与中国移动达成合作。", "霁川"),
        ("桑德科技完成对Zorble的收购。", "Zorble"),
        ("本轮由霁川、Zorble和栖云联合领投。", "栖云"),
        ("投资方包括霁川、Zorble等。", "霁川"),
        ("霁川被美国商务部列入清单。", "霁川"),
        ("它由霁川于今日推出。", "霁川"),
        ("瓦卢科技一口气说完。", "瓦卢科技"),
    ],
)
def test_organisations_are_seen_by_their_last_word_or_frame(text: str, org: str) -> None:
    assert org in names(text, "org")


@pytest.mark.parametrize(
    "text",
    [
        "该公司是一家初创公司。",
        "这是高科技。",
        "人工智能公司很多。",
        "上市公司与母公司",
        "她正式卸下CEO职务。",
        "周听雨宣布离职。",
        "这一强强联手令人关注。",
        "Zetan2发布了新版。",
        "资金将用于研发，多家知名机构跟投。",
        "根据《智能服务管理暂行办法》办理。",
        "SOTA 团队很强。",
    ],
)
def test_generic_companies_are_nobody(text: str) -> None:
    assert names(text, "org") == []


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("团队开源了Zetan-2-DPO-70B。", "Zetan-2-DPO-70B"),
        ("瓦卢大模型上线。", "瓦卢大模型"),
        ("基于 Zetan 模型训练。", "Zetan"),
        ("推出编程模型Zetan3-Coder。", "Zetan3-Coder"),
    ],
)
def test_unknown_models_are_seen_by_form(text: str, model: str) -> None:
    assert model in names(text, "model")


@pytest.mark.parametrize(
    "text", ["国产大模型很多。", "AI模型进步快。", "新一代大模型发布。", "考察大模型的能力。", "MoE模型省算力。"]
)
def test_kinds_of_models_are_no_names(text: str) -> None:
    assert names(text, "model") == []


def test_unknown_benchmarks_are_seen_by_form() -> None:
    text = "在LimeBench、ZetanEval和Walu排行榜上领先。"

    assert names(text, "benchmark") == ["LimeBench", "ZetanEval", "Walu"]


def test_a_short_form_means_the_full_name_of_the_same_article() -> None:
    text = "Zetan Hypothetical 不在。CEO Daniel Walu 宣布开源Zetan-4-Behemot。Walu 很高兴，Behemot也很强。"

    assert surfaces(text, "Daniel Walu") == {"Daniel Walu", "Walu"}
    assert surfaces(text, "Zetan-4-Behemot") == {"Zetan-4-Behemot", "Behemot"}


def test_listed_members_belong_to_the_series_named_before() -> None:
    text = "公司开源了Zetan-4-72B模型，共有两个版本——Ultra(能力最强)和Nano。Nano很小。"

    assert surfaces(text, "Zetan-4-72B Ultra") == {"Ultra"}
    assert surfaces(text, "Zetan-4-72B Nano") == {"Nano"}


def test_a_makers_name_that_could_be_dropped_is_the_company() -> None:
    mentions = read("OpenAI o3与百度文心一言都参加了。")

    assert [(named.text, named.type) for named in mentions.all] == [
        ("OpenAI", "org"),
        ("o3", "model"),
        ("百度", "org"),
        ("文心一言", "model"),
    ]


def test_a_variant_in_brackets_belongs_to_the_mention_and_not_to_the_entity() -> None:
    mentions = read("Zetan-7B(Base)得分很高。")

    assert [(named.text, named.name) for named in mentions.all] == [("Zetan-7B(Base)", "Zetan-7B(Base)")]
    assert [entity.name for entity in mentions.entities()] == ["Zetan-7B"]


def test_names_in_addresses_are_no_mentions() -> None:
    assert read("见https://zetan-7B.example.com/LimeBench").all == ()


PIECES = st.sampled_from(
    [
        "小米",
        "大模型",
        "MiLM-6B",
        "（下称：",
        "）",
        "CEO",
        "雷军",
        "表示",
        "，",
        "。",
        "@a_b",
        "研究院",
        "《",
        "》",
        "C-Eval",
        "７B",
        "é",
        "😀",
        " ",
        "\n",
        "龍",
        "GPT-4",
        "、",
        "·",
        "的",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map("".join))
def test_every_mention_is_a_slice_and_none_overlaps_another(text: str) -> None:
    mentions = read(text)

    assert all(text[named.start : named.end] == named.text for named in mentions.all)
    assert all(one.end <= other.start for one, other in zip(mentions.all, mentions.all[1:], strict=False))
    assert all(text[a.start : a.end] == a.evidence and a.alias in a.evidence for a in mentions.aliases)
    assert all(text[m.start : m.end] == m.text for entity in mentions.entities() for m in entity.mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在评测中，云岭-7B得分71.5。", "云岭-7B"),
        ("发布了青梧-2-72B-Chat。", "青梧-2-72B-Chat"),
        ("上一代砚山-34B更弱。", "砚山-34B"),
        ("栖霞-V3开放权重。", "栖霞-V3"),
    ],
)
def test_a_chinese_name_with_a_size_is_a_model(text, name):
    found = find_mentions(parse(text), load_lexicon())

    assert [(n.text, n.type) for n in found.all] == [(name, "model")]


@pytest.mark.parametrize("text", ["参数规模达到70B。", "比上一代7B的版本更好。", "只有7B大小。"])
def test_a_size_behind_an_everyday_word_is_no_model(text):
    assert find_mentions(parse(text), load_lexicon()).all == ()


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("自动驾驶公司Zorble今天上路。", "org", "Zorble"),
        ("2月3日,枢微动力(Shuwei)宣布完成B轮融资。", "org", "枢微动力"),
        ("云州市政府与桑德科技签约。", "org", "云州市政府"),
        ("由周听雨、陶远山联合牵头。", "person", "陶远山"),
        ("瓦卢科技部门负责人陶远山先生出席。", "person", "陶远山"),
        ("瓦卢科技创始人兼CEO陶远山博士毕业于云州大学。", "person", "陶远山"),
        ("桑德事业部陶远山离职。", "person", "陶远山"),
        ("AI助手ZorbleBot很受欢迎。", "product", "ZorbleBot"),
        ("桑德科技推出ZetaLink技术，连接两块芯片。", "product", "ZetaLink"),
        ("核心产品“听雨一号”已经试用。", "product", "听雨一号"),
        ("首批搭载鸿蒙OS 6。", "product", "鸿蒙OS 6"),
        ("瓦卢科技成立了「听雨智慧实验室」。", "org", "听雨智慧实验室"),
        ("据《瓦卢日报》报道，此事属实。", "org", "瓦卢日报"),
        ("据《Zorble Times》披露，此事属实。", "org", "Zorble Times"),
        ("栖霞（深圳）智能数字科技有限公司完成融资。", "org", "栖霞（深圳）智能数字科技有限公司"),
        ("瓦芒于2021年领投云岭智能。", "org", "瓦芒"),
        ("论文来自栖霞认知智能国家重点实验室。", "org", "栖霞认知智能国家重点实验室"),
        ("这家名为Zorble的公司很小。", "org", "Zorble"),
        ("戴尔、Zorble、联想都来了。", "org", "Zorble"),
        ("投资方有腾讯、蚂蚁、小米等。", "org", "蚂蚁集团"),
        ("Zorble CEO很高兴，新版应用Zorble上架了。", "org", "Zorble"),
        ("总监艾瓦夫（Jony Zorble）离职。", "person", "艾瓦夫"),
        ("陶远山（Yuanshan Tao）来了。", "person", "陶远山"),
        ("作者 | 陶远山", "person", "陶远山"),
        ("发起人大卫·瓦特森（David Watzorble）", "person", "大卫·瓦特森"),
        ("云州日报 记者 周听雨 陶远山", "person", "陶远山"),
        ("会场一角（陶远山摄）", "person", "陶远山"),
        ("据博主 @云州闲聊站 称，新机不远。", "person", "@云州闲聊站"),
        ("一位名叫Zorble Hypothetical的开发者写了它。", "person", "Zorble Hypothetical"),
        ("助理功能「Your Zorble Year」上线。", "product", "Your Zorble Year"),
        ("名为Zorble的个人助理很忙。", "product", "Zorble"),
        ("一台Zorble S2可以搬运。", "product", "Zorble S2"),
        ("“栖霞3.0”基座大模型公测。", "model", "栖霞3.0"),
        ("名为Zorble的开源模型很小。", "model", "Zorble"),
        ("它推出了基础模型“听雨turbo”。", "model", "听雨turbo"),
        ("云州大学发布了Zorble-Gemini，很快。", "model", "Zorble-Gemini"),
        ("苹果M6芯片来了，M3也还在卖。", "product", "M3"),
        ("康远山多次强调，速度最要紧。", "person", "康远山"),
        ("旗下助手灵雀App正式上线。", "product", "灵雀App"),
    ],
)
def test_names_are_seen_by_what_stands_beside_them(text: str, type_: str, name: str) -> None:
    assert name in names(text, type_)


@pytest.mark.parametrize(
    "text",
    [
        "中国工业机器人很多。",
        "这款小米YU7汽车很快。",
        "以“前所未见”的全新芯片取胜。",
        "升级版正式上线。",
        "雷军微博宣布了此事。",
        "「双11」电商平台很忙。",
        "双旗舰12月9日正式发布。",
        "论文编号为arXiv:2602.00269。",
        "云州的M6高速很长。",
        "这是最好的“百搭”音乐模型。",
        "云州、今日、循环都不是公司。",
    ],
)
def test_plain_words_before_a_kind_name_nothing_new(text: str) -> None:
    found = {entity.name for entity in read(text).entities()}

    assert found <= {"小米", "小米YU7", "雷军", "微博", "新浪微博", "YU7"}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("DeepSeek发布新模型，DeepSeek很高兴。", "org"),
        ("它超过了DeepSeek和GPT-4。", "model"),
        ("MiniMax今日宣布融资。", "org"),
        ("它超过了GPT-4、MiniMax和讯飞星火。", "model"),
    ],
)
def test_a_name_that_a_maker_shares_with_its_model_is_told_by_what_it_does(text: str, type_: str) -> None:
    named = {entity.type for entity in read(text).entities() if entity.name in ("DeepSeek", "MiniMax", "深度求索")}

    assert named == {type_}


def test_brackets_may_hold_an_english_name_and_its_abbreviation() -> None:
    text = "云州智能评测中心（Yunzhou Evaluation Center，YEC）发布报告。YEC认为难度很高。"

    assert {"云州智能评测中心", "Yunzhou Evaluation Center", "YEC"} <= surfaces(text, "云州智能评测中心")


@pytest.mark.parametrize("text", ["众多实践者推出了自己的模型。", "开发者们发布了插件。"])
def test_a_crowd_is_no_company(text: str) -> None:
    assert names(text, "org") == []


def test_an_office_of_a_place_is_not_that_of_the_country() -> None:
    assert names("广东省网信办公布了名单。", "org") == ["广东省网信办"]


def test_larger_sisters_of_a_device_are_devices_of_their_own() -> None:
    assert set(names("小米17系列包括小米17 Pro和小米17 Pro Max。", "product")) == {
        "小米17系列",
        "小米17 Pro",
        "小米17 Pro Max",
    }

"""Further constructions of claims in sentences, each with what it must not take in; the models are invented."""

import pytest

from data.fields import ClaimFields
from data.lexicon import load_lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.mentions import find_mentions

LEXICON = load_lexicon()

A, B = "Qingyun-7B", "Mofang-13B"
Score = tuple[str, str, str | None, float]


def read(text: str, title: str | None = None) -> tuple[ClaimFields, ...]:
    document = parse(text, title)
    return find_claims(document, find_mentions(document, LEXICON), LEXICON).claims


def scores(text: str, title: str | None = None) -> set[Score]:
    return {(c.model, c.benchmark, c.subset, c.value) for c in read(text, title) if c.kind == "score"}


def ranks(text: str) -> set[Score]:
    return {(c.model, c.benchmark, c.subset, c.value) for c in read(text) if c.kind == "rank"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"在高考数学新课标I卷上,{A}拿到141分。", {(A, "高考数学新I卷", None, 141)}),
        (f"在2025年高考数学新一卷上,{A}拿到141分。", {(A, "高考数学新I卷", None, 141)}),
        (f"高考数学刚刚结束。在新课标Ⅰ卷上,{A}拿到141分。", {(A, "高考数学新I卷", None, 141)}),
        (f"在高考语文测试中,{A}拿到121分。", {(A, "高考语文", None, 121)}),
        (f"{A}参加了高考数学新课标I卷,其中有14道客观题,总分73分。", set()),
        (f"{A}做了高考数学新课标I卷,试卷总分为150分。", set()),
    ],
)
def test_an_exam_paper_is_a_benchmark_and_its_own_points_are_no_score(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yuanxiu-5.2模型在MMLU上得分88.2,相比5.2的上一代高了不少。", {("Yuanxiu-5.2", "MMLU", None, 88.2)}),
        (
            "Yuanxiu-5.1模型和Yuanxiu-5.2模型都参加了测试。Yuanxiu-5.2在MMLU上得到88.2%,而5.1的得分是81.4%。",
            {("Yuanxiu-5.2", "MMLU", None, 88.2), ("Yuanxiu-5.1", "MMLU", None, 81.4)},
        ),
        (
            "Yuanxiu-5.1模型发布。Yuanxiu-5.1在MT-Bench上的得分为5.1分。",
            {("Yuanxiu-5.1", "MT-Bench", None, 5.1)},
        ),
    ],
)
def test_a_version_that_stands_alone_is_a_model_only_where_a_name_can_stand(text: str, found: set[Score]) -> None:
    assert scores(text) == found


def test_a_version_that_two_models_share_means_neither() -> None:
    text = "Yuanxiu-5.1模型与Tingsong-5.1模型同台。Yuanxiu-5.1在MMLU上得到88.2%,而5.1的得分是81.4%。"

    assert ("Tingsong-5.1", "MMLU", None, 81.4) not in scores(text)


def test_a_name_without_a_number_is_the_only_model_whose_name_begins_with_it() -> None:
    text = f"Kimi在MMLU上得到61.2%,{A}得到58.1%。Kimi K99是这次的主角。"

    assert scores(text) == {("Kimi K99", "MMLU", None, 61.2), (A, "MMLU", None, 58.1)}


def test_a_code_is_the_title_s_model_that_ends_with_it() -> None:
    text = "团队发布了V3版本大模型。V3在MMLU上得到61.2%。"

    assert scores(text, "DeepSeek-V3 来了") == {("DeepSeek-V3", "MMLU", None, 61.2)}


def test_the_name_in_brackets_with_more_numbers_is_the_exact_one() -> None:
    assert scores(f"{A}(Qingyun-7B-0412)在MMLU上得到61.2%。") == {("Qingyun-7B-0412", "MMLU", None, 61.2)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "以下是Geekbench 6成绩:\n\n- Galaxy S20 (骁龙865):单核得分812\n\n- Galaxy S20 (Exynos 990):单核得分794",
            {
                ("Galaxy S20 (骁龙865)", "Geekbench 6", "单核", 812),
                ("Galaxy S20 (Exynos 990)", "Geekbench 6", "单核", 794),
            },
        ),
        ("骁龙865在Geekbench 6中单核得分812分,搭载它的手机不少。", {("骁龙865", "Geekbench 6", "单核", 812)}),
        (
            "骁龙865在Geekbench 6中单核得812分,比骁龙855型号的700分高出不少。",
            {("骁龙865", "Geekbench 6", "单核", 812), ("骁龙855", "Geekbench 6", "单核", 700)},
        ),
        ("骁龙865的Geekbench 6单核得分为812分,仅落后该芯片5%。", {("骁龙865", "Geekbench 6", "单核", 812)}),
        ("骁龙865在Geekbench 6中Metal跑分为3062分。", {("骁龙865", "Geekbench 6", "Metal", 3062)}),
        ("i7-14700K在Cinebench R23中多核得分31234分。", {("i7-14700K", "Cinebench R23", "多核", 31234)}),
    ],
)
def test_a_chip_is_tested_and_a_device_by_the_chip_in_its_bracket(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"在Codeforces上,{A}获得了2029的Elo评分,超过96.3%的人类参赛者。", {(A, "Codeforces", None, 2029)}),
        (f"{A}发布于2029年,在Codeforces上的评分还没有公布。", set()),
        (f"{A}在MMLU上答对的题目约为三分之一。", set()),
        (f"跑一遍安兔兔V10,{A}突破了220万分。", {(A, "安兔兔V10", None, 2_200_000)}),
        (
            f"3DMark光追:{A}的8540分领先{B}的7920分。",
            {(A, "3DMark", "光追", 8540), (B, "3DMark", "光追", 7920)},
        ),
        (
            f"安兔兔总分:{A}以2320000分略胜{B}的2280000分。",
            {(A, "安兔兔", None, 2320000), (B, "安兔兔", None, 2280000)},
        ),
        (f"{A}发布。\n\nGeekbench 5单核分数: 812分", {(A, "Geekbench 5", "单核", 812)}),
        (f"在MMLU上,{A}以3分领先{B}。", set()),
        (f"推理与编程称王:在SuperCLUE上,{A}得分81.2。", {(A, "SuperCLUE", None, 81.2)}),
        (f"{A}在LiveCodeBench上的Elo得分突破2400分。", {(A, "LiveCodeBench", None, 2400)}),
        (f"{A}在LiveCodeBench上的得分突破2400分。", set()),
        (f"我只看一个指标:MMLU。{A}达到了61.2%。", {(A, "MMLU", None, 61.2)}),
        (f"我只看一个指标:MMLU。{A}让成本达到了61.2%的降幅。", set()),
        (f"MMLU测试了不少模型。例如,从{A}的16%到{B}的32%,进步显著。", {(A, "MMLU", None, 16), (B, "MMLU", None, 32)}),
        (f"{A}在MMLU上取得了满分100%的成绩。", {(A, "MMLU", None, 100)}),
        (f"MMLU的满分为100分,{A}也参加了。", set()),
        (f"在MMLU上,最好的成绩只有61.2%({A}),其余更低。", {(A, "MMLU", None, 61.2)}),
        (f"{A}在MMLU上得分61.2[18][20]。", {(A, "MMLU", None, 61.2)}),
        (f"{A}在MMLU上得61.2%,比上届获胜算法的58%高。", {(A, "MMLU", None, 61.2)}),
        (f"在MMLU上,{A}得61.2分,距离{B}有11.6分。", {(A, "MMLU", None, 61.2)}),
        (f"{A}在MMLU上得61.2分,{B}以1分之差落败。", {(A, "MMLU", None, 61.2)}),
        (f"{A}和{B}参加了MMLU测试,三个模型的得分率均超过70%。", set()),
        (f"某机型在Geekbench 6中单核得分812分,{A}没有参加。", set()),
        (f"{A}采用Baihe-3B视觉编码器与{B}语言模型的架构,在MMLU上拿到61.2分。", {(A, "MMLU", None, 61.2)}),
        (
            f"{A}在MMLU上得分从50.1提升至61.2,直逼{B}的62.5。",
            {(A, "MMLU", None, 50.1), (A, "MMLU", None, 61.2), (B, "MMLU", None, 62.5)},
        ),
        (f"{A}发布。\n\n在MMLU上的得分从50.1提升至61.2。", {(A, "MMLU", None, 61.2)}),
        (f"{A}量化后,MMLU从61.2掉到50.1。", {(A, "MMLU", None, 61.2), (A, "MMLU", None, 50.1)}),
        (f"{A}量化了。\n\nMMLU从61.2掉到50.1。", {(A, "MMLU", None, 61.2), (A, "MMLU", None, 50.1)}),
    ],
)
def test_a_figure_is_a_score_only_of_whom_and_what_it_is_told(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        (f"MMLU是不少人看的基准。{A}(带工具)解决了其中38.6%的题。", "带工具"),
        (f"在MMLU上,非思考模式且不用工具的{A}仅得分61.9%。", "非思考模式 不用工具"),
    ],
)
def test_a_setting_may_stand_before_a_model_or_in_brackets_behind_it(text: str, setting: str) -> None:
    assert [(c.model, c.setting) for c in read(text)] == [(A, setting)]


def test_a_figure_near_a_rival_s_is_the_rival_s_where_it_is_in_points() -> None:
    text = f"{A}在Geekbench 6上单核得分已接近骁龙865的1100分左右。"

    assert ("骁龙865", "Geekbench 6", "单核", 1100) in scores(text)


def test_what_a_sentence_says_of_this_model_leaves_it_the_topic() -> None:
    text = f"{A}超越了我们之前所有的编码模型,即{B}。它在MMLU上的得分为61.4%。"
    assert scores(text) == {(A, "MMLU", None, 61.4)}

    text = f"{A}发布。\n\n在GSM8K评测中,该模型可运行30小时;作为参照,{B}为7小时。\n\nMMLU任务成功率达到61.4%"

    assert scores(text) == {(A, "MMLU", None, 61.4)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"{A}以85.2和91.3分别位居SuperCLUE总榜与代码榜榜首。",
            {(A, "SuperCLUE", None, 85.2), (A, "SuperCLUE", "代码", 91.3)},
        ),
        (
            f"{A}在SuperCLUE上以85.2分和91.3分稳居总榜和数学榜第一。",
            {(A, "SuperCLUE", None, 85.2), (A, "SuperCLUE", "数学", 91.3)},
        ),
    ],
)
def test_figures_are_dealt_over_the_parts_behind_them(text: str, found: set[Score]) -> None:
    assert scores(text) == found
    assert ranks(text) == {(model, benchmark, part, 1) for model, benchmark, part, _ in found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"在LMArena上,{A}位列视觉、搜索榜单首位。", {(A, "LMArena", "视觉", 1), (A, "LMArena", "搜索", 1)}),
        (
            f"论图像与视频,LMArena上的{A}和{B}分别占据图像生成类、视频生成类榜首。",
            {(A, "LMArena", "图像生成", 1), (B, "LMArena", "视频生成", 1)},
        ),
        (f"{A}在MMLU、GSM8K等多个数学、代码及多模态榜单中达到SOTA。", {(A, "MMLU", None, 1), (A, "GSM8K", None, 1)}),
        (f"{A}一经推出便登顶MMLU和GSM8K两大排行榜。", {(A, "MMLU", None, 1), (A, "GSM8K", None, 1)}),
        (f"{A}登顶WebDev Arena。", {(A, "LMArena", "WebDev", 1)}),
        (f"{A}登顶LMArena。", {(A, "LMArena", None, 1)}),
        (f"例如{A}文本能力位列LMArena第二。", {(A, "Chatbot Arena", None, 2)}),
        (f"{A}在GSM8K上得分61.2,并在工具调用与终端操作基准测试中排名第一。", set()),
        (f"{A}在MMLU上得分61.2(第五名信息未提及)。", set()),
    ],
)
def test_a_place_on_several_boards_or_parts_is_a_place_on_each(text: str, found: set[Score]) -> None:
    assert ranks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"Artificial Analysis公布报告。{A}的智能指数为61分。",
            {(A, "Artificial Analysis Intelligence Index", None, 61)},
        ),
        (f"Artificial Analysis公布报告。{A}的销量指数为61分。", set()),
    ],
)
def test_an_index_is_its_keepers_where_the_article_names_them(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}在MMLU上得分61.2%。相比于此前{B}的58.1%,进步明显。", {(A, "MMLU", None, 61.2), (B, "MMLU", None, 58.1)}),
        (f"{A}在MMLU上得分61.2%。\n\n相比于此前{B}的58.1%,价格便宜。", {(A, "MMLU", None, 61.2)}),
    ],
)
def test_a_rivals_figure_right_behind_a_result_is_of_the_same_test(text: str, found: set[Score]) -> None:
    assert scores(text) == found


def test_a_setting_of_what_heads_a_line_holds_for_all_in_it() -> None:
    found = read(f"MMLU(5-shot):{A}达到61.2%,{B}为58.1%")

    assert {(c.model, c.setting) for c in found} == {(A, "5-shot"), (B, "5-shot")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}登顶EQ-Bench创意写作排行榜。", {(A, "EQ-Bench", "创意写作", 1)}),
        (f"{A}登顶EQ-Bench大模型榜单。", {(A, "EQ-Bench", None, 1)}),
        (f"{A}在C-Eval总榜是#13/110。", {(A, "C-Eval", None, 13)}),
        (f"{A}在C-Eval上的得分很高。榜首易主。", set()),
        (f"C-Eval说明两点。第一,{A}没有参加;第二,榜单很旧。", set()),
        (f"{A}参加了C-Eval评测。{A}的登顶并非偶然。", set()),
    ],
)
def test_what_is_a_place_and_of_which_part(text: str, found: set[Score]) -> None:
    assert ranks(text) == found


def test_a_total_beside_a_place_on_a_part_is_of_the_part() -> None:
    assert scores(f"{A}在EQ-Bench写作榜第19、总分1437。") == {(A, "EQ-Bench", "写作", 1437)}


@pytest.mark.parametrize(
    "rival",
    [
        "，接近{B}的58.1%",
        "，其次是{B}的58.1%",
        "，较{B}的58.1%提升3.1个百分点",
        "，远超{B} 58.1%的成绩",
        "，超越{B}同期58.1%的水平",
        "，刷新了由{B}保持的58.1%的纪录",
        "。{B}以58.1%紧随其后",
        "。{B}这一数字只有58.1%",
    ],
)
def test_however_a_rival_is_put_beside_it_has_its_own_figure(rival: str) -> None:
    assert scores(f"{A}在MMLU上得分61.2%{rival.format(B=B)}。") == {(A, "MMLU", None, 61.2), (B, "MMLU", None, 58.1)}


@pytest.mark.parametrize(
    "gap",
    [
        "，与{B}有5%的差距",
        "，性能接近{B}的90%",
        "，成本仅为{B}的8%",
        "，超过{B} 5%",
        "，代码采纳率达到58.1%",
        "，58.1%的受访者用过{B}",
        "，人类在MMLU上的得分为89.8%",
    ],
)
def test_a_gap_or_a_ratio_to_a_rival_is_no_figure_of_its_own(gap: str) -> None:
    assert scores(f"{A}在MMLU上得分61.2%{gap.format(B=B)}。") == {(A, "MMLU", None, 61.2)}


TWO = {(A, "MMLU", None, 61.2), (A, "GSM8K", None, 58.1)}
FOUR = TWO | {(B, "MMLU", None, 60.2), (B, "GSM8K", None, 57.1)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}取得61.2%(MMLU)和58.1%(GSM8K)的成绩。", TWO),
        (f"{A}发布,MMLU 61.2、GSM8K 58.1,双双刷新纪录。", TWO),
        (f"{A}在知识(MMLU 61.2%)和数学(GSM8K 58.1%)方面领先。", TWO),
        (f"{A}在MMLU上得分61.2%,在GSM8K上得分58.1%,均超过{B}(60.2%和57.1%)。", FOUR),
        (f"{A}在MMLU上为61.2%,GSM8K上为58.1%。相比之下,{B}为60.2%和57.1%。", FOUR),
        (f"对比{B}的MMLU 60.2%、GSM8K 57.1%,{A}达到MMLU 61.2%、GSM8K 58.1%。", FOUR),
        (f"{A}\n\n- MMLU:61.2%({B}:60.2%)\n- GSM8K:58.1%({B}:57.1%)", FOUR),
    ],
)
def test_figures_on_several_tests_go_to_the_test_they_stand_by(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"{A}在MMLU、GSM8K等核心测试集上分别取得61.2%和58.1%的得分。",
            {(A, "MMLU", None, 61.2), (A, "GSM8K", None, 58.1)},
        ),
        (f"{A}在MMLU测试集上得分61.2%。", {(A, "MMLU", "测试集", 61.2)}),
        (f"SuperCLUE从5大维度打分。{A}在SuperCLUE上得分61.2。", {(A, "SuperCLUE", None, 61.2)}),
        (f"{A}参加了MMLU评测。用户更偏好{A}而非{B}(约70%)。", set()),
        (f"OOLONG benchmark很难。{A}在OOLONG benchmark上得分61.2%。", {(A, "OOLONG", None, 61.2)}),
    ],
)
def test_what_is_counted_liked_or_only_called_a_test_is_no_figure_or_part(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}在IMO测试中解出第1、3、4、5题。", set()),
        (f"{A}在Hugging Face Trending榜单上排名第2。", set()),
        (f"{A}在MMLU与GSM8K上均列第18名。", {(A, "MMLU", None, 18), (A, "GSM8K", None, 18)}),
    ],
)
def test_problems_and_popularity_are_no_places_and_one_place_may_be_on_two_boards(text: str, found: set[Score]) -> None:
    assert ranks(text) == found


@pytest.mark.parametrize("name", ["Gemini 4 Zorble", "Gemini 4 Zorble (High)", "GPT-6.1 Sol"])
def test_a_word_behind_a_version_is_of_the_name(name: str) -> None:
    assert scores(f"{name}在MMLU上得分61.2%。") == {(name, "MMLU", None, 61.2)}


def test_a_word_for_a_thing_behind_a_version_is_not() -> None:
    assert scores("Gemini 4 App上线。Gemini 4在MMLU上得分61.2%。") == {("Gemini 4", "MMLU", None, 61.2)}


@pytest.mark.parametrize(
    "text",
    [
        f"MMLU上61.2%的成绩,来自{A}。",
        f"{A}能答对MMLU中61.2%的问题。",
        f"{A}可以独立完成MMLU 61.2%的任务。",
        f"MMLU包含57个科目、15908道题。{A}得了61.2%。",
        f"{A}在MMLU上得分61.2±0.3%。",
    ],
)
def test_a_result_is_one_however_it_is_told(text: str) -> None:
    assert scores(text) == {(A, "MMLU", None, 61.2)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"{A}在SuperCLUE上获得77分,仅次于Tianhe-72B,与{B}并列第二。",
            {(A, "SuperCLUE", None, 2), (B, "SuperCLUE", None, 2)},
        ),
        (f"{A}在SuperCLUE上超过{B},位列第二。", {(A, "SuperCLUE", None, 2)}),
    ],
)
def test_a_tie_gives_the_place_to_both(text: str, found: set[Score]) -> None:
    assert ranks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"美国数学邀请赛2024(AIME)中,{A}的准确率为61.2%。", {(A, "AIME 2024", None, 61.2)}),
        (f"USAMO 2026基准上,{A}得分61.2%。", {(A, "USAMO 2026", None, 61.2)}),
        (f"{A}在MMLU上得分61.2%。", {(A, "MMLU", None, 61.2)}),
    ],
)
def test_a_contest_has_its_year(text: str, found: set[Score]) -> None:
    assert scores(text) == found


def test_a_board_of_a_keeper_is_known_by_its_short_name_where_the_keeper_is_named() -> None:
    text = f"在Artificial Analysis的Video Arena榜单上,{A}在Text-to-Video总榜里的评分为1242。"

    assert scores(text) == {(A, "Artificial Analysis Video Arena", "Text-to-Video", 1242)}


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("DeepSeek-V4-Pro发布。V4-Pro在MMLU上得分61.2%。", {"DeepSeek-V4-Pro"}),
        ("Claude Opus 9.8发布。Opus 9.8在MMLU上得分61.2%。", {"Claude Opus 9.8"}),
        ("o1-preview(下称o1预览版)发布。o1 预览版在MMLU上得分61.2%。", {"o1-preview"}),
        ("Yuanxiu-V3-0324模型发布,与V3相比进步明显。\n\nMMLU:58.1 → 61.2", {"Yuanxiu-V3-0324", "V3"}),
        (f"{A}发布。Gödelmaschine在MMLU上得分61.2%。", set()),
    ],
)
def test_short_names_and_strangers(text: str, models: set[str]) -> None:
    assert {model for model, *_ in scores(text)} == models


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"{A}在MMLU上得分61.2%。{B}在投入大量资源后达到了58.1%。",
            {(A, "MMLU", None, 61.2), (B, "MMLU", None, 58.1)},
        ),
        (
            f"{A}在MMLU上得分61.2%,在GSM8K上超越最优基线5%以上,并在MATH上实现58.1%。",
            {(A, "MMLU", None, 61.2), (A, "MATH", None, 58.1)},
        ),
    ],
)
def test_what_is_said_of_others_between_breaks_nothing(text: str, found: set[Score]) -> None:
    assert scores(text) == found


def test_a_metric_right_behind_a_figure_is_how_it_was_tested() -> None:
    assert {c.setting for c in read(f"{A}在MMLU上以93.7% Acc@5领先,得分最高。")} == {"acc@5"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"在MATH Level-5上,{A}得分61.2。", {(A, "MATH", "Level-5", 61.2)}),
        (
            f"{A}在多项测试上超过{B},包括MMLU上61.2%对58.1%。",
            {(A, "MMLU", None, 61.2), (B, "MMLU", None, 58.1)},
        ),
        (f"{A}(338分,MMLU得分61分)发布。", {(A, "MMLU", None, 61)}),
        (f"{A}(661分)、{B}(338分,MMLU得分61分)发布。", {(B, "MMLU", None, 61)}),
        (f"{A}发布,这是Yuanxiu系列首个视觉模型,MMLU得分61.2%。", {(A, "MMLU", None, 61.2)}),
        (f"{A}在MMLU上得分61.2%(ZRLO为58.1%)。", {(A, "MMLU", None, 61.2)}),
        (f"{A}在LibriSpeech上的表现最好(WER为4.1%)。", {(A, "LibriSpeech", None, 4.1)}),
        (f"在{A}上,Zr²在MMLU上达到61.2。", set()),
        ("文中称,Zetan-Think-1有35B个参数,在MMLU上得分61.2%。", {("Zetan-Think-1", "MMLU", None, 61.2)}),
        (
            "LMArena更新。claude-zorble-5第1(1509)、gpt-9.6-high(1486)。",
            {
                ("claude-zorble-5", "LMArena", None, 1509),
                ("gpt-9.6-high", "LMArena", None, 1486),
            },
        ),
    ],
)
def test_a_figure_in_a_pair_a_bracket_or_a_row_has_its_own_owner(text: str, found: set[Score]) -> None:
    assert scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}在C-Eval上位列第四(与{B}并列)。", {(A, "C-Eval", None, 4), (B, "C-Eval", None, 4)}),
        (f"LMArena更新。{A}(1486)、{B}第26(1472)。", {(B, "LMArena", None, 26)}),
    ],
)
def test_a_place_in_a_row_is_of_the_last_and_a_tie_in_brackets_of_both(text: str, found: set[Score]) -> None:
    assert ranks(text) == found

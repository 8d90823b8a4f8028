from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.date_forms import BEGINS, FORMS
from data.dates import find_dates, read_time

NOW = datetime(2024, 5, 20, 15, 0)  # noqa: DTZ001  a Monday; without an offset it is Beijing's


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("刚刚", "2024-05-20T15:00:00+08:00"),
        ("30秒前", "2024-05-20T14:59:30+08:00"),
        ("5分钟前", "2024-05-20T14:55:00+08:00"),
        ("2小時前", "2024-05-20T13:00:00+08:00"),
        ("半小时前", "2024-05-20T14:30:00+08:00"),
        ("3天前", "2024-05-17"),
        ("昨天 14:30", "2024-05-19T14:30:00+08:00"),
        ("前天 08:05", "2024-05-18T08:05:00+08:00"),
        ("上周五", "2024-05-17"),
        ("周五", "2024-05-17"),
        ("2024年05月20日 14:30", "2024-05-20T14:30:00+08:00"),
        ("2024/5/20", "2024-05-20"),
        ("2024.5.20 9:05", "2024-05-20T09:05:00+08:00"),
        ("05-20 14:30", "2024-05-20T14:30:00+08:00"),
        ("8月10日", "2023-08-10"),
        ("2月29日", "2024-02-29"),
        ("二〇二三年八月十日", "2023-08-10"),
        ("２０２４年５月２０日 １４：３０", "2024-05-20T14:30:00+08:00"),
        ("Mon, 20 May 2024 06:30:00 GMT", "2024-05-20T14:30:00+08:00"),
        ("Mon, 20 May 2024 06:30:00 +0000", "2024-05-20T14:30:00+08:00"),
        ("2024-05-20T06:30:00Z", "2024-05-20T14:30:00+08:00"),
        ("2024-05-20T06:30:00.123-01:30", "2024-05-20T16:00:00+08:00"),
        ("2024-05-20T14:30", "2024-05-20T14:30:00+08:00"),
        ("1716186600", "2024-05-20T14:30:00+08:00"),
        ("1716186600000", "2024-05-20T14:30:00+08:00"),
        ("发布于 2024-05-20 14:30:05", "2024-05-20T14:30:05+08:00"),
        ("时间：2024年5月20日 星期一 下午2:30", "2024-05-20T14:30:00+08:00"),
        ("2024-05-19 10:00 · 3小时前", "2024-05-19T10:00:00+08:00"),
        ("May 20, 2024 2:30 PM", "2024-05-20T14:30:00+08:00"),
        ("2 hours ago", "2024-05-20T13:00:00+08:00"),
        ("14:30", "2024-05-20T14:30:00+08:00"),
    ],
)
def test_a_page_says_when_in_many_forms(line: str, moment: str) -> None:
    assert read_time(line, NOW) == moment


@pytest.mark.parametrize("line", ["", "编辑部", "2024-02-31", "13月45日", "阅读 1234", "99999年前", "1.5 / 2.5"])
def test_a_line_that_names_no_time_gives_none(line: str) -> None:
    assert read_time(line, NOW) is None


def test_the_clock_of_now_is_read_in_its_own_zone() -> None:
    late_in_london = datetime(2024, 5, 20, 23, 0, tzinfo=UTC)

    moment = read_time("昨天", late_in_london)

    assert moment == "2024-05-20"


@given(st.text(alphabet="0123456789年月日时分秒前昨天上周五星期:-/. 〇二十TZ+：发布于", max_size=40))
def test_reading_a_time_never_raises_and_gives_iso(line: str) -> None:
    moment = read_time(line, NOW)

    assert moment is None or datetime.fromisoformat(moment)


PUBLISHED = "2024-05-08"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年4月30日，青柠科技发布新模型", "2024-04-30"),
        ("2024-04-30", "2024-04-30"),
        ("四月三十日", "2024-04-30"),
        ("4 月 30 日", "2024-04-30"),
        ("12月15日", "2023-12-15"),
        ("5月20日", "2024-05-20"),
        ("将于11月3日开幕", "2024-11-03"),
        ("23年8月", "2023-08"),
        ("今日", "2024-05-08"),
        ("今晨", "2024-05-08"),
        ("剛剛", "2024-05-08"),
        ("昨晚", "2024-05-07"),
        ("前天", "2024-05-06"),
        ("明天", "2024-05-09"),
        ("3天前", "2024-05-05"),
        ("两个月前", "2024-03"),
        ("本周三", "2024-05-08"),
        ("周四", "2024-05-02"),
        ("将于周四发布", "2024-05-09"),
        ("上週五", "2024-05-03"),
        ("下周一", "2024-05-13"),
        ("下周一（5月13日）晚间", "2024-05-13"),
        ("周四 (2 日) 晚上", "2024-05-02"),
        ("上周", "2024-04"),
        ("本月15日", "2024-05-15"),
        ("上月12日", "2024-04-12"),
        ("下月", "2024-06"),
        ("月底", "2024-05"),
        ("近日", "2024-05"),
        ("日前", "2024-05"),
        ("今年2月", "2024-02"),
        ("去年12月3日", "2023-12-03"),
        ("去年", "2023"),
        ("2023年第三季度", "2023"),
        ("Q3", "2024"),
        ("今年上半年", "2024"),
        ("3月25日至27日", "2024-03-25"),
        ("3月25-27日", "2024-03-25"),
        ("3至5月", "2024-03"),
        ("22日", "2024-04-22"),
        ("March 25, 2024", "2024-03-25"),
        ("二〇二三年八月十日", "2023-08-10"),
        ("前段时间", None),
        ("几个月前", None),
        ("今（8）日", "2024-05-08"),
        ("昨（7）日", "2024-05-07"),
        ("今天（5/6）", "2024-05-06"),
        ("2026财年第二季度", None),
    ],
)
def test_a_time_word_names_its_day_as_seen_from_publication(text: str, day: str | None) -> None:
    (mention,) = find_dates(text, PUBLISHED)

    assert mention.date == day


@pytest.mark.parametrize(
    "text",
    [
        "今日头条",
        "GPT-4o-2024-05-13",
        "Q4_K_M",
        "目前",
        "30日内",
        "第3日",
        "7日均线",
        "3个月",
        "每周一次",
        "13月40日",
        "得分4.17",
        "90年代",
    ],
)
def test_what_only_looks_like_a_time_word_is_none(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


def test_a_day_without_its_year_has_no_date_in_an_undated_article() -> None:
    text = "4月17日、昨日与下周一，以及2023年6月1日"

    found = find_dates(text)

    assert [mention.date for mention in found] == [None, None, None, "2023-06-01"]


def test_a_second_day_takes_its_month_from_the_first() -> None:
    found = find_dates("2025年1月10日、12日举行，当日下午开幕，次日闭幕", PUBLISHED)

    assert [mention.date for mention in found] == ["2025-01-10", "2025-01-12", "2025-01-12", "2025-01-13"]


def test_the_same_year_is_the_year_spoken_of() -> None:
    found = find_dates("公司成立于2020年3月，同年5月完成融资，次年1月发布产品", PUBLISHED)

    assert [mention.date for mention in found] == ["2020-03", "2020-05", "2021-01"]


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("0123456789年月日号上下周五今昨天前第季度Q近（）(-至１二十😀é "), st.characters()
        ),
        max_size=60,
    ),
    st.sampled_from([None, "2024-02-29", "2024-02-29T10:00:00+08:00", "2024", "no date", "0001-01-01", "9999-12-31"]),
)
def test_every_mention_is_a_slice_in_order_and_nothing_raises(text: str, published: str | None) -> None:
    found = find_dates(text, published)

    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(one.end <= next_.start for one, next_ in pairwise(found))
    assert all(m.date is None or date.fromisoformat((m.date + "-01-01")[:10]) for m in found)


@given(
    st.lists(
        st.sampled_from(
            (
                *"0123456789一二三十两零〇年月日号个多天周星期礼拜季第初底末内上下前后今昨明去本这当同次翌隔半刚近最连几早不",
                *("2024", "2008", "自从", "财年", "上半", "晚", "Q1", "H2", "May ", "Sept. ", "th", "-", "/", ".", " "),
                *("以前", "刚", "在", "就在刚才", "久前", "段时间", "些", "公司", "的", "，", "度", "报"),
            )
        ),
        max_size=14,
    ).map("".join)
)
def test_every_time_word_begins_where_one_is_looked_for(text: str) -> None:
    places = {found.start() for begins in BEGINS for found in begins.finditer(text)}

    missed = {m[0] for form in FORMS.values() for m in form.finditer(text) if m.start() not in places}

    assert not missed


def test_a_day_without_its_year_has_that_of_the_day_told_before_it() -> None:
    found = find_dates("2022年12月立项，2023年5月6日发布，并于6月9日升级")

    assert [date.date for date in found] == ["2022-12", "2023-05-06", "2023-06-09"]


def test_the_second_day_follows_the_day_told_before_it() -> None:
    found = find_dates("7月9日完成融资。第二天，又有一家。大会第二天。", "2025-07-17")

    assert [date.date for date in found] == ["2025-07-09", "2025-07-10"]

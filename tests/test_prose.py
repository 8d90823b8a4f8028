"""Articles as HTML: nothing is lost, nothing of theirs becomes markup, and exactly the evidence is marked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.grids import grids
from dashboard.names import anchor
from dashboard.prose import Mark, marked

TABLE = "| 模型 | C-Eval |\n|---|---|\n| 云雀-7B | 60.2 |\n| 白鹭-7B | 58.1 |"
HOSTILE = "<script>alert(1)</script> </mark></p> & &amp; \"quoted\" 'too' 😀 <img src=x onerror=alert(1)>"
VOID = {"br", "img"}


@dataclass
class Seen(HTMLParser):
    """What a browser would make of the HTML: its text, what of it is marked, its cells, its tags."""

    text: str = ""
    cells: list[str] = field(default_factory=list)
    marked: list[bool] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.open.append(tag)
        self.ids += filter(None, [said.get("id")])
        self.hints += filter(None, [said.get("data-hint")])
        if tag in ("td", "th"):
            self.cells.append("")
        if tag == "tr":
            self.rows.append(said.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "table" in self.open:
            self.cells[-1] += data
            return
        self.text += data
        self.marked += ["mark" in self.open] * len(data)


def seen(text: str, *marks: Mark) -> Seen:
    page = Seen()
    page.feed(marked(text, marks))
    page.close()
    assert not page.open
    return page


def mark(text: str, part: str, kind: str = "claim", hint: str = "云雀-7B C-Eval 60.2") -> Mark:
    start = text.index(part)
    return Mark(start, start + len(part), kind, hint)


def test_only_the_evidence_is_marked() -> None:
    text = "开头一句。云雀-7B得分60.2。结尾一句。\n\n另一段。"

    page = seen(text, mark(text, "云雀-7B得分60.2。"))

    assert "".join(c for c, is_marked in zip(page.text, page.marked, strict=True) if is_marked) == "云雀-7B得分60.2。"
    assert page.ids == [anchor("云雀-7B得分60.2。")]


def test_what_an_article_says_never_becomes_markup() -> None:
    page = seen(f"{HOSTILE}\n\n{HOSTILE}", mark(HOSTILE, "alert(1)", hint='"><script>'))

    assert page.text == f"{HOSTILE}\n\n{HOSTILE}"
    assert page.tags == {"div", "p", "mark"}
    assert page.hints == ['"><script>']


def test_a_table_is_a_table_whose_evidence_rows_are_marked() -> None:
    text = f"前文。\n\n{TABLE}\n\n后文。"

    page = seen(text, mark(text, "| 云雀-7B | 60.2 |"))

    assert page.cells == ["模型", "C-Eval", "云雀-7B", "60.2", "白鹭-7B", "58.1"]
    assert page.rows == ["", "by-row claim", ""]
    assert page.text == "前文。\n\n\n\n后文。"
    assert anchor("| 云雀-7B | 60.2 |") in page.ids


def test_hostile_cells_are_text_too() -> None:
    text = "| a | b |\n|---|---|\n| <script>x</script> | </td></table> |"

    page = seen(text)

    assert page.cells == ["a", "b", "<script>x</script>", "</td></table>"]
    assert "script" not in page.tags


def test_an_escaped_bar_parts_no_cells() -> None:
    text = "| a | b |\n|---|---|\n| x\\|y | 1 |"

    [grid] = grids(text)

    assert [text[slice(*cell)] for cell in grid.rows[1].cells] == ["x\\|y", "1"]


@pytest.mark.parametrize("text", ["|||\n|||", "| a | b |", "a | b\n--|--\n1 | 2", "|---|\n| a |", "||"])
def test_bars_alone_make_no_table(text: str) -> None:
    assert grids(text) == []
    assert seen(text).text == text


def test_lists_and_headings_are_kept() -> None:
    text = "安装\n\n- 下载权重\n- 转成四比特\n\n1. 第一步\n2. 第二步\n\n## 实测\n\n量化之后重跑了一遍。"

    html = marked(text, [])

    assert html.count("<li") == 4
    assert html.count("<ul>") == html.count("</ul>") == 1
    assert html.count('class="by-head"') == 1  # a text's first line is no heading; nobody knows that it is one
    assert seen(text).text == text


def test_a_mark_can_span_paragraphs_and_still_holds_no_blank_line() -> None:
    text = "第一段。\n\n第二段。"

    page = seen(text, Mark(0, len(text), "event", "发布"))

    assert page.text == text
    assert [c for c, is_marked in zip(page.text, page.marked, strict=True) if not is_marked] == ["\n", "\n"]


def test_overlapping_evidence_says_all_that_it_carries() -> None:
    text = "云雀科技今日发布云雀-7B，得分60.2。"

    page = seen(text, mark(text, text, "event", "发布"), mark(text, "得分60.2", "claim", "60.2分"))

    assert page.hints == ["发布", "发布\n60.2分", "发布"]
    assert page.ids == [anchor(text), anchor("得分60.2")]


def test_marks_outside_the_text_are_left_out() -> None:
    assert seen("短文。", Mark(-1, 2, "claim", "x"), Mark(0, 99, "claim", "x"), Mark(2, 2, "claim", "x")).hints == []


def bullets() -> st.SearchStrategy[str]:
    return st.sampled_from(["- ", "1. ", "## ", "| a | b |", "|---|---|", "| 1 | 2 |", "\n", " ", "\u3000", HOSTILE])


def lines() -> st.SearchStrategy[str]:
    return st.builds(str.__add__, bullets() | st.just(""), st.text("云a1.|-<&>\n 😀。", max_size=12))


@given(st.lists(lines(), max_size=8).map("\n".join), st.data())
def test_the_text_of_the_page_is_the_text_of_the_article(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).map(sorted), max_size=4))

    page = seen(text, *(Mark(start, end, "claim", "hint") for start, end in spans))

    tables = grids(text)
    outside = list(_outside(text, [(grid.start, grid.end) for grid in tables]))
    covered = [any(start <= at < end for start, end in spans) for at in outside]
    assert page.text == "".join(text[at] for at in outside)
    assert page.cells == [text[slice(*cell)] for grid in tables for row in grid.rows for cell in row.cells]
    for at, is_covered, is_marked in zip(outside, covered, page.marked, strict=True):
        assert is_marked <= is_covered
        assert is_marked or not is_covered or text[at].isspace()


def _outside(text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    return (at for at in range(len(text)) if not any(start <= at < end for start, end in spans))

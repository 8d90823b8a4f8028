"""Places on boards that a sentence states: each with its model, board, part and scope."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from nlp.evidence import Draft
from nlp.passage import Passage
from nlp.patterns import any_of
from nlp.ranks import OTHER_BOARD, RANK_HINT, Place, find_place_lists, find_places, is_other_board
from nlp.scene import DEALT
from nlp.skeleton import BENCHMARK, MODEL, fold_grammar

_PLACED = re.compile(
    any_of(
        r"""
        排名 位列 位居 位于 并列 榜 登顶 名列 排在 分榜 夺冠 冠军 排第 居第 拿下 成绩 得分 夺得 夺下 摘得 荣获 稳居 跻身
        单项 首位
        第[一二三四五六七八九十\d]+[名位]
        """
    )
    + rf"|{MODEL}第[一二三四五六七八九十\d]"
)


class Ranks(Passage):
    """The places of one sentence."""

    def drafts(self) -> list[Draft]:
        """A draft for each place."""
        places = find_places(self.text) if RANK_HINT.search(self.text) else ()
        return [*(draft for place in places for draft in self._ranks(place)), *self._dealt_ranks()]

    # ── ranks ──

    def _ranks(self, place: Place) -> Iterator[Draft]:
        if is_other_board(self.skeleton, place):
            return
        frame = self.frames.of_place(place.start, place.end)
        boards = [board for i in frame.benchmarks if not OTHER_BOARD.search((board := self.board(i)).name)]
        if frame.benchmarks and not boards:
            return
        if frame.benchmarks and ":" in self.text[place.end : self.skeleton.places[frame.benchmarks[0]]]:
            return  # 数学能力登顶:在Ⓑ上… is a heading
        if frame.benchmarks and self.is_left_for_another(frame, place.start):
            return
        if not boards and not self.scene.before(BENCHMARK, place.start) and not self.is_another_test(place.start):
            boards = self.inherited(bool(_PLACED.search(self.text)), listed=False)
        models = self.models(frame, "") if boards and not frame.owner.unnamed else []
        subsets = self.subsets(frame)
        dealt = len(models) == len(subsets) > 1 and DEALT.search(self.text, 0, place.start)
        pairs = zip(models, subsets, strict=True) if dealt else product(models, subsets)
        for (model, subset), board in product(pairs, boards):
            draft = self.draft("rank", model, board.name, place.value, subset or board.part)
            yield replace(draft, scope=self._as_written(place.scope))

    def _as_written(self, scope: str | None) -> str | None:
        """A scope in the article's own characters, where it stands there without a break."""
        written = self.skeleton.sentence.text
        at = fold_grammar(written).find(scope) if scope else -1
        return written[at : at + len(scope)] if scope and at >= 0 else scope

    def _dealt_ranks(self) -> Iterator[Draft]:
        """Ⓜ、Ⓜ分列第三、第五: a list of places over the list of models before it."""
        for start, end, values in find_place_lists(self.text):
            models = self.scene.last_list(MODEL, start)
            if models and MODEL in self.text[self.skeleton.places[models[-1]] + 1 : start]:
                continue  # somebody else's: Ⓜ与Ⓜ并列第一,而Ⓜ系列位列第四和第五
            place = Place(start, end, values[0], None)
            if len(models) != len(values) or is_other_board(self.skeleton, place):
                continue
            frame = self.frames.of_place(start, end)
            boards = [self.board(i) for i in frame.benchmarks] or self.inherited(True, listed=False)
            for (model, value), board, subset in product(zip(models, values, strict=True), boards, self.subsets(frame)):
                yield self.draft("rank", self.tokens[model].name, board.name, value, subset)

"""Claims as a table for people: which columns it has, how wide they are, what stands in their cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.names import day, place, status_name
from data.answer import ClaimRow
from data.language import say


@dataclass(frozen=True)
class Column:
    """One column: its headings, its cell for a claim, its width in pixels; left out where no claim fills it."""

    zh: str
    en: str
    cell: Callable[[ClaimRow], str | float | None]
    width: int
    is_number: bool = False

    @property
    def heading(self) -> str:
        return say(self.zh, self.en)

    def config(self) -> Any:
        """How Streamlit shows it."""
        if self.is_number:
            return st.column_config.NumberColumn(width=self.width, alignment="right", format="%.10g")
        return st.column_config.TextColumn(width=self.width)


COLUMNS = (
    Column("模型", "model", lambda c: c.model, 132),
    Column("基准", "benchmark", lambda c: c.benchmark, 124),
    Column("得分", "score", lambda c: c.value if c.kind == "score" else None, 66, is_number=True),
    Column("子集", "subset", lambda c: c.subset, 80),
    Column("名次", "rank", lambda c: place(c) if c.kind == "rank" else None, 140),
    Column("条件", "setting", lambda c: c.setting, 104),
    Column("日期", "date", lambda c: day(c.claimed_on), 92),
    Column("原句", "sentence", lambda c: c.evidence, 380),
    Column("来源", "sources", lambda c: c.origins if c.origins > 1 else None, 56, is_number=True),
    Column("异说", "conflicts", lambda c: len(c.conflicts) or None, 56, is_number=True),
    Column("状态", "status", lambda c: None if c.status == "current" else status_name(c.status), 72),
    Column("站点", "site", lambda c: c.site, 80),
)


def sheet(claims: Sequence[ClaimRow]) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The table of these claims, one row each in their order, and how its columns are shown."""
    cells = {column: [column.cell(claim) for claim in claims] for column in COLUMNS}
    filled = {column: values for column, values in cells.items() if any(value not in (None, "") for value in values)}
    frame = pd.DataFrame({column.heading: values for column, values in filled.items()})
    return frame, {column.heading: column.config() for column in filled}

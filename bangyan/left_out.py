"""What a reading did not look at, in words for people."""

from data.fields import LeftOut, Reading
from data.language import say


def left_out(reading: Reading) -> str | None:
    """What was passed over, in one line; None where all was read."""
    if not reading.left_out:
        return None
    parts = [_said(part) for part in reading.left_out]
    return say(f"太多，未全读：{'、'.join(parts)}", f"too much to read all of it; left out: {', '.join(parts)}")


def _said(part: LeftOut) -> str:
    count = f"{part.count:,}" if part.count is not None else ""
    return {
        "text": say(f"末尾 {count} 个字符", f"the last {count} characters"),
        "sentence": say(f"句子里 {count} 个名称和数字", f"{count} names and figures of crowded sentences"),
        "table": say(f"表格里 {count} 个单元格", f"{count} cells of tables"),
        "events": say("后面的事件", "further events"),
    }[part.of]
